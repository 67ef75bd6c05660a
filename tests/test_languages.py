"""Other languages: which one is chosen, that a catalogue is complete, and how numbers are written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from test_messages import shown

from formcheck.__main__ import asked, language_first
from formcheck.cli import documented
from formcheck.exercises import EXERCISES
from formcheck.messages import SETTINGS, chosen
from formcheck.motion.view import View
from formcheck.routine.read import parse, template
from formcheck.wording import SEEN_FROM, VIEWS, WORDS

ROOT = Path(__file__).resolve().parents[1]
FIELDS = re.compile(r"\{[^{}]*\}")
FIXED = re.compile(r"--[a-z]+(?:-[a-z]+)*|</?[a-z]+>|\.[a-z]{3,4}\b")  # options, markup, kinds of files
GERMAN = os.environ | {"LANGUAGE": "de"}


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """docs/messages.py."""
    sys.path.insert(0, str(ROOT / "docs"))
    import messages

    yield messages
    sys.path.remove(str(ROOT / "docs"))


def pot(tool: ModuleType) -> Any:
    from babel.messages.pofile import read_po

    with tool.TEMPLATE.open("rb") as file:
        return read_po(file)


def test_there_is_a_second_language(tool: ModuleType) -> None:
    assert "de" in [po.parents[1].name for po in tool.languages()]


def test_every_text_is_translated_and_every_translation_used(tool: ModuleType) -> None:
    there = {m.id for m in pot(tool) if m.id}
    for po in tool.languages():
        catalogue = tool.read(po)
        assert not [m.id for m in tool.untranslated(catalogue)], "python docs/messages.py lists them"
        assert {m.id for m in catalogue if m.id} == there, "python docs/messages.py brings it up to date"


def test_a_translation_fills_in_the_same_and_names_the_same_options(tool: ModuleType) -> None:
    for po in tool.languages():
        for m in tool.read(po):
            ids, said = (m.id, m.string) if m.pluralizable else ((m.id,), (m.string,))
            for text in said if m.id else ():
                assert sorted(FIELDS.findall(text)) == sorted(FIELDS.findall(ids[-1])), text
                assert sorted(FIXED.findall(text)) == sorted(FIXED.findall(ids[-1])), text
                assert edges(text) == edges(ids[-1]), repr(text)


def edges(text: str) -> tuple[str, str]:
    """The spaces around it: texts are joined."""
    bare = text.strip(" \n")
    start = text.index(bare)
    return text[:start], text[start + len(bare) :]


def key(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_what_is_compiled_is_what_is_written(tool: ModuleType) -> None:
    from babel.messages.mofile import read_mo

    for po in tool.languages():
        with po.with_suffix(".mo").open("rb") as file:
            compiled = {key(m.id): key(m.string) for m in read_mo(file) if m.id}
        assert compiled == {key(m.id): key(m.string) for m in tool.read(po) if m.id}, (
            "python docs/messages.py compiles it"
        )


def test_what_is_left_to_translate_is_listed(tool: ModuleType) -> None:
    catalogue = tool.read(next(tool.languages()))
    new = pot(tool)
    new.add("A text that nobody has translated")
    new.add(("{n} foal", "{n} foals"))
    tool.updated(catalogue, new)
    assert [m.id for m in tool.untranslated(catalogue)] == [
        "A text that nobody has translated",
        ("{n} foal", "{n} foals"),
    ]


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT@euro"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "de_CH.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LANGUAGE": "de", "LC_ALL": "en_US.UTF-8"}, "de"),
        ({"LANGUAGE": "xx:de:en"}, "de"),
        ({"LANGUAGE": "en_US:en:de"}, "en"),
    ],
)
def test_the_language_is_the_systems(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert chosen() == language


@pytest.mark.parametrize(
    ("line", "first", "language"),
    [
        ("analyze a.mp4 -e calf-raise", "analyze a.mp4 -e calf-raise", ""),
        ("--language de doctor", "--language de doctor", "de"),
        ("doctor --language de", "--language de doctor", "de"),
        ("doctor --language=de -q", "--language=de doctor -q", "de"),
        ("doctor --language", "--language doctor", "doctor"),  # the program then says that there is no such language
        ("score -- --language de", "score -- --language de", ""),
    ],
)
def test_the_option_stands_anywhere(line: str, first: str, language: str) -> None:
    found = language_first(line.split())
    assert " ".join(found) == first
    assert asked(found) == language


@pytest.mark.process
def test_numbers_are_written_as_in_the_language() -> None:
    code = """
