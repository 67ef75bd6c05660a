"""The live window: the mirrored picture with the overlay, the set-up check, the final card, and the keys."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from formcheck.capture.frames import Picture
from formcheck.errors import OutputError
from formcheck.live.setup_check import SetupState
from formcheck.live.stand_here import outline
from formcheck.messages import _
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.motion.view import Posture
from formcheck.output.drawing.overlay import AMBER, GREEN, GREY, WHITE, draw
from formcheck.output.drawing.scene import Scene
from formcheck.output.drawing.text_box import FONTS, LEADING, Line, Word, plate, wrapped
from formcheck.output.phrases import beside_bar, number, quantity
from formcheck.result import Result
from formcheck.wording import as_sentence, reps_after

os.environ.setdefault("QT_QPA_FONTDIR", str(FONTS))  # OpenCV's Qt complains if it finds none
TITLE = "formcheck"
LARGE = 960  # pixels of the longer side, so that text stays sharp in a large window
TALL = 1.35  # text scale of the set-up check in a tall picture, which has room above the head
FEW = 4  # lists up to this long use larger letters
RESTING = _("space: skip · m: mute · q: quit")
WITHOUT = _("use --no-window, which still speaks and writes files")
PROBE = _("import cv2; cv2.namedWindow('formcheck'); cv2.waitKey(1); cv2.destroyAllWindows()")


def must_open() -> None:
    """Raise OutputError if no window can open, in a child process, because OpenCV would abort this one."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise OutputError(_("there is no display for a window; {WITHOUT}").format(WITHOUT=WITHOUT))
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)
    if done.returncode:
        gui = _("this OpenCV was built without windows (opencv-python-headless?)")
        cause = gui if "not implemented" in done.stderr else _("OpenCV cannot open a window")
        raise OutputError(f"{cause}; {WITHOUT}")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the screen shows below the countdown."""

    next: str  # Clamshell, left leg on top
    amount: str  # 10 reps
    start: str  # how to get ready for it
    last: str = ""  # what the set before came to


class LiveWindow:
    """One window. Takes RGB pictures as the camera saw them, and mirrors them."""

    def __init__(self, *, mirror: bool = True) -> None:
        must_open()
        self._mirror = mirror
        self._open = self._closed = False
        self._shape = (0, 0)  # of the window, in pixels of the picture

    def show(self, rgb: Picture, scene: Scene) -> str:
        """Show the running set. Returns the key pressed, "q" if the window was closed, or ""."""
        picture, factor = self._canvas(rgb)
        points = scene.points * factor
        if self._mirror:
            points = points * (-1, 1) + (picture.shape[1] - 1, 0)
        portrait = picture.shape[0] > picture.shape[1]  # the cue would cover the arms, so it goes to the bottom
        draw(picture, replace(scene, points=points, low=scene.low or portrait))
        return self._present(picture)

    def show_setup(
        self, rgb: Picture, exercise: Exercise, ready: SetupState, trouble: str | None = None, side: Side | None = None
    ) -> str:
        """Show what to change before the set starts, over an outline of where to be."""
        picture, __ = self._canvas(rgb)
        outline(picture, exercise.posture, GREEN if ready.fix is None else AMBER, ready.still)
        unit = _unit(picture) * (TALL if picture.shape[0] > picture.shape[1] else 1.0)
        says = trouble or (ready.fix.say if ready.fix else exercise.start)
        head = _("No camera") if trouble else _("Almost ready") if ready.fix else _("Hold still")
        colour = GREEN if ready.fix is None and not trouble else AMBER
        beside = exercise.posture is Posture.UPRIGHT and picture.shape[1] > picture.shape[0]
        size = round((1.3 if ready.fix or trouble else 0.95) * unit)
        width, small = 7.5 * unit if beside else picture.shape[1] - 3 * unit, round(0.9 * unit)
        lines: list[Line] = [(Word(line, small, GREY),) for line in wrapped(exercise.called(side), small, width)]
        lines.append((Word(head, round(1.1 * unit), colour, bold=True),))
        lines += [(Word(line, size, WHITE, bold=True),) for line in wrapped(says, size, width, bold=True)]
        plate(tuple(lines), unit).lay(picture, round(unit / 2), round(unit))
        return self._present(picture)

    def show_note(self, rgb: Picture, text: str) -> str:
        """Show a note over a darkened picture, such as a pause or a lost camera."""
        picture, __ = self._canvas(rgb)
        picture //= 3
        unit = _unit(picture)
        size = round(1.6 * unit)
        text = text if "://" in text else as_sentence(text)
        lines: list[Line] = [
            (Word(line, size, WHITE, bold=True),) for line in wrapped(text, size, 22 * unit, bold=True)
        ]
        self._lay(picture, lines)
        return self._present(picture)

    def show_rest(self, rgb: Picture, left: int, notice: Notice) -> str:
        """Show the seconds of rest left and what comes next, over a darkened picture."""
        picture, __ = self._canvas(rgb)
        picture //= 3
        unit = _unit(picture)
        width, small, body = 20 * unit, round(0.8 * unit), round(unit)
        lines: list[Line] = [(Word(str(left), round(3.2 * unit), GREEN, bold=True), Word(_("  s rest"), body, WHITE))]
        for text, size, colour in (
            (_("Next"), small, GREY), (notice.next, round(1.4 * unit), WHITE), (notice.amount, body, WHITE),
            (notice.start, body, WHITE), (notice.last, small, GREY), (RESTING, small, GREY),
        ):  # fmt: skip
            if text:
                bold = text is notice.next
                lines += [(Word(line, size, colour, bold),) for line in wrapped(text, size, width, bold=bold)]
        self._lay(picture, lines)
        return self._present(picture)

    def show_list(self, rgb: Picture, title: str, rows: Sequence[str], foot: str) -> str:
        """Show a heading, one line per set, and what to fix next."""
        picture, __ = self._canvas(rgb)
        picture //= 4
        unit = _unit(picture)
        small, body, width = round((0.95 if len(rows) <= FEW else 0.75) * unit), round(unit), 21 * unit
        below = [(Word(line, body, AMBER, bold=True),) for line in wrapped(foot, body, width, bold=True) if line]
        most = int((picture.shape[0] - (4 + 1.2 * len(below)) * unit) / (LEADING * small))
        shown = [wrapped(row, small, width) for row in rows[: most if len(rows) <= most else most - 1]]
        lines: list[Line] = [(Word(title, round(1.4 * unit), WHITE, bold=True),)]
        lines += [(Word(first + (" …" if more else ""), small, WHITE),) for first, *more in shown]
        if len(rows) > len(shown):
            lines.append((Word(_("and {value} more").format(value=len(rows) - len(shown)), small, GREY),))
        self._lay(picture, [*lines, *below, (Word(_("q: close"), small, GREY),)])
        return self._present(picture)

    def show_card(self, rgb: Picture, r: Result, title: str, count: int) -> str:
        """Show the outcome of the set in a few words."""
        picture, __ = self._canvas(rgb)
        picture //= 4
        unit = _unit(picture)
        self._lay(picture, card(r, title, count, unit, picture.shape[1] - 4 * unit))
        return self._present(picture)

    def keys(self) -> str:
        """The key pressed while there is no new picture."""
        return self._key() if self._open else "q" if self._closed else ""

    def close(self) -> None:
        if self._open:
            cv2.destroyAllWindows()
            cv2.waitKey(1)
            self._open, self._shape = False, (0, 0)

    def _lay(self, picture: Picture, lines: Sequence[Line]) -> None:
        """Place the lines in the middle."""
        p = plate(tuple(lines), _unit(picture))
        p.lay(picture, (picture.shape[1] - p.size[0]) // 2, (picture.shape[0] - p.size[1]) // 2)

    def _canvas(self, rgb: Picture) -> tuple[Picture, float]:
        """A mirrored copy to draw on, and its scale."""
        factor = max(1.0, LARGE / max(rgb.shape[:2]))
        size = (round(rgb.shape[1] * factor), round(rgb.shape[0] * factor))
        picture = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR) if factor > 1 else rgb.copy()
        return np.asarray(cv2.flip(picture, 1) if self._mirror else picture, np.uint8), factor

    def _present(self, picture: Picture) -> str:
        if self._closed:
            return "q"
        if not self._open:
            cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)
            self._open = True
        if picture.shape[:2] != self._shape:  # first picture, or another camera shape: keep the aspect ratio
            cv2.resizeWindow(TITLE, picture.shape[1], picture.shape[0])
            self._shape = picture.shape[:2]
        cv2.imshow(TITLE, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
        return self._key()

    def _key(self) -> str:
        key = cv2.waitKey(1)
        if not _visible():
            self._closed, self._open = True, False  # by the person: do not reopen
            return "q"
        return "" if key < 0 else "q" if key & 0xFF == 27 else chr(key & 0xFF).lower()


def _visible() -> bool:
    try:
        return bool(cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) >= 1)
    except cv2.error:  # Qt has no window left
        return False


def card(r: Result, title: str, count: int, unit: float, width: float) -> list[Line]:
    """The lines of the card: count, range, score, what was good, what to fix next."""
    small, body = round(0.95 * unit), round(1.15 * unit)
    s = r.summary
    lines: list[Line] = [
        (Word(_("{title} · {detected} view").format(title=title, detected=r.view.detected), small, GREY),)
    ]
    told = number(count, reliable=s.count_reliable)
    reps = (Word(told, round(2.6 * unit), WHITE, bold=True), Word(f" {reps_after(count)}", body, WHITE))
    lines.append(
        (*reps, Word(_("   {attempts} not counted").format(attempts=s.attempts), small, GREY)) if s.attempts else reps
    )
    if s.rom.mean is not None:
        rom = r.reps[0].rom
        asked, size = beside_bar(s.rom.mean, rom.target, rom.unit) if rom.target else ("", "")
        size = f"{size} of {asked}" if asked else quantity(s.rom.mean, rom.unit)
        size = f"{as_sentence(_(rom.name))} {size}"
        lines += [(Word(line, body, WHITE),) for line in wrapped(size, body, width)]
    if s.score is not None:
        lines.append(
            (Word(_("Score {score:.0f}").format(score=s.score), body, WHITE), Word(_("  experimental"), small, GREY))
        )
    for mark, text, colour in (("✓", s.advice.good, GREEN), ("▲", s.advice.next, AMBER)):
        if text:
            said = wrapped(f"{mark} {text}", body, width, bold=True)
            lines += [(Word(line, body, colour, bold=True),) for line in said]
    for f in r.findings[:2]:
        lines += [(Word(line, small, GREY),) for line in wrapped(f.text, small, width)]
    lines.append((Word(_("q: close"), small, GREY),))
    return lines


def _unit(picture: Picture) -> float:
    """Letter height in pixels: larger than in a video, to be read from three metres."""
    return float(min(picture.shape[1] / 24, picture.shape[0] / 15))
