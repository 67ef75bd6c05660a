"""The vocabulary of gates: each reads one number off a repetition, to tell it from other movements.

Lengths are in trunk lengths (T), angles in degrees. NaN where it was not seen.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

import numpy as np

from formcheck.motion import signals
from formcheck.motion.pose import Floats, Part, Points, Side, Track, either, median, spread
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import View, chest_normal, trunk_tilt

NOTHING = float("nan")


def highest(x: Floats) -> float:
    seen = x[~np.isnan(x)]
    return float(seen.max()) if len(seen) else NOTHING


def most_of(x: Floats) -> float:
    """Range from the 5th to the 95th percentile, so that single wrong landmarks do not count."""
    seen = np.sort(x[~np.isnan(x)])
    if not len(seen):
        return NOTHING
    last = len(seen) - 1
    low, high = np.interp((0.05 * last, 0.95 * last), np.arange(last + 1), seen)  # ten times as fast as np.percentile
    return float(high - low)


def _moved(w: RepWindow, points: Points) -> float:
    """Largest distance of the points from their start, in T."""
    seen = points[~np.isnan(points)]
    if not len(seen):
        return NOTHING
    origin = complex(median(seen[:5].real), median(seen[:5].imag))
    return float(np.abs(seen - origin).max()) / w.trunk


def held_s(w: RepWindow) -> float:
    """Of a hold: seconds in position."""
    return w.movement.held_s if len(w.track) and not np.isnan(w.track.xy).all() else NOTHING


def tilt(w: RepWindow) -> float:
    """Angle of the trunk from the vertical, median."""
    return median(trunk_tilt(w.track))


def least_tilt(w: RepWindow) -> float:
    """Angle of the trunk from the vertical when most upright, during the repetition or just before it."""
    x = np.concatenate((trunk_tilt(w.rest), trunk_tilt(w.track)))
    return -highest(-x)


def most_tilt(w: RepWindow) -> float:
    return highest(trunk_tilt(w.track))


def trunk_bends(w: RepWindow) -> float:
    """Range of the trunk's angle from the vertical, rest included: leaning on a wall all the time is none."""
    return spread(np.concatenate((trunk_tilt(w.rest), trunk_tilt(w.track))))


def hips_move(w: RepWindow) -> float:
    return _moved(w, w.track.mid(Part.HIP))


def hips_sideways(w: RepWindow) -> float:
    return spread(w.track.mid(Part.HIP).real) / w.trunk


def shoulders_move(w: RepWindow) -> float:
    return _moved(w, w.track.mid(Part.SHOULDER))


def hands_move(w: RepWindow) -> float:
    """Nothing where the body hangs from them or leans on them."""
    return _moved(w, w.track.mid(Part.WRIST))


def shoulders_rise(w: RepWindow) -> float:
    """From rest to the highest."""
    return w.peak_change(lambda t: t.mid(Part.SHOULDER).imag) / w.trunk


def body_rises(w: RepWindow) -> float:
    return w.peak_change(signals.upright_height) / w.trunk


def body_follows(w: RepWindow) -> float:
    """How far hips and head rise, their mean, over how far the shoulders rise: 1 for a body that rises as a whole.

    The hips alone where the picture cuts the head.
    """
    shoulders = w.peak_change(lambda t: t.mid(Part.SHOULDER).imag)
    hips, head = w.peak_change(lambda t: t.mid(Part.HIP).imag), w.peak_change(lambda t: t.nose.imag)
    return (hips if isnan(head) else (hips + head) / 2) / shoulders if shoulders > 0 else NOTHING


def trunk_grows(w: RepWindow) -> float:
    """Relative change of the trunk length in the picture."""
    return spread(signals.trunk_length(w.track)) / w.trunk


def body_turns(w: RepWindow) -> float:
    """Rotation of shoulders and hips about the vertical, degrees in space; a front-back mix-up is not a turn."""
    across = w.track.world_across(Part.SHOULDER) + w.track.world_across(Part.HIP)
    seen = across[~np.isnan(across[:, 0])]
    yaw = np.degrees(np.arctan2(seen[:, 2], seen[:, 0]))
    return most_of(np.unwrap(yaw, period=180)) if len(seen) else NOTHING


def steadiest_foot_moves(w: RepWindow) -> float:
    """The smallest movement of ankles, toes and their midpoints, which are immune to swapped labels."""
    feet = (Part.ANKLE, Part.TOE)
    moves = [_moved(w, w.track.at(p, s)) for p in feet for s in Side]
    moves += [_moved(w, w.track.mid(p)) for p in feet]
    return -highest(-np.array(moves))


def toes_stray(w: RepWindow) -> float:
    """How far the toes, seen from the ankle, leave the straight line along which they move most: the way's breadth."""
    if w.side is None:
        return NOTHING
    way = w.track.at(Part.TOE, w.side) - w.track.at(Part.ANKLE, w.side)
    way = way[~np.isnan(way)]
    if not len(way):
        return NOTHING
    way = way - way.mean()
    along = np.sqrt((way**2).sum())  # along the way: doubled, the angles of to and fro are one
    return most_of((way * np.conj(along)).imag) / (abs(along) or 1.0) / w.trunk


