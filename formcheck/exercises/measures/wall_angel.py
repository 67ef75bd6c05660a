"""Measures used only by the wall angel.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. A value is NaN if its landmarks were not seen.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion import gates, signals
from formcheck.motion.evidence import lasting
from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Floats, Part, Side, Track, along, angle, either, median
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import turned
from formcheck.motion.vocabulary import measure

CLOSED, OPENS = 75.0, 78.0  # degrees of the elbows at rest, and that they stretch, where a lift may do the same
PRESSES = 95.0  # degrees that the elbows stretch: presses 81 to 150, wall angels 45 to 85, from a low W 110

UPRIGHT = 0.12  # T that the hands are nearer to the middle than the elbows: presses from the front 0.06 at most

elbows_stretch = measure("change(angle(shoulder, elbow, wrist))")
elbows_at_rest = measure("at_rest(angle(shoulder, elbow, wrist))")
beside_shoulders = measure("at_rest(outward(wrist, shoulder))")


def wrists_over_elbows(w: RepWindow) -> float:
    """Height of the wrists above the elbows along the trunk, median."""
    t = w.track
    return (
        median(
            either(
                along(t.at(Part.WRIST, Side.LEFT) - t.at(Part.ELBOW, Side.LEFT), t.trunk),
                along(t.at(Part.WRIST, Side.RIGHT) - t.at(Part.ELBOW, Side.RIGHT), t.trunk),
            )
        )
        / w.trunk
    )


def hands_out(w: RepWindow) -> float:
    """How far beside the shoulders the hands are at rest, in T; NaN where the elbows stretch less than a press does."""
    return beside_shoulders(w) if elbows_stretch(w) > PRESSES else float("nan")


def like_a_press(w: RepWindow) -> float:
    """1 if the elbows begin as closed as for a lift overhead, and stretch as far; else 0."""
    return float(elbows_at_rest(w) < CLOSED and elbows_stretch(w) > OPENS)


def elbows_with_weights(w: RepWindow) -> float:
    """How far the elbows begin in front of the chest, where the hands are over them as if they carried weights."""
    return gates.elbows_before_chest(w) if gates.forearms_lean_in(w) < UPRIGHT else float("nan")


def hands_with_weights(w: RepWindow) -> float:
    """How far the hands begin in front of the chest, where the elbows begin as closed as for a lift."""
    return gates.hands_before_chest(w) if like_a_press(w) else float("nan")


def back_leaves_wall(w: RepWindow) -> Evidence:
    """How far the hips come forward over the ankles, or the shoulders over the hips: an arched or a leaning back.

    Forwards alone, by where the toes point: the noise of a back that stays goes either way.
    """
    ahead = np.sign(median((w.track.mid(Part.TOE) - w.track.mid(Part.HEEL)).real))

    def forward(upper: Part, lower: Part) -> Evidence:
        def apart(t: Track) -> Floats:
            return np.asarray((t.mid(upper) - t.mid(lower)).real)

        return lasting(w.track.t, ahead * (apart(w.track) - median(apart(w.rest))) / w.trunk)

    hips, shoulders = forward(Part.HIP, Part.ANKLE), forward(Part.SHOULDER, Part.HIP)
    return shoulders if np.isnan(hips[0]) or shoulders[0] > hips[0] else hips


def arms_uneven(w: RepWindow) -> float:
    """Difference in elevation of the two arms at the end position."""
    return abs(median(signals.arm_elevation(w.top, Side.LEFT) - signals.arm_elevation(w.top, Side.RIGHT)))


def elbows_off_square(w: RepWindow) -> float:
    """Deviation of the elbows from a right angle at rest, mean of both."""
    return abs(median(either(*(signals.elbow_angle(w.rest, s) for s in Side))) - 90)


def forearms_tilt(w: RepWindow) -> float:
    """Deviation of the worse forearm from upright at rest."""
    left, right = (median(angle(w.rest.at(Part.WRIST, s) - w.rest.at(Part.ELBOW, s), w.rest.trunk)) for s in Side)
    return float(np.fmax(left, right))


def wrists_come_forward(w: RepWindow) -> float:
    """How far the wrists come forward from rest to the end position, over what the turn foreshortens.

    From the midpoint of both in the picture: what the arms do to either side cancels.
    """

    def forward(t: Track) -> Floats:
        return (t.mid(Part.WRIST) - t.mid(Part.SHOULDER)).real

    ahead = np.sign(median((w.track.mid(Part.TOE) - w.track.mid(Part.HEEL)).real))
    return float(w.change(forward) * ahead / np.sin(np.radians(median(turned(w.track)))) / w.trunk)
