"""Measures used only by the clamshell.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. A value is NaN if its landmarks were not seen.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.motion import signals
from formcheck.motion.pose import Part, Side, along, angle, median, spread, upward_normal
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import chest_normal


def chest_towards_camera(w: RepWindow) -> float:
    """1 when the chest faces the lens, -1 when the back does."""
    return median(chest_normal(w.track)[:, 2])


def chest_rise(w: RepWindow) -> float:
    """How far the chest points up (1) or down (-1) relative to the camera: down if the camera looks down."""
    return median(chest_normal(w.track)[:, 1])


def shoulder_line_tilt(w: RepWindow) -> float:
    """Angle of the shoulder line from the vertical, 0 to 90: small for a person lying on their side."""
    t = w.track
    line = t.at(Part.SHOULDER, Side.LEFT) - t.at(Part.SHOULDER, Side.RIGHT)
    a = median(angle(line, signals.straight_up(t)))
    return min(a, 180 - a)


def lies_higher(side: Side) -> Callable[[RepWindow], float]:
    """How much higher hip and shoulder of one side are than those of the other."""

    def measure(w: RepWindow) -> float:
        t = w.track
        mine = t.at(Part.HIP, side).imag + t.at(Part.SHOULDER, side).imag
        other = t.at(Part.HIP, side.other).imag + t.at(Part.SHOULDER, side.other).imag
        return median(mine - other) / w.trunk

    return measure


def hips_over_knee(w: RepWindow) -> float:
    """How far the hips move up and down over how far the knee comes away from the line of hip and ankle."""
    if w.side is None:
        return float("nan")
    side = w.side
    lift = w.peak_change(lambda t: signals.knee_lift(t, side))
    return spread(w.track.mid(Part.HIP).imag) / lift if lift > 0 else float("nan")


def feet_part(w: RepWindow) -> float:
    """How far the feet part, if more than a share of the knees' distance: raised feet always part a little."""
    if w.side is None:
        return float("nan")
    top = w.side

    def gap(part: Part) -> float:
        return w.change(lambda t: along(t.at(part, top) - t.at(part, top.other), upward_normal(t.trunk))) / w.trunk

    seen = [g for p in (Part.ANKLE, Part.HEEL, Part.TOE) if not np.isnan(g := gap(p))]
    if not seen:
        return float("nan")
    feet = sum(seen) / len(seen)
    knees = gap(Part.KNEE)
    return feet if np.isnan(knees) or feet > FEET_OF_KNEES * knees else 0.0


FEET_OF_KNEES = 0.27  # acted mildly 0.34; clean 0.2 at most with heels and toes, 0.40 with ankles alone


def body_rolls_back(w: RepWindow) -> float:
    """How far the nose rises above the shoulders, because pelvis, shoulders and head roll together."""
    return w.change(lambda t: along(t.nose - t.mid(Part.SHOULDER), upward_normal(t.trunk))) / w.trunk


def lower_knee_lifts(w: RepWindow) -> float:
    if w.side is None:
        return float("nan")
    low = w.side.other
    return w.change(lambda t: along(t.at(Part.KNEE, low) - t.at(Part.HIP, low), upward_normal(t.trunk))) / w.trunk