def least_knee_range(w: RepWindow) -> float:
    """Range of motion of the knee that bends less."""
    bends = [signals.knee_flexion(w.track, s) for s in Side]
    return -highest(-np.array([most_of(x) for x in bends]))


def knees_bend(w: RepWindow) -> float:
    """Change in knee flexion from rest to the top, mean of both."""
    return w.change(lambda t: either(signals.knee_flexion(t, Side.LEFT), signals.knee_flexion(t, Side.RIGHT)))


def leg_length(w: RepWindow) -> float:
    """Mid-hip to mid-ankle."""
    return median(np.abs(w.track.mid(Part.HIP) - w.track.mid(Part.ANKLE))) / w.trunk


def _arms(w: RepWindow, track: Track) -> Floats:
    """Arm elevation: in the picture from the front, in space otherwise."""
    front = w.view is View.FRONT
    return signals.mean_arm_elevation(track) if front else signals.mean_world_arm_elevation(track)


def arms_move(w: RepWindow) -> float:
    """Range of motion of the arm that moves less, degrees in space."""
    ranges = [most_of(signals.world_arm_elevation(w.track, s)) for s in Side]
    return -highest(-np.array(ranges))


def least_elbow_lift(w: RepWindow) -> float:
    """How far the elbow that moves less comes up or down beside the trunk: little where one arm works alone."""
    lifts = [most_of(signals.elbow_lift(w.track, s)) / w.trunk for s in Side]
    return -highest(-np.array(lifts))


def elbows_move(w: RepWindow) -> float:
    """Range of motion of the elbows, as degrees of the upper arms; works if one arm hides the other."""
    return most_of(signals.elbow_height_elevation(w.track))


def _before_chest(t: Track, part: Part) -> float:
    """How far a joint of the arms is in front of the shoulders, as the chest faces, mean of both sides, in T."""
    apart = [t.world_at(part, s) - t.world_at(Part.SHOULDER, s) for s in Side]
    return median(((apart[0] + apart[1]) * chest_normal(t)).sum(1) / 2 / np.linalg.norm(t.world_trunk, axis=1))


def elbows_before_chest(w: RepWindow) -> float:
    """How far the elbows are in front of the shoulders at rest, by the model's depth: at a wall they are beside."""
    return _before_chest(w.rest, Part.ELBOW)


def hands_before_chest(w: RepWindow) -> float:
    """How far the hands are in front of the shoulders at rest."""
    return _before_chest(w.rest, Part.WRIST)


def forearms_lean_in(w: RepWindow) -> float:
    """How much nearer to the middle the hands are than the elbows at rest: weights are carried on upright forearms."""
    hands, elbows = (np.abs((t[:, 0] - t[:, 1]).real) / 2 for t in (w.rest.pair(Part.WRIST), w.rest.pair(Part.ELBOW)))
    return median(elbows - hands) / w.trunk


def highest_arms(w: RepWindow) -> float:
    """Arm elevation at the end position."""
    return highest(_arms(w, w.track))


def lowest_arms(w: RepWindow) -> float:
    """Arm elevation at rest."""
    return median(_arms(w, w.rest))


def standing_side(w: RepWindow) -> Side | None:
    """The side with the lower ankle, over rest and end position: seen end on, a leg reaching back is hidden."""
    lower = [median((t.at(Part.ANKLE, Side.RIGHT) - t.at(Part.ANKLE, Side.LEFT)).imag) for t in (w.rest, w.top)]
    if np.isnan(lower).all():
        return None
    return Side.LEFT if np.nansum(lower) > 0 else Side.RIGHT


def hips_went(w: RepWindow) -> Side | None:
    """To which side of the person the hips moved in the picture."""
    hips, across = w.track.mid(Part.HIP).real, w.track.pair(Part.SHOULDER).real
    seen = np.flatnonzero(~np.isnan(hips))
    if not len(seen):
        return None
    moved = hips[seen[-1]] - hips[seen[0]]
    return Side.LEFT if moved * median(across[:, 0] - across[:, 1]) > 0 else Side.RIGHT


def moving_arm(w: RepWindow) -> Side | None:
    """The side whose elbow bends and straightens more."""
    return _moves_more(w, signals.elbow_angle)


def moving_leg(w: RepWindow) -> Side | None:
    """The side whose knee bends and straightens more."""
    return _moves_more(w, signals.knee_flexion)


def _moves_more(w: RepWindow, joint: Callable[[Track, Side], Floats]) -> Side | None:
    left, right = (most_of(joint(w.track, s)) for s in Side)
    if np.isnan(left) and np.isnan(right):
        return None
    return Side.RIGHT if np.isnan(left) or right > left else Side.LEFT


def rest_of(w: RepWindow, signal: Callable[[Track], Floats]) -> float:
    """Median of a signal at rest, in T."""
    return median(signal(w.rest)) / w.trunk
