"""Every text of the live window fits, covers nothing, and is as large as it must be, in every language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import features

from formcheck.live.board import Board
from formcheck.live.watch_screen import show_choice
from formcheck.output.drawing.text_box import fitted, wrapped

pytestmark = pytest.mark.clip
ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ["en", *sorted(p.name for p in (ROOT / "formcheck" / "locale").iterdir() if p.is_dir())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_window_fits_covers_nothing_and_is_large_enough(language: str) -> None:
    env = os.environ | {"LANGUAGE": language, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, str(ROOT / "docs" / "text_heights.py"), "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True)
    assert json.loads(done.stdout) == []


KEYS = "space: pause · m: sound · n: other side · q: end"


@pytest.mark.parametrize("text", ["Next: single-leg deadlift, 12 reps", KEYS])
def test_a_number_stays_with_what_it_counts_and_a_key_with_what_it_does(text: str) -> None:
    widths = range(400, 700, 10)
    ends = {row.split()[-1] for width in widths for row in wrapped(text, 40, width)}
    assert ends and not ends & {"12", "m:", "q:", "other"}
    assert wrapped("12 repetitions", 40, 100) == ["12", "repetitions"], "unless there is no room for both"


def test_no_word_is_alone_on_the_last_line_if_the_lines_can_be_even() -> None:
    text, room = "Turn so that your side faces me and your body is across", 520.0
    size, rows = fitted(text, 40, room, 400)
    plain = wrapped(text, size, room)
    assert len(rows) == len(plain) and " ".join(rows) == text
    assert min(map(len, rows)) > min(map(len, plain)), plain


def test_the_exercises_to_choose_from_are_written_alike() -> None:
    board = Board(640, 480, has_foot=True)
    show_choice(
        board, "Which exercise is it?", [("1", "Plank"), ("2", "Single-leg Romanian deadlift with a long name")]
    )
    assert len({w.letters for w in board.written[1:]}) == 1


def figures(page: str) -> list[float]:
    return [float(x) for x in re.findall(r"([\d.]+) %", page)]


def test_the_table_is_as_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import text_heights

    written, measured = text_heights.PAGE.read_text("utf-8"), text_heights.page()
    if not features.check("raqm"):  # without FriBiDi, as on a bare Debian, letters are spaced a little differently
        assert figures(written) == pytest.approx(figures(measured), abs=0.3)
        written = measured
    assert written == measured, "python docs/text_heights.py writes it anew"
