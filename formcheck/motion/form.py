"""The vocabulary of form: each reads off one repetition how far a fault goes.

Lengths are in trunk lengths (T) or leg lengths, angles in degrees. The value is NaN where it was not seen.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion import gates, signals
from formcheck.motion.evidence import NOT_SEEN, SEEN_SHARE, lasting
from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Floats, Part, Points, Side, Track, along, angle, either, median, upward_normal
from formcheck.motion.rep_phases import smooth
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import turned


def trunk_sways(w: RepWindow) -> Evidence:
    """Trunk in the picture away from where it was at rest, either way."""
    return lasting(w.track.t, np.abs(signals.lean(w.track) - median(signals.lean(w.rest))))


# wall angel


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
    """Difference of the arms' elevation at the far end."""
    return abs(median(signals.arm_elevation(w.top, Side.LEFT) - signals.arm_elevation(w.top, Side.RIGHT)))


def elbows_off_square(w: RepWindow) -> float:
    """How far the elbows are from a right angle at rest, mean of both."""
    return abs(median(either(*(signals.elbow_angle(w.rest, s) for s in Side))) - 90)


def forearms_tilt(w: RepWindow) -> float:
    """How far the worse forearm is from upright at rest."""
    left, right = (median(angle(w.rest.at(Part.WRIST, s) - w.rest.at(Part.ELBOW, s), w.rest.trunk)) for s in Side)
    return float(np.fmax(left, right))


def wrists_come_forward(w: RepWindow) -> float:
    """How far the wrists come forward from rest to the far end, over what the turn foreshortens.

    From the midpoint of both in the picture: what the arms do to either side cancels.
    """

    def forward(t: Track) -> Floats:
        return (t.mid(Part.WRIST) - t.mid(Part.SHOULDER)).real

    ahead = np.sign(median((w.track.mid(Part.TOE) - w.track.mid(Part.HEEL)).real))
    return float(w.change(forward) * ahead / np.sin(np.radians(median(turned(w.track)))) / w.trunk)


# prone Y raise


def chest_lifts(w: RepWindow) -> float:
    """Rise of the shoulders over the hips."""
    return w.change(lambda t: t.trunk.imag) / w.trunk


def elbows_bend(w: RepWindow) -> float:
    """Bend of the elbows at the far end, 0 for straight arms.

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
    """Wrists over the line of the trunk at the far end."""
    return median(signals.wrists_over_trunk(w.top)) / w.trunk


def off_the_y(w: RepWindow) -> float:
    """Upper arms against the line of the trunk, seen from above: how far from the middle of a good Y."""
    from_overhead = 180 - median(signals.mean_arm_elevation(w.top))
    return abs(from_overhead - GOOD_Y)


GOOD_Y = 35.0  # degrees from overhead in the picture from above: clean 27 to 31, and 30 to 50 are taught


# clamshell


def feet_part(w: RepWindow) -> float:
    """How much the feet part, as far as it is more than a share of the knees' parting: raised feet part a little."""
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
    """How far the nose comes up over the shoulders: pelvis, shoulders and head roll together."""
    return w.change(lambda t: along(t.nose - t.mid(Part.SHOULDER), upward_normal(t.trunk))) / w.trunk


def lower_knee_lifts(w: RepWindow) -> float:
    if w.side is None:
        return float("nan")
    low = w.side.other
    return w.change(lambda t: along(t.at(Part.KNEE, low) - t.at(Part.HIP, low), upward_normal(t.trunk))) / w.trunk


# single-leg deadlift


def _standing(track: Track, part: Part) -> Points:
    """A landmark of the leg whose ankle is lower, frame by frame: labels swap where the legs cross."""
    left = track.at(Part.ANKLE, Side.LEFT).imag <= track.at(Part.ANKLE, Side.RIGHT).imag
    return np.where(left, track.at(part, Side.LEFT), track.at(part, Side.RIGHT))


def _free(track: Track, part: Part) -> Points:
    return track.at(part, Side.LEFT) + track.at(part, Side.RIGHT) - _standing(track, part)


def standing_knee(track: Track) -> Floats:
    """Flexion of the standing knee."""
    hip, knee, ankle = (_standing(track, p) for p in (Part.HIP, Part.KNEE, Part.ANKLE))
    return angle(knee - hip, ankle - knee)


def standing_knee_bends(w: RepWindow) -> float:
    """Flexion of the standing knee at the far end over that at rest."""
    return w.change(standing_knee)


def standing_knee_at_top(w: RepWindow) -> float:
    """Flexion of the standing knee at the far end: landmarks may straighten it by 10 degrees, then by what it adds."""
    return float(np.fmax(median(standing_knee(w.top)), STANDS_AT + standing_knee_bends(w)))


STANDS_AT = 8.0  # degrees of flexion, a knee that stands straight in the landmarks


def free_leg_hangs(w: RepWindow) -> float:
    """Inclination of the trunk less that of the free leg, both from the vertical, at the far end."""
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
    leg = _leg_length(w.rest, side)
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


def _leg_length(track: Track, side: Side) -> float:
    hip, knee, ankle = (track.at(p, side) for p in (Part.HIP, Part.KNEE, Part.ANKLE))
    return median(np.abs(hip - knee) + np.abs(knee - ankle))


def hip_opens(w: RepWindow) -> float:
    """Rise of the free hip over the standing one, in lengths of the leg."""
    side = gates.standing_side(w)
    if side is None:
        return float("nan")
    rise = w.change(lambda t: (t.at(Part.HIP, side.other) - t.at(Part.HIP, side)).imag)
    return rise / _leg_length(w.rest, side)


# calf raise


def ankles_roll_out(w: RepWindow) -> float:
    """Ankles away from the middle against the toes, mean of both, in lengths of the leg."""

    def width(t: Track) -> Points:
        ankles = t.at(Part.ANKLE, Side.LEFT) - t.at(Part.ANKLE, Side.RIGHT)
        toes = t.at(Part.TOE, Side.LEFT) - t.at(Part.TOE, Side.RIGHT)
        return np.asarray(ankles - toes)

    def outwards(t: Track) -> Floats:
        sign = np.sign((t.at(Part.ANKLE, Side.LEFT) - t.at(Part.ANKLE, Side.RIGHT)).real)
        return width(t).real * sign / 2

    return w.change(outwards) / _leg_length(w.rest, Side.LEFT)
