"""What is spoken and shown during a set, and the set-up check before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import clips
import numpy as np
import people
import pytest
from coached import FAST, SLOW, hinges, watched
from conftest import Judged, labels
from hypothesis import given
from hypothesis import strategies as st

from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES, find
from formcheck.live.coach import AGAIN_S, Coach, Utterance
from formcheck.live.phase_tracker import PhaseTracker
from formcheck.live.posture_check import TAKE
from formcheck.live.setup_check import SetupCheck, SetupProblem
from formcheck.motion.pose import Pose, Side
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.view import Posture
from formcheck.pipeline import judge

SOON_S = 1.0
BODIES = [e for e in EXERCISES.values() if e.landmarks.together]


def said(judged: Callable[..., Judged], name: str, exercise: str) -> list[Utterance]:
    """What the coach says about a sample, from its landmarks."""
    kept = judged(clips.sample(name), exercise, "--height", labels(name).get("height_cm", 175))
    coach = Coach(find(exercise), find(exercise).tempo)
    judge(Recording(kept.recording), find(exercise), watchers=[coach])
    return coach.said


def test_a_fault_is_said_after_the_second_faulty_repetition(judged: Callable[..., Judged]) -> None:
    words = said(judged, "calf-raise-side-knee-bend", "calf-raise")
    faulty = [r["end_s"] for r in labels("calf-raise-side-knee-bend")["rep_times"] if r["faults"]]
    cues = [u for u in words if u.kind == "cue"]
    assert [u.cue for u in cues] == ["knee-bend"]
    assert 0 <= cues[0].t - faulty[1] <= SOON_S


def test_a_clean_set_hears_nothing_but_the_count(judged: Callable[..., Judged]) -> None:
    words = said(judged, "single-leg-rdl-side", "single-leg-rdl")
    assert [(u.kind, u.text) for u in words] == [("count", str(i)) for i in (1, 2, 3, 4)]
    ends = [r["end_s"] for r in labels("single-leg-rdl-side")["rep_times"]]
    assert all(0 <= u.t - end <= SOON_S for u, end in zip(words, ends, strict=True))


def test_two_feet_on_the_floor_are_said_at_once(judged: Callable[..., Judged]) -> None:
    words = said(judged, "single-leg-rdl-side-two-feet", "single-leg-rdl")
    assert [u.cue for u in words if u.kind == "cue"][:1] == ["two-feet"]
    assert all(b.t - a.t >= AGAIN_S for a, b in pairwise(u for u in words if u.cue == "two-feet"))
    assert not any(u.kind == "count" for u in words)


def test_what_is_fixed_is_praised_after_three_repetitions() -> None:
    coach = watched("single-leg-rdl", hinges([FAST, FAST, SLOW, SLOW, SLOW, SLOW]))
    kinds = [u.kind for u in coach.said if u.cue == "fast"]
    assert kinds == ["cue", "praise"]
    counts = [u for u in coach.said if u.kind == "count"]
    assert [u.text for u in counts] == [str(i) for i in range(1, 7)]
    praise = next(u for u in coach.said if u.kind == "praise")
    assert praise.t == counts[4].t  # the third clean one


def test_phases_follow_the_movement() -> None:
    at = people.movement(2, rest=1.0, up=2.0, hold=1.0, down=2.0)
    pulse = PhaseTracker(Tempo(2, 1, 2), lowers_first=False)
    phases: list[str] = []
    for t in np.arange(0, 12.9, 1 / 30):
        pulse.push(float(t), at(float(t)))
        if not phases or phases[-1] != pulse.phase:
            phases.append(pulse.phase)
    assert phases == ["rest", "lift", "hold", "lower", "rest", "lift", "hold", "lower", "rest"]
    assert pulse.last_peak == pytest.approx(1, abs=0.02)


def test_a_movement_that_begins_by_lowering_is_named_so() -> None:
    at = people.movement(1)
    pulse = PhaseTracker(Tempo(2, 1, 3), lowers_first=True)
    phases = []
    for t in np.arange(0, 6, 1 / 30):
        pulse.push(float(t), at(float(t)))
        phases.append((pulse.phase, pulse.asked))
    assert list(dict.fromkeys(phases)) == [("rest", None), ("lower", 3), ("hold", 1), ("lift", 2)]


@given(st.lists(st.floats(-0.5, 2), min_size=1, max_size=200))
def test_any_progress_has_a_phase_and_a_place_for_the_guide(values: list[float]) -> None:
    pulse = PhaseTracker(Tempo(2, 0, 2), lowers_first=False)
    for i, x in enumerate(values):
        pulse.push(i / 30, x)
        assert pulse.phase in ("rest", "lift", "hold", "lower")
        assert pulse.seconds >= 0
        assert pulse.guide is None or 0 <= pulse.guide <= 1


def standing(seconds: float = 3.0, **how: float) -> list[Pose]:
    return people.filmed(lambda t: people.figure(), seconds, noise=0.0005, **how)


def fix_of(exercise: str, poses: list[Pose], light: float = 120.0) -> SetupProblem | None:
    setup = SetupCheck(find(exercise), 16 / 9)
    for pose in poses:
        ready = setup.push(pose, light)
    return ready.fix


def lying() -> list[Pose]:
    pose = people.seen(0, people.lying_on_side(), scale=1.4)
    return [replace(pose, t=i / 30) for i in range(60)]


@pytest.mark.parametrize(
    ("exercise", "poses", "light", "first"),
    [
        ("calf-raise", standing(yaw=90), 120, None),
        ("calf-raise", standing(yaw=90), 20, "light"),
        ("calf-raise", standing(yaw=90, scale=0.35), 120, "closer"),
        ("calf-raise", standing(yaw=90, scale=1.6), 120, "step-back"),
        ("calf-raise", standing(yaw=90, x=-0.05), 120, "middle"),
        ("calf-raise", standing(yaw=180), 120, "turn"),
        ("wall-angel", standing(yaw=180, scale=0.8), 120, "turn"),
        ("wall-angel", standing(scale=1.3), 120, "step-back"),
        ("clamshell", standing(), 120, "lie"),
        ("calf-raise", lying(), 120, "stand"),
        ("clamshell", lying(), 120, None),
        ("calf-raise", [Pose.unseen(i / 30) for i in range(60)], 120, "nobody"),
    ],
)
def test_the_first_thing_to_change(exercise: str, poses: list[Pose], light: float, first: str | None) -> None:
    fix = fix_of(exercise, poses, light)
    assert (fix.id if fix else None) == first


def test_feet_below_the_picture_are_a_matter_of_the_camera() -> None:
    low = [Pose(p.t, p.xy - 0.12j, p.world) for p in standing(yaw=90)]
    fix = fix_of("calf-raise", low)
    assert fix and fix.id == "tilt-down"


def test_a_still_second_begins_the_set_and_moving_does_not() -> None:
    setup = SetupCheck(find("calf-raise"), 16 / 9)
    began = next(p.t for p in standing(yaw=90) if setup.push(p, 120).ready)
    assert 1.0 <= began <= 2.2
    setup = SetupCheck(find("calf-raise"), 16 / 9)
    walking = people.filmed(lambda t: people.figure(), 5, yaw=90)
    assert not any(setup.push(Pose(p.t, p.xy + 0.2 * p.t, p.world), 120).ready for p in walking)


def test_what_cannot_be_fixed_does_not_forbid_the_set() -> None:
    setup = SetupCheck(find("calf-raise"), 16 / 9)
    begins = [setup.push(p, 20).ready for p in standing(6, yaw=90)]
    assert any(begins) and not any(begins[: 30 * 4])


def still(figure: np.ndarray, **how: float) -> list[Pose]:
    return people.filmed(lambda t: figure, 3.0, noise=0.0005, **how)


IN_PLACE: dict[Posture, Callable[[], np.ndarray]] = {
    Posture.SIDE_LYING: people.lying_on_side,
    Posture.PRONE: people.lying_prone,
    Posture.SUPINE: people.supine,
    Posture.FRONT_SUPPORT: people.front_support,
    Posture.ALL_FOURS: people.front_support,
}


@pytest.mark.parametrize("exercise", BODIES, ids=lambda e: e.name)
def test_nobody_in_the_posture_of_the_exercise_is_asked_to_take_another(exercise: Exercise) -> None:
    figure = IN_PLACE.get(exercise.posture, people.figure)()
    fix = fix_of(exercise.name, still(figure, yaw=0 if exercise.posture is Posture.SIDE_LYING else 90, scale=0.8))
    assert fix is None or not fix.forbids, fix


@pytest.mark.parametrize("exercise", [e for e in BODIES if not e.posture.stands], ids=lambda e: e.name)
def test_who_stands_hears_which_posture_to_take(exercise: Exercise) -> None:
    fix = fix_of(exercise.name, standing(yaw=90, scale=0.8))
    assert fix and fix.forbids and fix.say == TAKE[exercise.posture]


def test_sides_have_their_own_count() -> None:
    def leg(side: Side) -> list[Pose]:
        one = hinges([{"up": 2.0, "hold": 1.0, "down": 2.0}] * 2)
        return one if side is Side.RIGHT else [people.mirrored(p, 16 / 9) for p in one]

    first = leg(Side.RIGHT)
    second = [replace(p, t=p.t + first[-1].t + 1 / 30) for p in leg(Side.LEFT)]
    coach = watched("single-leg-rdl", first + second)
    assert [u.text for u in coach.said if u.kind == "count"] == ["1", "2", "1", "2"]


def test_which_side_is_up_is_seen_and_asked_for() -> None:
    for asked, fix in ((None, None), (Side.LEFT, None), (Side.RIGHT, "turn-over")):
        setup = SetupCheck(find("clamshell"), 16 / 9, asked)
        for pose in lying():
            ready = setup.push(pose, 120)
        assert ready.up is Side.LEFT
        assert (ready.fix.id if ready.fix else None) == fix
