"""Which hand is the left one: the model says it picture by picture, and is wrong in some. A hand keeps its side."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.motion.landmarks import HAND, Side
from formcheck.motion.pose import Pose

NEAR = 1.5  # palm lengths from one picture to the next: the same hand
GONE_S = 0.5  # not seen for longer, it may be another one
SURE = 15  # pictures that outvote a side, at most


@dataclass(slots=True)
class _Hand:
    at: complex
    t: float
    votes: int = 0  # for the right side
    right: bool = False


class HandSides:
    """Push poses of hands; get them with each hand on the side that most of its pictures say."""

    def __init__(self) -> None:
        self._hands: list[_Hand] = []

    def push(self, pose: Pose) -> Pose:
        self._hands = [h for h in self._hands if pose.t - h.t < GONE_S]
        said = [i for i in range(len(Side)) if not np.isnan(pose.xy[i])]
        seen = {i: self._hand(pose, i) for i in said}
        if len(seen) == 1:
            (i, hand), *_ = seen.items()
            return pose if hand.right == bool(i) else _exchanged(pose)
        if len(seen) == 2 and seen[0].right and not seen[1].right:
            return _exchanged(pose)
        return pose

    def _hand(self, pose: Pose, i: int) -> _Hand:
        a, b = (part.of(list(Side)[i]) for part in HAND.scale)
        at, reach = complex(pose.steadied.xy[a]), NEAR * abs(pose.xy[b] - pose.xy[a])
        free = [h for h in self._hands if h.t < pose.t and abs(h.at - at) < reach]
        hand = min(free, key=lambda h: abs(h.at - at), default=None)
        if hand is None:
            hand = _Hand(at, pose.t, right=bool(i))
            self._hands.append(hand)
        hand.at, hand.t = at, pose.t
        hand.votes = int(np.clip(hand.votes + (1 if i else -1), -SURE, SURE))
        hand.right = hand.votes > 0 if hand.votes else hand.right
        return hand


def _exchanged(pose: Pose) -> Pose:
    order = np.arange(HAND.points).reshape(-1, 2)[:, ::-1].ravel()
    return replace(pose, xy=pose.xy[order], world=pose.world[order])
