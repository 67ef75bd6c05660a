"""Before a set of hands: whether the camera sees them large enough and whole."""

from __future__ import annotations

import numpy as np

from formcheck.messages import _
from formcheck.motion.pose import Track

LARGE = 0.25  # of the picture's height, from the heel of the palm to the furthest fingertip
TOO_LARGE = 0.9


def hand_fix(track: Track, aspect: float) -> tuple[str, str] | None:
    """The id of the next thing to change, and how to say it; None if all is well."""
    hands = [xy for xy in (track.xy[-1][i::2] for i in (0, 1)) if not np.isnan(xy).any()]
    if not hands:
        return None
    size = max(float(np.ptp(xy.imag)) for xy in hands)
    xy = np.concatenate(hands)
    if size > TOO_LARGE:
        return "step-back", _("Move the hand back: I need to see all of it")
    if xy.real.min() < 0 or xy.real.max() > aspect or xy.imag.min() < 0 or xy.imag.max() > 1:
        return "middle", _("Move the hand to the middle of the picture")
    return ("closer", _("Bring the hand closer to the camera")) if size < LARGE else None
