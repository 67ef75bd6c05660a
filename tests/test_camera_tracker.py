"""Where the camera is, from pictures with a known motion; and what the model is shown of them."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.capture.camera_tracker import FROZEN_S, CameraTracker
from formcheck.capture.decode import Frame
from formcheck.capture.detector import RawDetection
from formcheck.capture.picture import cv2
from formcheck.capture.steady_view import SteadyFrame, SteadyView, _moved_back, _shifted
from formcheck.motion.pose import FIRST_PLACE, CameraPlace
from formcheck.source import LandmarkFrame

pytestmark = pytest.mark.clip
WIDTH, HEIGHT = 320, 240
STEP_S = 1 / 30


def scene(seed: int = 0) -> np.ndarray:
    """A wide picture with something to see everywhere."""
    dice = np.random.default_rng(seed)
    coarse = dice.integers(0, 255, (30, 40, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (2 * WIDTH, 2 * HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)


def seen_at(world: np.ndarray, x: float = 0.0, y: float = 0.0, turn: float = 0.0, zoom: float = 1.0) -> np.ndarray:
    """The world through a camera moved by pixels, degrees and a factor about its middle."""
    m = cv2.getRotationMatrix2D((WIDTH, HEIGHT), turn, zoom)
    m[:, 2] += (x - WIDTH / 2, y - HEIGHT / 2)
    return np.asarray(cv2.warpAffine(world, m, (WIDTH, HEIGHT)), np.uint8)


def noisy(picture: np.ndarray, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 2, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def person(x: float = 0.5) -> np.ndarray:
    """Landmarks that take up the middle of the picture."""
    image = np.zeros((33, 3), np.float32)
    image[:, 0], image[:, 1] = np.linspace(x - 0.1, x + 0.1, 33), np.linspace(0.1, 0.9, 33)
    return image


def places(pictures: list[np.ndarray]) -> list[CameraPlace]:
    tracker = CameraTracker()
    return [tracker.push(i * STEP_S, p, person()) for i, p in enumerate(pictures)]


def test_a_still_camera_has_exactly_no_motion() -> None:
    world = seen_at(scene())
    assert places([noisy(world, i) for i in range(40)]) == [FIRST_PLACE] * 40


@pytest.mark.parametrize(("turn", "zoom"), [(0.0, 1.0), (3.0, 1.0), (0.0, 1.1)])
def test_a_camera_that_moves_is_followed_and_nothing_adds_up(turn: float, zoom: float) -> None:
    world, n = scene(), 60
    share = [np.sin(i / 9) for i in range(n)]
    pictures = [noisy(seen_at(world, 20 * s, 12 * s, turn * s, zoom**s), i) for i, s in enumerate(share)]
    for place, picture_share in zip(places(pictures), share, strict=True):
        m = np.vstack((cv2.getRotationMatrix2D((WIDTH, HEIGHT), turn * picture_share, zoom**picture_share), (0, 0, 1)))
        m[:2, 2] += (20 * picture_share - WIDTH / 2, 12 * picture_share - HEIGHT / 2)
        first = np.array([[1, 0, -WIDTH / 2], [0, 1, -HEIGHT / 2], [0, 0, 1]])
        for x, y in ((40, 40), (280, 40), (40, 200), (280, 200)):
            there = first @ np.linalg.inv(m) @ (x, y, 1)
            found = place.turn * complex(x / HEIGHT, 1 - y / HEIGHT) + place.shift
            assert abs(found - complex(there[0] / HEIGHT, 1 - there[1] / HEIGHT)) < 1.5 / HEIGHT


@pytest.mark.parametrize(("x", "y"), [(-20, 15), (70, -45)])
def test_a_bump_is_one_motion_and_then_none(x: float, y: float) -> None:
    world = scene()
    found = places([noisy(seen_at(world), i) for i in range(20)] + [noisy(seen_at(world, x, y), i) for i in range(20)])
    assert not any(p.moved for p in found[:20])
    assert all(abs(p.shift - complex(-x, y) / HEIGHT) < 1 / HEIGHT for p in found[20:])
    assert {p.shot for p in found} == {0}


def test_a_cut_begins_another_shot() -> None:
    found = places([noisy(seen_at(scene(1)), i) for i in range(20)] + [noisy(seen_at(scene(2)), i) for i in range(20)])
    assert [p.shot for p in found] == [0] * 20 + [1] * 20
    assert not any(p.moved for p in found)


def test_pictures_that_change_all_the_time_are_no_cuts() -> None:
    assert {p.shot for p in places([seen_at(scene(i)) for i in range(12)])} == {0}


def test_somebody_who_passes_does_not_move_the_camera() -> None:
    background, passer = seen_at(scene()), scene(5)[:200, :90]
    pictures = []
    for i in range(60):
        picture = noisy(background, i)
        picture[30:230, max(5 * i - 90, 0) : 5 * i] = passer[:, max(90 - 5 * i, 0) :][
            :, : picture[0, max(5 * i - 90, 0) : 5 * i].shape[0]
        ]
        pictures.append(picture)
    assert not any(p.moved or p.shot for p in places(pictures))


def test_a_blank_wall_tells_nothing_and_invents_nothing() -> None:
    assert places([noisy(np.full((HEIGHT, WIDTH, 3), 128, np.uint8), i) for i in range(40)]) == [FIRST_PLACE] * 40


def test_a_picture_that_stays_the_same_is_frozen_and_a_quiet_one_is_not() -> None:
    world = seen_at(scene())
    frozen = [p.frozen for p in places([world] * 40)]
    assert frozen == [i * STEP_S > FROZEN_S for i in range(40)]
    assert not any(p.frozen for p in places([noisy(world, i) for i in range(40)]))


def test_the_model_sees_a_still_picture_and_its_landmarks_return_to_the_shaken_one() -> None:
    world, view = scene(), SteadyView()
    shifts = [6 * np.sin(i / 2) for i in range(60)]
    shown: list[SteadyFrame] = [view.push(Frame(i * STEP_S, seen_at(world, x))) for i, x in enumerate(shifts)]
    raw = np.ptp(shifts[30:])
    left = [x + s.shift.real * HEIGHT for s, x in zip(shown[30:], shifts[30:], strict=True)]
    assert np.ptp(left) < 0.3 * raw
    point = np.array([[0.5, 0.5, 0.0]], np.float32)
    steady = shown[40]
    z = steady.turn * complex(0.5 * WIDTH / HEIGHT, 0.5) + steady.shift
    moved = np.array([[z.real * HEIGHT / WIDTH, 1 - z.imag, 0.0]], np.float32)
    assert _moved_back(moved, steady.turn, steady.shift, WIDTH / HEIGHT) == pytest.approx(point, abs=1e-5)


def test_a_still_picture_is_shown_as_it_is() -> None:
    view, picture = SteadyView(), seen_at(scene())
    frame = Frame(0.0, picture)
    steady = view.push(frame)
    assert steady.frame is frame
    nobody = RawDetection(0.0, type("Nobody", (), {"pose_landmarks": []}))
    assert isinstance(view.restored(steady, nobody), LandmarkFrame)


@pytest.mark.parametrize(("right", "up"), [(5, -3), (-7, 4), (0, 2), (400, 0)])
def test_a_shifted_picture_moves_by_whole_pixels_and_keeps_its_size(right: int, up: int) -> None:
    picture = seen_at(scene())
    shifted = _shifted(picture, right, up)
    assert shifted.shape == picture.shape
    if abs(right) < WIDTH:
        y, x = slice(20, 220), slice(20, 300)
        assert (shifted[y, x] == np.roll(picture, (-up, right), (0, 1))[y, x]).all()


def test_a_camera_that_only_shifts_is_steadied_without_a_new_picture_and_one_that_rolls_with_one() -> None:
    def turns(turn: float) -> list[complex]:
        view, shares = SteadyView(), [np.sin(i / 3) for i in range(30)]
        shown = [view.push(Frame(i * STEP_S, seen_at(scene(), 8 * s, 0, turn * s))) for i, s in enumerate(shares)]
        assert any(s.shift for s in shown)
        return [s.turn for s in shown]

    assert set(turns(0.0)) == {1}
    assert sum(t != 1 for t in turns(4.0)) > 10
