"""Cameras: only the newest picture matters. Older ones are dropped, and counted."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from threading import Condition, Event, Thread
from typing import Any, Protocol

from formcheck.capture.camera_device import name_of, open_device, why_not
from formcheck.capture.closing import Closing
from formcheck.capture.frames import Frame, Frames
from formcheck.capture.picture import ENOUGH, TO_RGB, Picture, cv2, fitted, scaled_size, to_rgb
from formcheck.capture.thinning import Thinning
from formcheck.errors import SourceError
from formcheck.messages import _

FROZEN_S = 2.0  # without a picture, the camera counts as lost
PATIENCE_S = 30.0  # how long to wait for a lost camera
RETRY_S = 1.0
WAKES_S = 10.0  # a webcam may take this long until its first picture
LET_GO_S = 0.5  # time for a reader to close its camera; a hanging one is abandoned
IDLE_S = 0.05  # how often a waiting loop checks whether to stop
SLEPT_S = 5.0  # nobody is that slow with a picture: the machine slept, or its clock jumped


class Clock(Protocol):
    """A monotonic clock, and how to sleep on it."""

    def now(self) -> float: ...
    def sleep(self, seconds: float) -> None: ...


class RealClock:
    now = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)


class FrameFeed(Protocol):
    """Pictures in real time: a camera, or a file at its own speed. width and height are those of the source."""

    width: int
    height: int
    dropped: int
    lost: str | None  # why it ended, if nobody stopped it
    trouble: Callable[[str | None], None]  # called with the problem, and with None once it is over

    def __iter__(self) -> Iterator[Frame | None]:
        """The newest frame on each iteration; None now and then while there is none."""
        ...

    def stop(self) -> None: ...
    def close(self) -> None: ...


class PlayedFile(Closing):
    """Frames in real time: each is available from its own time until the time of the next one."""

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
        last = self._clock.now()
        begun = last - (newest.t if newest else 0.0)
        while newest is not None and not self._stop.is_set():
            after = next(waiting, None)
            if (slept := self._clock.now() - last) > SLEPT_S:
                begun += slept
            while after is not None and begun + after.t <= self._clock.now():
                self.dropped += 1
                newest, after = after, next(waiting, None)
            while (early := begun + newest.t - self._clock.now()) > 0:
                self._clock.sleep(min(early, IDLE_S))
                if early > IDLE_S:
                    yield None
            last = self._clock.now()
            yield newest
            newest = after

    def stop(self) -> None:
        self._stop.set()

    def close(self) -> None:
        self._frames.close()


class Camera(Closing):
    """A camera by index, or a stream by URL, read in a separate thread; times are taken at capture.

    A camera that stops is reopened for up to PATIENCE_S. Raises SourceError if the first picture does not come.
    """

    def __init__(
        self,
        device: int | str,
        *,
        open_: Callable[[int | str], Any] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._device, self._open = device, open_ or open_device
        self._clock = clock or RealClock()
        self.trouble: Callable[[str | None], None] = lambda text: None
        self._stop = Event()
        self._there = Condition()
        self._newest: tuple[float, Any] | None = None
        self._thinning = Thinning()  # what is left out is not dropped
        self._reader: _Reader | None = None
        self.dropped = 0
        self.lost: str | None = None
        self._connect()
        first = self._first()
        if first is None:
            self.close()
            raise SourceError(f"{name_of(device)} {why_not(device)}")
        self._newest = first
        self.height, self.width = first[1].shape[:2]
        self._begun = first[0]

    def __iter__(self) -> Iterator[Frame | None]:
        last, silent_s, tried_s = self._clock.now(), 0.0, 0.0
        gone = False
        while not self._stop.is_set():
            got = self._wait(IDLE_S)
            now = self._clock.now()
            silent_s += min(now - last, RETRY_S)  # no more: a machine that slept for hours has not waited for them
            last = now
            if got is not None:
                if gone:
                    gone = False
                    self.trouble(None)
                silent_s = tried_s = 0.0
                yield Frame(got[0] - self._begun, self._rgb(got[1]))
                continue
            if silent_s > PATIENCE_S:
                self.lost = _("{device} was lost and did not return within {seconds:.0f} s").format(
                    device=name_of(self._device), seconds=PATIENCE_S
                )
                return
            if silent_s > FROZEN_S:
                if not gone:
                    gone = True
                    self.trouble(
                        _("{device} sends no picture; check it. Waiting up to {seconds:.0f} s").format(
                            device=name_of(self._device), seconds=PATIENCE_S
                        )
                    )
                if silent_s - tried_s >= RETRY_S:
                    tried_s = silent_s
                    self._connect()
            yield None

    def stop(self) -> None:
        self._stop.set()

    def close(self) -> None:
        self._stop.set()
        if self._reader:
            self._reader.stop()

    def _rgb(self, bgr: Any) -> Picture:
        """A phone that was turned sends another size: its whole picture, within one of the first size."""
        same = bgr.shape[:2] == (self.height, self.width)
        rgb = to_rgb(bgr, TO_RGB, ENOUGH)
        return rgb if same else fitted(rgb, scaled_size((self.width, self.height), ENOUGH))

    def _first(self) -> tuple[float, Any] | None:
        """The first picture: wait for a webcam to wake up, but not for one that cannot be opened."""
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
            now = self._clock.now()
            due = self._thinning.takes(now)
            if not due and self._newest is None:
                return  # the one before was looked at just now
            self.dropped += due and self._newest is not None
            self._newest = (now, bgr)
            self._there.notify()

    def _wait(self, seconds: float) -> tuple[float, Any] | None:
        with self._there:
            if self._newest is None:
                self._there.wait(seconds)
            got, self._newest = self._newest, None
        return got


class _Reader:
    """One attempt to read a device, in a thread: opening or reading may hang forever, and is then abandoned."""

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
