"""Blur the face of the person in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from formcheck.capture.frames import Picture
from formcheck.motion.landmarks import BODY
from formcheck.motion.pose import Floats, Part
from formcheck.output.drawing.scene import seen

HEAD = 11  # the first landmarks are on the head
SPREAD = 2.1  # radius over the furthest landmark from their middle, because they end at the ears and the mouth
OF_TRUNK = 0.36  # radius over shoulder to hip: a head with hair is 0.26
OF_SHOULDERS = 0.75  # radius over the width of the shoulders, when the hips are not seen
ABOVE = 0.42  # from mid-shoulder to the middle of the head, in trunk lengths
CELLS = 6  # squares across a blurred head
LATER_S, WIDER = 1.0, 1.4  # a hidden head: blur its last and next place, wider, and wider still after a second


@dataclass(frozen=True, slots=True)
class Head:
    """A circle around a head, in pixels."""

    x: float
    y: float
    radius: float

    def grown(self, factor: float) -> Head:
        return Head(self.x, self.y, self.radius * factor)


def head_of(points: Floats) -> Head | None:
    """The head in (33, 2) pixels, from the shoulders if the face is hidden. None if both are hidden."""
    if len(points) != BODY.points:
        return None
    there = seen(points)
    face = points[:HEAD][there[:HEAD]]
    shoulders = points[[Part.SHOULDER, Part.SHOULDER + 1]]
    trunk = points[[Part.HIP, Part.HIP + 1]].mean(axis=0) - shoulders.mean(axis=0)
    length = float(np.hypot(*trunk))
    width = float(np.hypot(*(shoulders[1] - shoulders[0])))
    least = np.nanmax([OF_TRUNK * length, OF_SHOULDERS * width / 2, 0.0])
    if len(face) >= 3:
        middle = (face.min(axis=0) + face.max(axis=0)) / 2
        furthest = float(np.hypot(*(face - middle).T).max())
        return Head(float(middle[0]), float(middle[1]), max(SPREAD * furthest, float(least)))
    if np.isnan(length):
        return None
    middle = shoulders.mean(axis=0) - ABOVE * trunk
    return Head(float(middle[0]), float(middle[1]), 1.3 * float(least))


def blur(picture: Picture, head: Head) -> None:
    """Pixelate the circle, in place."""
    height, width = picture.shape[:2]
    a, b = max(0, round(head.x - head.radius)), min(width, round(head.x + head.radius) + 1)
    c, d = max(0, round(head.y - head.radius)), min(height, round(head.y + head.radius) + 1)
    if a >= b or c >= d:
        return
    part = picture[c:d, a:b]
    few = cv2.resize(part, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(few, (b - a, d - c), interpolation=cv2.INTER_LINEAR)
    mask = np.zeros((d - c, b - a), np.uint8)
    cv2.circle(mask, (round(head.x) - a, round(head.y) - c), round(head.radius), 255, -1)
    cv2.copyTo(coarse, mask, part)


def blur_face(picture: Picture, points: Floats) -> None:
    """Blur the head in (33, 2) pixels, in place, if face or shoulders are visible."""
    if head := head_of(points):
        blur(picture, head)


class Faces:
    """The head in every frame; in frames without one, a wider area around its last and next place.

    t  (n,) seconds; heads  in each frame, None if not visible
    """

    def __init__(self, t: Floats, heads: list[Head | None]) -> None:
        self._t, self._heads = t, heads
        self._known = np.array([i for i, h in enumerate(heads) if h], int)

    def blur(self, picture: Picture, i: int) -> None:
        """Blur the head of frame i, in place."""
        if head := self._heads[i]:
            blur(picture, head)
            return
        k = int(np.searchsorted(self._known, i))
        around = [int(j) for j in self._known[max(0, k - 1) : k + 1]]
        for j in around:
            away = abs(float(self._t[i] - self._t[j]))
            blur(picture, _head(self._heads[j]).grown(WIDER if away <= LATER_S else WIDER**2))
        for j, k in pairwise(around):  # and halfway between the two
            p, q = _head(self._heads[j]), _head(self._heads[k])
            blur(picture, Head((p.x + q.x) / 2, (p.y + q.y) / 2, WIDER * max(p.radius, q.radius)))


def _head(head: Head | None) -> Head:
    assert head is not None  # those that are known
    return head
