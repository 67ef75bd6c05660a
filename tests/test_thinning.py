"""Which frames are looked at, and stretches joined to one stream."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.capture.seam import joined
from formcheck.capture.thinning import LOOKS_S, Thinning
from formcheck.motion.pose import CameraPlace
from formcheck.source import LandmarkFrame

pytestmark = pytest.mark.clip


def taken(times: list[float], apart_s: float = LOOKS_S) -> list[float]:
    choice = Thinning(apart_s)
    return [t for t in times if choice.takes(t)]


@pytest.mark.parametrize("fps", [3, 15, 24, 25, 29.97, 30, 40])
def test_a_clip_of_up_to_40_frames_a_second_is_seen_whole(fps: float) -> None:
    times = [i / fps for i in range(300)]
    assert taken(times) == times


@pytest.mark.parametrize("fps", [48, 50, 59.94, 60, 90, 100, 120, 240, 960])
def test_of_more_frames_about_30_a_second_are_seen(fps: float) -> None:
    times = [round(i / fps, 3) for i in range(int(20 * fps))]  # stamps in whole milliseconds, as many files have
    some = taken(times)
    assert len(some) == pytest.approx(600, abs=2)
    assert max(b - a for a, b in pairwise(some)) < 0.055


def test_of_60_frames_a_second_every_second_one_is_seen() -> None:
    times = [i / 60 for i in range(600)]
    assert taken(times) == times[::2]


def test_a_camera_that_stutters_loses_nothing() -> None:
    """Phones stamp 30 frames a second with some milliseconds of jitter."""
    noise = np.random.default_rng(3).uniform(-0.004, 0.004, 300)
    times = [i / 30 + float(n) for i, n in enumerate(noise)]
    assert taken(times) == times


@given(st.integers(1, 500), st.sampled_from([48.0, 60.0, 120.0, 240.0]))
def test_the_choice_does_not_depend_on_where_reading_begins(begin: int, fps: float) -> None:
    times = [i / fps for i in range(1000)]
    whole, later = taken(times), taken(times[begin:])
    after = later[1]  # the first one it sees is always taken
    assert later[1:] == [t for t in whole if t >= after]


def test_times_that_begin_again_are_seen_again() -> None:
    assert taken([0.0, 1 / 60, 2 / 60, 0.0, 1 / 60]) == [0.0, 2 / 60, 0.0]


def test_every_frame_can_be_asked_for() -> None:
    times = [i / 240 for i in range(100)]
    assert taken(times, 0.0) == times


def frames(places: dict[int, CameraPlace]) -> list[LandmarkFrame]:
    return [replace(LandmarkFrame.nobody(i / 10), place=place) for i, place in places.items()]


def panned(from_i: int, to_i: int, per_frame: complex = 0.01, turn: complex = 1 + 0j) -> dict[int, CameraPlace]:
    """A camera that moves evenly and turns, as it is seen from the frame where one begins to look."""
    found = {}
    for i in range(from_i, to_i):
        t, s = turn ** (i - from_i), 0j
        for _ in range(i - from_i):
            s = turn * s + per_frame
        found[i] = CameraPlace(t, s)
    return found


def test_a_lead_is_left_out_and_the_camera_goes_on_where_it_was() -> None:
    whole = panned(0, 30, 0.01 + 0.02j, np.exp(0.01j))
    later = panned(7, 30, 0.01 + 0.02j, np.exp(0.01j))
    out = list(joined([frames({i: whole[i] for i in range(10)}), frames(later)]))
    assert [s.t for s in out] == [i / 10 for i in range(30)]
    for seen, place in zip(out, whole.values(), strict=True):
        assert (seen.place.turn, seen.place.shift) == pytest.approx((place.turn, place.shift))


def test_a_camera_that_stands_still_stands_exactly_still() -> None:
    still = dict.fromkeys(range(10), CameraPlace())
    out = list(joined([frames(still), frames(dict.fromkeys(range(7, 20), CameraPlace()))]))
    assert {(s.place.turn, s.place.shift, s.place.shot) for s in out} == {(1, 0, 0)}


def test_shots_are_counted_on_and_each_has_its_own_first_picture() -> None:
    cut = CameraPlace(shot=1)
    first = frames({**panned(0, 5), **dict.fromkeys(range(5, 10), cut)})
    second = frames({**dict.fromkeys(range(8, 15), CameraPlace()), **dict.fromkeys(range(15, 20), cut)})
    out = list(joined([first, second]))
    assert [s.place.shot for s in out] == [0] * 5 + [1] * 10 + [2] * 5
    assert all(not s.place.moved for s in out[5:])


def test_a_stretch_in_which_nothing_can_be_read_leaves_a_gap() -> None:
    first, second = (frames(dict.fromkeys(r, CameraPlace())) for r in (range(5), range(9, 12)))
    out = list(joined([first, [], second]))
    assert [round(10 * s.t) for s in out] == [0, 1, 2, 3, 4, 9, 10, 11]
