"""Made hands: an open hand before the camera that closes to a fist and opens again. Proportions are rough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.motion.landmarks import HAND, Side
from formcheck.motion.pose import Floats, Pose
from formcheck.source import LandmarkFrame, Singles

RATE = 30
PALM = 0.18  # of the picture's height
OPEN, FIST = 1.0, 0.15  # of a finger's length over the palm, as the camera sees it
KNUCKLES = {5: -0.28 + 0.95j, 9: 1j, 13: 0.2 + 0.95j, 17: 0.4 + 0.85j}  # by MediaPipe's number, the palm heel at 0


def hand(closed: float, at: complex = 0.5 + 0.3j, *, counted: int = 4) -> list[complex]:
    """21 points in picture heights; counted fingers, from the index finger on, close, the others stay out."""
    points = np.zeros(21, complex)
    points[1:5] = [-0.3 + 0.3j, -0.5 + 0.5j, -0.6 + 0.7j, -0.65 + 0.85j]
    for finger, (first, knuckle) in enumerate(KNUCKLES.items()):
        length = OPEN + (FIST - OPEN) * (closed if finger < counted else 0.0)
        points[first : first + 4] = [knuckle + 1j * length * share for share in (0, 0.45, 0.75, 1)]
    return list(at + PALM * points)


def squeezes(n: int = 3, *, hold_s: float = 3.0, depth: float = 1.0) -> Floats:
    """How closed the hand is, picture by picture: open, n times closed for hold_s, open."""
    way = np.linspace(0, depth, RATE // 2)
    one = np.concatenate([np.zeros(RATE), way, np.full(round(hold_s * RATE), depth), way[::-1]])
    return np.concatenate([*[one] * n, np.zeros(RATE)])


def frames(
    closed: Sequence[float] | Floats, sides: Sequence[Side] = (Side.RIGHT,), *, counted: int = 4, aspect: float = 1.5
) -> list[LandmarkFrame]:
    """As the hand model would tell them."""
    made = []
    for i, c in enumerate(closed):
        image = np.full((HAND.points, 3), np.nan, np.float32)
        for side in sides:
            xy = np.array(hand(c, 0.45 + 0.3j if side is Side.LEFT else 0.95 + 0.3j, counted=counted))
            image[side is Side.RIGHT :: 2] = np.stack([xy.real / aspect, 1 - xy.imag, 0 * xy.real], 1)
        seen: Singles = np.where(np.isnan(image[:, 0]), 0, 1).astype(np.float32)
        made.append(LandmarkFrame(i / RATE, image, image * np.float32(0.1), seen))
    return made


def unlike(pose: Pose) -> Pose:
    """The same hands called by the other side."""
    order = np.arange(HAND.points).reshape(-1, 2)[:, ::-1].ravel()
    return Pose(pose.t, pose.xy[order], pose.world[order], pose.place)
