"""The live window: full screen at first, the camera's picture mirrored; it reads the keys."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from formcheck.capture.opencv import cv2
from formcheck.capture.picture import Picture
from formcheck.errors import OutputError
from formcheck.live import cards, set_screen, setup_screen, watch_screen
from formcheck.live.board import Board
from formcheck.live.cards import Notice
from formcheck.live.places import KEYS as KEYS_HIGH
from formcheck.live.places import places
from formcheck.live.setup_check import SetupState
from formcheck.messages import _
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.output.drawing.overlay import GREEN, GREY
from formcheck.output.drawing.scene import Scene
from formcheck.output.drawing.text_box import FONTS
from formcheck.result import Result

os.environ.setdefault("QT_QPA_FONTDIR", str(FONTS))  # OpenCV's Qt complains if it finds none
TITLE = "formcheck"
WINDOWED, LARGEST, SMALLEST = (1280, 720), 1920, 640  # pixels; the latter two of the longer side
BESIDE = 0.85  # of the screen: a window on it is no larger, its frame included
KEYS_S, TOLD_S = 5.0, 2.0  # the keys are shown this long at first, what a key did this long
KEYS = _("space: start, pause · + -: count · m: sound · n: other side · r: restart · f: window · h: keys · q: end")
WATCHING = _("space: watch now · l: list of exercises · c: camera · m: sound · f: window · h: keys · q: end")
CHOOSING = _("key: choose · l: back · m: sound · q: end")
RESTING = _("space: skip · m: sound · f: window · q: end")
ANY_KEY = _("any key: close")
WITHOUT = _("use --no-window, which still speaks and writes files")
PROBE = "import cv2; cv2.namedWindow('formcheck'); cv2.waitKey(1); cv2.destroyAllWindows()"
Drawn = Callable[[Board], None]


def must_open() -> None:
    """Raise OutputError if no window can open, in a child process, because OpenCV would abort this one."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise OutputError(_("there is no display for a window; {why}").format(why=WITHOUT))
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)
    if done.returncode:
        gui = _("this OpenCV was built without windows (opencv-python-headless?)")
        cause = gui if "not implemented" in done.stderr else _("OpenCV cannot open a window")
        raise OutputError(f"{cause}; {WITHOUT}")


