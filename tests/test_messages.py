"""The message catalogue: its template is up to date, and what people read comes from it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from streams import Stream, at_work

from formcheck.capture.recording import Recorder

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"⟦[^⟦⟧]*⟧")
WORDS = re.compile(r"[A-Za-zÄ-ü]{3,}")


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


def said(pseudo: Path, *arguments: str) -> str:
    """What a command says, on standard output and standard error."""
    env = os.environ | {"FORMCHECK_LOCALE": str(pseudo), "LANGUAGE": "de", "LC_ALL": "C.UTF-8", "COLUMNS": "400"}
    command = [sys.executable, "-m", "formcheck", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False, cwd=ROOT)
    return done.stdout + done.stderr


def outside(text: str) -> set[str]:
    """Words that no ⟦…⟧ holds; what stands in one may hold others."""
    while (inner := MARK.sub(" ", text)) != text:
        text = inner
    return set(WORDS.findall(text))


def test_the_template_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import messages

    written = (ROOT / "formcheck" / "locale" / "formcheck.pot").read_text("utf-8")
    assert written == messages.text(), "python docs/messages.py writes it anew"


def test_words_outside_the_catalogue_are_seen() -> None:
    assert outside("⟦Film from the ⟦side⟧ view⟧ plain 3") == {"plain"}


NAMES = {"formcheck", "missing", "set", "made", "double", "npz", "lengths"}  # and units
IDS = {"bottom", "bounce", "down", "fade", "feet", "foot", "out", "rise", "roll", "turn", "uneven"}


@pytest.mark.process
def test_what_is_said_comes_from_the_catalogue(pseudo: Path, tmp_path: Path) -> None:
    stream = Stream(at_work("calf-raise", 3))
    recorder = Recorder(tmp_path / "set.npz", stream.info)
    for frame in stream:
        recorder.push(frame)
    recorder.close()
    for clip in ("missing.mp4", str(tmp_path / "set.npz")):
        text = said(pseudo, "analyze", clip, "-e", "calf-raise")
        assert "⟦" in text
        assert outside(text) - NAMES - IDS == set()
