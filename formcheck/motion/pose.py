"""One person, or their hands, over time, and the questions geometry can answer about them.

The image plane is kept as the complex plane: one unit is the frame height, x to the right, y up, so that
a point is one number, a difference is a vector, and NaN ("not seen") flows through every formula.
World coordinates are metres from mid-hip: x right, y up (as the camera sees it), z towards the camera.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.landmarks import BODY, MODELS, Joint, LandmarkModel
from formcheck.motion.landmarks import Part as Part
from formcheck.motion.landmarks import Side as Side

Floats = NDArray[np.float64]
Points = NDArray[np.complex128]

UP = 1j
LANDMARKS = BODY.points
NOSE = 0


@dataclass(frozen=True, slots=True)
class CameraPlace:
    """Where the camera is: a point z of this picture lies at turn * z + shift in the first picture of its shot.

    turn, shift  a similarity of the image plane: 1 and 0 while the camera stands still
    shot         how often the scene was cut before; nothing is comparable across a cut
    frozen       the picture is the one before, and has been for longer than people and cameras are still
    """

    turn: complex = 1 + 0j
    shift: complex = 0j
    shot: int = 0
    frozen: bool = False

    @property
    def moved(self) -> bool:
        return self.turn != 1 or self.shift != 0


FIRST_PLACE = CameraPlace()
FELT = 0.01  # frame heights, or share of the size: a camera that moved this much moved


def camera_moved(places: Sequence[CameraPlace]) -> bool:
    """Whether the camera moved noticeably from one of these places to another."""
    middle = [p.turn * (0.5 + 0.5j) + p.shift for p in places]
    apart = max((abs(z - middle[0]) for z in middle), default=0.0)
    return max(apart, max((abs(p.turn - places[0].turn) for p in places), default=0.0)) > FELT


def camera_travel(places: Sequence[CameraPlace]) -> complex:
    """How far the camera moved the middle of the picture from side to side, and up and down (imaginary), in heights."""
    middle = np.array([p.turn * (0.5 + 0.5j) + p.shift for p in places])
    return complex(np.ptp(middle.real), np.ptp(middle.imag)) if len(middle) else 0j


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Landmarks of one instant; what was not seen is NaN.

    t      seconds of real movement since the stream began
    xy     (n,) image positions in frame heights, complex; n tells the landmark model
    world  (n, 3) metres
    place  of the camera
    """

    t: float
    xy: Points
    world: Floats
    place: CameraPlace = FIRST_PLACE

    def __post_init__(self) -> None:
        n = len(self.xy)
        if n not in MODELS or self.xy.shape != (n,) or self.world.shape != (n, 3):
            raise ValueError(f"a pose has 33 or 42 points, got xy {self.xy.shape} and world {self.world.shape}")

    @classmethod
    def unseen(cls, t: float, points: int = BODY.points) -> Pose:
        """The pose of a frame without a person."""
        return cls(t, np.full(points, np.nan + 1j * np.nan), np.full((points, 3), np.nan))

    @property
    def nobody(self) -> bool:
        """Whether nothing was seen: a body is seen as a whole, hands one by one."""
        return bool(np.isnan(self.xy[0]) and np.isnan(self.xy[1]))

    @property
    def steadied(self) -> Pose:
        """As a camera would have seen it that stands still."""
        if not self.place.moved:
            return self
        return Pose(self.t, self.place.turn * self.xy + self.place.shift, self.world, self.place)


