"""Hands: their landmarks come through the session, the recording and the set-up that bodies come through."""

from __future__ import annotations

from pathlib import Path

import hands
import numpy as np
import pytest

from formcheck import errors
from formcheck.exercises import find
from formcheck.exercises.read import read
from formcheck.live.setup_check import SetupCheck
from formcheck.motion.landmarks import BODY, HAND, MODELS, Side
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.source import LandmarkFrame, to_pose

ASPECT = 1.5
NAME = "hand-grip"


def judged(made: list[LandmarkFrame], mixed_up: range = range(0)) -> SetAnalysis:
    session = Session(find(NAME), ASPECT)
    for i, frame in enumerate(made):
        pose = to_pose(frame, ASPECT)
        session.push(hands.unlike(pose) if i in mixed_up else pose)
    return session.finish()


@pytest.mark.parametrize("side", Side)
def test_squeezes_of_one_hand(side: Side) -> None:
    reps = judged(hands.frames(hands.squeezes(3), [side])).reps
    assert [r.side for r in reps] == [side] * 3
    assert [r.hold_s for r in reps] == pytest.approx([3.0] * 3, abs=0.3)


def test_both_hands_at_once_are_one_repetition() -> None:
    done = judged(hands.frames(hands.squeezes(3), list(Side)))
    assert (len(done.reps), done.variant, {r.side for r in done.reps}) == (3, "both-hands", {None})


def test_fingers_that_stay_out_are_no_fist() -> None:
    assert not judged(hands.frames(hands.squeezes(3), counted=3)).reps


def test_a_small_squeeze_is_told_and_not_counted() -> None:
    done = judged(hands.frames(hands.squeezes(3, depth=0.5)))
    assert not done.reps
    assert [a.reason for a in done.attempts] == ["short"] * 3


@pytest.mark.parametrize("mixed_up", [range(0, 3), range(0, 450, 5), range(200, 210)])
def test_a_hand_called_by_the_other_side_now_and_then_keeps_its_side(mixed_up: range) -> None:
    reps = judged(hands.frames(hands.squeezes(3)), mixed_up).reps
    assert [r.side for r in reps] == [Side.RIGHT] * 3


def test_half_the_pictures_count_the_same() -> None:
    assert len(judged(hands.frames(hands.squeezes(4))[::2]).reps) == 4


def test_a_recording_says_whose_landmarks_it_holds(tmp_path: Path) -> None:
    from formcheck.capture.recording import Recorder, Recording
    from formcheck.pipeline import judge
    from formcheck.source import ModelName, SourceInfo

    info = SourceInfo(
        path=Path("x.mp4"), kind="video", width=960, height=640, model=ModelName("hand", "0" * 64), landmarks=HAND
    )
    recorder = Recorder(tmp_path / "hand.npz", info)
    for frame in hands.frames(hands.squeezes(2)):
        recorder.push(frame)
    recorder.close()
    again = Recording(tmp_path / "hand.npz")
    assert again.info.landmarks is HAND
    assert len(judge(again, NAME).reps) == 2
    with pytest.raises(errors.SourceError, match="landmarks of a hand"):
        judge(again, "plank")


@pytest.mark.parametrize(
    ("at", "times", "asked"),
    [(0.9 + 0.3j, 1.0, None), (0.9 + 0.3j, 0.4, "closer"), (-0.1 + 0.3j, 1.0, "middle"), (0.9 + 0j, 3.0, "step-back")],
)
def test_set_up_asks_for_the_hand(at: complex, times: float, asked: str | None) -> None:
    check = SetupCheck(find(NAME), ASPECT)
    for frame in hands.frames(np.zeros(70)):
        pose = to_pose(frame, ASPECT)
        pose.xy[1::2] = at + times * (pose.xy[1::2] - pose.xy[1])
        state = check.push(pose, 200.0)
    assert (state.fix and state.fix.id) == asked
    assert state.ready is (asked is None)


def test_set_up_without_a_hand() -> None:
    check = SetupCheck(find(NAME), ASPECT)
    state = check.push(to_pose(LandmarkFrame.nobody(0.0, HAND.points), ASPECT), 200.0)
    assert state.fix
    assert "hand" in state.fix.say


def test_a_file_names_landmarks_of_its_own_model() -> None:
    from formcheck.exercises import file_of

    with pytest.raises(errors.ExerciseError, match='"wrist" is no landmark of a hand'):
        read(file_of(NAME).replace("middle_tip", "wrist"), "x")
    with pytest.raises(errors.ExerciseError, match="no landmark of a body"):
        read(file_of(NAME).replace('landmarks = "hand"', ""), "x")


@pytest.mark.parametrize("model", [BODY, HAND])
def test_a_model_is_complete(model: object) -> None:
    assert model in MODELS.values()
    points = {p.of(s) for m in MODELS.values() if m is model for p in m.parts for s in Side}
    drawn = {i for m in MODELS.values() if m is model for bone in m.bones for i in bone}
    most = next(n for n, m in MODELS.items() if m is model)
    assert max(points | drawn) < most
    if model is HAND:
        assert drawn == set(range(most))
