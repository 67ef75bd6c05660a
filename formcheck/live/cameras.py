"""The cameras of several sets, one open at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from formcheck.capture.camera_names import cameras, number_of
from formcheck.capture.formats import CLIPS, RECORDING, is_clip
from formcheck.capture.opening import open_camera, play
from formcheck.errors import SourceError, UsageError
from formcheck.messages import _
from formcheck.motion.landmarks import BODY, LandmarkModel
from formcheck.wording import plural

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.capture.frames import Frame

DEVICE = re.compile(r"/dev/video(\d+)")


def is_file(camera: str) -> bool:
    return Path(camera).is_file()


def in_turn(given: Sequence[str], sets: int) -> list[str]:
    """The camera of each set. Cameras are used in turn; clips, or folders of them, must be one per set.

    Raises SourceError for a missing clip, UsageError for too few or too many.
    """
    names: list[str] = []
    for g in given:
        if not Path(g).is_dir():
            names.append(g)
            continue
        inside = sorted(p for p in Path(g).iterdir() if is_clip(p.name) and p.suffix.lower() != RECORDING)
        if not inside:
            raise SourceError(
                _("{folder} contains no clips; name a folder of clips, a clip or a camera").format(folder=g)
            )
        names += map(str, inside)
    names = [resolved(n) for n in names]
    clips = [n for n in names if not n.isdigit() and "://" not in n]
    if clips and len(names) != sets:
        raise UsageError(
            _("got {n} for {sets}; give one clip per set, in the order of formcheck routine show").format(
                n=plural(len(names), "clip"), sets=plural(sets, "set")
            )
        )
    return [names[i % len(names)] for i in range(sets)]


class Cameras:
    """The camera of each set by its number. It stays open if the next set uses it too; a clip is played once."""

    def __init__(self, names: Sequence[str], model: str, landmarks: Sequence[LandmarkModel] = ()) -> None:
        self.names, self._model = names, model
        self._landmarks = landmarks or [BODY] * len(names)  # of each set
        self._open: tuple[str, LiveSource] | None = None
        self._stack = ExitStack()

    def at(self, i: int) -> LiveSource:
        """Raises SourceError, ModelError."""
        live = self._open[1] if self._open and self._open[0] == self.names[i] and not is_file(self.names[i]) else None
        if live and live.info.landmarks is self._landmarks[i]:
            return live
        self._close()
        live = self._stack.enter_context(open_live(self.names[i], self._model, self._landmarks[i]))
        self._open = (self.names[i], live)
        return live

    def stays(self, i: int) -> bool:
        """Whether the next set uses the same camera, so that it can stay on during the rest."""
        same = self.names[i] == self.names[i + 1] and self._landmarks[i] is self._landmarks[i + 1]
        return same and not is_file(self.names[i])

    @property
    def frame(self) -> Frame | None:
        """The last picture."""
        return self._open[1].frame if self._open else None

    def _close(self) -> None:
        self._open = None
        self._stack.close()

    def __enter__(self) -> Cameras:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self._close()


def resolved(camera: str) -> str:
    """A camera by number for one by name or device; an address or a clip as it is. Raises SourceError."""
    if device := DEVICE.fullmatch(camera):
        return device[1]
    if camera.isdigit() or "://" in camera or Path(camera).exists():
        return camera
    if Path(camera).suffix.lower() in CLIPS:
        raise SourceError(_("{n} does not exist; check the name").format(n=camera))
    return str(number_of(camera))


def after(camera: str) -> str:
    """The next camera of this computer, in turn; the same if there is no other."""
    numbers = [str(c.number) for c in cameras()]
    at = numbers.index(camera) + 1 if camera in numbers else 0
    return numbers[at % len(numbers)] if numbers else camera


def open_live(camera: str, model: str, landmarks: LandmarkModel = BODY) -> LiveSource:
    """A camera by number, name or address, or a file played at its own speed. Raises SourceError, ModelError."""
    camera = resolved(camera)
    if camera.isdigit():
        return open_camera(int(camera), model, landmarks)
    return open_camera(camera, model, landmarks) if "://" in camera else play(camera, model, landmarks)
