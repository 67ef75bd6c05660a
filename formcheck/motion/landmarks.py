"""Landmark models: what a network sees, as numbered points. A body is one, hands are another.

Points of a pair are neighbours, the left one first: `HandPart.WRIST.of(Side.RIGHT)` is the right wrist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import Literal

Bone = tuple[int, int]  # two landmarks


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Joint(IntEnum):
    """Landmarks of a model, numbered as the left one of their pair."""

    @property
    def apart(self) -> int:
        """How far the right one's number is from the left one's."""
        return 1

    def of(self, side: Side) -> int:
        """Index of this landmark on the given side of the body."""
        return int(self) + (side is Side.RIGHT) * self.apart

    @property
    def word(self) -> str:
        """As people read it, in English."""
        return self.name.lower().replace("_", " ")


class Part(Joint):
    """Body landmarks, numbered as in MediaPipe's 33-point model; an eye has three points, the others one each."""

    EYE = 2
    EAR = 7
    SHOULDER = 11
    ELBOW = 13
    WRIST = 15
    HIP = 23
    KNEE = 25
    ANKLE = 27
    HEEL = 29
    TOE = 31

    @property
    def apart(self) -> int:
        return 3 if self is Part.EYE else 1


class HandPart(Joint):
    """Hand landmarks: twice their number in MediaPipe's 21-point model, so that left and right are a pair."""

    PALM_HEEL = 0  # MediaPipe's wrist
    THUMB_TIP = 8
    INDEX_KNUCKLE = 10
    INDEX_TIP = 16
    MIDDLE_KNUCKLE = 18
    MIDDLE_TIP = 24
    RING_KNUCKLE = 26
    RING_TIP = 32
    LITTLE_KNUCKLE = 34
    LITTLE_TIP = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LandmarkModel:
    """One object for each network.

    points   how many landmarks a frame has
    parts    those that have a name
    bones    what pictures draw
    scale    from one to the other is the unit of lengths: "trunk lengths" of a body, palm lengths of a hand
    limbs    (near end, far end, longest in units of scale) of bones that do not grow
    swaps    pairs whose left and right the network mixes up
    jump     units a second that no landmark moves
    smooths  whether the network's answers lag behind, see delag.py
    together whether left and right are one body: seen or not seen at once, and of one length
    """

    name: Literal["body", "hand"]
    points: int
    parts: type[Joint]
    bones: tuple[Bone, ...]
    scale: tuple[Joint, Joint]
    limbs: tuple[tuple[Joint, Joint, float], ...] = ()
    swaps: tuple[Joint, ...] = ()
    jump: float
    smooths: bool
    together: bool

    @property
    def by_name(self) -> Mapping[str, Joint]:
        """Its parts by the names that exercise files use."""
        return {part.name.lower(): part for part in self.parts}


def _chains(*chains: tuple[int, ...]) -> tuple[Bone, ...]:
    return tuple((a + i, b + i) for chain in chains for a, b in pairwise(chain) for i in (0, 1))


BODY = LandmarkModel(
    name="body",
    points=33,
    parts=Part,
    bones=(
        (11, 12),
        (23, 24),
        *_chains(
            (Part.SHOULDER, Part.ELBOW, Part.WRIST),
            (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE),
            (Part.ANKLE, Part.HEEL, Part.TOE, Part.ANKLE),
        ),
    ),
    scale=(Part.HIP, Part.SHOULDER),
    limbs=(  # Drillis & Contini proportions
        (Part.SHOULDER, Part.ELBOW, 0.65),
        (Part.ELBOW, Part.WRIST, 0.51),
        (Part.HIP, Part.KNEE, 0.85),
        (Part.KNEE, Part.ANKLE, 0.85),
    ),
    swaps=(Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.TOE),
    jump=7.5,  # 0.25 per frame at 30 frames per second
    smooths=True,
    together=True,
)
HAND = LandmarkModel(
    name="hand",
    points=42,
    parts=HandPart,
    bones=_chains(
        *((0, *range(start, start + 8, 2)) for start in (2, 10, 34)),  # thumb, index and little finger
        *(tuple(range(start, start + 8, 2)) for start in (18, 26)),
        (10, 18, 26, 34),
    ),
    scale=(HandPart.PALM_HEEL, HandPart.MIDDLE_KNUCKLE),
    jump=30.0,  # a fingertip opens by a palm and a half within a tenth of a second
    smooths=False,
    together=False,
)
MODELS = {m.points: m for m in (BODY, HAND)}
BY_NAME: Mapping[str, LandmarkModel] = {m.name: m for m in (BODY, HAND)}
