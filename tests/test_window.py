"""The live window: a mirror, its keys, its size; and as a real window on a screen with a window manager."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import clips
import cv2
import numpy as np
import pytest
from conftest import LONGEST_S

from formcheck.exercises import EXERCISES
from formcheck.live.board import Area, Board
from formcheck.live.camera_drawing import draw_camera
from formcheck.live.window import KEYS, LiveWindow, size_for, window_on
from formcheck.motion.pose import Side
from formcheck.output.drawing.overlay import AMBER, GREEN
from formcheck.output.drawing.scene import Scene

pytestmark = pytest.mark.clip
SCREEN = 1280, 1024


class Unseen(LiveWindow):
    """Draws all, opens nothing."""

    def __init__(self) -> None:
        self._mirror, self._open, self._size = True, False, (1280, 720)
        self._keys_until, self._told, self._told_until = 0.0, "", 0.0
        self.board = Board(1, 1)

    def _present(self, board: Board) -> str:
        self.board = board
        return ""


def test_the_window_is_a_mirror_and_its_drawing_too() -> None:
    screen = Unseen()
    rgb = np.zeros((480, 640, 3), np.uint8)
    rgb[:, :100] = (200, 0, 0)  # at the camera's left
    points = np.full((33, 2), np.nan)
    points[[25, 27]] = [(540, 240), (540, 300)]  # at its right
    screen.show(rgb, Scene(points=points, limb=[(25, 27)], reps=3))
    at = screen.board.pictures[0]
    shown = screen.board.picture[round(at.y) : round(at.foot), round(at.x) : round(at.right)].astype(int)
    assert shown[:, -40:, 0].mean() > 150  # the red edge, at the right
    assert (shown[:, : shown.shape[1] // 3, 1] > 150).any()  # the green limb, at the left


def test_what_a_key_did_is_shown_for_a_moment_and_the_keys_at_first() -> None:
    screen, rgb = Unseen(), np.zeros((480, 640, 3), np.uint8)

    def shown() -> set[str]:
        screen.show_note(rgb, "Paused")
        return {w.text for w in screen.board.written} - {"Paused"}

    assert shown() == set()
    screen.tell("Sound off")
    assert shown() == {"Sound off"}
    screen._told_until, screen._keys_until = 0.0, time.monotonic() + 60
    assert shown() == {KEYS}


@contextmanager
def no_screen(pressed: str = "") -> Iterator[tuple[list[str], list[float]]]:
    """OpenCV without one: windows opened, and how they filled the screen; each look at the keys takes the next one."""
    opened: list[str] = []
    filled: list[float] = []
    keys = iter(pressed)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("resizeWindow", "imshow", "destroyAllWindows"):
            patch.setattr(cv2, name, lambda *given: None)
        patch.setattr(cv2, "namedWindow", lambda title, how: opened.append(title))
        patch.setattr(cv2, "setWindowProperty", lambda title, what, value: filled.append(value))
        patch.setattr(cv2, "getWindowProperty", lambda title, what: 1.0)
        patch.setattr(cv2, "getWindowImageRect", lambda title: (0, 0, 1280, 720))
        patch.setattr(cv2, "waitKey", lambda ms: ord(next(keys, "\xff")) if pressed else -1)
        patch.setattr("formcheck.live.window.must_open", lambda: None)
        yield opened, filled


@pytest.mark.parametrize(("full", "first"), [(True, cv2.WINDOW_FULLSCREEN), (False, cv2.WINDOW_NORMAL)])
def test_it_fills_the_screen_at_first_unless_asked_not_to_and_f_changes_that(full: bool, first: int) -> None:
    with no_screen("ff") as (__, filled):
        window = LiveWindow(full=full)
        for __ in range(2):
            assert window.show_note(np.zeros((48, 64, 3), np.uint8), "Paused") == ""
    other = cv2.WINDOW_NORMAL if full else cv2.WINDOW_FULLSCREEN
    assert filled == [first, other, first]


def test_h_hides_the_keys_and_shows_them_again() -> None:
    boards: list[Board] = []

    class Watched(LiveWindow):
        def _present(self, board: Board) -> str:
            boards.append(board)
            return super()._present(board)

    with no_screen("hh"):
        window = Watched()
        for __ in range(3):
            window.show_note(np.zeros((48, 64, 3), np.uint8), "Paused")
    assert [KEYS in {w.text for w in board.written} for board in boards] == [True, False, True]


def test_a_window_closed_by_hand_ends_the_set_and_opens_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(title: str, what: int) -> float:
        raise cv2.error("NULL guiReceiver (please create a window)")  # so says Qt

    with no_screen() as (opened, __):
        monkeypatch.setattr(cv2, "getWindowProperty", none_left)
        screen, picture = LiveWindow(), np.zeros((48, 64, 3), np.uint8)
        assert [screen.show_note(picture, "Paused"), screen.show_note(picture, "Paused"), screen.keys()] == ["q"] * 3
    assert len(opened) == 1


def test_the_board_is_as_large_as_the_window_within_what_is_quick_and_can_be_read() -> None:
    assert size_for(1600, 900) == (1600, 900)
    assert size_for(3840, 2160) == (1920, 1080)
    assert size_for(320, 240) == (640, 480)
    assert size_for(-1, 0) == (1280, 720)


def test_a_window_on_a_small_screen_leaves_room_for_its_frame() -> None:
    assert window_on((1920, 1080)) == (1280, 720)
    wide, high = window_on((1280, 720))
    assert wide < 1280 and high < 690 and wide / high == pytest.approx(16 / 9, abs=0.01)
    assert window_on((1080, 1920))[0] < 1080


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_of_both_sides_is_called_by_its_title_alone(name: str) -> None:
    called = {EXERCISES[name].called(side) for side in Side}
    assert len(called) == 2 if EXERCISES[name].side_label else called == {EXERCISES[name].title}


@pytest.mark.parametrize("name", EXERCISES)
def test_where_the_camera_belongs_is_drawn_within_its_box(name: str) -> None:
    """The person in green and the camera in amber, and both of them to be told apart."""
    board = Board(640, 480)
    at = draw_camera(board, Area(100, 100, 300, 200), EXERCISES[name])
    blank = Board(640, 480).picture
    drawn = np.argwhere((board.picture != blank).any(axis=-1))
    assert drawn.min(axis=0)[0] >= at.y - 2 and drawn.min(axis=0)[1] >= at.x - 2
    assert drawn.max(axis=0)[0] <= at.foot + 2 and drawn.max(axis=0)[1] <= at.right + 2
    for colour in (GREEN, AMBER):
        assert (board.picture == colour).all(axis=-1).sum() > 100


@contextmanager
def a_screen(*, managed: bool) -> Iterator[dict[str, str]]:
    """The environment of a display that nobody sees; managed: with a window manager, as full screen needs."""
    read, write = os.pipe()
    size = "x".join(map(str, SCREEN))
    with subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24"], pass_fds=[write]) as xvfb:
        os.close(write)
        with os.fdopen(read) as said:
            display = {"DISPLAY": f":{said.readline().strip()}"}
        manager = (
            subprocess.Popen(["openbox"], env=os.environ | display, stderr=subprocess.DEVNULL) if managed else None
        )
        try:
            yield display
        finally:
            if manager:
                manager.terminate()
                manager.wait()
            xvfb.terminate()


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two quick repetitions in a clip of five seconds."""
    path = tmp_path_factory.mktemp("short") / "short.mp4"
    return clips.write(path, clips.shots_of(clips.sample("single-leg-rdl-side-fast"), end_s=5.0))


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb, a display without a screen")
def test_a_real_window_opens_and_its_card_stays(
    start: Callable[..., subprocess.Popen[str]], short: Path, tmp_path: Path
) -> None:
    place = tmp_path / "set.json"
    options = ("--camera", short, "-e", "single-leg-rdl", "--mute", "--seconds", 2, "--json", place)
    with a_screen(managed=False) as display, start("live", *options, env=display) as live:
        until = time.monotonic() + LONGEST_S
        while not place.exists() and time.monotonic() < until and live.poll() is None:
            time.sleep(0.1)
        time.sleep(1)
        assert live.poll() is None  # the card is shown
        live.send_signal(signal.SIGINT)  # as a key does
        __, err = live.communicate(timeout=LONGEST_S)
        assert live.returncode == 0, err
    assert json.loads(place.read_text("utf-8"))["source"]["frames"] > 5
    assert err == ""


