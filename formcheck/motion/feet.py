"""Named measures of feet that point and pull back: which foot it was, and whether its leg moved with it.

From the side the landmarks of a far foot follow the near one by a third to a half, whether it moves or not.
"""

from __future__ import annotations

from math import isnan

from formcheck.motion import signals
from formcheck.motion.gates import NOTHING, most_of
from formcheck.motion.pose import UP, Floats, Part, Side, Track, angle, median
from formcheck.motion.rep_window import RepWindow

DRAWN_UP = 20.0  # degrees that a knee is bent more than the other: two legs stretched out differ by up to 10, else 34
BOTH = 0.65  # of the working foot's way: feet that move together 0.77 to 0.91, a still one beside it 0.33 to 0.53
SAME_WAY = 12.0  # degrees from rest to the top: together 17 and more; in turn, filmed, mostly less


def _ankle(side: Side, t: Track) -> Floats:
    knee, ankle, toe = (t.at(p, side) for p in (Part.KNEE, Part.ANKLE, Part.TOE))
    return angle(knee - ankle, toe - ankle)


def leg_drawn_up(w: RepWindow) -> float:
    """How much more the working knee is bent than the other, degrees: who moves the foot of a leg that is stretched out
    has a foot on the floor whose landmarks move too."""
    if w.side is None:
        return NOTHING
    own, other = (median(signals.knee_flexion(w.track, s)) for s in (w.side, w.side.other))
    return 0.0 if isnan(own) or isnan(other) else own - other


def both_feet_point(w: RepWindow) -> float:
    """The other foot's way as a share of the working one's; 0 of a leg that is drawn up."""
    if w.side is None or leg_drawn_up(w) < -DRAWN_UP:
        return 0.0
    other = w.side.other
    if not w.change(lambda t: _ankle(other, t)) >= SAME_WAY:  # in turn one points while the other comes back
        return 0.0
    own, others = (most_of(_ankle(s, w.track)) for s in (w.side, other))
    return others / own if own > 0 else 0.0


def foot_way(w: RepWindow) -> float:
    """How far the working foot goes from rest to the top, degrees; NaN if the other leg is stretched out beside it: the
    landmarks then mix two feet, and read 0.35 to 0.8 of the way of one."""
    if w.side is None or not leg_drawn_up(w) < -DRAWN_UP:
        return NOTHING
    side = w.side
    return w.change(lambda t: _ankle(side, t))


def shank_tips(w: RepWindow) -> float:
    """How far the lower leg of the working foot tips, degrees: it stays if the foot alone moves. Of two feet that move
    together the leg that tips less: one of them is hidden."""
    if w.side is None:
        return NOTHING
    sides = (w.side, w.side.other) if both_feet_point(w) >= BOTH else (w.side,)
    tips = [most_of(angle(w.track.at(Part.ANKLE, s) - w.track.at(Part.KNEE, s), UP)) for s in sides]
    return min((x for x in tips if not isnan(x)), default=NOTHING)
