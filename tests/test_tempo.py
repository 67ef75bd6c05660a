"""How a tempo is written: named parts, or bare numbers, whose reading is printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done

from formcheck.exercises import EXERCISES
from formcheck.motion.spec import Tempo
from formcheck.tempo import in_words, tempo_of

Run = Callable[..., Done]
OWN = Tempo(2, 1, 3)


@pytest.mark.parametrize(
    ("text", "tempo"),
    [
        ("lower=3,hold=1,lift=2", Tempo(2, 1, 3)),
        ("lift=4, lower=0.5", Tempo(4, 1, 0.5)),
        ("lower=5s", Tempo(2, 1, 5)),
        ("3-1-1", Tempo(3, 1, 1)),
    ],
)
def test_named_parts_come_in_any_order_and_bare_ones_lift_first(text: str, tempo: Tempo) -> None:
    assert tempo_of(text, OWN) == tempo


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("slow", "is not a tempo; write lower=3"),
        ("3-1-1-0", "is not a tempo"),
        ("lowr=3", 'no part "lowr"; did you mean lower'),
        ("pause=3", "there are lift, hold, lower"),
        ("lift=2,lift=3", "gives lift twice"),
        ("lift=two", "is not a number of seconds"),
        ("lift=", "is not a number of seconds"),
        ("lift=nan", "outside 0 to 60 s"),
        ("lift=90", "outside 0 to 60 s"),
        ("lift=2,", 'no part ""'),
    ],
)
def test_what_is_no_tempo_is_refused_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        tempo_of(text, OWN)


def test_a_bare_tempo_is_read_out_and_a_named_one_is_not(formcheck: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.mp4"
    bare = formcheck("analyze", missing, "-e", "calf-raise", "--tempo", "3-1-1")
    assert "tempo read as lift 3 s, hold 1 s, lower 1 s" in bare.err
    assert "tempo read" not in formcheck("analyze", missing, "-e", "calf-raise", "--tempo", "lower=1,lift=3").err
    wrong = formcheck("analyze", missing, "-e", "calf-raise", "--tempo", "lower:3")
    assert wrong.code == 2 and "is not a tempo" in wrong.err


def test_words() -> None:
    assert in_words(Tempo(3, 1, 0.5), EXERCISES["calf-raise"]) == "lift 3 s, hold 1 s, lower 0.5 s"
