"""Writes the template of the message catalogue: every text that people read. `python docs/messages.py`."""

from __future__ import annotations

from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from formcheck.cli import documented
from formcheck.exercises import FILES, file_of
from formcheck.exercises.read import read
from formcheck.routine.read import BUILTIN, parse, text_of, texts

PACKAGE = Path(__file__).resolve().parents[1] / "formcheck"
TEMPLATE = PACKAGE / "locale" / "formcheck.pot"
METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def text() -> str:
    """The template: texts in order of the files that show them, without line numbers, which change too often."""
    catalogue = Catalog(project="formcheck", header_comment="# The texts of formcheck. Copy to LANGUAGE/LC_MESSAGES.")
    found = extract_from_dir(
        PACKAGE, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _, message, comments, context in sorted(found, key=lambda x: (x[0], x[1])):
        catalogue.add(message, locations=[(f"formcheck/{file}", None)], auto_comments=comments, context=context)
    for command in documented():
        catalogue.add(cleandoc(command.callback.__doc__), locations=[("formcheck/cli", None)])
    for name in BUILTIN:
        routine = parse(text_of(name), name)
        for said in (said for part in (routine, *routine.step) for said in texts(part).values()):
            catalogue.add(said, locations=[(f"formcheck/routine/builtin/{name}.toml", None)])
    for name in FILES:
        for said in texts_of(name):
            catalogue.add(said, locations=[(f"formcheck/exercises/files/{name}.toml", None)])
    out = BytesIO()
    write_po(out, catalogue, width=120, omit_header=True)
    return out.getvalue().decode()


def texts_of(name: str) -> list[str]:
    """What people read of an exercise that is a file: what its reader translates, and the names that results hold."""
    said: list[str] = []
    with patch("formcheck.exercises.read._", side_effect=lambda text: said.append(text) or text):
        e = read(file_of(name), name)
    return [*said, *(s.name for s in e.rep_signals), *(r.name for r in e.ranges)]


if __name__ == "__main__":
    TEMPLATE.write_text(text(), encoding="utf-8")