from formcheck.messages import _, figure
from formcheck.output.phrases import clock, quantity
from formcheck.wording import plural
print(quantity(2.5, "cm"), clock(62.44), figure(0.5, ".0%"), "at {t:.1f} s".format(t=1.5), sep=" | ")
print(_("{start:.1f} to {end:.1f} s").format(start=1.25, end=10), plural(1000, "rep"), sep=" | ")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=GERMAN, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines() == [
        "2,5 cm | 1:02,4 | 50\xa0% | at 1.5 s",
        "1,2 bis 10,0 s | 1000 Wiederholungen",
    ]


@pytest.mark.process
def test_an_unknown_language_is_named_with_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "formcheck", "doctor", "--language", "tlh"],
        capture_output=True, encoding="utf-8", check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 2
    assert '"tlh"' in done.stderr and "de, en" in done.stderr


def test_the_template_of_a_routine_is_the_same_in_both_languages() -> None:
    of_steps = {"exercise", "sets", "reps", "seconds", "sides", "tempo", "variant", "rest_s"}
    english, german = (parse(template(language), "mine.toml") for language in ("en", "de"))
    assert german.title == "Meine Routine"
    assert [s.model_dump(include=of_steps) for s in german.step] == [
        s.model_dump(include=of_steps) for s in english.step
    ]
    assert template("tlh") == template("en")


ENGLISH = {"the", "and", "is", "are", "with", "not", "this", "that", "your", "has", "were", "than", "for", "from", "of"}
DATA = {"front", "oblique", "above", "symmetry"}  # English in results and options, and nowhere else
FIXED_ENGLISH = "Show this message and exit."  # in the command-line framework


def english_words(text: str) -> set[str]:
    """Words that only English has, beside published sources and options."""
    for e in EXERCISES.values():
        for reference in e.references.values():
            text = text.replace(reference.title, "")
    words = re.findall(r"(?<![-\w])[A-Za-z]+", text.replace(FIXED_ENGLISH, ""))
    return {word.lower() for word in words} & (ENGLISH | DATA)


def test_what_results_hold_as_data_has_a_word() -> None:
    assert {part for e in EXERCISES.values() for part in e.weights} <= set(WORDS), "parts of a score"
    assert set(View) <= set(VIEWS) == set(SEEN_FROM)


@pytest.mark.process
def test_every_command_speaks_the_language(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "commands_run.py", tmp_path],
        capture_output=True, encoding="utf-8", env=GERMAN | {"PYTHONPATH": str(ROOT), "COLUMNS": "300"}, check=True,
    )  # fmt: skip
    said: dict[str, tuple[int, str]] = json.loads(done.stdout)
    assert {line: code for line, (code, _) in said.items() if code} == {
        "analyze set.npz -e calf-raise --store --db sets.db --when 2026-05-01 --tempo 4-1-4 --fail-on any": 3,
        "score nowhere": 1,
    }
    assert {word for line in said for word in line.split()} >= {c.name or c.callback.__name__ for c in documented()}
    found = {line: english_words(text) for line, (_, text) in said.items()}
    helped = {line: words - DATA if line.endswith("--help") else words for line, words in found.items()}
    assert {line: words for line, words in helped.items() if words} == {}
    for page in tmp_path.glob("*.html"):
        text = page.read_text("utf-8")
        assert '<html lang="de"' in text and english_words(shown(page)) == set()
    result = json.loads((tmp_path / "set.json").read_text("utf-8"))
    assert result["reps"][0]["rom"]["name"] == "heel rise" and isinstance(result["reps"][0]["start_s"], float)
    row = (tmp_path / "set.csv").read_text("utf-8").splitlines()[1].split(",")
    assert float(row[7]) == result["reps"][0]["start_s"]
