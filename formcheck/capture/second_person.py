"""Watch for a second person in the picture, in the background."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from formcheck.capture.detector import PersonCounter
from formcheck.capture.frames import Frame

FIRST_S = 1.0
EVERY_S = 4.0  # about as long as it takes to walk through the picture


class SecondPersonMonitor:
    """Takes every frame, looks at a few of them in a thread of its own, and notes when somebody else was seen.

    close() or wait() it: then all looks are done.
    """

    def __init__(self, model: Path) -> None:
        self._company = PersonCounter(model)
        self._noted: list[float] = []
        self._thread = ThreadPoolExecutor(1, "company")
        self._set = 0
        self._next_s: float | None = None

    def push(self, frame: Frame) -> None:
        if self._next_s is None:
            self._next_s = frame.t + FIRST_S
        if frame.t >= self._next_s:
            self._next_s = frame.t + EVERY_S
            self._thread.submit(self._look, frame, self._set)

    def restart(self) -> None:
        """Start another set with new times: forget earlier notes."""
        self._set += 1
        self._next_s = None
        self._noted.clear()

    @property
    def seen_s(self) -> tuple[float, ...]:
        """When a second person was seen, in seconds of the frames."""
        return tuple(self._noted)

    def wait(self) -> None:
        self._thread.shutdown()

    def close(self) -> None:
        self.wait()
        self._company.close()

    def _look(self, frame: Frame, of_set: int) -> None:
        if self._company.in_picture(frame.rgb) and of_set == self._set:
            self._noted.append(frame.t)
