"""The landmarks of one frame, and the one place where they become a Pose.

MediaPipe divides x by the width and y by the height of the picture. Here, and nowhere else, both get the same unit
(the frame height, y up), so that angles are true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.landmarks import BODY, LandmarkModel
from formcheck.motion.pose import FIRST_PLACE, CameraPlace, Pose

Singles = NDArray[np.float32]

UP_AND_NEAR = np.array([1.0, -1.0, -1.0])  # as poses have y and z


@dataclass(frozen=True, slots=True, eq=False)
class LandmarkFrame:
    """MediaPipe's answer for one frame, unchanged.

    t           seconds from the start of the file
    image       (33, 3) x, y as shares of width and height, z; NaN if nobody was found. 42 points of two hands
    world       (33, 3) metres from mid-hip, x right, y down, z away from the camera
    visibility  (33,) 0 to 1
    place       of the camera
    """

    t: float
    image: Singles
    world: Singles
    visibility: Singles
    place: CameraPlace = FIRST_PLACE

    @classmethod
    def nobody(cls, t: float, points: int = BODY.points) -> LandmarkFrame:
        gap = np.full((points, 3), np.nan, np.float32)
        return cls(t, gap, gap, np.zeros(points, np.float32))


@dataclass(frozen=True, slots=True)
class ModelName:
    """Which network made the landmarks."""

    variant: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """What is known of a source before it is read. declared_s is what the container says, and may be wrong or None."""

    path: Path
    kind: Literal["video", "camera", "landmarks"]
    width: int
    height: int
    model: ModelName
    _: KW_ONLY
    declared_s: float | None = None
    landmarks: LandmarkModel = BODY
    address: str | None = None  # of a camera or a fetched clip; a path would lose a slash of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingNotes:
    """What was noticed while a source was read; times are seconds of the file.

    warning     what went wrong
    company_s   when a second person was seen
    restarts_s  when the times of the file began again
    small       whether the person was found only in a part of the picture
    left_out    how many frames were not looked at, because fewer are enough
    dropped     how many pictures of a camera were not looked at, because the computer was too slow
    per_second  how many were, if that is too few
    """

    warning: str | None = None
    company_s: tuple[float, ...] = ()
    restarts_s: tuple[float, ...] = ()
    small: bool = False
    left_out: int = 0
    dropped: int = 0
    per_second: float | None = None


NOTHING_NOTED = ReadingNotes()


class Source(Protocol):
    """Frames in order of time, with their landmarks."""

    @property
    def info(self) -> SourceInfo: ...

    def __iter__(self) -> Iterator[LandmarkFrame]: ...

    def notes(self) -> ReadingNotes:
        """What was noticed so far; complete once every frame was read."""
        ...

    def stop(self) -> None:
        """Yield no further frame."""
        ...


def to_pose(seen: LandmarkFrame, aspect: float, slow_motion: float = 1.0) -> Pose:
    """The pose in frame heights, y up, at its second of the real movement. aspect is width over height."""
    x, y, __ = seen.image.T.astype(np.float64)
    xy = np.empty(len(x), np.complex128)
    xy.real, xy.imag = x * aspect, 1 - y  # part by part: infinity times 1j is not a number
    return Pose(seen.t / slow_motion, xy, seen.world * UP_AND_NEAR, seen.place)
