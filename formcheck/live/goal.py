"""When a live set ends."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.messages import _
from formcheck.motion.pose import Side

WHY_ENDED = {"reps": _("All reps done"), "seconds": _("Time is up"), "away": _("You left, so the set is over")}


@dataclass(frozen=True, slots=True)
class Goal:
    """When the set ends; reps are per side if sides work in turn. None: when the person leaves.

    side    the side that should work: reps of the other one are measured but do not count towards reps
    within  the set is part of a routine: the "next" key goes to the next set instead of the next side
    """

    reps: int | None = None
    seconds: float | None = None
    side: Side | None = None
    within: bool = False
