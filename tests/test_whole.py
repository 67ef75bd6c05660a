"""Whole phases: seconds comparable with the prescribed tempo, for any speed profile."""

from collections.abc import Callable

import numpy as np
import pytest
from people import smooth_step

from formcheck.motion.movement import Movement
from formcheck.motion.rep_phases import shaped
from formcheck.motion.whole_phases import LEAST, MOST, TYPICAL, in_turn, stretch_of, whole_of
from formcheck.result import Phases, RepResult, Rom

REST, UP, HOLD, DOWN = 1.0, 2.0, 1.0, 1.5


def even_step(x: float) -> float:
    return float(np.clip(x, 0, 1))


@pytest.mark.parametrize("step", [smooth_step, even_step])
def test_a_whole_phase_is_what_it_took_at_either_way_to_spread_the_speed(step: Callable[[float], float]) -> None:
    t = np.arange(0, REST + UP + HOLD + DOWN + 1, 1 / 30)
    x = np.array([step((s - REST) / UP) - step((s - REST - UP - HOLD) / DOWN) for s in t])
    shape = shaped(Movement.found((0.2, 0), (REST + UP + HOLD / 2, 1), (float(t[-1]), 0), 1), t, x)
    assert shape is not None
    w = shape.whole
    assert w.top_start_s - w.start_s == pytest.approx(UP, abs=0.2)
    assert w.top_end_s - w.top_start_s == pytest.approx(HOLD, abs=0.25)
    assert w.end_s - w.top_end_s == pytest.approx(DOWN, abs=0.2)


def test_what_tells_nothing_is_taken_as_typical_and_nothing_as_impossible() -> None:
    assert stretch_of(1.0, 0.0) == stretch_of(float("nan"), 1.0) == TYPICAL
    assert stretch_of(1.0, 0.9) == LEAST
    assert stretch_of(1.0, 0.1) == MOST


def test_at_a_top_without_room_the_phases_meet() -> None:
    w = whole_of(0, 1, 1.1, 2.1, 1.6)
    assert w.top_start_s == w.top_end_s == pytest.approx(1.05)
    assert (w.start_s, w.end_s) == pytest.approx((-0.3, 2.4))


def test_in_a_rest_without_room_two_repetitions_meet() -> None:
    edges = [(0.0, 3.0), (3.2, 6.0)]
    first, second = in_turn(edges, [whole_of(0, 1, 2, 3, 1.6), whole_of(3.2, 4.2, 5, 6, 1.6)])
    assert first.end_s == second.start_s == pytest.approx(3.1)
    assert second.end_s == pytest.approx(6.3), "the others stay as they are"


def test_of_an_old_result_whole_phases_are_estimated() -> None:
    tempo = Phases(concentric_s=1.0, hold_s=1.0, eccentric_s=1.5, rest_s=None)
    rom = Rom(name="heel rise", value=None, unit="cm", target=None, uncertainty=None)
    rep = RepResult(
        index=1,
        side="both",
        start_s=0,
        top_start_s=1,
        top_end_s=2,
        end_s=3.5,
        rom=rom,
        tempo=tempo,
        score=None,
        faults=[],
    )
    about = {"concentric_s": 1.4, "hold_s": 0.5, "eccentric_s": 2.1}
    assert rep.lasted.model_dump(exclude={"rest_s"}) == pytest.approx(about)
    assert rep.lasted.rest_s is None
