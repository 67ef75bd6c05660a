"""Whether a limb moves while the body keeps still: that is no hold, but a movement that has perhaps only begun."""

from __future__ import annotations

import numpy as np

from formcheck.motion.gates import most_of
from formcheck.motion.pose import Part, Side, Track, median
from formcheck.motion.signals import trunk_length

BODY = (Part.SHOULDER, Part.HIP)
LIMBS = (Part.ELBOW, Part.WRIST, Part.KNEE, Part.ANKLE, Part.TOE)
MOVES, BEYOND = 0.15, 3.0  # trunk lengths, and times what the body moves: a foot that pumps 0.22 beside 0.03
# holds 0.10 at most where the body is still, and more where it leans or sags with them


def limb_moves(track: Track) -> bool:
    """Whether one moves by itself; one that the body takes with it does not."""
    if not len(track):
        return False
    body, limbs = (max((_moves(track, p, s) for p in parts for s in Side), default=0.0) for parts in (BODY, LIMBS))
    return bool(limbs > max(MOVES * median(trunk_length(track)), BEYOND * body))


def _moves(track: Track, part: Part, side: Side) -> float:
    at = track.at(part, side)
    return float(np.nan_to_num(np.fmax(most_of(at.real), most_of(at.imag))))
