"""How far a limb is folded, by how near its ends come to each other.

The angle of an elbow that points to or from the camera is smaller in the picture than in space: by 6 degrees where
it points 27 degrees aside, by 20 at 45. The hands of somebody propped up stay below the shoulders, whatever the elbows
do.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion.pose import Part, median
from formcheck.motion.rep_window import RepWindow

UPPER_ARM = 0.186 / (0.186 + 0.146)  # of the arm, shoulder to wrist (Drillis & Contini 1966)
ABOVE = 0.05  # trunk lengths that the landmark of a shoulder is above its joint: without it five bodies read 3 less
STRAIGHT = 98  # percentile of the distance in a repetition and its rest: the arm is straight


def elbows_fold(w: RepWindow) -> float:
    """How far the elbows are bent at the end position, degrees, if the arms were straight before or after."""
    rest, track, top = (
        np.abs(t.mid(Part.SHOULDER) - t.mid(Part.WRIST)) / w.trunk - ABOVE for t in (w.rest, w.track, w.top)
    )
    apart = np.concatenate((rest, track))
    if np.isnan(apart).all():
        return float("nan")
    share = median(top) / float(np.nanpercentile(apart, STRAIGHT))
    upper, fore = UPPER_ARM, 1 - UPPER_ARM
    cosine = (upper**2 + fore**2 - share**2) / (2 * upper * fore)
    return 180 - float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
