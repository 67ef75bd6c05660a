"""Bodies that contradict themselves: no fault, no range and no tempo rests on a limb that is not believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from people import figure, filmed, lying_prone, movement, rotate
from streams import ASPECT, Stream, as_seen

from formcheck.exercises import EXERCISES
from formcheck.motion.plausible import doubts_in
from formcheck.motion.pose import CameraPlace, Part, Pose, Side
from formcheck.pipeline import judge
from formcheck.result import Check, Result

REPS, CYCLE = 3, 4.6
ARM_CUES = ("short", "fast", "too-high", "no-hold")
LEG_DROP, TOUCH = "leg-drop", "touch"


def raises(lift: float = 20, **tempo: float) -> list[Pose]:
    """Y raises from a raised lens, which sees the far (left) arm beside the near one."""
    at = movement(REPS, **tempo)
    return filmed(lambda t: rotate(lying_prone(lift=lift * at(t), out=36), "x", 25), REPS * CYCLE + 1, noise=0.0005)


def hinges() -> list[Pose]:
    at = movement(REPS)
    return filmed(lambda t: figure(hinge=75 * at(t), free_leg=8 + 62 * at(t)), REPS * CYCLE + 1, yaw=90, noise=0.0005)


def result(exercise: str, poses: list[Pose]) -> Result:
    return judge(Stream([replace(as_seen(p), place=p.place) for p in poses]), exercise)


def checks(r: Result) -> dict[str, Check]:
    return {c.id: c for c in r.checks}


def moved(pose: Pose, where: Callable[[Pose, np.ndarray], None]) -> Pose:
    """The pose with landmarks moved, in the picture and in space."""
    xy, world = pose.xy.copy(), pose.world.copy()
    where(pose, xy)
    where(pose, world)
    return replace(pose, xy=xy, world=world)


def shrunk(_: Pose, at: np.ndarray) -> None:
    shoulder = at[Part.SHOULDER.of(Side.LEFT)]
    for part in (Part.ELBOW, Part.WRIST):
        at[part.of(Side.LEFT)] = shoulder + 0.3 * (at[part.of(Side.LEFT)] - shoulder)


def exchanged(_: Pose, at: np.ndarray) -> None:
    for part in (Part.ELBOW, Part.WRIST):
        at[[part, part + 1]] = at[[part + 1, part]]


def test_a_body_that_agrees_with_itself_is_believed() -> None:
    clean = result("prone-y-raise", raises())
    assert clean.summary.count_reliable and clean.summary.score is not None
    assert "unclear" not in [f.id for f in clean.findings]
    assert not doubts_in(raises(), ASPECT) and not doubts_in(hinges(), ASPECT)


@pytest.mark.parametrize("fault", [raises(lift=9), raises(up=0.2, down=0.2)])
def test_no_fault_rests_on_an_arm_that_shrinks(fault: list[Pose]) -> None:
    broken = result("prone-y-raise", fault)
    assert [f for rep in broken.reps for f in rep.faults]
    doubtful = result("prone-y-raise", [moved(p, shrunk) for p in fault])
    assert not [f for rep in doubtful.reps for f in rep.faults]


def test_what_does_not_rest_on_the_arm_is_still_judged() -> None:
    done = result("prone-y-raise", [moved(p, shrunk) for p in raises()])
    assert len(done.reps) == REPS
    for id_ in ARM_CUES:
        assert checks(done)[id_].verdict == "not-assessable"
        assert "left arm" in (checks(done)[id_].reason or "")
    assert checks(done)["chest-lift"].verdict == "pass"
    assert not done.summary.count_reliable and done.summary.score is None
    assert all(rep.rom.value is None and rep.tempo.concentric_s is None for rep in done.reps)
    assert "left arm" in next(f.text for f in done.findings if f.id == "unclear")


def test_one_doubtful_rep_says_something_of_the_whole_set() -> None:
    done = result("prone-y-raise", [moved(p, shrunk) if p.t < CYCLE else p for p in raises()])
    assert checks(done)["short"].verdict == "not-assessable" and checks(done)["short"].judged == 0


def test_an_arm_foreshortened_by_the_picture_alone_is_believed() -> None:
    poses = [replace(moved(p, shrunk), world=p.world) for p in raises()]
    assert not doubts_in(poses, ASPECT)


def test_arms_that_change_places_are_not_believed() -> None:
    mixed_up = [moved(p, exchanged) if p.t % 1.0 < 0.25 else p for p in raises()]
    assert [d.why for d in doubts_in(mixed_up, ASPECT)] == ["the camera cannot tell the left arm from the right"]
    assert not doubts_in([moved(p, exchanged) for p in mixed_up if p.t % 1.0 < 0.25], ASPECT), "crossed, but steadily"


def legs_exchanged(_: Pose, at: np.ndarray) -> None:
    for part in (Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE):
        at[[part, part + 1]] = at[[part + 1, part]]


def test_legs_that_change_places_midway_are_not_believed_nor_is_the_side() -> None:
    mixed_up = [moved(p, legs_exchanged) if (p.t - 0.5) % CYCLE > 1.6 else p for p in hinges()]
    done = result("single-leg-rdl", mixed_up)
    assert len(done.reps) == REPS and not done.summary.count_reliable
    assert "left leg from the right" in next(f.text for f in done.findings if f.id == "unclear")
    assert all(checks(done)[id_].verdict == "not-assessable" for id_ in (LEG_DROP, TOUCH, "locked", "squat"))
    assert result("single-leg-rdl", hinges()).summary.count_reliable


@pytest.mark.parametrize("camera", [CameraPlace(), CameraPlace(shift=0.2 - 0.1j)])
def test_of_a_foot_out_of_the_picture_nothing_is_claimed(camera: CameraPlace) -> None:
    """The picture ends where the free foot is; the model goes on to place it, a little outside."""
    inside = hinges()
    furthest = min(p.xy[Part.ANKLE.of(Side.RIGHT)].real for p in inside)
    poses = [replace(p, xy=p.xy - furthest - 0.03, place=camera) for p in inside]
    seen, cut_off = checks(result("single-leg-rdl", inside)), checks(result("single-leg-rdl", poses))
    assert seen[LEG_DROP].verdict != "not-assessable" != seen[TOUCH].verdict
    for id_ in (LEG_DROP, TOUCH):
        assert cut_off[id_].verdict == "not-assessable"
        assert cut_off[id_].reason == "the right ankle leaves the picture"
    assert cut_off["squat"] == seen["squat"], "the standing leg is in the picture"


def test_every_cue_knows_what_it_rests_on() -> None:
    exercise = EXERCISES["prone-y-raise"]
    chest = {i for bone in exercise.highlight(None, exercise.cue("chest-lift")) for i in bone}
    assert chest.isdisjoint({p.of(s) for p in (Part.ELBOW, Part.WRIST) for s in Side})
