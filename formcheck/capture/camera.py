"""Cameras: only the newest picture is of interest. What came in between is dropped, and counted."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Any, Protocol

from formcheck.capture.closing import Closing
from formcheck.capture.frames import ENOUGH, TO_RGB, Frame, Frames, Picture, to_rgb
from formcheck.errors import SourceError

import cv2  # isort: skip - frames has told it to be quiet

FROZEN_S = 2.0  # without a picture: the camera is gone, or hangs
PATIENCE_S = 30.0  # a camera that is gone is waited for this long
RETRY_S = 1.0
WAKES_S = 10.0  # a webcam may take so long to its first picture
LET_GO_S = 0.5  # a reader is given this long to close its camera; one that hangs is left behind
IDLE_S = 0.05  # whoever waits is asked this often whether they still want to


class Clock(Protocol):
    """Seconds that only go forward, and how to let some pass."""

    def now(self) -> float: ...
    def sleep(self, seconds: float) -> None: ...


class RealClock:
    now = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)


class FrameFeed(Protocol):
    """Pictures as they happen: a camera, or a file at its own speed. width and height are what its own have."""

    width: int
    height: int
    dropped: int
    lost: str | None  # why it ended, if nobody asked it to
    trouble: Callable[[str | None], None]  # is told what is wrong, and None when it is over

    def __iter__(self) -> Iterator[Frame | None]:
        """The newest frame each time one is asked for; None now and then while there is none."""
        ...

    def stop(self) -> None: ...
    def close(self) -> None: ...


class PlayedFile(Closing):
    """Frames shown at their own speed: one is there once its time has come, and gone when the next one's has."""

    def __init__(self, frames: Frames, clock: Clock | None = None) -> None:
        self._frames = frames
        self._clock = clock or RealClock()
        self._stop = Event()
        self.width, self.height = self._frames.size
        self.dropped = 0
        self.lost: str | None = None
        self.trouble: Callable[[str | None], None] = lambda text: None

    def __iter__(self) -> Iterator[Frame | None]:
        waiting = iter(self._frames)
        newest = next(waiting, None)
        begun = self._clock.now() - (newest.t if newest else 0.0)
        while newest is not None and not self._stop.is_set():
            after = next(waiting, None)
            while after is not None and begun + after.t <= self._clock.now():
                self.dropped += 1
                newest, after = after, next(waiting, None)
            while (early := begun + newest.t - self._clock.now()) > 0:
                self._clock.sleep(min(early, IDLE_S))
                if early > IDLE_S:
                    yield None
            yield newest
            newest = after

    def stop(self) -> None:
        self._stop.set()

    def close(self) -> None:
        self._frames.close()


class Camera(Closing):
    """A camera by index, or a stream by URL, read in a thread of its own; times are taken at capture.

    One that stops is opened again for PATIENCE_S. Raises SourceError if there is no picture to begin with.
    """

    def __init__(
        self,
        device: int | str,
        *,
        open_: Callable[[int | str], Any] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._device, self._open = device, open_ or _open
        self._clock = clock or RealClock()
        self.trouble: Callable[[str | None], None] = lambda text: None
        self._stop = Event()
        self._there = Condition()
        self._newest: tuple[float, Any] | None = None
        self._reader: _Reader | None = None
        self.dropped = 0
        self.lost: str | None = None
        self._connect()
        first = self._first()
        if first is None:
            self.close()
            raise SourceError(f"{name_of(device)} {_why_not(device)}")
        self._newest = first
        self.height, self.width = first[1].shape[:2]
        self._begun = first[0]

    def __iter__(self) -> Iterator[Frame | None]:
        heard = tried = self._clock.now()
        gone = False
        while not self._stop.is_set():
            got = self._wait(IDLE_S)
            now = self._clock.now()
            if got is not None and got[1].shape[:2] == (self.height, self.width):
                if gone:
                    gone = False
                    self.trouble(None)
                heard = now
                yield Frame(got[0] - self._begun, _rgb(got[1]))
                continue
            if now - heard > PATIENCE_S:
                self.lost = f"{name_of(self._device)} was lost and did not come back within {PATIENCE_S:.0f} s"
                return
            if now - heard > FROZEN_S:
                if not gone:
                    gone = True
                    self.trouble(
                        f"{name_of(self._device)} sends no picture; check it. Waiting {PATIENCE_S:.0f} s for it"
                    )
                if now - tried > RETRY_S:
                    tried = now
                    self._connect()
            yield None

    def stop(self) -> None:
        self._stop.set()

    def close(self) -> None:
        self._stop.set()
        if self._reader:
            self._reader.stop()

    def _first(self) -> tuple[float, Any] | None:
        """The first picture: a webcam may take seconds to wake up, one that cannot be opened is not waited for."""
        until = time.monotonic() + WAKES_S
        while time.monotonic() < until:
            alive = self._reader is not None and self._reader.alive
            if (got := self._wait(IDLE_S)) is not None or not alive:
                return got
        return None

    def _connect(self) -> None:
        if self._reader:
            self._reader.stop()
        self._reader = _Reader(self._device, self._open, self._put)

    def _put(self, bgr: Any) -> None:
        with self._there:
            self.dropped += self._newest is not None
            self._newest = (self._clock.now(), bgr)
            self._there.notify()

    def _wait(self, seconds: float) -> tuple[float, Any] | None:
        with self._there:
            if self._newest is None:
                self._there.wait(seconds)
            got, self._newest = self._newest, None
        return got


class _Reader:
    """One try to read a device, in a thread: opening and reading may hang for ever, and are left behind then."""

    def __init__(self, device: int | str, open_: Callable[[int | str], Any], put: Callable[[Any], None]) -> None:
        self._stopped = Event()
        self._thread = Thread(target=self._work, args=(device, open_, put), name="camera", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether there may still be pictures."""
        return self._thread.is_alive()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(LET_GO_S)

    def _work(self, device: int | str, open_: Callable[[int | str], Any], put: Callable[[Any], None]) -> None:
        with contextlib.suppress(cv2.error):
            capture = open_(device)
            try:
                while not self._stopped.is_set():
                    ok, bgr = capture.read()
                    if not ok:
                        return
                    if not self._stopped.is_set():
                        put(bgr)
            finally:
                capture.release()


def _open(device: int | str) -> Any:
    capture = cv2.VideoCapture(device)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def _rgb(bgr: Any) -> Picture:
    return to_rgb(bgr, TO_RGB, ENOUGH)


def name_of(device: int | str) -> str:
    """How a camera is spoken of: without the password that an address may hold."""
    if isinstance(device, int):
        return f"camera {device}"
    return re.sub(r"//[^/@]*@", "//", device)


def _why_not(device: int | str) -> str:
    if isinstance(device, str):
        return "gives no picture; check the address, and that this machine reaches it"
    node = Path(f"/dev/video{device}")
    if sys.platform.startswith("linux"):
        if not node.exists():
            return "is not there; plug it in, or name another with --camera (a number, an address or a file)"
        if not os.access(node, os.R_OK | os.W_OK):
            return "may not be used by you; join the group that owns it (often video), or run where you may"
    return "gives no picture; close other programs that use it, allow this one to, or name another with --camera"
