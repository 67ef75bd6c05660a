"""The set decides on doubtful movements; what is not counted is an attempt with its reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from movements import movement_of
from people import figure, filmed, movement
from streams import Stream, as_seen, at_work

from formcheck.exercises import EXERCISES
from formcheck.motion.movement import Movement, Refusal
from formcheck.motion.pose import Part, Side
from formcheck.motion.set_evidence import chosen
from formcheck.motion.view import View
from formcheck.pipeline import judge

CALF = EXERCISES["calf-raise"]
DOUBTFUL = Refusal("the arms go up and down", attempt=False, doubtful=True)
CLEAR = Refusal("the knees bend: that is a squat", attempt=False)
OF_SIGNAL = Refusal("the camera is still", attempt=False, of_signal=True)


def moved(i: int, *refused: Refusal, size: float = 1.2, signal: str = "body rise") -> Movement:
    at = 4.0 * i
    found = movement_of(at, at + 1, at + 2, at + 3)
    return replace(found, size=size, refused=refused, signal=signal, view=View.SIDE)


def counted(*found: Movement) -> list[bool]:
    return [f.counts for f in chosen(CALF, found, {0: View.SIDE})]


def test_a_doubtful_movement_like_the_others_counts() -> None:
    assert counted(moved(0), moved(1, DOUBTFUL), moved(2)) == [True] * 3


def test_one_that_is_unlike_the_others_does_not() -> None:
    assert counted(moved(0), moved(1, DOUBTFUL, size=3.0), moved(2)) == [True, False, True]


@pytest.mark.parametrize(("many", "counts"), [(1, False), (2, True), (4, True)])
def test_doubtful_movements_alone_need_company(many: int, counts: bool) -> None:
    assert counted(*(moved(i, DOUBTFUL) for i in range(many))) == [counts] * many


def test_doubtful_ones_among_clearly_other_movements_do_not_count() -> None:
    assert (
        counted(moved(0, CLEAR), moved(1, DOUBTFUL), moved(2, CLEAR), moved(3, CLEAR), moved(4, DOUBTFUL))
        == [False] * 5
    )


def test_a_clear_refusal_is_never_overruled() -> None:
    assert counted(moved(0), moved(1, CLEAR), moved(2), moved(3)) == [True, False, True, True]


def test_one_that_looks_right_among_many_others_is_none_either() -> None:
    assert counted(moved(0, CLEAR), moved(1), moved(2, CLEAR), moved(3, CLEAR)) == [False] * 4
    assert counted(moved(0, CLEAR), moved(1), moved(2, CLEAR), moved(3)) == [False, True, False, True]


def test_what_a_signal_does_not_show_is_no_movement() -> None:
    assert counted(moved(0), moved(1, OF_SIGNAL)) == [True]


def begun(size: float, *refused: Refusal, fell: float = 1.0) -> Movement:
    """The clip begins on its way up: it rises by size and falls by more."""
    found = Movement.found((0.0, fell - size), (1.0, fell), (2.0, 0.0), size, "unfinished")
    return replace(found, refused=refused, signal="body rise", view=View.SIDE, ranges=(0.4,))


def others(n: int, size: float = 1.0) -> list[Movement]:
    return [moved(i, size=size) for i in range(1, n + 1)]


def test_a_movement_that_begins_before_the_clip_counts_if_the_others_are_like_it() -> None:
    first = chosen(CALF, [begun(0.65), *others(3)], {0: View.SIDE})[0]
    assert (first.counts, first.clipped, first.hidden) == (True, True, (True,) * 4)
    assert np.isnan(first.ranges).all() and not first.evidence


@pytest.mark.parametrize(
    ("first", "after"),
    [
        (begun(0.55), others(3)),  # less was seen than of a way back that ends one
        (begun(0.65), others(2)),  # two are no set yet
        (begun(0.65), others(3, size=1.2)),  # much smaller than they are
        (begun(0.65, CLEAR), others(3)),
    ],
)
def test_otherwise_it_stays_an_attempt(first: Movement, after: list[Movement]) -> None:
    assert counted(first, *after) == [False] + [True] * len(after)


def short(i: int, size: float, *refused: Refusal) -> Movement:
    return replace(moved(i, *refused, size=size), reason="short")


def test_where_all_are_small_one_as_large_as_the_others_counts() -> None:
    small = others(3, size=0.75)
    assert counted(*small, short(4, 0.55)) == [True] * 4
    assert counted(*small, short(4, 0.55, DOUBTFUL)) == [True] * 4
    assert counted(*small, short(4, 0.55, CLEAR)) == [True] * 3 + [False]
    assert counted(*small, short(4, 0.5)) == [True] * 3 + [False]
    assert counted(*others(3), short(4, 0.55)) == [True] * 3 + [False]
    assert counted(*others(2, size=0.75), short(3, 0.55)) == [True] * 2 + [False]


@pytest.mark.parametrize(("since_s", "counts"), [(1.3, True), (1.6, False)])
def test_of_the_first_movement_that_begins_before_the_clip_nothing_is_measured(since_s: float, counts: bool) -> None:
    """A quarter of the way up it is counted, half-way up it is an attempt."""
    frames = [f for f in at_work("calf-raise", 4) if f.t >= since_s]
    result = judge(Stream(frames), CALF)
    assert (len(result.reps), len(result.attempts)) == ((4, 0) if counts else (3, 1))
    assert ("begins-inside" in [f.id for f in result.findings]) is counts
    first, second = result.reps[:2]
    assert (first.rom.value is None) is counts and second.rom.value is not None
    assert (first.tempo.concentric_s is None) is counts and second.tempo.concentric_s is not None
    assert first.faults == [] and (first.score is None) is counts


def test_one_repetition_among_more_other_movements_gets_no_score() -> None:
    """One raise, then two squats."""
    at, cycle = movement(3), 4.6

    def pose_at(t: float) -> np.ndarray:
        return figure(rise=0.06 * at(t)) if t < cycle else figure(knee=90 * (1 - at(t)))

    frames = [as_seen(p) for p in filmed(pose_at, 3 * cycle + 1, yaw=90, noise=0.0005)]
    result = judge(Stream(frames), CALF)
    assert (len(result.reps), result.summary.score, result.summary.count_reliable) == (1, None, False)
    assert len(result.attempts) > 1 and "others" in [f.id for f in result.findings]
    alone = judge(Stream([f for f in frames if f.t < cycle + 0.4]), CALF)
    assert len(alone.reps) == 1 and alone.summary.score is not None


@pytest.mark.parametrize(("unseen", "doubted"), [("both feet", True), ("one foot", False), ("toes", False)])
def test_raises_without_feet_are_counted_and_not_vouched_for(unseen: str, doubted: bool) -> None:
    """A shrug filmed down to the knees looks the same."""
    parts = (Part.TOE,) if unseen == "toes" else (Part.ANKLE, Part.HEEL, Part.TOE)
    gone = [part.of(side) for part in parts for side in ((Side.LEFT,) if unseen == "one foot" else Side)]
    frames = at_work("calf-raise", 3)
    for frame in frames:
        frame.image[gone, 1] = 1.2  # below the picture
    result = judge(Stream(frames), CALF)
    assert len(result.reps) == 3
    assert ("limb-out" in [f.id for f in result.findings]) is doubted
    assert result.summary.count_reliable is not doubted
    assert (result.summary.score is None) is doubted
