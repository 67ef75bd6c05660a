"""The catalogue of texts for people. English is in the code; another language is a file in locale/ for gettext.

`_` gives a text in the person's language, as LANGUAGE, LC_ALL, LC_MESSAGES and LANG say (the gettext manual, "Locale
Environment Variables"); `N_` only marks one, for texts that are also data: they are translated where they are shown.
The language is settled when this module is loaded: --language sets LANGUAGE before that (__main__.py).
"""

from __future__ import annotations

import gettext
import locale
import os
import sys
from collections.abc import Iterator
from numbers import Real
from pathlib import Path
from string import Formatter
from typing import Any, SupportsFloat

DOMAIN = "formcheck"
FOLDER = Path(__file__).parent / "locale"
FOLDER_SETTING = "FORMCHECK_LOCALE"
SETTINGS = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
ENGLISH = ("en", "C", "POSIX")  # what the code is in


def folder() -> str:
    """Where the languages are."""
    return os.environ.get(FOLDER_SETTING) or str(FOLDER)


def languages() -> list[str]:
    """The languages there are: "de", "en"."""
    return sorted({"en", *(mo.parents[1].name for mo in Path(folder()).glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))})


def _wanted() -> Iterator[str]:
    """What the system says, the best language first."""
    said = next((value for name in SETTINGS if (value := os.environ.get(name))), "")
    if not said and sys.platform == "win32":
        import ctypes

        said = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    for tag in said.split(":"):
        name = tag.partition(".")[0].partition("@")[0]
        yield from (name, name.partition("_")[0])


def chosen() -> str:
    """The language of all texts, as the system asks for it."""
    there = languages()
    found = next((name for name in _wanted() if name in ENGLISH or name in there), "en")
    return "en" if found in ENGLISH else found


LANGUAGE = chosen()
_catalogue = gettext.translation(DOMAIN, folder(), [LANGUAGE], fallback=True)
# Translators: the decimal mark, as in 2.5
POINT = _catalogue.gettext(".")
# Translators: the percent sign right after a number, with a space before it where that is the custom
PERCENT = _catalogue.gettext("%")


def figure(value: SupportsFloat, form: str) -> str:
    """A number for people, as their language writes it: figure(2.5, ".1f")."""
    return format(value, form).replace(".", POINT).replace("%", PERCENT)


class _Figures(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return figure(value, format_spec) if isinstance(value, Real) else str(format(value, format_spec))


class Text(str):
    """A text that writes the numbers filled in as its language does."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        return _Figures().vformat(self, args, values)


def _(text: str) -> str:
    """A text in the person's language; English where there is none."""
    if not text:  # gettext keeps what a file says of itself under ""
        return ""
    said = _catalogue.gettext(text)
    return said if POINT == "." else Text(said)


def ngettext(one: str, many: str, n: int, **more: str) -> str:
    """The form of a text that fits a number; {n} and what else is given are filled in."""
    return _catalogue.ngettext(one, many, n).format(n=n, **more)


def N_(text: str) -> str:  # the name that tools look for
    """The text itself, marked for the catalogue."""
    return text
