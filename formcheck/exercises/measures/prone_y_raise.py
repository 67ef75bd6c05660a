"""Measures used only by the prone Y raise.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. A value is NaN if its landmarks were not seen.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.motion import signals
from formcheck.motion.pose import Floats, Part, Side, Track, along, angle, median, spread, upward_normal
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import chest_normal

FORESHORTENED = 0.7  # a lens 45 degrees over the back


def lower_leg_tilt(w: RepWindow) -> float:
    """Angle of the line from the hips to the lower ankle, median: 0 standing, 90 lying."""
    t = w.track
    return median(angle(signals.lower_ankle(t) - t.mid(Part.HIP), -signals.straight_up(t)))


def hips_raised(w: RepWindow) -> float:
    """Height of the hips above the middle of shoulders and ankles, as on all fours."""
    t = w.track
    floor = (t.mid(Part.SHOULDER).imag + t.mid(Part.ANKLE).imag) / 2
    return median(t.mid(Part.HIP).imag - floor) / w.trunk


def reach(w: RepWindow) -> float:
    """Distance of the wrist from the shoulder in the picture, of the arm that shows more of it, median."""
    arms = [median(np.abs(w.track.at(Part.WRIST, s) - w.track.at(Part.SHOULDER, s))) for s in Side]
    return float(np.nanmax([*arms, -np.inf])) / w.trunk


def hands_move(w: RepWindow) -> float:
    """How far the wrists move up and down in the picture over how far they do against the shoulders: 0 if they rest."""
    moved, lifted = (spread(x) for x in (w.track.mid(Part.WRIST).imag, signals.wrists_over_shoulders(w.track)))
    return moved / lifted if lifted > 0 else float("nan")


def legs_over_arms(w: RepWindow) -> float:
    """How far a knee rises over how far the wrists rise: lifted legs are another exercise."""

    def knee_height(side: Side) -> Callable[[Track], Floats]:
        return lambda track: (track.at(Part.KNEE, side) - track.mid(Part.HIP)).imag

    knee = float(np.nanmax([*(w.peak_change(knee_height(s)) for s in Side), -np.inf]))
    wrists = w.peak_change(signals.wrists_over_shoulders)
    return knee / wrists if wrists > 0 else float("nan")


def back_edge_on(w: RepWindow) -> float:
    """How much of a height over the back the picture shows: 1 along the back, less the more it is looked down upon.

    No less than FORESHORTENED: from further up the view is another, and a height says nothing.
    """
    return float(np.sqrt(np.maximum(1 - median(chest_normal(w.rest)[:, 2]) ** 2, FORESHORTENED**2)))


def chest_lifts(w: RepWindow) -> float:
    """Rise of the shoulders relative to the hips."""
    return w.change(lambda t: t.trunk.imag) / w.trunk


def elbows_bend(w: RepWindow) -> float:
    """Bend of the elbows at the end position, 0 for straight arms.

    Bent along the floor they bring the hands together, which a lens that looks down on the back shows: the gap of the
    wrists over that of the elbows, across the trunk in the picture. From lower down only a W shows, at the elbow
    nearer the camera, and straight arms are not claimed.
    """
    across, top = upward_normal(w.top.trunk), w.top
    hips, elbows, wrists = (
        median(along(top.at(p, Side.LEFT) - top.at(p, Side.RIGHT), across)) / w.trunk
        for p in (Part.HIP, Part.ELBOW, Part.WRIST)
    )
    near = max(Side, key=lambda s: np.nan_to_num(median(w.track.world_at(Part.SHOULDER, s)[:, 2]), nan=-9.0))
    bend = 180 - median(signals.elbow_angle(top, near))
    by_gap = float("nan")
    if abs(hips) >= LOOKED_DOWN_ON and elbows / hips > 1:  # elbows lie wider than hips, or they were not seen
        by_gap = GAP_BENDS * (STRAIGHT_GAP - wrists / elbows)
    return min(float(np.fmax(bend if bend > W_BENDS else np.nan, by_gap)), FULLY_BENT)


LOOKED_DOWN_ON = 0.17  # T between the hips in the picture: the lens at 15 degrees and more over the level
FULLY_BENT = 150.0  # degrees: no elbow bends further, and what the picture shows beyond is foreshortened
W_BENDS = 35.0  # degrees at the elbow in the picture: a W 94 to 97, straight ones 25 at most
STRAIGHT_GAP, GAP_BENDS = 1.57, 75.0  # wrists' over elbows' gap of straight arms, and degrees of bend for what it loses


def arms_over_body(w: RepWindow) -> float:
    """Height of the wrists above the line of the trunk at the end position."""
    return median(signals.wrists_over_trunk(w.top)) / w.trunk


def off_the_y(w: RepWindow) -> float:
    """Deviation of the upper arms from the middle of a good Y, seen from above."""
    from_overhead = 180 - median(signals.mean_arm_elevation(w.top))
    return abs(from_overhead - GOOD_Y)


GOOD_Y = 35.0  # degrees from overhead in the picture from above: clean 27 to 31, and 30 to 50 are taught