class LiveWindow:
    """One window. Takes RGB pictures as the camera saw them, and mirrors them. full: it opens full screen."""

    def __init__(self, *, mirror: bool = True, full: bool = True) -> None:
        must_open()
        self._mirror, self._full = mirror, full
        self._open = self._closed = False
        self._size, self._filled = WINDOWED, (0, 0)  # pixels: of the board, and of the window while it fills the screen
        self._keys_until = time.monotonic() + KEYS_S
        self._told, self._told_until = "", 0.0

    def show(self, rgb: Picture, scene: Scene) -> str:
        """Show the running set. Returns the key pressed, "q" if the window was closed, or ""."""
        points = scene.points * (-1, 1) + (rgb.shape[1] - 1, 0) if self._mirror else scene.points
        mirrored, scene = self._mirrored(rgb), replace(scene, points=points)
        return self._shown(lambda board: set_screen.show_set(board, mirrored, scene))

    def show_setup(
        self, rgb: Picture, exercise: Exercise, ready: SetupState, trouble: str | None = None, side: Side | None = None
    ) -> str:
        """Show what to change before the set starts, over an outline of where to be."""
        mirrored = self._mirrored(rgb)
        return self._shown(lambda board: setup_screen.show_setup(board, mirrored, exercise, ready, trouble, side))

    def show_watch(self, rgb: Picture, says: str, *, watching: bool, before: str = "") -> str:
        """Show that it watches until the exercise is clear, or what to change before it does; and the set before."""
        mirrored = self._mirrored(rgb)
        return self._shown(
            lambda board: watch_screen.show_watch(board, mirrored, says, watching=watching, before=before), WATCHING
        )

    def show_choice(self, title: str, rows: Sequence[tuple[str, str]]) -> str:
        """Show exercises with the keys that choose them."""
        return self._shown(lambda board: watch_screen.show_choice(board, title, rows), CHOOSING, keep=True)

    def show_note(self, rgb: Picture, text: str) -> str:
        """Show a note, such as a pause or a lost camera."""
        mirrored = self._mirrored(rgb)
        return self._shown(lambda board: cards.show_note(board, mirrored, text))

    def show_rest(self, rgb: Picture, left: int, notice: Notice) -> str:
        """Show the seconds of rest left and what comes next."""
        mirrored = self._mirrored(rgb)
        return self._shown(lambda board: cards.show_rest(board, mirrored, left, notice), RESTING, keep=True)

    def show_list(self, title: str, rows: Sequence[str], foot: str) -> str:
        """Show a heading, one line per set, and what to fix next."""
        return self._shown(lambda board: cards.show_list(board, title, rows, foot), ANY_KEY, keep=True)

    def show_card(self, r: Result, title: str, count: int) -> str:
        """Show the outcome of the set in a few words."""
        return self._shown(lambda board: cards.show_card(board, r, title, count), ANY_KEY, keep=True)

    def tell(self, text: str, seconds: float = TOLD_S) -> None:
        """Show for a moment what a key did, or may do."""
        self._told, self._told_until = text, time.monotonic() + seconds

    def keys(self) -> str:
        """The key pressed while there is no new picture."""
        return self._key() if self._open else "q" if self._closed else ""

    def close(self) -> None:
        if self._open:
            cv2.destroyAllWindows()
            cv2.waitKey(1)
            self._open = False

    def _mirrored(self, rgb: Picture) -> Picture:
        return np.asarray(cv2.flip(rgb, 1) if self._mirror else rgb, np.uint8)

    def _shown(self, draw: Drawn, keys: str = KEYS, *, keep: bool = False) -> str:
        """Show a board with what a key did, or the keys, at its foot; keep: these stay there."""
        now = time.monotonic()
        told = now < self._told_until
        board = Board(*self._size, has_foot=told or keep or now < self._keys_until)
        draw(board)
        if board.has_foot:
            text, colour = (self._told, GREEN) if told else (keys, GREY)
            foot = places(board, 1.0).foot
            board.write(text, foot, KEYS_HIGH * min(self._size), colour, bold=told, lines=2, middle=True)
        return self._present(board)

    def _present(self, board: Board) -> str:
        if self._closed:
            return "q"
        if not self._open:
            cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
            cv2.resizeWindow(TITLE, *WINDOWED)
            self._open = True
            self._fill_screen()
        cv2.imshow(TITLE, cv2.cvtColor(board.picture, cv2.COLOR_RGB2BGR))
        return self._key()

    def _fill_screen(self) -> None:
        cv2.setWindowProperty(
            TITLE, cv2.WND_PROP_FULLSCREEN, cv2.WINDOW_FULLSCREEN if self._full else cv2.WINDOW_NORMAL
        )
        if not self._full and min(self._filled):
            cv2.resizeWindow(TITLE, *window_on(self._filled))

    def _key(self) -> str:
        key = cv2.waitKey(1)
        if not _visible():
            self._closed, self._open = True, False  # by the person: do not reopen
            return "q"
        wide, high = cv2.getWindowImageRect(TITLE)[2:]
        self._size, self._filled = size_for(wide, high), (wide, high) if self._full else self._filled
        pressed = "" if key < 0 else "q" if key & 0xFF == 27 else chr(key & 0xFF).lower()
        if pressed == "f":
            self._full = not self._full
            self._fill_screen()
        elif pressed == "h":
            now = time.monotonic()
            self._keys_until = 0.0 if now < self._keys_until else now + 1e9
        else:
            return pressed
        return ""


def size_for(wide: int, high: int) -> tuple[int, int]:
    """The size of the board in a window of this size: as large, within what is quick to draw and can be read."""
    if min(wide, high) < 1:
        return WINDOWED
    factor = min(LARGEST / max(wide, high), max(1.0, SMALLEST / max(wide, high)))
    return max(1, round(wide * factor)), max(1, round(high * factor))


def window_on(screen: tuple[int, int]) -> tuple[int, int]:
    """The size of a window that leaves a screen of this size visible beside it."""
    factor = min(1.0, *(BESIDE * x / most for x, most in zip(screen, WINDOWED, strict=True)))
    return round(factor * WINDOWED[0]), round(factor * WINDOWED[1])


def _visible() -> bool:
    try:
        return bool(cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) >= 1)
    except cv2.error:  # Qt has no window left
        return False
