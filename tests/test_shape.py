import numpy as np
import pytest
from people import movement

from formcheck.motion.movement import Movement
from formcheck.motion.rep_phases import shaped, smooth

UP, HOLD, DOWN, REST = 1.5, 0.8, 1.2, 1.0
# a minimum-jerk phase passes 5 % and 95 % at 0.1894 and 0.8106 of its duration
FIRST, LAST = 0.1894, 0.8106


def measured(fps: float = 60.0, noise: float = 0.0, drift: float = 0.0) -> Movement:
    at = movement(1, up=UP, hold=HOLD, down=DOWN, rest=REST)
    t = np.arange(0, REST + UP + HOLD + DOWN + 1, 1 / fps)
    x = np.array([at(s) for s in t]) + drift * t + np.random.default_rng(3).normal(0, noise, len(t))
    e = Movement.found((0.2, 0), (REST + UP + HOLD / 2, 1), (t[-1], 0), 1)
    shape = shaped(e, t, x)
    assert shape is not None
    return shape


@pytest.mark.parametrize(("fps", "within"), [(120, 0.03), (60, 0.03), (30, 0.04), (15, 0.07)])
def test_edges_are_where_five_per_cent_is_passed(fps: float, within: float) -> None:
    s = measured(fps)
    assert s.start_s == pytest.approx(REST + FIRST * UP, abs=within)
    assert s.top_start_s == pytest.approx(REST + LAST * UP, abs=within)
    assert s.top_end_s == pytest.approx(REST + UP + HOLD + FIRST * DOWN, abs=within)
    assert s.end_s == pytest.approx(REST + UP + HOLD + LAST * DOWN, abs=within)


def test_noise_moves_edges_little() -> None:
    s = measured(30, noise=0.01)
    assert s.start_s == pytest.approx(REST + FIRST * UP, abs=0.12)
    assert s.end_s == pytest.approx(REST + UP + HOLD + LAST * DOWN, abs=0.12)
    assert s.noise == pytest.approx(0.01, rel=0.4)


def test_a_rest_that_drifts_does_not_move_the_start() -> None:
    assert measured(30, drift=0.02).start_s == pytest.approx(REST + FIRST * UP, abs=0.1)


def test_a_held_top_that_creeps_ends_where_the_lowering_begins() -> None:
    t = np.arange(0, 8, 1 / 30)
    up, down = np.clip((t - 1) / 1.0, 0, 1), np.clip((t - 6) / 1.0, 0, 1)
    x = (up - down) * np.where(t < 6, 1 - 0.02 * np.clip(t - 2, 0, 4), 0.92)
    s = shaped(Movement.found((0.2, 0), (2.0, 1), (t[-1], 0), 1), t, x)
    assert s is not None
    assert s.top_start_s == pytest.approx(2, abs=0.1)
    assert s.top_end_s == pytest.approx(6, abs=0.1)  # 95 % of the highest point is passed at 4.5 s


def test_in_noise_no_phase_is_timed() -> None:
    assert measured(30, noise=0.005).rising_s == pytest.approx(UP * (LAST - FIRST), abs=0.2)
    assert np.isnan(measured(30, noise=0.06).rising_s)


def test_in_noise_the_pace_is_known_within_a_fifth_and_in_more_noise_not() -> None:
    both_ways = (UP + DOWN) / 2 * (LAST - FIRST)
    assert np.isnan(measured(30).paces).all()
    assert np.mean(measured(30, noise=0.045).paces) == pytest.approx(both_ways, rel=0.2)
    assert np.isnan(measured(30, noise=0.1).paces).all()


def test_noise_does_not_make_a_flick_last() -> None:
    t = np.arange(0, 2.4, 1 / 60)
    x = np.interp(t, [1.0, 1.15, 1.25, 1.4], [0, 1, 1, 0]) + np.random.default_rng(3).normal(0, 0.02, len(t))
    s = shaped(Movement.found((0.9, 0), (1.2, 1), (1.5, 0), 1), t, x)
    assert s is not None
    assert s.end_s - s.start_s < 0.45


def test_smoothing_is_symmetric_in_time() -> None:
    t = np.sort(np.random.default_rng(0).uniform(0, 3, 90))
    x = np.sin(t * 4)
    assert smooth(t, x) == pytest.approx(smooth(-t[::-1], x[::-1])[::-1])


def test_too_few_samples_have_no_shape() -> None:
    e = Movement.found((0, 0), (1, 1), (2, 0), 1)
    assert shaped(e, np.array([0.0, 1, 2]), np.array([0.0, 1, 0])) is None
    assert shaped(e, np.arange(9.0), np.full(9, np.nan)) is None


@pytest.mark.parametrize("gap_s", [1 / 15, 0.1, 0.2])
def test_a_peak_that_falls_between_two_frames_is_allowed_for(gap_s: float) -> None:
    def at(t: np.ndarray) -> np.ndarray:
        return np.where(abs(t - 2) < 0.6, (1 + np.cos(np.pi * (t - 2) / 0.6)) / 2, 0.0)

    t = np.concatenate((np.arange(0.5, 2 - gap_s / 2, 1 / 30), np.arange(2 + gap_s / 2, 3.5, 1 / 30)))
    sparse = shaped(Movement.found((1.2, 0), (2.0, 1), (3.0, 0), 1), t, at(t))
    assert sparse is not None
    missed = 1 - at(t).max()
    assert missed <= sparse.between < 4 * missed
    t = np.arange(0.5, 3.5, 1 / 30)
    whole = shaped(Movement.found((1.2, 0), (2.0, 1), (3.0, 0), 1), t, at(t))
    assert whole is not None and whole.between == 0.0
