"""The landmarks of a run on disk, to make curves and pictures once the set is judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import OutputError
from formcheck.messages import _
from formcheck.motion.delag import unlag
from formcheck.motion.landmarks import BODY
from formcheck.motion.movement import Movement
from formcheck.motion.pose import Floats, Track, median
from formcheck.motion.session import UNSEEN_IS_NAN, Session
from formcheck.motion.signals import trunk_length
from formcheck.motion.spec import Exercise, RepSignal, Signal
from formcheck.result import Counted
from formcheck.source import LandmarkFrame

TOGETHER = 4096  # frames read at a time: a few MB
BEYOND = 8  # frames read before and after, so that what is measured over neighbours has them


def _row_type(points: int) -> np.dtype[np.void]:
    return np.dtype([("t", "<f8"), ("xy", "<c8", (points,)), ("world", "<f4", (points, 3)), ("camera", "<c16", (2,))])


class LandmarkLog:
    """Push every frame, read afterwards. About 0.7 kB per frame on disk, deleted by close().

    Holds what the trust gate let through: what was not seen is NaN. Times are seconds of the file.
    Raises OutputError if the folder for temporary files is full.
    """

    def __init__(self, slow_motion: float = 1.0) -> None:
        self.slow_motion = slow_motion
        self._file = _scratch()
        self._session: Session | None = None
        self._frames = 0
        self._row = _row_type(BODY.points)

    def __len__(self) -> int:
        return self._frames

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        self._session = session
        pose = session.pose
        if not self._frames:
            self._row = _row_type(len(pose.xy))
        row = np.zeros(1, self._row)
        row["t"], row["xy"], row["world"] = seen.t, pose.xy, pose.world
        row["camera"] = pose.place.turn, pose.place.shift
        with _room():
            self._file.write(row.tobytes())
        self._frames += 1

    def close(self) -> None:
        with suppress(OSError):  # a full disk: the buffer cannot be flushed
            self._file.close()

    @property
    def exercise(self) -> Exercise | None:
        return self._session.exercise if self._session else None

    @property
    def found(self) -> Sequence[Movement]:
        """Every movement of every reading; their times are of the real movement, not of the file."""
        return self._session.found if self._session else []

    def of_rep(self, rep: Counted) -> Movement | None:
        """The movement that became this repetition. Times of the real movement; None if the set was not concluded."""
        done = self._session.concluded if self._session else None
        return done.reps[rep.index - 1].movement if done else None

    def of_attempt(self, number: int) -> Movement | None:
        """The same for an attempt, numbered from 0."""
        done = self._session.concluded if self._session else None
        return done.attempts[number].movement if done else None

    @property
    def t(self) -> Floats:
        """(n,) seconds of the file."""
        return np.array(self._rows["t"])

    def track(self, start: int, end: int) -> Track:
        """The poses of frames start to end (not included), their lag undone; t in seconds of the file."""
        return self._track(start, end, steadied=False)

    def between(self, start_s: float, end_s: float) -> Track:
        """The poses between two seconds of the real movement, as a still camera would have seen them."""
        t = self.t / self.slow_motion
        found = self._track(
            int(np.searchsorted(t, start_s, "left")), int(np.searchsorted(t, end_s, "right")), steadied=True
        )
        return Track(found.t / self.slow_motion, found.xy, found.world)

    def _track(self, start: int, end: int, *, steadied: bool) -> Track:
        a, b = max(0, start - BEYOND), min(self._frames, end + BEYOND)
        rows = self._rows[a:b]
        xy = rows["xy"].astype(np.complex128)
        if steadied:
            turn, shift = rows["camera"].T[:, :, None]
            xy = turn * xy + shift
        whole = unlag(Track(np.array(rows["t"]), xy, rows["world"].astype(np.float64)))
        keep = slice(start - a, end - a)
        return Track(whole.t[keep], whole.xy[keep], whole.world[keep])

    @property
    @UNSEEN_IS_NAN
    def scale(self) -> float:
        """Length of the trunk in the picture, frame heights: its median."""
        return median(np.concatenate([trunk_length(track) for track in self.tracks]))

    @UNSEEN_IS_NAN
    def values(self, signal: Signal) -> Floats:
        """(n,) values of a signal, NaN where it was not seen."""
        return np.concatenate([signal(track) for track in self.tracks])

    def signal(self, reading: RepSignal) -> Floats:
        """(n,) values of a reading in its unit, NaN where it was not seen."""
        return self.values(reading.signal)

    @property
    def tracks(self) -> Iterator[Track]:
        """The whole set as a still camera would have seen it, TOGETHER frames at a time."""
        return (
            self._track(i, min(i + TOGETHER, self._frames), steadied=True) for i in range(0, self._frames, TOGETHER)
        )

    @property
    def _rows(self) -> NDArray[np.void]:
        if not self._frames:
            return np.zeros(0, self._row)
        with _room():
            self._file.flush()
        if isinstance(self._file, BytesIO):
            return np.frombuffer(self._file.getvalue(), self._row)
        return np.memmap(self._file, self._row, "r", shape=(self._frames,))


def _scratch() -> IO[bytes]:
    """A temporary file; memory where none can be written."""
    try:
        return TemporaryFile()
    except OSError:
        return BytesIO()


@contextmanager
def _room() -> Iterator[None]:
    """Turn a write failure into one sentence."""
    try:
        yield
    except OSError as e:
        raise OutputError(_("temporary files cannot be written ({why}); free some space").format(why=e.strerror)) from e
