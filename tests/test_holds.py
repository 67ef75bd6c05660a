"""Holds: seconds in position, whatever the frame rate, with gaps forgiven and told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import front_support, mirrored, seen

from formcheck.exercises import find
from formcheck.judging.build_result import result_of
from formcheck.motion.hold_counter import FORGIVEN_S, HoldCounter
from formcheck.motion.hold_form import clean_seconds
from formcheck.motion.movement import Movement
from formcheck.motion.session import Session
from formcheck.output.hold_curve import curves_of
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.page.fault_moments import broken
from formcheck.result import HoldResult, Result
from formcheck.scoring.against_labels import compare
from formcheck.scoring.labels import Labels
from formcheck.source import LandmarkFrame, ModelName, SourceInfo

LONGEST_S = 600.0
INFO = SourceInfo(path=Path("a.mp4"), kind="video", width=1280, height=720, model=ModelName("full", "0"))


def held(t: np.ndarray, x: np.ndarray, least_s: float = 1.0, forgiven_s: float = FORGIVEN_S) -> list[Movement]:
    counter = HoldCounter(LONGEST_S, forgiven_s)
    found = [m for a, b in zip(t, x, strict=True) if (m := counter.push(float(a), float(b), least_s))]
    last = counter.finish()
    return found + ([last] if last else [])


def in_position(t: np.ndarray, *spans: tuple[float, float]) -> np.ndarray:
    return np.array([float(any(a <= s <= b for a, b in spans)) for s in t])


@given(seconds=st.floats(1.2, 300), fps=st.sampled_from([8, 15, 24, 30, 60]))
@settings(max_examples=30, deadline=None)
def test_seconds_are_those_in_position_at_any_frame_rate(seconds: float, fps: float) -> None:
    t = np.arange(0, seconds + 6, 1 / fps)
    (one,) = held(t, in_position(t, (2.0, 2.0 + seconds)))
    assert one.reason is None
    assert one.held_s == pytest.approx(seconds, abs=2.1 / fps)
    assert one.start_s == pytest.approx(2.0, abs=1.1 / fps)


def test_a_short_gap_is_forgiven_and_is_not_held() -> None:
    t = np.arange(0, 20, 1 / 30)
    (one,) = held(t, in_position(t, (1, 6), (7, 12)))
    assert (one.start_s, one.end_s) == (pytest.approx(1, abs=0.05), pytest.approx(12, abs=0.05))
    assert one.held_s == pytest.approx(10, abs=0.15)


def test_a_long_gap_makes_two() -> None:
    t = np.arange(0, 30, 1 / 30)
    first, second = held(t, in_position(t, (1, 6), (6.2 + FORGIVEN_S, 14)))
    assert first.end_s == pytest.approx(6, abs=0.05)
    assert second.start_s == pytest.approx(6.2 + FORGIVEN_S, abs=0.05)


def test_an_exercise_may_forgive_less_out_of_position_but_not_out_of_sight() -> None:
    t = np.arange(0, 16, 1 / 30)
    x = in_position(t, (1, 5), (6.2, 10))
    assert len(held(t, x)) == 1
    assert [round(m.held_s) for m in held(t, x, forgiven_s=0.8)] == [4, 4]
    x[(t > 5) & (t < 6.2)] = np.nan
    assert len(held(t, x, forgiven_s=0.8)) == 1


def test_what_is_out_of_sight_is_not_held() -> None:
    t = np.arange(0, 12, 1 / 30)
    x = in_position(t, (1, 11))
    x[(t > 4) & (t < 5.5)] = np.nan
    (one,) = held(t, x)
    assert one.held_s == pytest.approx(8.5, abs=0.15)


def test_passing_through_is_no_hold_and_a_try_is_told() -> None:
    t = np.arange(0, 12, 1 / 30)
    assert held(t, in_position(t, (1, 1.6)), least_s=2.0) == []
    (tried,) = held(t, in_position(t, (1, 2.5)), least_s=2.0)
    assert tried.reason == "short"


@given(x=st.lists(st.sampled_from([0.0, 1.0, float("nan")]), min_size=1, max_size=300), fps=st.sampled_from([5, 30]))
@settings(max_examples=60, deadline=None)
def test_any_stream_gives_holds_in_order_apart_and_no_longer_than_they_last(x: list[float], fps: float) -> None:
    t = np.arange(len(x)) / fps
    found = held(t, np.array(x), least_s=0.5)
    assert all(m.start_s <= m.end_s and m.held_s <= m.end_s - m.start_s + 1e-9 for m in found)
    assert all(a.end_s < b.start_s for a, b in pairwise(found))


def test_seconds_of_two_faults_at_once_are_taken_off_once() -> None:
    assert clean_seconds(0, 20, 18, ((5, 8), (6, 10))) == 13
    assert clean_seconds(0, 20, 18, ()) == 18


def judged_plank(
    hips_m: float, from_s: float, to_s: float, until_s: float = 16.0, *, other_way: bool = False,
    watcher: LandmarkLog | None = None,
) -> Result:  # fmt: skip
    """On all fours, from 2 to 12 s in a plank, its hips so much above the line from when to when."""
    exercise = find("plank")
    session = Session(exercise, 16 / 9)
    times = np.arange(0, until_s, 1 / 30)
    for t in times:
        up = float(np.clip(min(t - 2.0, 12.0 - t) / 0.5, 0, 1))
        off = hips_m * float(np.clip(min(t - from_s, to_s - t) / 0.4, 0, 1))
        pose = seen(float(t), front_support(knees_up=up, hips=off))
        session.push(mirrored(pose) if other_way else pose)
        if watcher is not None:
            watcher.push(LandmarkFrame.nobody(float(t)), session)
    return result_of(
        exercise, session.finish(), INFO, frames=len(times), duration_s=until_s, tempo=exercise.tempo, complete=True,
        slow_motion=1.0,
    )  # fmt: skip


def plank(
    hips_m: float, from_s: float, to_s: float, until_s: float = 16.0, *, other_way: bool = False
) -> list[HoldResult]:
    return judged_plank(hips_m, from_s, to_s, until_s, other_way=other_way).holds


@pytest.mark.parametrize("other_way", [False, True])
def test_a_clean_plank_is_held_without_the_kneeling_before_and_after(other_way: bool) -> None:
    (one,) = plank(0.0, 0, 0, other_way=other_way)
    assert one.held_s == one.clean_s == pytest.approx(9.0, abs=0.5)
    assert one.faults == []


@pytest.mark.parametrize(("hips", "fault"), [(-0.11, "sag"), (0.2, "pike")])
def test_hips_out_of_line_break_the_seconds_in_which_they_are(hips: float, fault: str) -> None:
    (one,) = plank(hips, 5, 8)
    assert [f.id for f in one.faults] == [fault]
    assert one.held_s - one.clean_s == pytest.approx(2.6, abs=0.5)
    assert 5 < one.faults[0].at_s < 8
    assert one.broken_by == []


def test_the_pictures_show_the_sag_and_the_same_hold_without_it() -> None:
    exercise, take = find("plank"), LandmarkLog()
    try:
        r = judged_plank(-0.11, 5, 8, watcher=take)
        (b,) = broken(r, exercise, take)
        curve = curves_of(take, r.holds[0])["sag"]
    finally:
        take.close()
    assert b.shown and b.best and b.shown.fault and b.best.fault is None
    assert 5 < b.shown.t < 8
    assert 2.5 < b.best.t < 5 or 8 < b.best.t < 12
    assert (curve.limit, curve.below) == (-11, True)
    sagging = curve.x[(curve.t > 3.2) & (curve.t < 5)]  # the hold begins at about 2.5 s
    assert (sagging < curve.limit).all() and curve.kept.mean() > 0.5


def test_a_fault_at_the_end_is_what_broke_it() -> None:
    (one,) = plank(-0.11, 8, 30, 12.0)
    assert one.broken_by == ["sag"]


HOLD = {"start_s": 2.5, "end_s": 11.5, "held_s": 9.0, "clean_s": 6.4, "faults": ["sag"]}


@pytest.mark.parametrize(
    ("labels", "misses"),
    [
        ({"holds": [HOLD], "hold_s": 6.4}, []),
        ({"holds": [{**HOLD, "held_s": 12.0}]}, ["expected 12.0 s held, found 8.7 s held"]),
        ({"hold_s": 9.0}, ["expected 9.0 clean seconds, found 6.2 clean seconds"]),
        ({"holds": [HOLD, {**HOLD, "start_s": 13, "end_s": 15}]}, None),
        ({"holds": [{**HOLD, "faults": ["pike"]}]}, None),
    ],
)
def test_score_compares_seconds_and_faults_of_holds(labels: dict[str, object], misses: list[str] | None) -> None:
    result = judged_plank(-0.11, 5, 8)
    score = compare(
        "a", Labels.model_validate({"exercise": "plank", "view": "side", "origin": "rendered", **labels}), result
    )
    assert score.misses == misses if misses is not None else score.misses
    assert score.counted == 1
