"""Measures used only by the calf raise.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. A value is NaN if its landmarks were not seen.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.motion import gates, signals
from formcheck.motion.camera_shake import STANDS, camera_moves, height_over_toes
from formcheck.motion.form import leg_of
from formcheck.motion.pose import Floats, Part, Points, Side, Track, median
from formcheck.motion.rep_window import RepWindow

TRUNK = 0.288  # of stature, shoulder to hip (Drillis & Contini 1966)
FOOT = 0.152  # of stature, heel to toe
BENT = 12.0  # degrees at the top over rest: clean raises show up to 7
ONE_LEG = 0.30  # T between the ankles' heights: two-leg raises from the side show up to 0.16
# ankles in the picture over heels, knees bent: 0.22 to 0.81 on rendered truth, hence the half-width in foot lengths
ANKLE_PER_HEEL, BLURRED = 0.44, 0.15
LEANS = 20.0  # degrees of the trunk from the vertical: raises with a forward lean show 11 at most
FAR, FAR_BLURRED = 0.1, 0.075  # trunk in frame heights: of a quarter of the picture's height raises read 2 cm small
SHAKEN = 0.09  # foot lengths that a shaking hand adds to the half-width: 2.7 cm hold 90 %


def ankles_apart(w: RepWindow) -> float:
    """Difference in height of the two ankles."""
    return median(np.abs(w.track.at(Part.ANKLE, Side.LEFT).imag - w.track.at(Part.ANKLE, Side.RIGHT).imag)) / w.trunk


def ankles_roll_out(w: RepWindow) -> float:
    """How far the ankles move outwards relative to the toes, mean of both, in leg lengths."""

    def width(t: Track) -> Points:
        ankles = t.at(Part.ANKLE, Side.LEFT) - t.at(Part.ANKLE, Side.RIGHT)
        toes = t.at(Part.TOE, Side.LEFT) - t.at(Part.TOE, Side.RIGHT)
        return np.asarray(ankles - toes)

    def outwards(t: Track) -> Floats:
        sign = np.sign((t.at(Part.ANKLE, Side.LEFT) - t.at(Part.ANKLE, Side.RIGHT)).real)
        return width(t).real * sign / 2

    return w.change(outwards) / leg_of(w.rest, Side.LEFT)


def heel_rise(share: float) -> Callable[[RepWindow], float]:
    """Heel rise in foot lengths, measured by the shoulders, because heel landmarks are too inaccurate.

    With bent knees the body sinks while the heels rise: then measured by the ankles, which are inaccurate too.
    From level to level where the camera moves: what stays of its motion would raise the highest point, by 2.3 cm (rms)
    on one plan of moving cameras and 1.4 cm on another, where levels are 1.4 and 0.9 cm off.

    NaN for a body that leans on something: it turns about its feet, and the shoulders rise for another reason.
    """

    def measure(w: RepWindow) -> float:
        if gates.most_tilt(w) > LEANS:
            return float("nan")
        if gates.knees_bend(w) > BENT:
            ankles = w.peak_change(lambda t: t.mid(Part.ANKLE).imag)
            return ankles / w.trunk * TRUNK / FOOT / ANKLE_PER_HEEL
        height = height_over_toes if camera_moves(w) > STANDS else signals.upright_height
        rise = w.change(height) if w.movement.camera_moved else w.peak_change(height)
        return rise / w.trunk * TRUNK / FOOT / share

    return measure


def blur(w: RepWindow) -> float:
    """What bent knees, a shaking hand or a person far away add to the interval, in foot lengths."""
    far = FAR_BLURRED if w.trunk < FAR else 0.0
    return BLURRED if gates.knees_bend(w) > BENT else SHAKEN if camera_moves(w) > STANDS else far


def on_one_leg(w: RepWindow) -> bool:
    return ankles_apart(w) > ONE_LEG


def working_side(w: RepWindow) -> Side | None:
    return gates.standing_side(w) if on_one_leg(w) else None
