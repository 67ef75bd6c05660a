"""Fill in the page templates: each page is one self-contained HTML file."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formcheck.exercises import SAFETY
from formcheck.messages import _
from formcheck.sanitize import steady
from formcheck.version import __version__
from formcheck.wording import as_sentence, noun_of, word_of

UNIT = re.compile(r"(\d) (?=(?:s|cm)\b|%)")


def page(template: str, *, script: str = "", **content: Any) -> str:
    """A filled-in page. All content is escaped; script is the only script a browser will run."""
    allowed = f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" if script else "'none'"
    return filled(template, safety=SAFETY, version=__version__, script=script, script_src=allowed, **content)


def _in_markup(text: str, **values: Any) -> Markup:
    """A text of the catalogue, which is markup as the templates are; what is filled in is escaped."""
    return Markup(_(text)).format(**{name: steady(x) if type(x) is str else x for name, x in values.items()})


def _tied(text: str) -> str:
    """With each number on one line with its unit."""
    return UNIT.sub("\\1\N{NO-BREAK SPACE}", text)


def filled(template: str, **content: Any) -> str:
    """A filled-in template, with all content escaped."""
    environment = Environment(
        loader=PackageLoader("formcheck.output.page", "templates"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        finalize=lambda value: steady(value) if type(value) is str else value,  # Markup is ours
    )  # fmt: skip
    environment.globals |= {"_": _in_markup, "word_of": word_of, "noun_of": noun_of, "as_sentence": as_sentence}
    environment.globals["language"] = _("en")
    environment.filters["tied"] = _tied
    return environment.get_template(f"{template}.html.jinja").render(**content)
