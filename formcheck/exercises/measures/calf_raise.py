"""What only the calf raise measures.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. The value is NaN where it was not seen.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion.form import leg_of
from formcheck.motion.pose import Floats, Part, Points, Side, Track, median
from formcheck.motion.rep_window import RepWindow


def ankles_apart(w: RepWindow) -> float:
    """Difference in height of the two ankles."""
    return median(np.abs(w.track.at(Part.ANKLE, Side.LEFT).imag - w.track.at(Part.ANKLE, Side.RIGHT).imag)) / w.trunk


def ankles_roll_out(w: RepWindow) -> float:
    """Ankles away from the middle against the toes, mean of both, in lengths of the leg."""

    def width(t: Track) -> Points:
        ankles = t.at(Part.ANKLE, Side.LEFT) - t.at(Part.ANKLE, Side.RIGHT)
        toes = t.at(Part.TOE, Side.LEFT) - t.at(Part.TOE, Side.RIGHT)
        return np.asarray(ankles - toes)

    def outwards(t: Track) -> Floats:
        sign = np.sign((t.at(Part.ANKLE, Side.LEFT) - t.at(Part.ANKLE, Side.RIGHT)).real)
        return width(t).real * sign / 2

    return w.change(outwards) / leg_of(w.rest, Side.LEFT)
