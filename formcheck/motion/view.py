"""The position of the camera relative to the body, and the posture of the person."""

from __future__ import annotations

from enum import StrEnum
from math import radians, sin

import numpy as np

from formcheck.motion.pose import UP, Floats, Part, Side, Track, angle, median


class View(StrEnum):
    FRONT = "front"
    BACK = "back"
    SIDE = "side"
    OBLIQUE = "oblique"
    ABOVE = "above"
    FOOT_END = "foot-end"
    HEAD_END = "head-end"
    UNKNOWN = "unknown"


class Posture(StrEnum):
    """How the body is placed. A camera tells some of them apart, see `seen_as`."""

    UPRIGHT = "upright"
    BENT_OVER = "bent-over"
    HANGING = "hanging"
    SEATED = "seated"
    ALL_FOURS = "all-fours"
    FRONT_SUPPORT = "front-support"
    PRONE = "prone"
    SUPINE = "supine"
    SIDE_LYING = "side-lying"
    LYING = "lying"
    HAND = "hand"
    UNKNOWN = "unknown"

    @property
    def stands(self) -> bool:
        """Whether the trunk is upright, or hinges from there: the picture is as high as the person."""
        return self in STANDS

    @property
    def seen_upright(self) -> bool | None:
        """Whether a camera sees the trunk upright, and not lying; None if it may be either."""
        return None if self in (Posture.BENT_OVER, Posture.SEATED, Posture.HAND) else self.stands

    @property
    def seen_like(self) -> Posture:
        """One posture for all whose views are recognised in the same way."""
        if self.stands:
            return Posture.UPRIGHT
        return Posture.PRONE if self.faces_floor or self is Posture.SUPINE else Posture.SIDE_LYING

    @property
    def faces_floor(self) -> bool:
        return self in (Posture.PRONE, Posture.FRONT_SUPPORT, Posture.ALL_FOURS)


STANDS = frozenset({Posture.UPRIGHT, Posture.BENT_OVER, Posture.HANGING, Posture.SEATED})

LYING_TILT = 55.0  # degrees of the trunk from the vertical; upright below 35
FRONT_YAW, SIDE_YAW = 20.0, 63.0  # rendered and filmed: front reads up to 16, oblique 26 to 61, side 65 and more
TURN_ERROR = 7.0  # degrees: nine in ten turns of a camera walked round three bodies
NARROW = (
    0.12  # of the shoulders between the eyes: faces 0.14 to 0.21, those that the model invents on a back 0.10 to 0.18
)
PULLED = 8.0  # degrees that the model's depth turns those seen from the side towards the camera; three bodies 6 to 10
FOOT, SHOULDERS = 0.235, 0.40  # of the leg's length in the picture, seen from the side and from the front
ONE_FOOT = 0.2  # leg lengths between the ankles' heights: the higher foot is off the floor and points anywhere
HANG = 0.9  # trunks of the hips over the ankles: seated with a leg out 0.3 to 0.65, with both feet down 1.15 and more
FLAT = 0.7  # of the chest's direction that is up or down: on the front or the back, and not on the side
END_ON = 0.8  # trunk's share along the line of sight: the camera looks along the body
OBLIQUE_END = 0.3  # walked round on the floor: 25 to 30 degrees off the side, of which the depth shows three quarters
ASKEW, ASKEW_TILT = 0.33, 12.0  # on the side, from the front: -0.01 to 0.28 and 7 degrees; a filmed corner: 17
FROM_ABOVE = 0.72  # chest normal's share along the line of sight of a prone person: lens 46 degrees up


def _unit(v: Floats) -> Floats:
    return np.asarray(v / np.linalg.norm(v, axis=-1, keepdims=True))


def trunk_tilt(track: Track) -> Floats:
    """Angle of the trunk from the vertical of the picture, degrees."""
    return angle(track.trunk, np.full(len(track), UP))


def yaw(track: Track) -> Floats:
    """How far an upright person is turned from facing the camera: 0 front, 90 side, 180 back, degrees.

    From the world shoulder and hip lines, which keep their heading when the trunk hinges forward.
    """
    across = _unit(track.world_across(Part.SHOULDER)) + _unit(track.world_across(Part.HIP))
    facing_z, facing_x = -across[:, 0], across[:, 2]
    return np.degrees(np.arctan2(np.abs(facing_x), facing_z))


