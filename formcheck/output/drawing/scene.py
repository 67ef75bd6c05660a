"""Everything that is drawn over one picture, whoever shows it: the live window, the video, a still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.highlight import Bone
from formcheck.motion.pose import Floats, Part, Points, Side

PhaseName = Literal["lift", "hold", "lower", "rest"]
Corner = Literal["left", "right"]

_CHAINS = (
    (Part.SHOULDER, Part.ELBOW, Part.WRIST),
    (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE),
    (Part.ANKLE, Part.HEEL, Part.TOE, Part.ANKLE),
)
SKELETON: tuple[Bone, ...] = (
    (11, 12),
    (23, 24),
    *((a.of(side), b.of(side)) for chain in _CHAINS for a, b in pairwise(chain) for side in Side),
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scene:
    """One picture's worth.

    points    (33, 2) pixels, x to the right and y down; NaN where a landmark was not seen
    limb      the bones that are coloured: what carries the movement, or what the cue is about
    amber     they are those of a cue
    title     what is done, such as "Calf raise · side view"
    reps      counted so far
    about     whether that cannot be relied upon
    attempts  what was not counted so far, such as "1 not counted"; "" for nothing
    reach     how far the movement is, as a share of the target; NaN: not now; None: there is no range here, no bar
    target    the target in words, such as "8.0 cm"
    size      the range of this repetition in words, once it is known
    guide     where the prescribed tempo would be now, on the scale of reach
    phase     what is being done
    seconds   how long it has been done, of the real movement
    asked     how long it should be done; None where nothing is asked
    cue       what to mend
    note      what is not seen, or what else to know
    corner    where the count and the cue stand
    scale     of the words: larger for a window that is read from across a room
    low       whether the cue stands at the foot of the picture, not below the count
    """

    points: Floats
    limb: Sequence[Bone] = ()
    amber: bool = False
    title: str = ""
    reps: int = 0
    about: bool = False
    attempts: str = ""
    reach: float | None = None
    target: str = ""
    size: str = ""
    guide: float | None = None
    phase: PhaseName | None = None
    seconds: float | None = None
    asked: float | None = None
    cue: str | None = None
    note: str | None = None
    corner: Corner = "left"
    scale: float = 1.0
    low: bool = False


def pixels(xy: Points, height: int) -> Floats:
    """(33,) frame heights, y up, as (33, 2) pixels of a picture so high, y down."""
    return np.stack([xy.real, 1 - xy.imag], axis=-1) * height


def seen(points: Floats) -> NDArray[np.bool_]:
    """(33,) which of the points are there."""
    return np.asarray(~np.isnan(points).any(axis=-1))
