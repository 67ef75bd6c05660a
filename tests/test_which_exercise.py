"""What tells exercises apart that move alike, and holds from movements that have only begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from movements import movement_of
from people import figure, filmed, front_support, movement
from streams import ASPECT, Stream, as_seen

from formcheck.exercises import EXERCISES
from formcheck.motion.movement import Refusal
from formcheck.motion.pose import Part, Pose, Side, Track
from formcheck.motion.rep import Attempt
from formcheck.motion.set_evidence import chosen
from formcheck.motion.shot import Shot
from formcheck.motion.view import Posture, View
from formcheck.pipeline import judge
from formcheck.recognition.recogniser import Recogniser
from formcheck.recognition.sets import FoundSet, among
from formcheck.recognition.stillness import limb_moves
from formcheck.recognition.strength import against

REPS, CYCLE = 3, 4.6


def recognised(poses: list[Pose]) -> list[str]:
    recogniser = Recogniser(list(EXERCISES.values()), ASPECT)
    for pose in poses:
        recogniser.push(pose)
    recogniser.finish()
    return [s.exercise.name for s in recogniser.sets()]


def arms_up(before_chest: float) -> Callable[[float], np.ndarray]:
    """Arms that go overhead, and begin so far in front of the body, in metres."""
    at = movement(REPS)

    def shape(t: float) -> np.ndarray:
        p = figure(elevation=64 + 86 * at(t))
        for side in Side:
            p[[Part.ELBOW.of(side), Part.WRIST.of(side)], 2] += before_chest * (1 - at(t))
        return p

    return shape


@pytest.mark.parametrize(("before_chest", "name"), [(0.0, "wall-angel"), (0.15, "overhead-lift")])
def test_elbows_in_front_of_the_body_tell_a_lift_from_a_wall_angel(before_chest: float, name: str) -> None:
    """From the front both look the same in the picture."""
    poses = filmed(arms_up(before_chest), REPS * CYCLE + 1, noise=0.0005)
    assert recognised(poses) == [name]


def test_who_names_the_exercise_is_not_asked_what_tells_it_apart() -> None:
    frames = [as_seen(p) for p in filmed(arms_up(0.15), REPS * CYCLE + 1, noise=0.0005)]
    assert len(judge(Stream(frames), "wall-angel").reps) == REPS


def test_somebody_propped_up_for_two_seconds_holds_that() -> None:
    assert recognised(filmed(lambda t: front_support(), 2.5, noise=0.0005)) == ["plank"]


def foot_pumps(t: float) -> np.ndarray:
    p = figure()
    p[Part.TOE.of(Side.LEFT), 1] += 0.08 * (1 + np.sin(4 * t))
    return p


def sways(t: float) -> np.ndarray:
    return figure() + np.array([0.06 * np.sin(4 * t), 0, 0])


@pytest.mark.parametrize(("shape", "moves"), [(foot_pumps, True), (sways, False), (lambda t: figure(), False)])
def test_a_limb_that_moves_by_itself_is_no_hold(shape: Callable[[float], np.ndarray], moves: bool) -> None:
    assert limb_moves(Track.of(filmed(shape, 3, fps=10, yaw=90))) is moves


def test_nobody_moves_no_limb() -> None:
    assert not limb_moves(Track.of([]))
    assert not limb_moves(Track.of([Pose.unseen(i / 10) for i in range(20)]))


def test_how_large_somebody_is_is_known_from_the_first_picture() -> None:
    """Without it the first movement of who begins at once is followed too late."""
    shot, (pose,) = Shot(number=0, start_s=0.0), filmed(lambda t: figure(), 1.05, start=1.02)
    nobody = Pose.unseen(1.0)
    for p in (nobody, pose):
        shot.look(p, p, Posture.UPRIGHT, 0.6)
    assert not np.isnan(shot.scale)


def attempt(reason: str | None, *refused: Refusal) -> Attempt:
    m = replace(movement_of(0, 1, 1, 2), reason=reason, refused=refused)
    return Attempt(m.start_s, m.end_s, reason or "wrong-posture", "", m)


OTHER = Refusal("the knees bend", attempt=False)


def test_what_was_not_counted_speaks_against_an_exercise_by_what_it_was() -> None:
    small, lost, other = attempt("short"), attempt("tracking-lost"), attempt(None, OTHER)
    assert against([small], 2.0, 3) == 0.5
    assert against([lost], 2.0, 3) == 1.0
    assert against([lost], 4.0, 3) == 0.5  # half as long as the others
    assert against([other], 2.0, 3) == 1.0  # one among three
    assert against([other] * 4, 2.0, 3) == 8.0  # most are something else


def a_set(name: str, start_s: float, end_s: float, count: int, strength: float) -> FoundSet:
    return FoundSet(exercise=EXERCISES[name], start_s=start_s, end_s=end_s, count=count, strength=strength)


def test_the_position_in_which_something_goes_on_is_no_other_exercise() -> None:
    pumps, sits = a_set("ankle-pump", 1, 7, 2, 0.4), a_set("blade-squeeze", 0, 8, 1, 0.5)
    assert among(pumps, [pumps, sits]).rivals == ()
    assert among(pumps, [pumps, sits]).sure
    waits = a_set("blade-squeeze", -20, 8, 1, 0.5)
    assert among(replace(pumps, count=3), [waits]).rivals == ()
    once = replace(pumps, count=1)
    assert [e.name for e in among(once, [once, sits]).rivals] == ["blade-squeeze"]


def test_of_two_feet_the_one_that_made_the_whole_movement_is_believed() -> None:
    doubtful = Refusal("the lower leg moves with the foot", attempt=False, doubtful=True)
    right = [
        replace(movement_of(4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3), signal="right foot points") for i in (0, 1, 2)
    ]
    left = replace(movement_of(8.2, 9, 10, 11.5), signal="left foot points", reason="unfinished")
    found = [replace(m, view=View.SIDE) for m in (*right[:2], replace(right[2], refused=(doubtful,)), left)]
    assert [m.counts for m in chosen(EXERCISES["ankle-pump"], found, {0: View.SIDE})] == [True] * 3
