"""How pictures show a cue: its limb, and its angle if it has one. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from formcheck.motion.landmarks import Bone as Bone
from formcheck.motion.landmarks import Joint, Part, Side

LimbSide = Literal["working", "other", "both", "across"]


@dataclass(frozen=True, slots=True)
class Limb:
    """A chain of landmarks, and the side it is on.

    side  the "working" one or the "other", which is both where none works alone; "both"; or "across": both and
          the lines from left to right, as of the trunk or the hips
    """

    parts: tuple[Joint, ...]
    side: LimbSide = "working"

    def bones(self, working: Side | None) -> list[Bone]:
        """The bones of the chain if this side is working; None: both sides."""
        one = {"working": working, "other": working and working.other}.get(self.side)
        chain = [(a.of(s), b.of(s)) for s in ([one] if one else Side) for a, b in pairwise(self.parts)]
        return chain + [(p.of(Side.LEFT), p.of(Side.RIGHT)) for p in self.parts if self.side == "across"]


TORSO = Limb((Part.SHOULDER, Part.HIP), "across")
HIPS = Limb((Part.HIP,), "across")
LEG = Limb((Part.HIP, Part.KNEE, Part.ANKLE))
OTHER_LEG = Limb(LEG.parts, "other")
FEET = Limb((Part.ANKLE, Part.HEEL, Part.TOE), "both")
OTHER_FOOT = Limb(FEET.parts, "other")
FOREARMS = Limb((Part.ELBOW, Part.WRIST), "both")


@dataclass(frozen=True, slots=True)
class Shows:
    """Where a picture shows the angle of a cue: at a joint, between a line and where the line should be.

    joint, end  the line leads from one to the other
    against     where it should be: "straight" on from `before`, "square" to the line from `before`, along the
                "trunk", as the other side is ("mirror"), or as it was at "rest", against `before` if there is one
    side        "middle" of both, the one "near" the camera, the "working" one or the "other", or the "worse"
    """

    joint: Joint
    end: Joint
    against: Literal["straight", "square", "trunk", "mirror", "rest"]
    before: Joint | None = None
    side: Literal["middle", "near", "working", "other", "worse"] = "middle"
