"""The vocabulary of gates: each reads one number off a repetition, to tell it from other movements.

Lengths are in trunk lengths (T), angles in degrees. NaN where it was not seen.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.motion import signals
from formcheck.motion.pose import Floats, Part, Points, Side, Track, either, median, spread
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import View, trunk_tilt

NOTHING = float("nan")


def _highest(x: Floats) -> float:
    seen = x[~np.isnan(x)]
    return float(seen.max()) if len(seen) else NOTHING


def _most_of(x: Floats) -> float:
    """From the 5th to the 95th percentile: single frames of a guessed landmark do not count."""
    seen = x[~np.isnan(x)]
    return float(np.subtract(*np.percentile(seen, [95, 5]))) if len(seen) else NOTHING


def _moved(w: RepWindow, points: Points) -> float:
    """Largest distance from where the points were at the start, in T."""
    seen = points[~np.isnan(points)]
    if not len(seen):
        return NOTHING
    origin = np.median(seen[:5].real) + 1j * np.median(seen[:5].imag)
    return float(np.abs(seen - origin).max()) / w.trunk


def tilt(w: RepWindow) -> float:
    """Trunk from the vertical of the picture, median."""
    return median(trunk_tilt(w.track))


def least_tilt(w: RepWindow) -> float:
    """Trunk from the vertical when it was most upright, in the repetition or just before it."""
    x = np.concatenate((trunk_tilt(w.rest), trunk_tilt(w.track)))
    return -_highest(-x)


def most_tilt(w: RepWindow) -> float:
    return _highest(trunk_tilt(w.track))


def hips_move(w: RepWindow) -> float:
    return _moved(w, w.track.mid(Part.HIP))


def hips_sideways(w: RepWindow) -> float:
    return spread(w.track.mid(Part.HIP).real) / w.trunk


def shoulders_move(w: RepWindow) -> float:
    return _moved(w, w.track.mid(Part.SHOULDER))


def body_rises(w: RepWindow) -> float:
    return w.peak_change(signals.upright_height) / w.trunk


def trunk_grows(w: RepWindow) -> float:
    """Share by which the trunk's length in the picture changes."""
    return spread(signals.trunk_length(w.track)) / w.trunk


def body_turns(w: RepWindow) -> float:
    """How far the shoulders and hips turn about the vertical, degrees in space; front taken for back is no turn."""
    across = w.track.world_across(Part.SHOULDER) + w.track.world_across(Part.HIP)
    seen = across[~np.isnan(across[:, 0])]
    yaw = np.degrees(np.arctan2(seen[:, 2], seen[:, 0]))
    return _most_of(np.unwrap(yaw, period=180)) if len(seen) else NOTHING


def steadiest_foot_moves(w: RepWindow) -> float:
    """Of the ankles, the toes and their midpoints, what moves least: a midpoint survives swapped labels."""
    feet = (Part.ANKLE, Part.TOE)
    moves = [_moved(w, w.track.at(p, s)) for p in feet for s in Side]
    moves += [_moved(w, w.track.mid(p)) for p in feet]
    return -_highest(-np.array(moves))


def least_knee_range(w: RepWindow) -> float:
    """How much the knee that bends less bends and straightens."""
    bends = [signals.knee_flexion(w.track, s) for s in Side]
    return -_highest(-np.array([_most_of(x) for x in bends]))


def knees_bend(w: RepWindow) -> float:
    """Knee flexion at the top over that at rest, mean of both."""
    return w.change(lambda t: either(signals.knee_flexion(t, Side.LEFT), signals.knee_flexion(t, Side.RIGHT)))


def leg_length(w: RepWindow) -> float:
    """Mid-hip to mid-ankle."""
    return median(np.abs(w.track.mid(Part.HIP) - w.track.mid(Part.ANKLE))) / w.trunk


def _arms(w: RepWindow, track: Track) -> Floats:
    """Arm elevation: in the picture from the front, in space otherwise."""
    front = w.view is View.FRONT
    return signals.mean_arm_elevation(track) if front else signals.mean_world_arm_elevation(track)


def arms_move(w: RepWindow) -> float:
    """How far the arm that moves less goes up and down, degrees in space."""
    ranges = [_most_of(signals.world_arm_elevation(w.track, s)) for s in Side]
    return -_highest(-np.array(ranges))


def elbows_move(w: RepWindow) -> float:
    """How far the elbows go up and down, as degrees of the upper arms: also where one arm hides the other."""
    return _most_of(signals.elbow_height_elevation(w.track))


def highest_arms(w: RepWindow) -> float:
    """Arm elevation at the end position."""
    return _highest(_arms(w, w.track))


def lowest_arms(w: RepWindow) -> float:
    """Arm elevation at rest."""
    return median(_arms(w, w.rest))


def standing_side(w: RepWindow) -> Side | None:
    """The side whose ankle is lower, at rest and at the end position together: seen end on, a leg reached back hides."""
    lower = [median((t.at(Part.ANKLE, Side.RIGHT) - t.at(Part.ANKLE, Side.LEFT)).imag) for t in (w.rest, w.top)]
    if np.isnan(lower).all():
        return None
    return Side.LEFT if np.nansum(lower) > 0 else Side.RIGHT


def rest_of(w: RepWindow, signal: Callable[[Track], Floats]) -> float:
    """Median of a signal at rest, in T."""
    return median(signal(w.rest)) / w.trunk
