"""Measures of form on stick figures: each one responds to its fault, and to nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from movements import movement_of
from people import HEIGHT_OF_PICTURE_M, TRUNK, figure, filmed, lying_prone, movement, rotate

from formcheck.exercises.measures import prone_y_raise, wall_angel
from formcheck.motion import gates
from formcheck.motion.pose import Part, Side, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import View

UNSEEN = complex(np.nan, np.nan)
MOVES = movement(1)
SHAPE = movement_of(0.8, 2.3, 3.1, 4.6)


def cut(body: Callable[[float], np.ndarray], yaw: float, view: View) -> RepWindow:
    """A repetition of a body that is 0 at rest and 1 at the end position."""
    track = Track.of(filmed(lambda t: body(MOVES(t)), 5.4, yaw=yaw))
    return RepWindow.cut(track, SHAPE, TRUNK / HEIGHT_OF_PICTURE_M, view, None)


def against_the_wall(*, arch: float = 0.0, tilt: float = 0.0) -> Callable[[float], np.ndarray]:
    """Arms go up; the hips come forward by `arch` metres, or the trunk tilts forward by `tilt` degrees."""

    def body(x: float) -> np.ndarray:
        p = figure(elevation=90 + 60 * x, hinge=tilt * x)
        for part in (Part.HIP, Part.KNEE):
            p[[part, part + 1], 2] += arch * x / (1 if part is Part.HIP else 2)
        return p

    return body


@pytest.mark.parametrize("yaw", [90, -90])
@pytest.mark.parametrize(("fault", "leaves"), [({}, False), ({"arch": 0.03}, True), ({"tilt": 4.0}, True)])
def test_a_back_leaves_the_wall_forwards(yaw: float, fault: dict[str, float], leaves: bool) -> None:
    value, _ = wall_angel.back_leaves_wall(cut(against_the_wall(**fault), yaw, View.SIDE))
    assert (value > 0.033) is leaves
    if not leaves:
        assert value < 0.02


@pytest.mark.parametrize("yaw", [90, -90])
def test_a_back_pressed_into_the_wall_has_not_left_it(yaw: float) -> None:
    value, _ = wall_angel.back_leaves_wall(cut(against_the_wall(tilt=-4.0), yaw, View.SIDE))
    assert value < 0.033


def test_where_the_back_is_seen_in_part_the_rest_of_it_is_judged() -> None:
    w = cut(against_the_wall(tilt=4.0), 90, View.SIDE)
    w.track.xy[:, [Part.ANKLE, Part.ANKLE + 1]] = UNSEEN
    assert wall_angel.back_leaves_wall(w)[0] > 0.05


def a_y(bend: float, lens: float) -> RepWindow:
    """Arms in a Y on the floor, bent inwards along it; the lens looks down by so many degrees."""
    return cut(lambda x: rotate(lying_prone(lift=20 * x, out=36, bend=bend), "x", lens), 0, View.SIDE)


@pytest.mark.parametrize(("bend", "low", "high"), [(0, -10, 20), (35, 30, 45), (50, 40, 60), (70, 60, 90)])
def test_a_raised_lens_shows_elbows_that_bend_along_the_floor(bend: float, low: float, high: float) -> None:
    assert low < prone_y_raise.elbows_bend(a_y(bend, lens=30)) < high


@pytest.mark.parametrize("bend", [0, 50])
def test_a_level_lens_neither_sees_nor_clears_them(bend: float) -> None:
    assert np.isnan(prone_y_raise.elbows_bend(a_y(bend, lens=5)))


def test_a_level_lens_shows_a_w() -> None:
    w = a_y(0, lens=5)
    w.top.xy[:, [Part.WRIST, Part.WRIST + 1]] = w.top.xy[:, [Part.ELBOW, Part.ELBOW + 1]] + 0.1j
    assert prone_y_raise.elbows_bend(w) > 60


def reached_back(*, at_rest: float) -> Callable[[float], np.ndarray]:
    """Standing on the left leg, seen from the front: the free foot, high at rest, ends behind the standing one."""

    def body(x: float) -> np.ndarray:
        p = figure(hinge=70 * x, free_leg=0)
        for part in (Part.ANKLE, Part.HEEL, Part.TOE):
            p[part.of(Side.RIGHT), 1] += at_rest * (1 - x) - 0.02 * x
        return p

    return body


def test_the_standing_leg_is_known_though_the_free_foot_hides_behind_it() -> None:
    assert gates.standing_side(cut(reached_back(at_rest=0.25), 0, View.FRONT)) is Side.LEFT


def test_a_leg_that_hangs_at_rest_is_known_by_the_far_end() -> None:
    """It reaches lower than the standing foot there: that one stands on a step."""

    def body(x: float) -> np.ndarray:
        p = figure(hinge=70 * x, free_leg=90 * x)
        p[[part.of(Side.LEFT) for part in (Part.ANKLE, Part.HEEL, Part.TOE)], 1] += 0.05
        return p

    w = cut(body, 90, View.SIDE)
    assert gates.standing_side(w) is Side.LEFT


def test_feet_that_were_not_seen_tell_no_side() -> None:
    w = cut(reached_back(at_rest=0.25), 0, View.FRONT)
    for track in (w.rest, w.top):
        track.xy[:, Part.ANKLE] = UNSEEN
    assert gates.standing_side(w) is None