class Track:
    """Poses in a row: `t` (n,) seconds, `xy` (n, 33) complex, `world` (n, 33, 3); 42 points of hands."""

    __slots__ = ("_middles", "_trunk", "t", "world", "xy")

    def __init__(self, t: Floats, xy: Points, world: Floats) -> None:
        self.t, self.xy, self.world = t, xy, world
        self._middles: Points | None = None  # of all pairs at once, when the first is asked for
        self._trunk: Points | None = None

    @classmethod
    def of(cls, poses: Sequence[Pose]) -> Track:
        if len(poses) == 1:  # the live path: one frame at a time, no copies
            p = poses[0]
            return cls(np.array([p.t]), p.xy[None], p.world[None])
        points = len(poses[0].xy) if poses else BODY.points
        return cls(
            np.array([p.t for p in poses]),
            np.array([p.xy for p in poses]).reshape(-1, points),
            np.array([p.world for p in poses]).reshape(-1, points, 3),
        )

    def __len__(self) -> int:
        return len(self.t)

    def between(self, start: float, end: float) -> Track:
        """The poses with start <= t <= end."""
        a, b = np.searchsorted(self.t, start, "left"), np.searchsorted(self.t, end, "right")
        return Track(self.t[a:b], self.xy[a:b], self.world[a:b])

    def without(self, landmarks: Collection[int]) -> Track:
        """The same with these landmarks not seen."""
        gone = sorted(landmarks)
        xy, world = self.xy.copy(), self.world.copy()
        xy[:, gone], world[:, gone] = complex(np.nan, np.nan), np.nan
        return Track(self.t, xy, world)

    @property
    def model(self) -> LandmarkModel:
        return MODELS[self.xy.shape[1]]

    def at(self, part: Joint, side: Side) -> Points:
        return self.xy[:, part.of(side)]

    def pair(self, part: Joint) -> Points:
        """(n, 2) left and right landmark."""
        return self.xy[:, part : part + part.apart + 1 : part.apart]

    def mid(self, part: Joint) -> Points:
        """Midpoint of the left and right landmark; NaN unless both are seen."""
        if part.apart != 1:
            return np.asarray(self.pair(part).mean(axis=1))
        if self._middles is None:
            self._middles = (self.xy[:, 1:-1] + self.xy[:, 2:]) * 0.5
        return self._middles[:, part - 1]

    @property
    def nose(self) -> Points:
        return self.xy[:, NOSE]

    @property
    def trunk(self) -> Points:
        """Vector from mid-hip to mid-shoulder. Of hands, which turn as they like: upwards, a palm long."""
        if self._trunk is None:
            model = self.model
            a, b = model.scale
            if model.together:
                self._trunk = self.mid(b) - self.mid(a)
            else:
                left, right = np.abs(self.pair(b) - self.pair(a)).T
                self._trunk = np.asarray(UP * either(left, right))
        return self._trunk

    def world_at(self, part: Part, side: Side) -> Floats:
        return self.world[:, part.of(side)]

    def world_mid(self, part: Part) -> Floats:
        return (self.world[:, part] + self.world[:, part + part.apart]) / 2

    @property
    def world_trunk(self) -> Floats:
        return self.world_mid(Part.SHOULDER) - self.world_mid(Part.HIP)

    def world_across(self, part: Part) -> Floats:
        """Vector from the left to the right landmark."""
        return self.world[:, part + part.apart] - self.world[:, part]


def angle(u: Points, v: Points | complex) -> Floats:
    """Unsigned angle between two image vectors, degrees, 0 to 180."""
    return np.abs(np.degrees(np.angle(u * np.conj(v))))


def along(u: Points, direction: Points) -> Floats:
    """Component of u along a direction of any length, in the unit of u."""
    return np.real(u * np.conj(direction)) / np.abs(direction)


def upward_normal(u: Points) -> Points:
    """Unit vector perpendicular to u that points up in the picture."""
    n = u * UP / np.abs(u)
    return np.where(n.imag < 0, -n, n)


def either(left: Floats, right: Floats) -> Floats:
    """Mean of the two sides, or the side that is seen."""
    both = (left + right) / 2
    return np.where(np.isnan(both), np.where(np.isnan(left), right, left), both)


def median(x: Floats) -> float:
    """Median of the known values; NaN if there are none."""
    if len(x) == 1:  # the live path
        return float(x[0])
    seen = np.sort(x[~np.isnan(x)])
    n = len(seen)
    return float(seen[(n - 1) // 2] + seen[n // 2]) / 2 if n else float("nan")


def spread(x: Floats) -> float:
    """Difference between the largest and the smallest known value; NaN if there are none."""
    seen = x[~np.isnan(x)]
    return float(np.ptp(seen)) if len(seen) else float("nan")
