"""Holds and steps as repetitions: the person, the camera and the clock may change, what was done must not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from people import mirrored
from streams import ASPECT, Stream, as_seen, at_work

from formcheck.exercises import EXERCISES
from formcheck.pipeline import judge
from formcheck.result import Counted, Result
from formcheck.source import LandmarkFrame, to_pose

N = {"plank": 2, "lateral-walk": 6, "glute-bridge": 2}
KINDS = [*N]
OTHER = {"left": "right", "right": "left", "both": "both"}


@cache
def frames(exercise: str) -> tuple[LandmarkFrame, ...]:
    return tuple(at_work(exercise, N[exercise]))


def judged(exercise: str, seen: Sequence[LandmarkFrame]) -> Result:
    return judge(Stream(seen), EXERCISES[exercise])


@cache
def plain(exercise: str) -> Result:
    return judged(exercise, frames(exercise))


def same(a: Result, b: Result, *, clock_s: float, side: Callable[[str], str] = str) -> None:
    """As much was done, each at its time and with its range, or its seconds held."""
    assert (a.kind, a.view.detected, len(a.movements)) == (b.kind, b.view.detected, len(b.movements))
    for x, y in zip(a.movements, b.movements, strict=True):
        assert y.side == side(x.side)
        assert (y.start_s, y.end_s) == pytest.approx((x.start_s, x.end_s), abs=clock_s)
        near = 2 * clock_s if x.rom.unit == "s" else 0.05 * abs(x.rom.value or 0.0)
        assert y.rom.value == pytest.approx(x.rom.value, abs=near)


def apart(found: Sequence[Counted]) -> bool:
    return all(a.start_s < a.end_s <= b.start_s for a, b in pairwise(found))


@pytest.mark.parametrize("exercise", KINDS)
def test_all_are_found_in_order_and_apart(exercise: str) -> None:
    r = plain(exercise)
    assert (len(r.movements), r.attempts) == (N[exercise], [])
    assert len({"repetitions": r.reps, "holds": r.holds, "steps": r.steps}[r.kind]) == N[exercise]
    assert apart(r.movements)
    assert not any(x.faults for x in r.movements)


@pytest.mark.parametrize("exercise", KINDS)
def test_a_mirror_swaps_the_sides_and_nothing_else(exercise: str) -> None:
    swapped = [as_seen(mirrored(to_pose(s, ASPECT), ASPECT)) for s in frames(exercise)]
    same(plain(exercise), judged(exercise, swapped), clock_s=0.07, side=OTHER.__getitem__)


@pytest.mark.parametrize("exercise", KINDS)
def test_half_the_frames_a_second_are_enough(exercise: str) -> None:
    same(plain(exercise), judged(exercise, frames(exercise)[::2]), clock_s=0.15)


@pytest.mark.parametrize("exercise", KINDS)
def test_a_tenth_of_the_frames_may_be_lost(exercise: str) -> None:
    kept = np.random.default_rng(5).random(len(frames(exercise))) >= 0.1
    some = [s for s, k in zip(frames(exercise), kept, strict=True) if k]
    same(plain(exercise), judged(exercise, some), clock_s=0.15)


@pytest.mark.parametrize("exercise", KINDS)
@pytest.mark.parametrize("gone_s", [0.8, 5.0])
def test_while_nobody_is_seen_nothing_is_done(exercise: str, gone_s: float) -> None:
    """A gap takes something away, or nothing; it never adds a repetition or a step, nor seconds held."""
    r = plain(exercise)
    first = r.movements[0]
    a = (first.start_s + first.end_s) / 2
    gone = [LandmarkFrame.nobody(s.t) if a <= s.t <= a + gone_s else s for s in frames(exercise)]
    found = judged(exercise, gone)
    assert apart(found.movements)
    if r.kind == "holds":  # a long gap parts a hold
        held = r.summary.held_s or 0.0
        hidden = sum(max(min(x.end_s, a + gone_s) - max(x.start_s, a), 0.0) for x in r.movements)
        assert found.summary.held_s == pytest.approx(held - hidden, abs=0.6)
        return
    assert len(found.movements) <= len(r.movements)
    touched = [x for x in r.movements if x.start_s - 1 < a + gone_s and a < x.end_s + 1]
    assert len(found.movements) >= len(r.movements) - len(touched)
    assert not any(a < x.start_s and x.end_s < a + gone_s for x in found.movements)


def test_the_way_of_a_step_is_the_persons() -> None:
    assert {s.side for s in plain("lateral-walk").steps} == {"left"}
