"""One shot of a film, from cut to cut: its view, its posture, its scale, and whether the camera moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from formcheck.motion.pose import Part, Pose, Track
from formcheck.motion.signals import trunk_length
from formcheck.motion.view import Posture, View, posture_of, view_of

LOOK_S = 0.2  # view, posture and scale are looked at this often
SCALE_S = 10.0  # the trunk's length is its median over this long
LEAST_TRUNK = 1e-3  # frame heights: all points in one place are no person
TRAVELS = 0.6  # trunk lengths of the hips within a second: walking or lying down, in no exercise above 0.3
FELT = 0.01  # frame heights or share of the size: a camera that moved this much moved

T = TypeVar("T")


@dataclass(slots=True)
class Shot:
    """scale is the length of the trunk in frame heights, NaN until it was seen."""

    number: int
    start_s: float
    scale: float = float("nan")
    camera_moved: bool = False
    _views: Counter[View] = field(default_factory=Counter)
    _postures: Counter[Posture] = field(default_factory=Counter)
    _lengths: list[tuple[float, float]] = field(default_factory=list)
    _hips: list[tuple[float, complex]] = field(default_factory=list)
    _looked: float = -np.inf

    @property
    def view(self) -> View:
        return most(self._views, View.UNKNOWN)

    @property
    def looks(self) -> int:
        """How often it was looked at: how long it was seen."""
        return self._views.total()

    @property
    def postures(self) -> Counter[Posture]:
        """How often each was seen."""
        return self._postures

    def look(self, pose: Pose, posture: Posture) -> bool:
        """Take a pose now and then; whether the person travels, as in walking or lying down."""
        turn, shift = pose.place.turn, pose.place.shift
        self.camera_moved |= max(abs(turn - 1), abs((turn - 1) * 0.5j + shift)) > FELT
        if pose.t - self._looked < LOOK_S:
            return False
        self._looked = pose.t
        now = Track.of([pose])
        length = float(trunk_length(now)[0])
        if not length > LEAST_TRUNK:
            return False
        self._lengths = [x for x in self._lengths if x[0] > pose.t - SCALE_S] + [(pose.t, length)]
        self.scale = float(np.median([x[1] for x in self._lengths]))
        hips = complex(now.mid(Part.HIP)[0])
        self._hips = [x for x in self._hips if x[0] > pose.t - 1.0] + [(pose.t, hips)]
        self._views[view_of(now, posture)] += 1
        self._postures[posture_of(now)] += 1
        return abs(hips - self._hips[0][1]) > TRAVELS * self.scale


def most(votes: Counter[T], otherwise: T) -> T:
    """What was seen most often."""
    return votes.most_common(1)[0][0] if votes else otherwise
