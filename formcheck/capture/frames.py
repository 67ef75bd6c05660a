"""Video files and animations as frames with their true times, decoded ahead in a thread."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.atomic import must_be_file
from formcheck.capture.animations import is_animation, pictures
from formcheck.errors import SourceError
from formcheck.messages import _

# OpenCV reads these once, when it is imported
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # we report damaged files ourselves
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")  # more threads would busy-wait and slow down the pose model

try:
    import cv2 as cv2  # also for stills: every import of cv2 must come through here
except ImportError as e:  # pragma: no cover - a machine without system libraries
    from formcheck.capture.system_libraries import explain

    raise explain(e) from e

AHEAD = 16  # frames decoded in advance and handed over together: each hand-over costs both threads their caches
AHEAD_BYTES = 32 << 20  # but no more than this, for large pictures
LEAST_FPS, MOST_FPS = 0.5, 1000.0
MOST_PIXELS = 64 << 20  # in a picture: twice 8K; a larger one is an attack, at 200 MB each
HEAVY_PIXELS = 4 << 20  # in a picture: decoding a larger one on one core takes longer than the pose model
ENOUGH = 1280  # pixels on the longer side: the model sees a person in 256 x 256, so more only costs time
OPENCV_VERSION: str = cv2.__version__
TO_RGB = cv2.COLOR_BGR2RGB

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """rgb is (height, width, 3), contiguous, already upright; t in seconds from the start of the file."""

    t: float
    rgb: Picture


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """The declared duration of a file, or None, the width and height of its upright pictures, and frames a second."""

    declared_s: float | None
    size: tuple[int, int]
    fps: float | None = None


class Frames:
    """Iterate over the frames of a file. Raises SourceError if it has none.

    OpenCV applies the rotation of the container. Times are those of the container, because averages and frame
    counts are wrong for variable-rate clips. Frames over `largest` pixels are scaled down first; `size` is the
    original width and height, upright.
    """

    def __init__(self, path: Path, start_s: float = 0.0, end_s: float | None = None, largest: int = ENOUGH) -> None:
        self.path, self._start_s, self._end_s = path, start_s, end_s
        _must_hold_something(path)
        self._decode = decode(path, largest)
        about = next(self._decode, None)
        first = next(self._decode, None)
        if about is None or first is None:
            raise SourceError(
                _("{name} has no readable picture; check that it plays, or convert it to mp4 (H.264) first").format(
                    name=path.name
                )
            )
        self.declared_s: float | None = about.declared_s
        self.fps: float | None = about.fps
        self.size: tuple[int, int] = about.size
        self._first = first
        self.height, self.width = first.rgb.shape[:2]
        self.last_s = 0.0
        self.damage: str | None = None  # discovered while decoding
        self._stop = Event()
        self._ahead = max(1, min(AHEAD, AHEAD_BYTES // first.rgb.nbytes))
        self._queue: Queue[list[Frame] | BaseException | None] = Queue(1)
        self._worker = Thread(target=self._work, name="decode", daemon=True)

    def __iter__(self) -> Iterator[Frame]:
        self._worker.start()
        try:
            while (item := self._queue.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                yield from item
        finally:
            self.close()

    def close(self) -> None:
        """Stop decoding; safe to call twice."""
        self._stop.set()
        while self._worker.is_alive():
            try:  # release a worker that waits for space in the queue
                self._queue.get(timeout=0.05)
            except Empty:
                self._worker.join(0.05)

    def _work(self) -> None:
        last: BaseException | None = None
        some: list[Frame] = []
        try:
            for frame in self._cut():
                some.append(frame)
                if len(some) == self._ahead:
                    if not self._put(some):
                        return
                    some = []
        except BaseException as e:
            last = e
        finally:
            self._decode.close()
        self._put(some)
        if last is not None:
            self._put(last)
        self._put(None)

    def _put(self, item: list[Frame] | BaseException | None) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(item, timeout=0.1)
            except Full:
                continue
            return True
        return False

    def _cut(self) -> Iterator[Frame]:
        last = -np.inf
        for frame in self._all():
            self.last_s = frame.t
            if frame.t <= last or frame.t < self._start_s:
                continue
            if self._end_s is not None and frame.t > self._end_s:
                return
            last = frame.t
            if frame.rgb.shape[:2] != (self.height, self.width):
                raise SourceError(
                    _("{name} changes its picture size at {t:.1f} s; cut it with --to").format(
                        name=self.path.name, t=frame.t
                    )
                )
            yield frame

    def _all(self) -> Iterator[Frame]:
        yield self._first
        try:
            yield from self._decode
        except SourceError as e:  # there is at least one picture: judge up to here
            self.damage = str(e)


def _must_hold_something(path: Path) -> None:
    must_be_file(path, _("a clip, or every clip in the folder"))
    try:
        with path.open("rb") as f:
            empty = not f.read(1)
    except OSError as e:
        raise SourceError(
            _("{path} cannot be read ({why}); check its permissions").format(path=path, why=e.strerror)
        ) from e
    if empty:
        raise SourceError(_("{name} is empty; copy or export it again").format(name=path.name))


def decode(path: Path, largest: int | None = None) -> Any:
    """First the VideoInfo of a file, then its frames from the start, scaled down to largest; nothing for a file
    without a picture.
    """
    return _decode_animation(path, largest) if is_animation(path) else _decode_video(path, largest)


def _decode_video(path: Path, largest: int | None) -> Any:
    cores = cv2.getNumberOfCPUs()
    cap = cv2.VideoCapture()
    try:
        pixels = _open(cap, path, max(1, cores - 1))  # one core is for the pose model
        if pixels > MOST_PIXELS:
            raise SourceError(
                _("{name} has larger pictures than any camera; convert it to 1080p first").format(name=path.name)
            )
        if pixels > HEAVY_PIXELS:
            _open(cap, path, cores)
        fps, count = cap.get(cv2.CAP_PROP_FPS), cap.get(cv2.CAP_PROP_FRAME_COUNT)
        known = LEAST_FPS <= fps <= MOST_FPS and count >= 1
        last = bgr = None
        while True:
            ok, bgr = cap.read(bgr)  # reuse the memory: fresh pages for every frame cost a millisecond
            if not ok:
                return
            t = cap.get(cv2.CAP_PROP_POS_MSEC) / 1000  # only correct after reading
            if last is None:
                yield VideoInfo(count / fps if known else None, _size(bgr), fps if known else None)
            elif t <= 0 and known:  # no time stamp: old AVI, or its last B-frames
                t = last + 1 / fps
            last = t
            yield Frame(t, to_rgb(bgr, TO_RGB, largest))
    finally:
        cap.release()


def _open(cap: Any, path: Path, threads: int) -> float:
    """Pixels per picture. Raises SourceError if the file is not a video."""
    name = str(path.absolute())  # "12:30.mp4" would be read as a protocol
    if not cap.open(name, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, threads]):
        raise SourceError(_("{name} is not a readable video; convert it to mp4 (H.264) first").format(name=path.name))
    return float(cap.get(cv2.CAP_PROP_FRAME_WIDTH) * cap.get(cv2.CAP_PROP_FRAME_HEIGHT))


def _decode_animation(path: Path, largest: int | None) -> Any:
    for i, (t, rgb) in enumerate(pictures(path)):
        if not i:
            yield VideoInfo(None, _size(rgb))
        yield Frame(t, _at_most(rgb, largest))


def _size(picture: Any) -> tuple[int, int]:
    height, width = picture.shape[:2]
    return width, height


def to_rgb(picture: Any, code: int, largest: int | None = None) -> Picture:
    """A decoded picture as RGB, its longer side at most largest; code is OpenCV's, such as TO_RGB."""
    return np.asarray(cv2.cvtColor(_at_most(picture, largest), code), np.uint8)


def _at_most(picture: Any, largest: int | None) -> Any:
    height, width = picture.shape[:2]
    if not largest or max(height, width) <= largest:
        return picture
    scale = largest / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    # INTER_AREA below half size; above, linear is as good and four times faster
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale <= 0.5 else cv2.INTER_LINEAR)
