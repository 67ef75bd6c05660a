"""Where the camera stands, as seen from the person's body, and how the person holds themselves."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from formcheck.motion.pose import UP, Floats, Part, Track, angle, median


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
    UPRIGHT = "upright"
    PRONE = "prone"
    SIDE_LYING = "side-lying"
    LYING = "lying"
    UNKNOWN = "unknown"


LYING_TILT = 55.0  # degrees of the trunk from the vertical; upright below 35
FRONT_YAW, SIDE_YAW = 29.0, 64.0  # measured: true 40 to 50 reads 30 to 52, true 80 reads 67 and more
END_ON = 0.8  # trunk's share along the line of sight: the camera looks along the body
OBLIQUE_END = 0.4
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


def chest_normal(track: Track) -> Floats:
    """Unit vector out of the chest, (n, 3); z = 1 means that the chest faces the camera."""
    return _unit(np.cross(track.world_trunk, track.world_across(Part.SHOULDER)))


def posture_of(track: Track) -> Posture:
    """Upright or lying by the picture; prone or on the side by where the chest points."""
    tilt = median(trunk_tilt(track))
    if np.isnan(tilt):
        return Posture.UNKNOWN
    along_sight = median(_unit(track.world_trunk)[:, 2])
    if tilt < LYING_TILT and abs(along_sight) < END_ON:
        return Posture.UPRIGHT
    down = -median(chest_normal(track)[:, 1])
    if down > 0.7:
        return Posture.PRONE
    return Posture.SIDE_LYING if abs(median(chest_normal(track)[:, 2])) > 0.45 else Posture.LYING


def view_of(track: Track, posture: Posture) -> View:
    """The view of a track, for an exercise done in the given posture."""
    if not len(track) or np.isnan(median(track.trunk.real)):
        return View.UNKNOWN
    if posture is Posture.UPRIGHT:
        turned = median(yaw(track))
        return (
            View.FRONT if turned < FRONT_YAW
            else View.OBLIQUE if turned < SIDE_YAW
            else View.SIDE if turned < 180 - SIDE_YAW
            else View.OBLIQUE if turned < 180 - FRONT_YAW
            else View.BACK
        )  # fmt: skip
    sight = median(_unit(track.world_trunk)[:, 2])
    chest = median(chest_normal(track)[:, 2])
    if posture is Posture.PRONE:
        if sight > END_ON:
            return View.HEAD_END
        if sight < -END_ON:
            return View.FOOT_END
        if abs(chest) > FROM_ABOVE:  # the model may take a back seen from above for a chest
            return View.ABOVE
        return View.OBLIQUE if abs(sight) > OBLIQUE_END else View.SIDE
    if abs(sight) > 0.45:
        return View.HEAD_END if sight > 0 else View.FOOT_END
    if abs(sight) > 0.22:
        return View.OBLIQUE
    return View.FRONT if chest > 0 else View.BACK
