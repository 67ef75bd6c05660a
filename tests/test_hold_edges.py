"""Where a hold begins and ends, and from when to when it is out of form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from people import TRUNK, front_support, seen

from formcheck.exercises import find
from formcheck.motion.hold_form import narrowed, settled, spans_beyond
from formcheck.motion.movement import Movement
from formcheck.motion.pose import Part, Pose, Side, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.session import Session
from formcheck.motion.thresholds import Threshold
from formcheck.motion.view import View

T = np.arange(0, 14, 1 / 30)
TRACK = Track.of([seen(float(t), front_support()) for t in T])
HOLD = replace(Movement.found((2.0, 0.0), (2.0, 1.0), (12.0, 0.0), 5.0), held_s=10.0)


def moved(track: Track, part: Part, by: np.ndarray) -> Track:
    """The track with both sides of a joint so many trunk lengths higher."""
    xy = track.xy.copy()
    for side in Side:
        xy[:, part.of(side)] += 1j * by * np.median(np.abs(track.trunk))
    return Track(track.t, xy, track.world)


def edges(track: Track, limb: tuple[Part, ...] = ()) -> tuple[float, float]:
    m = settled(HOLD, track, limb)
    assert m.held_s == pytest.approx(m.end_s - m.start_s)
    return m.start_s, m.end_s


def test_a_body_that_is_there_and_still_is_held_from_the_first_to_the_last_second() -> None:
    assert edges(TRACK) == (pytest.approx(2.0, abs=0.04), pytest.approx(12.0, abs=0.04))


def test_a_slow_way_in_and_out_is_not_held() -> None:
    way = np.clip((3.3 - T) / 1.8, 0, 1) + np.clip((T - 10.7) / 1.8, 0, 1)
    start, end = edges(moved(TRACK, Part.HIP, 0.5 * way))
    assert start == pytest.approx(3.3, abs=0.2) and end == pytest.approx(10.7, abs=0.2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_hides_no_way_in(seed: int) -> None:
    dice = np.random.default_rng(seed)
    way = 0.5 * np.clip((2.5 - T) / 0.5, 0, 1) + 0.5 * np.clip((T - 11.5) / 0.5, 0, 1)
    start, end = edges(moved(TRACK, Part.KNEE, way + 0.07 * dice.standard_normal(len(T))))
    assert start == pytest.approx(2.5, abs=0.25) and end == pytest.approx(11.5, abs=0.25)


def test_a_limb_that_still_moves_is_not_there_yet() -> None:
    way = 0.8 * np.clip((2.6 - T) / 0.8, 0, 1) + 0.8 * np.clip((T - 11.4) / 0.8, 0, 1)
    raised = moved(TRACK, Part.WRIST, way)
    assert edges(raised, (Part.WRIST,)) == (pytest.approx(2.6, abs=0.2), pytest.approx(11.4, abs=0.2))
    assert edges(raised) == edges(TRACK)


def test_a_limb_that_is_seldom_seen_says_nothing() -> None:
    way = 0.8 * np.clip((2.6 - T) / 0.8, 0, 1)
    xy = moved(TRACK, Part.WRIST, way).xy
    for side in Side:
        xy[T > 4, Part.WRIST.of(side)] = np.nan
    assert edges(Track(T, xy, TRACK.world), (Part.WRIST,)) == edges(TRACK)


def test_a_body_that_was_out_of_sight_before_still_leaves_its_position() -> None:
    way = 0.5 * np.clip((T - 11.5) / 0.5, 0, 1)
    xy = moved(TRACK, Part.HIP, way).xy
    xy[T < 5] = np.nan
    assert edges(Track(T, xy, TRACK.world)) == (pytest.approx(2.0), pytest.approx(11.5, abs=0.2))


def test_of_hands_without_a_limb_nothing_is_known() -> None:
    hands = Track(T, np.full((len(T), 42), 0.5 + 0.5j), np.zeros((len(T), 42, 3)))
    assert settled(HOLD, hands, ()) is HOLD


def test_a_signal_that_looks_back_widens_nothing() -> None:
    both = narrowed(HOLD, 0.2, first_s=0.0, last_s=14.0)
    assert (both.start_s, both.end_s, both.held_s) == pytest.approx((2.2, 11.8, 9.6))
    clip = narrowed(HOLD, 0.2, first_s=2.0, last_s=12.2)  # it begins and ends with the clip
    assert (clip.start_s, clip.end_s, clip.held_s) == (2.0, 12.0, 10.0)


def broken(values: np.ndarray) -> tuple[tuple[float, float], ...]:
    sign = Threshold(
        measure=lambda w: (0.0, 0.0), limit=10.0, uncertainty=3.0, unit="deg", why="", frames=lambda w: values
    )
    return spans_beyond(sign, RepWindow.cut(TRACK, HOLD, TRUNK, View.SIDE, None))


def test_seconds_out_of_form_run_from_the_limit_where_they_are_surely_beyond_it() -> None:
    inside = TRACK.between(2.0, 12.0).t
    slope = 5 * np.minimum(inside - 3, 9 - inside)  # 10 at 5 s and at 7 s, 15 in the middle
    assert broken(slope) == ()  # beyond 13 for 0.8 s alone
    assert broken(1.2 * slope) == ((pytest.approx(4.67, abs=0.04), pytest.approx(7.33, abs=0.04)),)


def test_a_plank_filmed_from_the_feet_is_held() -> None:
    """The trunk comes towards the camera, so the hips are more than a trunk's length above the ankles."""
    session = Session(find("plank"), 16 / 9)
    for t in np.arange(0, 8, 1 / 30):
        session.push(from_the_feet(float(t)))
    (one,) = session.finish().reps
    assert one.movement and one.movement.held_s == pytest.approx(8, abs=0.3)


def from_the_feet(t: float) -> Pose:
    """A front support turned by 55 degrees, seen from 15 degrees above: what is further away is higher."""
    p = front_support()
    yaw, pitch = np.radians(-55), np.radians(15)
    x, z = p[:, 0] * np.cos(yaw) - p[:, 2] * np.sin(yaw), p[:, 0] * np.sin(yaw) + p[:, 2] * np.cos(yaw)
    y, z = p[:, 1] * np.cos(pitch) - z * np.sin(pitch), p[:, 1] * np.sin(pitch) + z * np.cos(pitch)
    return seen(t, np.stack((x, y, z), 1))
