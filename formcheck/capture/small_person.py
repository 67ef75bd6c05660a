"""Find a person too small for the model in the whole picture, and follow them in a part of it.

The model looks for people in the whole picture, and misses those below about a third of its height. While it finds
nobody, squares of the picture are looked at, one a frame, in a fixed order; once somebody is found in one, the model
is shown a square around them instead of the whole picture. A person who was large in the whole picture and is gone
is not searched for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.capture.decode import Frame
from formcheck.capture.detector import Detector, HandDetector, Part, RawDetection, seen
from formcheck.capture.picture import Picture, size_of
from formcheck.capture.squares import cut, leaves, square_around, squares_of
from formcheck.motion.landmarks import LandmarkModel
from formcheck.motion.pose import Floats
from formcheck.source import Singles

TRACKED_FPS = 8.0  # at 3.75 a filmed deadlift of 85 degrees reads 62 smoothed
SURE_S = 1.0  # somebody seen this long is there; nobody seen this long may be small
SMALL = 0.25  # of the picture's longer side, from head to feet: larger people are found in the whole
SURE = 0.5  # visibility of shoulders and hips: below, it is no person
LOST_S = 1.0
CHECK_S, NEARER = 2.0, 1.5  # how often the whole picture is looked at for somebody so many times larger
ROUNDS = 2  # of all squares without anybody; after them one is looked at every PAUSE_S
PAUSE_S = 0.5
TRUNK = [11, 12, 23, 24]


class HandFinder:
    """Hands close to the camera: nothing to search for. Must be closed."""

    unsure = small = found_near = False

    def __init__(self, model: Path, fps: float | None = None) -> None:
        self._whole = HandDetector(model, alone=fps is not None and fps < TRACKED_FPS)
        self.look, self.close = self._whole.look, self._whole.close

    def again(self, frames: Iterable[Frame]) -> list[RawDetection]:
        return []


def finder(model: Path, landmarks: LandmarkModel, fps: float | None = None) -> Finder | HandFinder:
    """What looks for these landmarks."""
    return Finder(model, fps) if landmarks.together else HandFinder(model, fps)


class Finder:
    """A Detector that also finds small people. Must be closed.

    fps     of the clip, if known: with few, pictures are seen one by one, because smoothing would flatten movements
    unsure  whether the person may still be found in a part: frames looked at so far may be worth a second look
    """

    def __init__(self, model: Path, fps: float | None = None) -> None:
        self._model, self._alone = model, fps is not None and fps < TRACKED_FPS
        self._whole = Detector(model, alone=self._alone)
        self._glance: Detector | None = None
        self._near: Detector | None = None
        self._part: Part | None = None
        self._extent = 0.0  # of the person in the whole picture, as a share of its longer side
        self._there_since: float | None = None
        self._gone_since: float | None = None
        self._lost_since: float | None = None
        self._checked_s = -np.inf
        self._tried, self._tried_s = 0, -np.inf
        self.unsure = True
        self.small = False

    def look(self, t: float, rgb: Picture) -> RawDetection:
        """The model's result for one frame; t in seconds, increasing."""
        if self._part is not None:
            return self._follow(t, rgb)
        look = self._whole.look(t, rgb)
        self._note(look, size_of(rgb))
        gone = self._there_since is None and self._gone_since is not None and t - self._gone_since >= SURE_S
        if gone and self.unsure:
            self._search(t, rgb)
        return self._follow(t, rgb) if self._part is not None else look

    def again(self, frames: Iterable[Frame]) -> list[RawDetection]:
        """Look at earlier frames again, now that it is known where the person is."""
        self._reopen()
        return [self.look(frame.t, frame.rgb) for frame in frames]

    @property
    def found_near(self) -> bool:
        """Whether the person is followed in a part of the picture."""
        return self._part is not None

    def close(self) -> None:
        for one in (self._whole, self._glance, self._near):
            if one is not None:
                one.close()

    def _note(self, look: RawDetection, size: tuple[int, int]) -> None:
        if not _is_person(look.result):
            self._there_since = None
            if self._gone_since is None:
                self._gone_since = look.t
                self.unsure = self.unsure or self._extent < SMALL
            return
        if self._there_since is None:
            self._there_since = look.t
        if look.t - self._there_since >= SURE_S:
            self._gone_since = None
            self.unsure = False
            points = _pixels(seen(look).image, size)
            self._extent = _extent(points, size)

    def _search(self, t: float, rgb: Picture) -> None:
        """Look at the next square."""
        squares = squares_of(*size_of(rgb))
        if self._tried >= ROUNDS * len(squares) and t - self._tried_s < PAUSE_S:
            return
        if self._glance is None:
            self._glance = Detector(self._model, alone=True)
        part = squares[self._tried % len(squares)]
        self._tried, self._tried_s = self._tried + 1, t
        found = self._person_in(part, rgb)
        if found is None:
            return
        around = square_around(found)
        if self._person_in(around, rgb) is not None:  # a chair is no person a second time
            self._part, self.small, self.unsure = around, True, False
            self._tried = 0
            self._reopen()

    def _person_in(self, part: Part, rgb: Picture) -> Floats | None:
        """The landmarks of the person in that square, in pixels of the whole, if there is one."""
        assert self._glance is not None
        result = self._glance.look(0.0, cut(rgb, part)).result
        if not _is_person(result):
            return None
        size = size_of(rgb)
        return _pixels(seen(RawDetection(0.0, result, part, size)).image, size)

    def _follow(self, t: float, rgb: Picture) -> RawDetection:
        assert self._part is not None and self._near is not None
        size = size_of(rgb)
        if t - self._checked_s >= CHECK_S:
            self._checked_s = t
            if self._somebody_larger(rgb):
                self._let_go()
                return self._whole.look(t, rgb)
        found = self._near.look(t, cut(rgb, self._part))
        look = RawDetection(t, found.result, self._part, size)
        if found.result.pose_landmarks:
            self._lost_since = None
            points = _pixels(seen(look).image, size)
            self._extent = _extent(points, size)
            if leaves(points, self._part, size):
                self._part = square_around(points)
                self._reopen()
        elif self._lost_since is None:
            self._lost_since = t
        elif t - self._lost_since > LOST_S:
            self._let_go()
        return look

    def _let_go(self) -> None:
        """Back to the whole picture."""
        self._part, self._lost_since, self._there_since, self._gone_since = None, None, None, None
        self.unsure = True

    def _somebody_larger(self, rgb: Picture) -> bool:
        """Whether somebody stands nearer than the one who is followed, who may be on a poster."""
        assert self._glance is not None
        result = self._glance.look(0.0, rgb).result
        size = size_of(rgb)
        return _is_person(result) and _extent(_pixels(seen(RawDetection(0.0, result)).image, size), size) > max(
            SMALL, NEARER * self._extent
        )

    def _reopen(self) -> None:
        """The model remembers where the person was in its picture: another part needs a fresh one."""
        if self._near is not None:
            self._near.close()
        self._near = Detector(self._model, alone=self._alone)


def _pixels(image: Singles, size: tuple[int, int]) -> Floats:
    return np.asarray(image[:, :2] * np.array(size), np.float64)


def _extent(points: Floats, size: tuple[int, int]) -> float:
    """Of a person, as a share of the picture's longer side."""
    return float(np.ptp(points, axis=0).max()) / max(size)


def _is_person(result: Any) -> bool:
    """Whether a whole person was found: what the model takes for one by mistake has no visible trunk."""
    if not result.pose_landmarks:
        return False
    points = result.pose_landmarks[0]
    return all(points[i].visibility > SURE for i in TRUNK)
