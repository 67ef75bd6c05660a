"""People too small for the model in the whole picture: found in a part, followed, judged; others as ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import clips
import numpy as np
import pytest

from formcheck.capture import small_person
from formcheck.capture.detector import Detector, in_whole
from formcheck.capture.opening import open_file
from formcheck.capture.squares import cut, leaves, square_around, squares_of

pytestmark = pytest.mark.clip


def far_away(
    shots: clips.Shots, size: tuple[int, int] = (1280, 720), at: tuple[int, int] = (430, 200)
) -> Iterator[clips.Shot]:
    """The picture at two thirds of its size on a grey wall: the person is less than a third of its height."""
    from formcheck.capture.picture import cv2

    for t, picture in shots:
        height, width = picture.shape[:2]
        small = cv2.resize(picture, (width * 2 // 3, height * 2 // 3), interpolation=cv2.INTER_AREA)
        wall = np.full((720, 1280, 3), 128, np.uint8)
        wall[200 : 200 + small.shape[0], 430 : 430 + small.shape[1]] = small
        yield t, wall


def test_a_small_person_is_found_from_the_first_frame_on_where_they_are(tmp_path: Path) -> None:
    near = clips.sample("wall-angel-front")
    path = clips.write(tmp_path / "far.mp4", far_away(clips.shots_of(near, 0, 6)))
    with open_file(near, end_s=6) as source:
        close = [s.image[:, :2] for s in source]
    with open_file(path) as source:
        far = [s.image[:, :2] for s in source]
        assert source.notes().small
    assert len(far) == len(close)
    assert np.mean([np.isnan(x[0, 0]) for x in far]) < 0.05
    for a, b in list(zip(far, close, strict=True))[20::10]:
        there = (b * (480, 640) * 2 / 3 + (430, 200)) / (1280, 720)
        assert np.abs(a - there)[[11, 12, 23, 24, 25, 26]].max() < 0.02  # the aspect is right, too


def test_whoever_is_found_in_the_whole_picture_is_never_searched_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even when they have left: then an empty room is looked through for nothing."""

    def search(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(small_person.Finder, "_search", search)
    gone = clips.gone_after(clips.shots_of(clips.sample("calf-raise-side"), 0, 5), 2.0)
    with open_file(clips.write(tmp_path / "x.mp4", gone)) as source:
        assert [np.isnan(s.image[0, 0]) for s in source][-1]
        assert not source.notes().small


def test_an_empty_room_costs_a_bounded_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    search = small_person.Finder._person_in
    monkeypatch.setattr(small_person, "ROUNDS", 0)  # as if all squares had been looked at
    monkeypatch.setattr(
        small_person.Finder, "_person_in", lambda self, part, rgb: (looked.append(1), search(self, part, rgb))[1]
    )
    with open_file(clips.write(tmp_path / "x.mp4", clips.black(5))) as source:
        assert all(np.isnan(s.image[0, 0]) for s in source)
    assert len(looked) == pytest.approx(4 / small_person.PAUSE_S, abs=1)


def test_squares_cover_the_picture_and_come_in_one_order() -> None:
    for width, height in ((1280, 720), (480, 640), (64, 64)):
        covered = np.zeros((height, width), bool)
        for left, top, side in squares_of(width, height):
            assert 0 <= left <= width - side
            assert 0 <= top <= height - side
            covered[top : top + side, left : left + side] = True
        assert covered.all()
        assert squares_of(width, height) == squares_of(width, height)
    assert len(squares_of(1280, 720)) < 100


def test_landmarks_of_a_part_are_those_of_the_whole() -> None:
    points = np.array([[100.0, 200.0], [150.0, 300.0]])
    part = square_around(points)
    left, top, side = part
    within = np.array([[(x - left) / side, (y - top) / side, 0.5] for x, y in points], np.float32)
    back = in_whole(within, part, (640, 480))
    assert back[:, :2] * (640, 480) == pytest.approx(points, abs=0.01)
    assert back[:, 2] == pytest.approx(0.5 * side / 640)


def test_beyond_the_picture_a_square_is_black_and_only_its_inner_edges_are_left() -> None:
    picture = np.full((48, 64, 3), 200, np.uint8)
    square = cut(picture, (-10, -10, 40))
    assert square.shape == (40, 40, 3)
    assert (square[:10].max(), square[10:, 10:].min()) == (0, 200)
    corner = np.array([[1.0, 1.0], [10.0, 20.0]])
    assert not leaves(corner, (-10, -10, 40), (64, 48))
    assert leaves(corner + 18, (-10, -10, 40), (64, 48))


def test_ordinary_clips_see_one_detector_only(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    begin = Detector.__init__
    monkeypatch.setattr(
        Detector, "__init__", lambda self, model, **how: (made.append(model), begin(self, model, **how))[1]
    )
    with open_file(clips.sample("calf-raise-side"), end_s=3) as source:
        assert len(list(source)) == 91
    assert len(made) == 1


def test_somebody_who_steps_in_front_of_a_small_one_is_followed_instead(tmp_path: Path) -> None:
    """A poster on the wall, and then the person."""

    def shots() -> Iterator[clips.Shot]:
        yield from far_away(clips.shots_of(clips.sample("wall-angel-front"), 0, 3))
        for t, picture in clips.shots_of(clips.sample("calf-raise-side"), 0, 4):
            wall = np.full((720, 1280, 3), 128, np.uint8)
            wall[240:720, 600:1240] = picture
            yield t + 3.1, wall

    with open_file(clips.write(tmp_path / "x.mp4", shots())) as source:
        last = list(source)[-1].image
        assert source.notes().small
    there = (np.array([0.475, 0.47]) * (640, 480) + (600, 240)) / (1280, 720)
    assert np.abs(last[23, :2] - there).max() < 0.05
