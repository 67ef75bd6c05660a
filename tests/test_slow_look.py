"""Slow-motion clips that were not declared as such, and heads out of the picture: told, not guessed at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from people import figure, filmed, movement
from streams import Stream, as_seen
from test_session import ASPECT, CYCLE, judged

from formcheck.exercises import EXERCISES
from formcheck.motion.pose import Pose
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.slow_look import SlowLook
from formcheck.motion.view import View
from formcheck.pipeline import judge

EXERCISE = EXERCISES["calf-raise"]


def slowed(times: float, poses: list[Pose]) -> int | None:
    session, look = Session(EXERCISE, ASPECT), SlowLook(EXERCISE, ASPECT)
    for p in poses:
        pose = Pose(times * p.t, p.xy, p.world)
        session.push(pose)
        look.push(pose, session)
    return None if session.finish().reps else look.times()


def raises(n: int = 3) -> list[Pose]:
    at = movement(n)
    return filmed(lambda t: figure(rise=0.06 * at(t)), n * CYCLE + 1, fps=60, yaw=90, noise=0.0005)


@pytest.mark.parametrize("times", [8, 12])
def test_a_clip_far_too_slow_is_taken_for_slow_motion(times: int) -> None:
    assert slowed(times, raises()) == 8


def test_an_ordinary_clip_and_one_without_movement_are_not() -> None:
    assert slowed(1, raises()) is None
    still = filmed(lambda t: figure(), 20, yaw=90, noise=0.0005)
    assert slowed(1, still) is None


def shifted(poses: list[Pose], up: float) -> list[Pose]:
    return [Pose(p.t, p.xy + 1j * up, p.world) for p in poses]


def test_a_head_above_the_picture_is_told_and_one_within_is_not() -> None:
    poses = raises()
    nose = max(p.xy[0].imag for p in poses)
    assert not judged("calf-raise", poses).head_out
    assert not judged("calf-raise", shifted(poses, 0.95 - nose)).head_out
    assert judged("calf-raise", shifted(poses, 1.03 - min(p.xy[0].imag for p in poses))).head_out


def test_a_head_beside_the_picture_is_told_too() -> None:
    poses = raises()
    right = ASPECT - float(np.median([p.xy[0].real for p in poses]))
    assert judged("calf-raise", [Pose(p.t, p.xy + right + 0.01, p.world) for p in poses]).head_out


def test_the_findings_name_the_option_and_the_head() -> None:
    from dataclasses import replace

    from formcheck.judging.faults import judge_form
    from formcheck.judging.findings import findings_of
    from formcheck.source import ModelName, ReadingNotes, SourceInfo

    done = replace(judged("calf-raise", raises()), slowed=8, head_out=True)
    info = SourceInfo(path=Path("x.mp4"), kind="video", width=640, height=480, model=ModelName("full", "0" * 64))
    form = judge_form(EXERCISE, done, EXERCISE.tempo)
    found = findings_of(EXERCISE, done, form, EXERCISE.tempo, info, ReadingNotes(small=True))
    assert "--slow-motion 8" in found["slow-motion"]
    assert "head" in found["head-out"]
    assert "nearer" in found["small"]


@pytest.mark.parametrize(("view", "told"), [(View.SIDE, "slow-motion"), (View.HEAD_END, "wrong-view")])
def test_of_a_view_that_does_not_count_it_says_that_and_nothing_of_slow_motion(view: View, told: str) -> None:
    frames = [replace(as_seen(p), t=8 * p.t) for p in raises()]
    result = judge(Stream(frames), EXERCISE, Settings(view=view))
    ids = {f.id for f in result.findings}
    assert not result.reps and ids & {"slow-motion", "wrong-view"} == {told}
