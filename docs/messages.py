"""Writes the message catalogue: `python docs/messages.py`.

The template with every text that people read, then each language: its .po gets the new texts, what is left to
translate is listed, and its .mo is compiled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from formcheck.cli import documented
from formcheck.exercises import FILES, file_of
from formcheck.exercises.read import read as read_exercise
from formcheck.routine.read import BUILTIN, parse, text_of, texts

PACKAGE = Path(__file__).resolve().parents[1] / "formcheck"
LOCALE = PACKAGE / "locale"
TEMPLATE = LOCALE / "formcheck.pot"
METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
HEAD = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""


def template() -> Catalog:
    """Every text, in order of the files that show it, without line numbers, which change too often."""
    catalogue = Catalog(project="formcheck")
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
    return catalogue


def text(catalogue: Catalog) -> str:
    """A catalogue as a file, without the day it was written on."""
    out = BytesIO()
    write_po(out, catalogue, width=120, omit_header=True, ignore_obsolete=True)
    return out.getvalue().decode()


def languages() -> Iterator[Path]:
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/formcheck.po"))


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parents[1].name)


def updated(catalogue: Catalog, new: Catalog) -> str:
    """The file of a language with the texts of the template; what was nearly the same is marked fuzzy."""
    catalogue.update(new, update_creation_date=False)
    return HEAD.format(language=catalogue.locale_identifier, plurals=catalogue.plural_forms) + text(catalogue)


def compiled(catalogue: Catalog) -> bytes:
    """The file that gettext reads; the same for the same texts."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """What a person who reads this language would see in English."""
    return [m for m in catalogue if m.id and (m.fuzzy or not all(m.string if m.pluralizable else [m.string]))]


def main() -> None:
    new = template()
    TEMPLATE.write_text(text(new), encoding="utf-8")
    for po in languages():
        catalogue = read(po)
        po.write_text(updated(catalogue, new), encoding="utf-8")
        catalogue = read(po)
        po.with_suffix(".mo").write_bytes(compiled(catalogue))
        for message in untranslated(catalogue):
            print(f"{po.parents[1].name}: {message.locations[0][0]}: {message.id}")


def texts_of(name: str) -> list[str]:
    """What people read of an exercise that is a file: what its reader translates, and the names that results hold."""
    said: list[str] = []
    with patch("formcheck.exercises.read._", side_effect=lambda text: said.append(text) or text):
        e = read_exercise(file_of(name), name)
    return [*said, *(s.name for s in e.rep_signals), *(r.name for r in e.ranges)]


if __name__ == "__main__":
    main()
