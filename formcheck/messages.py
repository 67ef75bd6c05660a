"""The catalogue of texts for people. English is in the code; another language is a file in locale/ for gettext.

`_` gives a text in the person's language, as LANGUAGE, LC_ALL, LC_MESSAGES and LANG say (the gettext manual, "Locale
Environment Variables"); `N_` only marks one, for texts that are also data: they are translated where they are shown.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "formcheck"
FOLDER = Path(__file__).parent / "locale"
FOLDER_SETTING = "FORMCHECK_LOCALE"


def folder() -> str:
    """Where the languages are."""
    return os.environ.get(FOLDER_SETTING) or str(FOLDER)


_catalogue = gettext.translation(DOMAIN, folder(), fallback=True)


def _(text: str) -> str:
    """A text in the person's language; English where there is none."""
    return _catalogue.gettext(text) if text else ""  # gettext keeps what a file says of itself under ""


def ngettext(one: str, many: str, n: int, **more: str) -> str:
    """The form of a text that fits a number; {n} and what else is given are filled in."""
    return _catalogue.ngettext(one, many, n).format(n=n, **more)


def N_(text: str) -> str:  # the name that tools look for
    """The text itself, marked for the catalogue."""
    return text
