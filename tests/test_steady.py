"""A hand-held camera: detected by the feet on the floor, from which raises are counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from movements import movement_of
from people import HEIGHT_OF_PICTURE_M, TRUNK, figure, filmed, movement

from formcheck.exercises import EXERCISES
from formcheck.motion.camera_shake import MOVES, camera_moves
from formcheck.motion.pose import Pose, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.view import View

REPS = 3


def raises(shake: float) -> list[Pose]:
    """Calf raises from the side; the hand's path is a few slow waves, of so many frame heights."""
    moves = movement(REPS, up=1.2, hold=0.5, down=1.4, rest=1.0)
    rng = np.random.default_rng(4)
    waves = [(rng.uniform(0.7, 2.5), rng.uniform(0, 7), rng.normal() + 1j * rng.normal()) for _ in range(8)]
    return [
        replace(p, xy=p.xy + shake * sum(a * np.sin(2 * np.pi * f * p.t + phase) for f, phase, a in waves))
        for p in filmed(lambda t: figure(rise=0.08 * moves(t)), REPS * 4.1 + 1, yaw=90)
    ]


def judged(poses: list[Pose]) -> SetAnalysis:
    session = Session(EXERCISES["calf-raise"], 16 / 9)
    for pose in poses:
        session.push(pose)
    return session.finish()


@pytest.mark.parametrize("shake", [0.0, 0.003, 0.006])
def test_raises_are_counted_and_measured_whether_or_not_the_hand_shakes(shake: float) -> None:
    still, done = judged(raises(0)), judged(raises(shake))
    assert len(done.reps) == REPS and done.camera_moved is (shake > 0)
    for a, b in zip(still.reps, done.reps, strict=True):
        assert a.size.value and b.size.value == pytest.approx(a.size.value, rel=0.1)


def test_toes_that_are_not_seen_do_not_say_that_the_camera_moves() -> None:
    track = Track.of(raises(0.006))
    shape = movement_of(1.0, 2.2, 2.7, 4.1)
    assert camera_moves(RepWindow.cut(track, shape, TRUNK / HEIGHT_OF_PICTURE_M, View.SIDE, None)) > MOVES
    track.xy[:, 31:] = np.nan
    assert camera_moves(RepWindow.cut(track, shape, TRUNK / HEIGHT_OF_PICTURE_M, View.SIDE, None)) == 0
