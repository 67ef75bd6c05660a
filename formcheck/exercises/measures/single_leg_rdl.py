"""Measures used only by the single-leg deadlift.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. A value is NaN if its landmarks were not seen.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion import gates, signals
from formcheck.motion.evidence import NOT_SEEN, SEEN_SHARE
from formcheck.motion.form import leg_of
from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Floats, Part, Points, Side, Track, angle, median
from formcheck.motion.rep_phases import smooth
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import turned


def standing_foot_moves(w: RepWindow) -> float:
    """How far the lower ankle moves, 75th percentile, so that swapped labels do not count."""
    foot = signals.lower_ankle(w.track)
    foot = foot[~np.isnan(foot)]
    if not len(foot):
        return float("nan")
    centre = np.median(foot.real) + 1j * np.median(foot.imag)
    return float(np.percentile(np.abs(foot - centre), 75)) / w.trunk


def _upper_half(w: RepWindow) -> Track:
    s = w.movement
    return w.track.between((s.start_s + s.top_start_s) / 2, (s.top_end_s + s.end_s) / 2)


def legs_apart(w: RepWindow) -> float:
    """Angle between the two legs over the upper half of the repetition, median."""
    return median(signals.legs_apart(_upper_half(w)))


def on_one_leg_end_on(w: RepWindow) -> float:
    """1 and more when one leg is off the floor, seen from front or back, where legs overlap in the picture.

    Either the legs part by 13 degrees or the ankles' heights by 0.25 T: two-leg hinges show up to 10 and 0.14.
    """
    top = _upper_half(w)
    heights = np.abs(top.at(Part.ANKLE, Side.LEFT).imag - top.at(Part.ANKLE, Side.RIGHT).imag)
    return float(np.fmax(legs_apart(w) / 13, median(heights) / w.trunk / 0.25))


def _standing(track: Track, part: Part) -> Points:
    """A landmark of the leg with the lower ankle, frame by frame, because labels swap when the legs cross."""
    left = track.at(Part.ANKLE, Side.LEFT).imag <= track.at(Part.ANKLE, Side.RIGHT).imag
    return np.where(left, track.at(part, Side.LEFT), track.at(part, Side.RIGHT))


def _free(track: Track, part: Part) -> Points:
    return track.at(part, Side.LEFT) + track.at(part, Side.RIGHT) - _standing(track, part)


def standing_knee(track: Track) -> Floats:
    """Flexion of the standing knee."""
    hip, knee, ankle = (_standing(track, p) for p in (Part.HIP, Part.KNEE, Part.ANKLE))
    return angle(knee - hip, ankle - knee)


def standing_knee_bends(w: RepWindow) -> float:
    """Change in flexion of the standing knee from rest to the end position."""
    return w.change(standing_knee)


def standing_knee_at_top(w: RepWindow) -> float:
    """Flexion of the standing knee at the end position; landmarks may read 10 degrees too little, hence its change."""
    return float(np.fmax(median(standing_knee(w.top)), STANDS_AT + standing_knee_bends(w)))


STANDS_AT = 8.0  # degrees of flexion, a knee that stands straight in the landmarks


def free_leg_hangs(w: RepWindow) -> float:
    """Inclination of the trunk minus that of the free leg, at the end position."""
    leg = _free(w.top, Part.ANKLE) - _free(w.top, Part.HIP)
    return median(signals.trunk_inclination(w.top)) - median(angle(leg, -signals.straight_up(w.top)))


def free_foot_dips(w: RepWindow) -> Evidence:
    """Deepest dip of the free foot from its rise and fall, in lengths of the leg.

    The free foot is the higher one, frame by frame: the labels of the two swap where the legs cross.
    """
    side = gates.standing_side(w)
    if side is None:
        return NOT_SEEN
    foot = np.maximum(w.track.at(Part.ANKLE, Side.LEFT).imag, w.track.at(Part.ANKLE, Side.RIGHT).imag)
    seen = ~np.isnan(foot)
    leg = leg_of(w.rest, side)
    if seen.sum() < max(5, SEEN_SHARE * len(foot)) or not leg > 0:
        return NOT_SEEN
    t, y = w.track.t[seen], smooth(w.track.t[seen], foot[seen])
    rising = t <= (w.movement.top_start_s + w.movement.top_end_s) / 2
    roof = np.concatenate(
        (np.maximum.accumulate(y[rising]), np.maximum.accumulate(y[~rising][::-1])[::-1] if (~rising).any() else [])
    )
    dip = (roof - y) / leg
    i = int(np.argmax(dip))
    return float(dip[i]), float(t[i])


def hip_opens(w: RepWindow) -> float:
    """Rise of the free hip relative to the standing one, in leg lengths."""
    side = gates.standing_side(w)
    if side is None:
        return float("nan")
    rise = w.change(lambda t: (t.at(Part.HIP, side.other) - t.at(Part.HIP, side)).imag)
    return rise / leg_of(w.rest, side)


def hinge(w: RepWindow) -> float:
    """Change of the trunk's lean, to the side where it leans most: a tilted camera shifts both ends alike."""
    lean = signals.lean(w.track)
    sign = -1 if -np.nanmin(lean, initial=0) > np.nanmax(lean, initial=0) else 1
    return w.peak_change(lambda t: sign * signals.lean(t))


def hinge_from_corner(w: RepWindow) -> float:
    """The same, corrected for foreshortening by the turn: within 6 degrees on rendered truth, 12 in space."""
    ahead = np.sign(median(w.top.trunk.real)) / np.sin(np.radians(median(turned(w.rest))))
    return w.peak_change(lambda t: np.degrees(np.arctan2(ahead * t.trunk.real, t.trunk.imag)))
