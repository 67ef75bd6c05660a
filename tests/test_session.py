from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import figure, filmed, lying_on_side, mirrored, movement

from formcheck.exercises import EXERCISES
from formcheck.motion.pose import Pose, Side
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import NO_FRAMES, SetAnalysis
from formcheck.motion.settings import Settings
from formcheck.motion.thresholds import PHASES
from formcheck.motion.view import View

CYCLE = 4.6
ASPECT = 16 / 9


def judged(exercise: str, poses: list[Pose], **said: object) -> SetAnalysis:
    session = Session(EXERCISES[exercise], ASPECT, Settings(**said))
    for p in poses:
        session.push(p)
    return session.finish()


def calf_raises(n: int = 4, **how: float) -> list[Pose]:
    at = movement(n)
    return filmed(lambda t: figure(rise=0.06 * at(t)), n * CYCLE + 1, **{"yaw": 90, "noise": 0.0005, **how})


def hinges(n: int = 3, *, free: bool = True, **how: float) -> list[Pose]:
    at = movement(n)
    return filmed(
        lambda t: figure(hinge=75 * at(t), free_leg=(8 + 62 * at(t)) if free else None),
        n * CYCLE + 1,
        **{"yaw": 90, **how},
    )


def wall_angels(n: int = 3, **how: float) -> list[Pose]:
    at = movement(n)
    return filmed(lambda t: figure(elevation=80 + 70 * at(t)), n * CYCLE + 1, **how)


def clamshells(n: int = 3, top: Side = Side.LEFT) -> list[Pose]:
    at = movement(n)
    return filmed(lambda t: lying_on_side(opening=0.05 + 0.4 * at(t), top=top), n * CYCLE + 1)


def test_calf_raises_from_the_side() -> None:
    done = judged("calf-raise", calf_raises(), height_cm=170.0)
    assert (len(done.reps), done.attempts, done.view, done.variant) == (4, [], View.SIDE, "double")
    for rep in done.reps:
        assert rep.size.unit == "cm"
        assert rep.size.value == pytest.approx(6 / 0.70 * 0.288 * 170 / 50, rel=0.1)  # rise of the body, as heel rise
        assert rep.concentric_s == pytest.approx(0.93, abs=0.15)  # 5 to 95 % of 1.5 s
        assert rep.lasted("concentric") == pytest.approx(1.5, abs=0.3)
        assert rep.lasted("hold") == pytest.approx(0.8, abs=0.3)
        assert rep.lasted("eccentric") == pytest.approx(1.5, abs=0.3)


def test_whole_phases_leave_no_time_out() -> None:
    reps = judged("single-leg-rdl", hinges()).reps
    for rep, after in pairwise(reps):
        assert rep.whole and after.whole and rep.whole_rest_s is not None
        phases = [rep.lasted(phase) or 0.0 for phase in PHASES]
        assert sum(phases) + rep.whole_rest_s == pytest.approx(after.whole.start_s - rep.whole.start_s)
    assert reps[-1].whole_rest_s is None


def test_without_a_height_the_range_is_in_foot_lengths() -> None:
    assert judged("calf-raise", calf_raises(2)).reps[0].size.unit == "foot lengths"


def test_hinges_on_one_leg() -> None:
    done = judged("single-leg-rdl", hinges())
    assert [r.side for r in done.reps] == [Side.LEFT] * 3
    for rep in done.reps:
        assert rep.size.value == pytest.approx(75 / 0.954, abs=2)
        assert rep.eccentric_s is not None
    assert done.reps[-1].rest_s is None
    assert done.reps[0].rest_s == pytest.approx(0.8 + 2 * 0.19 * 1.5, abs=0.2)


def test_hinges_on_two_legs_are_attempts_that_say_why() -> None:
    done = judged("single-leg-rdl", hinges(free=False))
    assert done.reps == []
    assert [a.reason for a in done.attempts] == ["wrong-posture"] * 3
    assert "back foot" in done.attempts[0].detail


