"""Whatever the landmarks are, a result comes out that can be: nothing raises, and no number is an impossible one."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import inf, isfinite, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from people import figure, seen
from streams import ASPECT, DAMAGE, FORMS, Stream, at_work

from formcheck.errors import NobodySeen
from formcheck.exercises import EXERCISES
from formcheck.motion.landmark_filter import LandmarkFilter
from formcheck.motion.landmarks import BODY
from formcheck.motion.pose import LANDMARKS, Part, Pose, Side
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.recognition.recogniser import Recogniser
from formcheck.result import HoldResult, Phases, RepResult, Result
from formcheck.source import LandmarkFrame, to_pose

OF_BODIES = sorted(name for name, e in EXERCISES.items() if e.landmarks is BODY)  # as the made streams are

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).resolve().parents[1] / "docs" / "result.schema.json").read_text("utf-8"))
)
ROUNDED_S = 0.004  # three phases and two edges, each rounded to a thousandth

streams = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
damage = st.tuples(
    st.sampled_from(sorted(DAMAGE)),
    st.floats(0, 1),  # where it begins, as a share of the frames
    st.integers(1, 90),  # for so many frames
    st.sampled_from([nan, inf, -inf, 0.0, 1e30, -1e30, 3e38, 1e-30, 5.0]),
)


@cache
def clean(exercise: str, reps: int, fps: float) -> tuple[LandmarkFrame, ...]:
    return tuple(at_work(exercise, reps, fps))


def must_be_possible(r: Result) -> None:
    """As JSON it fits the schema; times are in order, phases fill the repetition, scores lie in 0 to 100."""

    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} in JSON")

    written: Any = json.loads(r.model_dump_json(), parse_constant=no_constant)
    assert not [(list(e.absolute_path), e.message) for e in SCHEMA.iter_errors(written)]
    for rep in r.reps:
        _rep_must_be_possible(rep, r.source.slow_motion)
    for hold in r.holds:
        _hold_must_be_possible(hold, r.source.slow_motion)
    for x in r.movements:
        assert isfinite(x.start_s) and x.start_s <= x.end_s
        assert (x.rom.value is None) == (x.rom.uncertainty is None)
        assert all(x.start_s - 1 <= f.at_s <= x.end_s + 1 for f in x.faults)
    for before, after in pairwise(r.movements):
        assert before.end_s <= after.start_s
    assert sum(map(bool, (r.reps, r.holds, r.steps))) <= 1
    assert (r.summary.reps, r.summary.attempts) == (len(r.movements), len(r.attempts))
    assert [x.index for x in r.movements] == [*range(1, len(r.movements) + 1)]
    scores = [r.summary.score, *r.summary.score_parts.values(), *(rep.score for rep in r.reps)]
    assert all(s is None or 0 <= s <= 100 for s in scores)
    assert all(span.start_s <= span.end_s for span in (*r.attempts, *r.tracking.gaps))
    assert all(set(c.reps) <= {x.index for x in r.movements} for c in r.checks)
    assert r.source.duration_s >= 0


def _rep_must_be_possible(rep: RepResult, slow_motion: float) -> None:
    edges = [rep.start_s, rep.top_start_s, rep.top_end_s, rep.end_s]
    assert all(map(isfinite, edges)) and edges == sorted(edges)
    phases = known(rep.tempo)[:3]
    assert all(s is None or s >= 0 for s in known(rep.tempo))
    if None not in phases:
        assert sum(s or 0 for s in phases) == pytest.approx((rep.end_s - rep.start_s) / slow_motion, abs=ROUNDED_S)
    assert rep.rom.uncertainty is None or rep.rom.uncertainty >= 0


def _hold_must_be_possible(hold: HoldResult, slow_motion: float) -> None:
    assert 0 <= hold.clean_s <= hold.held_s + ROUNDED_S
    assert hold.held_s <= (hold.end_s - hold.start_s) / slow_motion + ROUNDED_S
    assert set(hold.broken_by) <= {f.id for f in hold.faults}


def known(p: Phases) -> list[float | None]:
    return [p.concentric_s, p.hold_s, p.eccentric_s, p.rest_s]


@streams
@given(
    exercise=st.sampled_from(sorted(FORMS)),
    judged_as=st.sampled_from([None, None, None, *OF_BODIES]),
    reps=st.integers(0, 3),
    fps=st.sampled_from([3.0, 8.0, 15.0, 30.0]),
    damages=st.lists(damage, max_size=5),
    slow_motion=st.sampled_from([1.0, 1.0, 4.0, 0.25]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_stream_gives_a_possible_result(
    exercise: str,
    judged_as: str | None,
    reps: int,
    fps: float,
    damages: list[tuple[str, float, int, float]],
    slow_motion: float,
    seed: int,
) -> None:
    frames, dice = list(clean(exercise, reps, fps)), np.random.default_rng(seed)
    for kind, share, length, x in damages:
        if frames:
            at = min(int(share * len(frames)), len(frames) - 1)
            frames = DAMAGE[kind](frames, at, min(at + length, len(frames)), x, dice)
    try:
        found = judge(
            Stream(frames), EXERCISES[judged_as or exercise], Settings(height_cm=176.0), slow_motion=slow_motion
        )
    except NobodySeen:
        return
    must_be_possible(found)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    two=st.tuples(st.sampled_from(sorted(FORMS)), st.sampled_from(sorted(FORMS))),
    damages=st.lists(damage, min_size=1, max_size=5),
    seed=st.integers(0, 2**32 - 1),
)
def test_sets_of_any_stream_lie_in_it_one_after_the_other(
    two: tuple[str, str], damages: list[tuple[str, float, int, float]], seed: int
) -> None:
    first, dice = list(clean(two[0], 2, 8.0)), np.random.default_rng(seed)
    frames = [*first, *(replace(f, t=f.t + first[-1].t + 12) for f in clean(two[1], 2, 8.0))]
    for kind, share, length, x in damages:
        at = min(int(share * len(frames)), len(frames) - 1)
        frames = DAMAGE[kind](frames, at, min(at + length, len(frames)), x, dice) or frames
    recogniser = Recogniser([EXERCISES[name] for name in (*FORMS, "push-up", "shrug")], ASPECT)
    for frame in frames:
        recogniser.push(to_pose(frame, ASPECT))
    recogniser.finish()
    sets, known_s = recogniser.sets(), [f.t for f in frames if isfinite(f.t)]
    assert all(min(known_s) - 1 <= s.start_s <= s.end_s <= max(known_s) + 1 and 0 <= s.strength <= 1 for s in sets)
    assert all(a.start_s <= b.start_s for a, b in pairwise(sets))


@pytest.mark.parametrize("exercise", sorted(FORMS))
def test_the_streams_are_good_before_they_are_damaged(exercise: str) -> None:
    found = judge(Stream(clean(exercise, 3, 30.0)), EXERCISES[exercise])
    must_be_possible(found)
    assert (len(found.movements), found.attempts) == (3, [])


@streams
@given(
    t=st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=30),
    x=st.floats(allow_nan=True, allow_infinity=True),
    exercise=st.sampled_from(OF_BODIES),
)
def test_a_session_takes_any_number(t: list[float], x: float, exercise: str) -> None:
    """Double precision overflows where the pose model's single precision does not."""
    session = Session(EXERCISES[exercise], 1.5)
    for at in t:
        session.push(Pose(at, np.full(LANDMARKS, x + 1j * x), np.full((LANDMARKS, 3), x)))
    assert session.finish().reps == []


