"""Seconds in which something moves: the ankle alphabet, by made people whose foot writes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from people import figure, seen

from formcheck.errors import ExerciseError
from formcheck.exercises import file_of, find
from formcheck.exercises.read import read
from formcheck.motion.pose import Part, Side, Track
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.vocabulary import geometry

ALPHABET = find("ankle-alphabet")
FREE = 0.12  # metres that the foot is off the floor
Foot = Callable[[float], tuple[float, float]]  # metres of the toes to the side and up, by seconds


def writes(t: float) -> tuple[float, float]:
    return 0.11 * np.sin(4.0 * t), 0.11 * np.cos(5.6 * t)


def pumps(t: float) -> tuple[float, float]:
    return 0.0, 0.1 * np.cos(5.0 * t)


def person(t: float, foot: Foot, spans: tuple[tuple[float, float], ...], swings: tuple[float, float]) -> np.ndarray:
    p = figure()
    leg = [part.of(Side.RIGHT) for part in (Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE)]
    p[leg[1:], 1] += FREE
    aside, up = foot(next((t for a, b in spans if a <= t <= b), spans[0][0] if t < spans[0][0] else spans[-1][1]))
    p[leg[-1]] += (aside, up, 0)
    p[leg[1]] += (0.4 * aside, 0.4 * up, 0)  # as the pose model's ankles follow the foot
    if swings[0] <= t <= swings[1]:
        p[leg, 0] += 0.14 * np.sin(5.0 * t)
    return p


def done(
    foot: Foot = writes,
    *spans: tuple[float, float],
    fps: float = 30.0,
    swings: tuple[float, float] = (np.inf, np.inf),
    lasts: float = 20.0,
) -> SetAnalysis:
    session = Session(ALPHABET, 16 / 9)
    for t in np.arange(0, lasts, 1 / fps):
        session.push(seen(t, person(t, foot, spans, swings)))
    return session.finish()


def held(s: SetAnalysis) -> list[float]:
    return [r.movement.held_s for r in s.reps if r.movement]


@pytest.mark.parametrize("fps", [15, 30])
def test_seconds_are_those_in_which_the_foot_moves(fps: float) -> None:
    s = done(writes, (3.0, 11.0), fps=fps)
    (one,) = s.reps
    assert one.side is Side.RIGHT
    assert one.start_s == pytest.approx(3.0, abs=0.4)
    assert held(s) == [pytest.approx(8.0, abs=0.5)]


def test_a_long_pause_makes_two_bouts() -> None:
    s = done(writes, (2.0, 7.0), (12.0, 16.0))
    assert held(s) == [pytest.approx(5.0, abs=0.5), pytest.approx(4.0, abs=0.5)]


def test_a_foot_that_only_points_and_pulls_back_writes_nothing() -> None:
    s = done(pumps, (2.0, 12.0))
    assert not s.reps
    assert [a.detail for a in s.attempts] == ["the foot only goes to and fro, as in ankle pumps"]


def test_a_leg_that_moves_with_the_foot_takes_its_seconds_off_the_clean_ones() -> None:
    (rep,) = done(writes, (2.0, 14.0), swings=(5.0, 9.0)).reps
    assert rep.movement
    ((start, end),) = rep.movement.broken["leg-moves"]
    assert (start, end) == (pytest.approx(5.0, abs=0.6), pytest.approx(9.0, abs=0.8))
    assert not done(writes, (2.0, 14.0)).reps[0].movement.broken["leg-moves"]  # type: ignore[union-attr]


@pytest.mark.parametrize("rise", [0.0, 0.1])
def test_feet_that_stand_are_not_active_nor_are_rising_heels(rise: float) -> None:
    session = Session(ALPHABET, 16 / 9)
    for t in np.arange(0, 12, 1 / 30):
        session.push(seen(t, figure(rise=rise * np.sin(1.5 * t) ** 2)))
    s = session.finish()
    assert not s.reps and not s.attempts


def test_what_moved_lately_is_the_same_frame_by_frame_and_at_once() -> None:
    poses = [seen(t, person(t, writes, ((0.0, 9.0),), (np.inf, np.inf))) for t in np.arange(0, 3, 1 / 30)]
    whole = geometry("moved_from(toe, ankle, 0.4, of=right)").read(Track.of(poses))
    (signal,) = (s for s in ALPHABET.rep_signals if s.side is Side.RIGHT)
    said = signal.signal(Track.of(poses))
    assert [signal.latest(poses[: i + 1]) for i in range(len(poses))] == said.tolist()
    assert whole[0] == 0 and whole.max() > 0.03
    lost = Track(np.arange(3.0), np.full((3, 33), np.nan + 1j * np.nan), np.full((3, 33, 3), np.nan))
    assert np.isnan(geometry("moved(toe, 0.6)").read(lost)).all()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("moved(toe)", "ends with the seconds"),
        ("moved(toe, 9)", "looks back, up to 1"),
        ("moved(toe, ankle, 0.6)", "takes 1 landmarks"),
    ],
)
def test_a_file_is_told_how_to_look_back(written: str, said: str) -> None:
    text = file_of("ankle-alphabet").replace("moved(toe, 0.4, of=working)", written)
    with pytest.raises(ExerciseError, match=said):
        read(text, "mine.toml")