def test_wall_angels_from_the_front() -> None:
    done = judged("wall-angel", wall_angels())
    assert len(done.reps) == 3
    assert done.reps[0].size.value == pytest.approx(70, abs=2)
    assert done.reps[0].side is None


def test_from_a_corner_they_are_counted_and_not_measured() -> None:
    done = judged("wall-angel", wall_angels(yaw=45))
    assert (len(done.reps), done.view) == (3, View.OBLIQUE)
    assert done.reps[0].size.value is None
    assert done.reps[0].size.uncertainty is None


@pytest.mark.parametrize("top", list(Side))
def test_clamshells_know_the_working_leg(top: Side) -> None:
    done = judged("clamshell", clamshells(top=top))
    assert [r.side for r in done.reps] == [top] * 3
    assert done.view is View.FRONT


def test_another_exercise_is_not_counted() -> None:
    assert judged("wall-angel", calf_raises()).reps == []
    assert judged("single-leg-rdl", calf_raises()).reps == []
    assert judged("clamshell", calf_raises()).reps == []
    squats = filmed(lambda t: figure(knee=80 * movement(3)(t)), 15, yaw=90)
    assert judged("calf-raise", squats).reps == []


def test_shoulders_that_rise_with_the_arms_are_no_calf_raise() -> None:
    at = movement(3)
    arms_up = filmed(lambda t: figure(elevation=80 + 70 * at(t), rise=0.06 * at(t)), 15, yaw=45, noise=0.0005)
    assert judged("calf-raise", arms_up).reps == []


def test_standing_still_counts_nothing() -> None:
    still = filmed(lambda t: figure(), 30, yaw=90, noise=0.002)
    for name in ("calf-raise", "single-leg-rdl", "wall-angel"):
        done = judged(name, still)
        assert (done.reps, done.attempts) == ([], [])


def test_walking_in_does_not_disturb_the_set() -> None:
    """Who comes nearer rises in the picture, by more than any heel rise: that climb must not hide the repetitions."""
    at = movement(3)
    arrive = [
        Pose(p.t, p.xy - max(0.0, 2 - p.t) * (0.4 + 0.2j), p.world)
        for p in filmed(lambda t: figure(rise=0.06 * at(t - 2)), 3 * CYCLE + 3, yaw=90, noise=0.0005)
    ]
    assert len(judged("calf-raise", arrive).reps) == 3


def test_one_rep_much_smaller_than_the_others_is_an_attempt() -> None:
    at = movement(5)
    poses = filmed(
        lambda t: figure(rise=(0.05 if 2 * CYCLE < t < 3 * CYCLE else 0.12) * at(t)),
        5 * CYCLE + 1,
        yaw=90,
        noise=0.0005,
    )
    done = judged("calf-raise", poses)
    assert len(done.reps) == 4
    assert [a.reason for a in done.attempts] == ["short"]


def test_a_jerk_is_too_fast() -> None:
    at = movement(2, up=0.2, hold=0.02, down=0.2)
    done = judged("calf-raise", filmed(lambda t: figure(rise=0.1 * at(t)), 4, fps=60, yaw=90, noise=0.0005))
    assert (done.reps, [a.reason for a in done.attempts]) == ([], ["too-fast"] * 2)


def test_which_end_of_the_clip_cut_a_movement_is_told_by_where_it_was_cut() -> None:
    at = movement(2, up=0.7, hold=4.0, down=0.7)  # quickly up, and up for long, a little lower: each lasts 6.2 s
    sag = [1.5, 5.5], [1.0, 0.8]
    poses = filmed(lambda t: figure(rise=0.06 * at(t) * np.interp(t % 6.2, *sag)), 13.4, yaw=90, noise=0.0005)
    last = judged("calf-raise", [p for p in poses if p.t < 10.7])
    assert [a.detail for a in last.attempts] == ["cut off by the end of the clip"]
    first = judged("calf-raise", [p for p in poses if p.t > 3.0])
    assert [a.detail for a in first.attempts] == ["cut off by the start of the clip"]


