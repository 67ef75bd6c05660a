"""One shot of a film, from cut to cut: its view, its posture, its scale, and whether the camera moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import isnan
from statistics import median
from typing import TypeVar

import numpy as np

from formcheck.motion.pose import FIRST_PLACE, Part, Pose, Track, camera_moved
from formcheck.motion.signals import trunk_length
from formcheck.motion.view import Posture, View, nearly, posture_of, view_of

LOOK_S = 0.2  # view, posture and scale are looked at this often
UNSURE = 0.35  # of the pictures: clips of one view show another in up to 0.28
SCALE_S = 10.0  # the trunk's length is its median over this long
LEAST_TRUNK = 1e-3  # frame heights: all points in one place are no person

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Shot:
    """scale is the length of the trunk in frame heights, NaN until it was seen; postures, how often each was seen."""

    number: int
    start_s: float
    scale: float = float("nan")
    camera_moved: bool = False
    postures: Counter[Posture] = field(default_factory=Counter)
    _views: Counter[View] = field(default_factory=Counter)
    _nearly: Counter[View] = field(default_factory=Counter)  # that it may be as well
    _lengths: list[tuple[float, float]] = field(default_factory=list)
    _hips: list[tuple[float, complex, complex]] = field(default_factory=list)
    _looked: float = -np.inf

    @property
    def view(self) -> View:
        return most(self._views, View.UNKNOWN)

    def perhaps(self, view: View) -> View | None:
        """The other view that it may be instead of this one; None where most pictures clearly agree."""
        votes = self._views + self._nearly
        others: Counter[View] = Counter({v: n for v, n in votes.items() if v not in (view, View.UNKNOWN)})
        other = most(others, View.UNKNOWN)
        return other if others[other] > UNSURE * self.looks else None

    @property
    def looks(self) -> int:
        """How often it was looked at: how long it was seen."""
        return self._views.total()

    def look(self, pose: Pose, in_picture: Pose, posture: Posture, travels: float) -> bool:
        """Take a steadied pose now and then; whether the person travels, as in walking or lying down.

        Until somebody was seen every pose is taken: without the trunk's length the first movement is not followed.

        travels  trunk lengths of the hips within a second: in no exercise in place above 0.3

        Only if they do in the picture too: a camera that walks round them is not followed exactly.
        """
        self.camera_moved = self.camera_moved or (pose.place.moved and camera_moved((FIRST_PLACE, pose.place)))
        if pose.t - self._looked < LOOK_S and not isnan(self.scale):
            return False
        self._looked = pose.t
        now = Track.of([pose])
        length = float(trunk_length(now)[0])
        if not length > LEAST_TRUNK:
            return False
        self._lengths = [x for x in self._lengths if x[0] > pose.t - SCALE_S] + [(pose.t, length)]
        self.scale = median([x[1] for x in self._lengths])
        self._views[view_of(now, posture)] += 1
        if near := nearly(now, posture):
            self._nearly[near] += 1
        self.postures[posture_of(now)] += 1
        if not now.model.together:  # hands may go where they like
            return False
        steadied, seen = (complex(p.xy[Part.HIP] + p.xy[Part.HIP + 1]) / 2 for p in (pose, in_picture))
        self._hips = [x for x in self._hips if x[0] > pose.t - 1.0] + [(pose.t, steadied, seen)]
        __, steadied_before, seen_before = self._hips[0]
        return min(abs(steadied - steadied_before), abs(seen - seen_before)) > travels * self.scale


def most(votes: Counter[T], otherwise: T) -> T:
    """What was seen most often."""
    return votes.most_common(1)[0][0] if votes else otherwise
