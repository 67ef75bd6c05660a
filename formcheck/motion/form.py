"""The vocabulary of form: each reads off one repetition how far a fault goes.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. The value is NaN where it was not seen.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion import signals
from formcheck.motion.evidence import lasting
from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Part, Side, Track, median
from formcheck.motion.rep_window import RepWindow


def trunk_sways(w: RepWindow) -> Evidence:
    """Angle of the trunk from its rest position in the picture, in either direction."""
    return lasting(w.track.t, np.abs(signals.lean(w.track) - median(signals.lean(w.rest))))


def leg_of(track: Track, side: Side) -> float:
    """Length of a leg, thigh plus shin, median."""
    hip, knee, ankle = (track.at(p, side) for p in (Part.HIP, Part.KNEE, Part.ANKLE))
    return median(np.abs(hip - knee) + np.abs(knee - ankle))