def test_losing_sight_in_a_rep_loses_that_rep_and_tells_what_was_hidden() -> None:
    poses = [Pose.unseen(p.t) if 6.4 < p.t < 7.6 else p for p in calf_raises()]
    done = judged("calf-raise", poses)
    assert len(done.reps) == 3
    assert [a.reason for a in done.attempts] == ["tracking-lost"]
    assert [g.reason for g in done.gaps] == ["no whole person in view"]
    assert done.gaps[0].start_s == pytest.approx(6.4, abs=0.1)
    assert done.attempts[0].detail == "tracking was lost midway"


def test_frames_that_never_came_are_not_taken_for_a_person_out_of_sight() -> None:
    poses = [p for p in calf_raises() if not 6.4 < p.t < 7.6]
    done = judged("calf-raise", poses)
    assert (len(done.reps), done.gaps) == (3, [])
    assert [(a.reason, a.detail) for a in done.attempts] == [("tracking-lost", NO_FRAMES)]


@given(
    fps=st.sampled_from([12, 24, 30, 60]),
    scale=st.floats(0.6, 1.1),
    x=st.floats(0.6, 1.2),
    mirror=st.booleans(),
    exercise=st.sampled_from(["calf-raise", "single-leg-rdl", "wall-angel"]),
)
@settings(max_examples=15, deadline=None)
def test_what_must_not_matter_does_not(fps: float, scale: float, x: float, mirror: bool, exercise: str) -> None:
    make = {"calf-raise": calf_raises, "single-leg-rdl": hinges, "wall-angel": wall_angels}[exercise]
    poses = make(3, fps=fps, scale=scale, x=x, noise=0.0003)
    plain = judged(exercise, poses)
    other = judged(exercise, [mirrored(p) for p in poses] if mirror else poses)
    assert len(plain.reps) == len(other.reps) == 3
    for a, b in zip(plain.reps, other.reps, strict=True):
        assert (a.side.other if mirror and a.side else a.side) == b.side
        assert a.start_s == pytest.approx(b.start_s, abs=0.05)


def test_dropped_frames_cost_nothing() -> None:
    poses = calf_raises()
    kept = np.random.default_rng(5).random(len(poses)) > 0.1
    done = judged("calf-raise", [p for p, k in zip(poses, kept, strict=True) if k])
    assert len(done.reps) == 4


def test_doubled_speed_halves_the_tempo() -> None:
    poses = hinges()
    fast = judged("single-leg-rdl", [Pose(p.t / 2, p.xy, p.world) for p in poses])
    for a, b in zip(judged("single-leg-rdl", poses).reps, fast.reps, strict=True):
        assert b.eccentric_s == pytest.approx(a.eccentric_s / 2, rel=0.12)


def test_memory_holds_the_open_repetition_only() -> None:
    session = Session(EXERCISES["calf-raise"], ASPECT)
    longest = 0
    for p in calf_raises(20):
        session.push(p)
        longest = max(longest, len(session._poses))
    assert longest < 45 * 30
    assert len(session.finish().reps) == 20


def test_what_was_said_is_believed() -> None:
    done = judged("calf-raise", calf_raises(2), variant="single-leg", side=Side.RIGHT, view=View.FRONT)
    assert (done.variant, done.view) == ("single-leg", View.FRONT)
    assert {r.side for r in done.reps} == {Side.RIGHT}


def test_from_behind_nobody_is_told_that_both_feet_stay_down() -> None:
    assert judged("single-leg-rdl", hinges(free=False, yaw=0)).attempts[0].reason == "wrong-posture"
    assert [a.reason for a in judged("single-leg-rdl", hinges(free=False, yaw=180)).attempts] == []


def test_sizes_are_compared_only_where_the_view_measures_them() -> None:
    at = movement(4)

    def small_first(yaw: float) -> SetAnalysis:
        poses = filmed(lambda t: figure(elevation=80 + (28 if t < CYCLE else 70) * at(t)), 4 * CYCLE + 1, yaw=yaw)
        return judged("wall-angel", poses)

    assert [a.reason for a in small_first(0).attempts] == ["short"]
    assert small_first(90).attempts == []