def test_doubled_and_backward_times_change_nothing() -> None:
    """A stutter of the clock is left out, as if its frames had been lost."""
    frames = clean("calf-raise", 3, 30.0)
    plain = judge(Stream(frames), EXERCISES["calf-raise"])
    stuttering = [again for s in frames for again in (s, s, LandmarkFrame(s.t - 0.5, s.image, s.world, s.visibility))]
    assert judge(Stream(stuttering), EXERCISES["calf-raise"]) == plain


class Times(list[float]):
    """A watcher that notes when."""

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        self.append(seen.t)


def test_frames_out_of_time_reach_no_watcher() -> None:
    """A recording of them could not be read again."""
    times, image = Times(), clean("calf-raise", 1, 30.0)[0]
    given = [0.0, 0.1, 0.1, 0.05, nan, 0.2, inf, -inf, 1e300, 0.3]
    judge(Stream([replace(image, t=t) for t in given]), EXERCISES["calf-raise"], watchers=[times])
    assert times == [0.0, 0.1, 0.2, 0.3]


def test_one_accident_does_not_blind_the_gate() -> None:
    """A frame without places in space must not leave the lengths of bones unknown from then on."""
    trust, whole = LandmarkFilter(ASPECT), seen(0.0, figure())
    wrist = Part.WRIST.of(Side.LEFT)
    trust.push(replace(whole, world=np.full((LANDMARKS, 3), inf)))
    for i in range(1, 30):
        trust.push(replace(whole, t=i / 30))
    far = whole.world.copy()
    far[wrist] += [3.0, 0.0, 0.0]
    gated = trust.push(replace(whole, t=1.0, world=far))
    assert np.flatnonzero(np.isnan(gated.xy)).tolist() == [wrist]
