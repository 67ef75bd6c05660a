"""Where nothing is lifted, no output speaks of a lift."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console
from sets import a_set

from formcheck.exercises import EXERCISES
from formcheck.motion.spec import Exercise, Tempo
from formcheck.output.drawing.contact_rows import rows_of
from formcheck.output.history_phrases import name_of
from formcheck.output.page.notebook import notebook_view
from formcheck.output.phrases import phase_word, phases
from formcheck.output.terminal import evidence, guide
from formcheck.output.terminal.summary import show
from formcheck.tempo import in_words

OWN = [e for e in EXERCISES.values() if e.phases and e.kind == "repetitions"]
LIFTED = re.compile(r"\b(lift|lifting|lower|lowering)\b")


def printed(width: int, what: Callable[..., None], shown: object) -> str:
    console = Console(file=StringIO(), width=width, record=True)
    what(shown, console)
    return console.export_text()


def test_a_fist_closes_and_opens() -> None:
    assert phases(EXERCISES["hand-grip"]) == ["closing", "hold", "opening"]
    assert phases(EXERCISES["calf-raise"]) == ["lift", "hold", "lower"]
    assert phase_word(EXERCISES["hand-grip"], "lower") == "opening"
    assert phase_word(EXERCISES["hand-grip"], "rest") == "rest"
    assert in_words(Tempo(1, 3, 1), EXERCISES["hand-grip"]) == "closing 1 s, hold 3 s, opening 1 s"


@pytest.mark.parametrize("e", OWN, ids=lambda e: e.name)
def test_every_output_says_the_exercises_own_words(e: Exercise) -> None:
    r = a_set(e.name, reps=3, unit="palm", range_=0.9, target=0.8)
    rows, __ = rows_of(r, 0.0, 20.0)
    said = {
        "terminal": printed(120, show, r),
        "narrow terminal": printed(44, show, r),
        "guide": printed(120, guide.show, e),
        "evidence": printed(200, evidence.show, e),
        "notebook": notebook_view(r, None),
        "contact sheet": "\n".join(line for row in rows for line in (*row.lines, *row.names)),
        "history": " · ".join(name_of(m, r.exercise) for m in ("concentric", "eccentric")),
    }
    for where, text in said.items():
        assert not LIFTED.search(text), where
    first = e.phases["lift"]
    for where in ("terminal", "guide", "notebook", "contact sheet", "history"):
        assert first in said[where], where