def turned(track: Track) -> Floats:
    """The same from the picture: feet show their length from the side, shoulders their width from the front.

    The model's depth pulls people towards facing the camera (true 70 reads 57 to 60, true 37 reads 21 to 32);
    the two lengths in the picture do not. NaN where a foot or a leg is not seen.
    """
    ankles, knees, hips = (track.pair(p) for p in (Part.ANKLE, Part.KNEE, Part.HIP))
    leg = (np.abs(hips - knees) + np.abs(knees - ankles)).max(1)
    feet = (track.pair(Part.TOE) - track.pair(Part.HEEL)).real
    drop = (ankles[:, 0] - ankles[:, 1]).imag  # toes turned out cancel over two feet
    foot = np.where(drop > ONE_FOOT * leg, feet[:, 1], np.where(drop < -ONE_FOOT * leg, feet[:, 0], feet.mean(1)))
    across = (track.at(Part.SHOULDER, Side.LEFT) - track.at(Part.SHOULDER, Side.RIGHT)).real
    return np.asarray(np.degrees(np.arctan2(np.abs(foot) / leg / FOOT, np.abs(across) / leg / SHOULDERS)))


def chest_normal(track: Track) -> Floats:
    """Unit normal of the chest, (n, 3); z = 1 means that the chest faces the camera."""
    return _unit(np.cross(track.world_trunk, track.world_across(Part.SHOULDER)))


def posture_of(track: Track) -> Posture:
    """Upright or lying from the picture; prone, supine or side-lying from the direction of the chest."""
    tilt = median(trunk_tilt(track))
    if np.isnan(tilt):
        return Posture.UNKNOWN
    if not track.model.together:
        return Posture.HAND
    along_sight = median(_unit(track.world_trunk)[:, 2])
    if tilt < LYING_TILT and abs(along_sight) < END_ON:
        return Posture.UPRIGHT
    chest = chest_normal(track)
    down = -median(chest[:, 1])
    if down > FLAT:
        return Posture.PRONE
    if down < -FLAT:
        return Posture.SUPINE
    return Posture.SIDE_LYING if abs(median(chest[:, 2])) > 0.45 else Posture.LYING


def _legs_out(track: Track) -> bool:
    """Whether the legs are stretched out before somebody who sits: feet that point up show no length from the side."""
    trunk = np.abs(track.mid(Part.SHOULDER) - track.mid(Part.HIP))
    return median((track.mid(Part.HIP) - track.mid(Part.ANKLE)).imag / trunk) < HANG


def _turn(track: Track, posture: Posture) -> tuple[float, float]:
    """How far an upright person is turned, 0 to 90 degrees, and how far in space, 0 to 180."""
    in_space, in_picture = median(yaw(track)), median(turned(track))
    true = in_space + PULLED * sin(radians(in_space)) ** 2
    true = min(true, 180 - true)
    if np.isnan(in_picture):
        in_picture = true
    elif posture is Posture.SEATED and _legs_out(track):
        in_picture = max(in_picture, true)
    return in_picture, in_space


def _upright_view(turn: float, in_space: float) -> View:
    if turn > SIDE_YAW:
        return View.SIDE
    if turn > FRONT_YAW:
        return View.OBLIQUE
    return View.BACK if in_space > 90 else View.FRONT


def nearly(track: Track, posture: Posture) -> View | None:
    """The other view of somebody upright: no further away than the error of the turn, or a face too narrow for the
    front, which the model may have invented. None if there is none."""
    if not len(track) or not track.model.together or posture.seen_like is not Posture.UPRIGHT:
        return None
    turn, in_space = _turn(track, posture)
    view = _upright_view(turn, in_space)
    others = (_upright_view(turn + by, in_space) for by in (-TURN_ERROR, TURN_ERROR))
    back = View.BACK if view is View.FRONT and median(_face(track)) < NARROW else None
    return next((v for v in others if v is not view), back)


def _face(track: Track) -> Floats:
    """Between the eyes, as a share of that between the shoulders."""
    eyes, shoulders = (track.pair(p) for p in (Part.EYE, Part.SHOULDER))
    return np.asarray(np.abs(eyes[:, 0] - eyes[:, -1]) / np.abs(shoulders[:, 0] - shoulders[:, -1]))


def view_of(track: Track, posture: Posture) -> View:
    """The view of a track, for an exercise done in the given posture."""
    if not len(track) or np.isnan(median(track.trunk.real)):
        return View.UNKNOWN
    if not track.model.together:
        return View.FRONT  # wherever the palm points: a closed fist is small from every side
    like = posture.seen_like
    if like is Posture.UPRIGHT:
        return _upright_view(*_turn(track, posture))
    sight = median(_unit(track.world_trunk)[:, 2])
    chest = median(chest_normal(track)[:, 2])
    if like is Posture.PRONE:
        if sight > END_ON:
            return View.HEAD_END
        if sight < -END_ON:
            return View.FOOT_END
        if abs(chest) > FROM_ABOVE:  # the model may mistake a back seen from above for a chest
            return View.ABOVE
        return View.OBLIQUE if abs(sight) > OBLIQUE_END else View.SIDE
    if abs(sight) > 0.45:
        return View.HEAD_END if sight > 0 else View.FOOT_END
    if abs(sight) > ASKEW or abs(median(trunk_tilt(track)) - 90) > ASKEW_TILT:
        return View.OBLIQUE
    return View.FRONT if chest > 0 else View.BACK
