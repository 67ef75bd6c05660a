"""Everything drawn over one picture, in the live window, the video or a still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.landmarks import MODELS, Bone
from formcheck.motion.pose import Floats, Points
from formcheck.motion.spec import CountOf

PhaseName = Literal["lift", "hold", "lower", "rest"]
Corner = Literal["left", "right"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scene:
    """The overlay of one picture.

    points    (33, 2) pixels, x to the right and y down; NaN where a landmark was not seen; of hands 42
    limb      the coloured bones: those that carry the movement, or those of the cue
    amber     whether they are those of a cue
    title     such as "Calf raise · side view"
    reps      counted so far; of holds, the seconds of the last one
    counts    what is counted
    goal      how many were asked for; None: no number
    about     whether the count is unreliable
    attempts  movements not counted so far, such as "1 not counted", or ""
    reach     progress of the movement as a share of the target; NaN: not now; None: no range, no bar
    target    the target as text, such as "8.0 cm"
    size      the range of this repetition as text, once known
    guide     where the prescribed tempo would be now, on the scale of reach
    phase     the current phase, in words; None if there is none
    seconds   time in the phase, of the real movement
    asked     prescribed time of the phase; None if there is none
    cue       what to fix
    praise    what was fixed
    note      what is not visible, or other findings
    corner    place of the count and the cue
    low       whether the cue is at the bottom of the picture instead of below the count
    """

    points: Floats
    limb: Sequence[Bone] = ()
    amber: bool = False
    title: str = ""
    reps: int = 0
    counts: CountOf = "repetitions"
    goal: int | None = None
    about: bool = False
    attempts: str = ""
    reach: float | None = None
    target: str = ""
    size: str = ""
    guide: float | None = None
    phase: str | None = None
    seconds: float | None = None
    asked: float | None = None
    cue: str | None = None
    praise: str = ""
    note: str | None = None
    corner: Corner = "left"
    low: bool = False


def pixels(xy: Points, height: int) -> Floats:
    """(33,) frame heights, y up, to (33, 2) pixels of a picture of that height, y down."""
    return np.stack([xy.real, 1 - xy.imag], axis=-1) * height


def seen(points: Floats) -> NDArray[np.bool_]:
    """(33,) which points are visible."""
    return np.asarray(~np.isnan(points).any(axis=-1))


def skeleton(points: Floats | Points) -> tuple[Bone, ...]:
    """The bones of what these points are of."""
    return MODELS[len(points)].bones
