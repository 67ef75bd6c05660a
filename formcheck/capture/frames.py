"""Video files and animations as frames with their true times, decoded ahead in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread

import numpy as np

from formcheck.atomic import must_be_file
from formcheck.capture.decode import NOT_LOOKED_AT, Frame, decode
from formcheck.capture.picture import ENOUGH, Picture
from formcheck.errors import SourceError
from formcheck.messages import _

__all__ = ["Frame", "Frames", "Picture"]

AHEAD = 16  # frames decoded in advance and handed over together: each hand-over costs both threads their caches
AHEAD_BYTES = 32 << 20  # but no more than this, for large pictures


class Frames:
    """Iterate over the frames of a file. Raises SourceError if it has none.

    Pictures are upright, with square pixels, and all of one size. Times are those of the container, because averages
    and frame counts are wrong for variable-rate clips; where they begin again, they go on from the last one. Frames
    over `largest` pixels are scaled down first; `size` is the original width and height, upright.

    lead_s    so many seconds before start_s come too
    apart_s   only frames about so many seconds apart come; `left_out` counts the others from start_s on
    """

    def __init__(
        self,
        path: Path,
        start_s: float = 0.0,
        end_s: float | None = None,
        largest: int = ENOUGH,
        *,
        lead_s: float = 0.0,
        apart_s: float = 0.0,
    ) -> None:
        self.path, self._start_s, self._end_s = path, start_s, end_s
        self._from_s = max(start_s - lead_s, 0.0)
        _must_hold_something(path)
        self._decode = decode(path, largest, from_s=self._from_s, apart_s=apart_s)
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
        self.can_seek: bool = about.can_seek
        self.size: tuple[int, int] = about.size
        self._restarts_s: list[float] = about.restarts_s
        self.unread_s: list[tuple[float, float]] = about.unread_s  # discovered while decoding
        self._first = first
        self.height, self.width = first.rgb.shape[:2]
        self.last_s = 0.0
        self.left_out = 0
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

    @property
    def restarts_s(self) -> tuple[float, ...]:
        """When the times of the file began again, in the part that was read."""
        return tuple(t for t in self._restarts_s if self._start_s <= t <= self.last_s)

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
            if frame.t <= last or frame.t < self._from_s:
                continue
            if self._end_s is not None and frame.t > self._end_s:
                return
            last = frame.t
            if frame.rgb is not NOT_LOOKED_AT:
                yield frame
            elif frame.t >= self._start_s:
                self.left_out += 1

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
