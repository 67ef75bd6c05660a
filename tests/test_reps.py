import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import movement

from formcheck.motion.movement import Movement
from formcheck.motion.rep_counter import RepCounter


def count(t: np.ndarray, x: np.ndarray, travel: float = 1.0) -> list[Movement]:
    counter = RepCounter()
    found = [e for a, b in zip(t, x, strict=True) if (e := counter.push(float(a), float(b), travel))]
    last = counter.finish()
    return found + ([last] if last else [])


def reps(found: list[Movement]) -> int:
    return sum(e.reason is None for e in found)


def samples(n: int, fps: float = 30.0, **how: float) -> tuple[np.ndarray, np.ndarray]:
    at = movement(n, **how)
    cycle = sum({"up": 1.5, "hold": 0.8, "down": 1.5, "rest": 0.8, **how}.values())
    t = np.arange(0, n * cycle + 1, 1 / fps)
    return t, np.array([at(x) for x in t])


@given(n=st.integers(1, 6), fps=st.sampled_from([10, 15, 24, 29.97, 60, 120]), size=st.floats(0.75, 8.0))
@settings(max_examples=40, deadline=None)
def test_counts_at_any_frame_rate_and_any_size_above_the_limit(n: int, fps: float, size: float) -> None:
    t, x = samples(n, fps)
    assert reps(count(t, size * x)) == n


@pytest.mark.parametrize("seed", range(20))
def test_noise_does_not_count_twice(seed: int) -> None:
    t, x = samples(5)
    noisy = x + np.random.default_rng(seed).normal(0, 0.04, len(x))
    assert [e.reason for e in count(t, noisy)] == [None] * 5


def test_standing_still_for_a_minute_counts_nothing() -> None:
    t = np.arange(0, 60, 1 / 30)
    assert count(t, np.random.default_rng(1).normal(0, 0.04, len(t))) == []


def test_rests_may_drift() -> None:
    t, x = samples(6)
    assert reps(count(t, x + 0.05 * t)) == 6


def test_half_a_movement_is_an_attempt_and_says_so() -> None:
    t, x = samples(3)
    assert [e.reason for e in count(t, 0.5 * x)] == ["short"] * 3


def test_less_than_a_third_is_not_spoken_of() -> None:
    t, x = samples(3)
    assert count(t, 0.3 * x) == []


def test_a_low_beginning_does_not_swallow_the_set() -> None:
    t, x = samples(3)
    x = np.where(t < 0.6, -0.9, x)  # arms that hang before the first repetition
    found = count(t, x)
    assert reps(found) == 3
    assert found[0].valley_s > 0.6


def test_two_humps_of_a_large_movement_are_one() -> None:
    t = np.arange(0, 8, 1 / 30)
    x = np.interp(t, [0, 1, 2, 3, 4, 5, 6, 8], [0, 0, 5, 3.8, 5, 0.1, 0, 0])
    assert reps(count(t, x)) == 1


def test_a_dip_at_the_top_counts_once() -> None:
    t = np.arange(0, 8, 1 / 30)
    x = np.interp(t, [0, 1, 2, 3, 4, 5, 6, 8], [0, 0, 1, 0.65, 1, 0.1, 0, 0])
    assert reps(count(t, x)) == 1


def test_a_clip_that_begins_at_the_top_has_one_less_and_an_unfinished_one() -> None:
    t, x = samples(3)
    found = count(t[t > 2.5], x[t > 2.5])
    assert [e.reason for e in found] == ["unfinished", None, None]


@pytest.mark.parametrize("begins_s", [1.55, 1.68])  # half-way up, and where only 30 % of the rise are left
def test_a_clip_that_begins_on_the_way_up_has_an_unfinished_one(begins_s: float) -> None:
    t, x = samples(3)
    cut = t > begins_s
    assert [e.reason for e in count(t[cut], x[cut])] == ["unfinished", None, None]


@pytest.mark.parametrize("high", [0.7, 1.5, 2.2])
def test_landmarks_that_settle_at_the_beginning_are_no_movement(high: float) -> None:
    t, x = samples(3)
    settling = high * np.exp(-t / 0.05)  # the first frame is read without one before it
    assert [e.reason for e in count(t, x + settling)] == [None] * 3


def test_a_clip_that_begins_early_on_the_way_back_has_an_unfinished_one() -> None:
    t, x = samples(3)
    cut = t > 3.3  # down from 3.1 to 4.6
    assert [e.reason for e in count(t[cut], x[cut])] == ["unfinished", None, None]


def test_a_clip_that_ends_at_the_top_has_an_unfinished_last_one() -> None:
    t, x = samples(3)
    cut = t < 2 * 4.6 + 2.6
    assert [e.reason for e in count(t[cut], x[cut])] == [None, None, "unfinished"]


def test_a_short_loss_of_sight_keeps_the_repetition_and_a_long_one_loses_it() -> None:
    t, x = samples(3)
    short, long = x.copy(), x.copy()
    short[(t > 1.6) & (t < 1.9)] = np.nan
    long[(t > 1.6) & (t < 2.6)] = np.nan
    assert reps(count(t, short)) == 3
    assert next(e.reason for e in count(t, long)) == "tracking-lost"
    assert reps(count(t, long)) == 2


def test_what_is_left_of_a_movement_after_sight_was_lost_is_no_repetition_of_less_range() -> None:
    t, x = samples(3)
    seen = (t < 5.3) | (t > 6.1)  # the second one begins at 5.4 and has risen by nearly half when sight comes back
    assert [e.reason for e in count(t[seen], x[seen])] == [None, "no-frames", None]
    assert [e.reason for e in count(t, np.where(seen, x, np.nan))] == [None, "tracking-lost", None]


def test_a_movement_that_begins_after_sight_was_lost_counts() -> None:
    t, x = samples(3)
    seen = (t < 4.65) | (t > 5.15)
    assert [e.reason for e in count(t[seen], x[seen])] == [None] * 3


@pytest.mark.parametrize("fps", [12, 15, 30])
def test_what_was_out_of_sight_is_timed_from_where_it_went(fps: float) -> None:
    t, x = samples(3, fps)
    x[(t > 1.6) & (t < 1.92)] = np.nan  # the frames before and after lie up to 0.16 s further apart
    assert reps(count(t, x)) == 3


@pytest.mark.parametrize("fps", [8, 12, 15, 24, 30])
def test_a_movement_at_rest_is_told_before_it_is_over_at_any_frame_rate(fps: float) -> None:
    t, x = samples(1, fps)
    counter = RepCounter()
    told = done = None
    for a, b in zip(t, x, strict=True):
        done = done or (a if counter.push(float(a), float(b), 1.0) else None)
        told = told or (a if counter.nearly else None)
    assert told and (done is None or told < done)


def test_a_step_that_stays_is_a_change_of_position() -> None:
    t = np.arange(0, 40, 1 / 30)
    assert reps(count(t, np.where(t > 3, 1.0, 0.0))) == 0


@given(st.lists(st.floats(-5, 5) | st.just(float("nan")), max_size=200))
@settings(max_examples=60, deadline=None)
def test_nothing_breaks_it_and_nothing_is_invented(values: list[float]) -> None:
    t = np.arange(len(values)) / 30
    for e in count(t, np.array(values)):
        assert e.valley_s <= e.peak_s <= e.end_s
        assert e.size >= 0.35