@pytest.mark.skipif(
    not all(map(shutil.which, ("Xvfb", "openbox", "xdotool"))), reason="needs Xvfb, openbox and xdotool"
)
def test_a_real_window_fills_the_screen_and_f_leaves_it(
    start: Callable[..., subprocess.Popen[str]], short: Path, tmp_path: Path
) -> None:
    sizes: list[tuple[int, int]] = []
    long = clips.write(tmp_path / "long.mp4", (s for i in range(4) for s in later(short, 5.1 * i)))
    options = ("--camera", long, "-e", "single-leg-rdl", "--mute")
    with a_screen(managed=True) as display, start("live", *options, env=display) as live:
        until = time.monotonic() + LONGEST_S
        for key in ("f", "f", "q"):
            while (size := size_of(display)) in (None, *sizes[-1:]) and time.monotonic() < until:
                assert live.poll() is None, live.communicate()
                time.sleep(0.1)
            sizes.append(size or (0, 0))
            xdotool(display, "search", "--name", "^formcheck$", "windowfocus", "--sync", "key", key)
        out, err = live.communicate(timeout=LONGEST_S)
        assert live.returncode == 0, err
    assert sizes[0] == sizes[2] == SCREEN
    assert all(b < a for a, b in zip(SCREEN, sizes[1], strict=True)), sizes
    assert "deadlift" in out


def later(clip: Path, start_s: float) -> Iterator[clips.Shot]:
    return ((t + start_s, picture) for t, picture in clips.shots_of(clip))


def xdotool(display: dict[str, str], *args: str) -> str:
    """What it prints; it fails if a key closes the window before it is let go."""
    env = os.environ | display
    return subprocess.run(["xdotool", *args], env=env, capture_output=True, text=True, check=False).stdout


def size_of(display: dict[str, str]) -> tuple[int, int] | None:
    """The window's size, once it has the same twice; None as long as there is none."""
    seen = [xdotool(display, "search", "--name", "^formcheck$", "getwindowgeometry", "--shell") for __ in range(2)]
    if not seen[0] or any(a != b for a, b in pairwise(seen)):
        return None
    said = dict(line.split("=") for line in seen[0].split() if "=" in line)
    return int(said["WIDTH"]), int(said["HEIGHT"])
