"""The message catalogue: its template is up to date, and what people read comes from it."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from streams import Stream, at_work

from formcheck.capture.recording import Recorder
from formcheck.exercises import EXERCISES
from formcheck.motion.view import View
from formcheck.routine.read import BUILTIN

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"⟦[^⟦⟧]*⟧")
ENTRY = r"^  [a-z]+ +⟦[^⟦⟧\n]*(?:\n {4,}[^⟦⟧\n]*)*\.$"
CUT = re.compile(ENTRY, re.MULTILINE)  # in a list of commands: the first sentence, which may take several lines
WORDS = re.compile(r"[A-Za-zÄ-ü]{2,}")
OPTIONS = re.compile(r"(?<!\w)--?[a-z-]+|\b[A-Z]{2,}\b|<[A-Za-z \[\]]+>")  # and what stands for their values
FIXED = ("formcheck",)  # the name of the program
COMMANDS = "analyze live score compare exercises doctor demo models history routine"
NAMES = {"formcheck", "missing", "set", "npz", "min", "made", "nbsp"}  # files, units


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A language in which every text stands between ⟦ and ⟧."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (ROOT / "formcheck" / "locale" / "formcheck.pot").open(encoding="utf-8") as f:
        catalogue = read_po(f, locale="de")
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = tuple(f"⟦{text}⟧" for text in ids)
            message.string = said if message.pluralizable else said[0]
            message.flags.discard("fuzzy")
    folder: Path = tmp_path_factory.mktemp("locale")
    target = folder / "de" / "LC_MESSAGES" / "formcheck.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as out:
        write_mo(out, catalogue)
    return folder


def said(pseudo: Path, *arguments: object) -> str:
    """What a command says, on standard output and standard error."""
    env = os.environ | {"FORMCHECK_LOCALE": str(pseudo), "LANGUAGE": "de", "LC_ALL": "C.UTF-8", "COLUMNS": "400"}
    command = [sys.executable, "-m", "formcheck", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False, cwd=ROOT)
    return done.stdout + done.stderr


def outside(text: str) -> set[str]:
    """Words that no ⟦…⟧ holds; what stands in one may hold others."""
    text = CUT.sub(" ", text)
    while (inner := MARK.sub(" ", text)) != text:
        text = inner
    return set(WORDS.findall(text))


def ids() -> set[str]:
    """Words of names that stay: of exercises, variants, views, cues, bundled routines, and published sources."""
    names: list[str] = [*View, *BUILTIN]
    for e in EXERCISES.values():
        names += [e.name, *e.variants, *e.unseen, *(c.id for c in e.cues)]
        names += [x for tag, r in e.references.items() for x in (tag, r.title)]
    return {word for name in names for word in WORDS.findall(name)}


class Read(HTMLParser):
    """What a page shows: its text, labels and tips, and what its script reads out."""

    def __init__(self) -> None:
        super().__init__()
        self.tag, self.texts = "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        self.texts += [value for name, value in attrs if name in ("alt", "aria-label", "data-label", "title") and value]

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""

    def handle_data(self, data: str) -> None:
        if self.tag == "script" and data.startswith("{"):
            values = json.loads(data)
            self.texts += [values["unseen"], *(c["name"] for c in values["curves"])]
            self.texts += [x["text"] for x in values["spans"]]
        elif self.tag not in ("style", "script"):
            self.texts.append(data)


def shown(page: Path) -> str:
    reader = Read()
    reader.feed(page.read_text("utf-8"))
    return "\n".join(reader.texts)


def recorded(exercise: str, place: Path) -> Path:
    """The landmarks of three repetitions."""
    stream = Stream(at_work(exercise, 3))
    recorder = Recorder(place, stream.info)
    for frame in stream:
        recorder.push(frame)
    recorder.close()
    return place


def test_the_template_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import messages

    written = (ROOT / "formcheck" / "locale" / "formcheck.pot").read_text("utf-8")
    assert written == messages.text(messages.template()), "python docs/messages.py writes it anew"


def test_no_text_stands_within_an_f_string() -> None:
    """Before Python 3.12 an f-string is a single token, so the template would miss what stands in it."""
    found = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in (ROOT / "formcheck").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"_", "N_", "ngettext"}
        and any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert not found


def test_words_outside_the_catalogue_are_seen() -> None:
    assert outside("⟦Film from the ⟦side⟧ view⟧ plain 3") == {"plain"}


@pytest.mark.process
@pytest.mark.parametrize(
    "command",
    [
        "analyze missing.mp4 -e calf-raise", "exercises", "exercises calf-raise", "exercises clamshell",
        "routine show", "routine show warm-up", "analyze calf-raise.npz -e calf-rise",
    ],
)  # fmt: skip
def test_what_a_command_says_comes_from_the_catalogue(pseudo: Path, command: str) -> None:
    text = said(pseudo, *command.split())
    assert "⟦" in text
    assert outside(text) - NAMES - ids() == set()


@pytest.mark.process
@pytest.mark.parametrize("command", ["", "analyze", "score", "history", "routine run"])
def test_help_comes_from_the_catalogue(pseudo: Path, command: str) -> None:
    text = said(pseudo, *command.split(), "--help")
    assert "⟦" in text
    for fixed in FIXED:
        text = text.replace(fixed, "")
    names = {
        *COMMANDS.split(),
        *command.split(),
        "edit",
        "export",
        "import",
        "delete",
        "name",
        "paths",
        "auto",
    }  # commands and arguments
    assert outside(OPTIONS.sub(" ", text)) - names == set()


@pytest.mark.process
@pytest.mark.parametrize("exercise", ["calf-raise", "single-leg-rdl"])
def test_a_result_comes_from_the_catalogue(pseudo: Path, tmp_path: Path, exercise: str) -> None:
    clip, page = recorded(exercise, tmp_path / "set.npz"), tmp_path / "set.html"
    text = said(pseudo, "analyze", clip, "-e", exercise, "--html", page).replace(str(tmp_path), "")
    assert "⟦" in text
    assert outside(text) - NAMES - ids() - {"html"} == set()
    assert outside(shown(page)) - NAMES - ids() == set()
