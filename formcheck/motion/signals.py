"""The vocabulary of signals: each reads one number per frame off a track.

Image lengths are in frame heights, angles in degrees. NaN where a landmark was not seen.
"""

from __future__ import annotations

import numpy as np

from formcheck.motion.pose import UP, Floats, Part, Points, Side, Track, along, angle, either, upward_normal


def arm_elevation(track: Track, side: Side) -> Floats:
    """Upper arm against the trunk axis: 0 hanging, 90 level, 180 overhead."""
    return angle(track.at(Part.ELBOW, side) - track.at(Part.SHOULDER, side), -track.trunk)


def elbow_angle(track: Track, side: Side) -> Floats:
    """Between upper arm and forearm: 180 for a straight arm."""
    elbow = track.at(Part.ELBOW, side)
    return angle(track.at(Part.SHOULDER, side) - elbow, track.at(Part.WRIST, side) - elbow)


def mean_arm_elevation(track: Track) -> Floats:
    return either(arm_elevation(track, Side.LEFT), arm_elevation(track, Side.RIGHT))


def world_arm_elevation(track: Track, side: Side) -> Floats:
    """The same in space, which works if the arms point along the line of sight."""
    arm, down = track.world_at(Part.ELBOW, side) - track.world_at(Part.SHOULDER, side), -track.world_trunk
    cosine = (arm * down).sum(1) / (np.linalg.norm(arm, axis=1) * np.linalg.norm(down, axis=1))
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def mean_world_arm_elevation(track: Track) -> Floats:
    return either(world_arm_elevation(track, Side.LEFT), world_arm_elevation(track, Side.RIGHT))


def elbow_height_elevation(track: Track) -> Floats:
    """Upper arms against the trunk axis from how high the elbows are over the shoulders along it, mean of both.

    Turning about the vertical foreshortens widths and not heights, so it holds in oblique and side views.
    """
    rise = (track.mid(Part.ELBOW) - track.mid(Part.SHOULDER)) / track.trunk
    return np.degrees(np.arccos(np.clip(-rise.real / UPPER_ARM, -1, 1)))


def elbow_height_share(track: Track) -> Floats:
    """The same, the arm's length taken from how high the elbows come: its top is not flattened by a length guessed."""
    rise = ((track.mid(Part.ELBOW) - track.mid(Part.SHOULDER)) / track.trunk).real
    seen = rise[~np.isnan(rise)]
    if not len(seen):
        return np.asarray(rise)
    upper_arm = np.percentile(seen, 97) / np.cos(np.radians(180 - HIGHEST))
    return np.asarray(np.degrees(np.arccos(np.clip(-rise / upper_arm, -1, 1))))


HIGHEST = 170.0  # degrees: of 150 to 180, best for the edges of turned wall angels
UPPER_ARM = 0.5  # trunk lengths in the picture, MediaPipe's joints at the height of a wall angel's top


def wrists_over_trunk(track: Track) -> Floats:
    """Distance of the wrists above the line of the trunk, upwards in the picture."""
    return along(track.mid(Part.WRIST) - track.mid(Part.SHOULDER), upward_normal(track.trunk))


def elbows_over_trunk(track: Track) -> Floats:
    """The same for the elbows: a bent elbow lowers only the wrist."""
    return along(track.mid(Part.ELBOW) - track.mid(Part.SHOULDER), upward_normal(track.trunk))


def wrists_over_shoulders(track: Track) -> Floats:
    """Height of the wrists above the shoulders, straight up in the picture."""
    return (track.mid(Part.WRIST) - track.mid(Part.SHOULDER)).imag


def knee_lift(track: Track, side: Side) -> Floats:
    """Height of the knee above the line from hip to ankle, upwards in the picture."""
    hip, ankle = track.at(Part.HIP, side), track.at(Part.ANKLE, side)
    return along(track.at(Part.KNEE, side) - hip, upward_normal(ankle - hip))


def lean(track: Track) -> Floats:
    """Trunk from the vertical of the picture, positive to the left."""
    return np.degrees(np.angle(track.trunk / UP))


def trunk_inclination(track: Track) -> Floats:
    """Trunk from the vertical of the picture, positive to the side where it leans most."""
    x = lean(track)
    seen = np.flatnonzero(~np.isnan(x))
    if not len(seen):
        return x
    furthest = x[seen[np.argmax(np.abs(x[seen]))]]
    return x if furthest >= 0 else -x


def heel_height(track: Track) -> Floats:
    """Height of the heels above the toes in the picture, mean of both feet."""
    return (track.mid(Part.HEEL) - track.mid(Part.TOE)).imag


def arm_lift(track: Track) -> Floats:
    """Angle of the arms (shoulders to wrists) above the line of the trunk, degrees; negative below it."""
    arm, up = track.mid(Part.WRIST) - track.mid(Part.SHOULDER), upward_normal(track.trunk)
    return np.degrees(np.arcsin(np.clip(along(arm, up) / np.abs(arm), -1, 1)))


def upright_height(track: Track) -> Floats:
    """Height that mid-shoulder would have with an upright trunk, so that leaning does not lower it."""
    return np.asarray(track.mid(Part.HIP).imag + np.abs(track.trunk))


def world_trunk_inclination(track: Track) -> Floats:
    """Angle of the trunk from the vertical in space, degrees; works if it leans along the line of sight."""
    trunk = track.world_trunk
    return np.asarray(np.degrees(np.arccos(trunk[:, 1] / np.linalg.norm(trunk, axis=1))))


def trunk_length(track: Track) -> Floats:
    return np.abs(track.trunk)


def knee_flexion(track: Track, side: Side) -> Floats:
    """0 for a straight knee."""
    knee = track.at(Part.KNEE, side)
    return angle(knee - track.at(Part.HIP, side), track.at(Part.ANKLE, side) - knee)


def legs_apart(track: Track) -> Floats:
    """Angle between the two lines from hip to ankle in the picture."""
    left = track.at(Part.ANKLE, Side.LEFT) - track.at(Part.HIP, Side.LEFT)
    right = track.at(Part.ANKLE, Side.RIGHT) - track.at(Part.HIP, Side.RIGHT)
    return angle(left, right)


def lower_ankle(track: Track) -> Points:
    """The lower ankle in each frame: the standing one, whatever its label."""
    left, right = track.at(Part.ANKLE, Side.LEFT), track.at(Part.ANKLE, Side.RIGHT)
    return np.where(left.imag <= right.imag, left, right)


def straight_up(track: Track) -> Points:
    return np.full(len(track), UP)


def hip_flexion(track: Track, side: Side) -> Floats:
    """Thigh against the line of the trunk: 0 in line, 90 sitting."""
    hip = track.at(Part.HIP, side)
    return angle(hip - track.at(Part.SHOULDER, side), track.at(Part.KNEE, side) - hip)


def plantarflexion(track: Track, side: Side) -> Floats:
    """Foot against the shank: 0 at right angles, positive with the toes pointed."""
    ankle = track.at(Part.ANKLE, side)
    return angle(track.at(Part.KNEE, side) - ankle, track.at(Part.TOE, side) - track.at(Part.HEEL, side)) - 90


def elbow_lift(track: Track, side: Side) -> Floats:
    """Distance of an elbow from the line through its shoulder and hip, positive above it."""
    shoulder, elbow, hip = (track.at(part, side) for part in (Part.SHOULDER, Part.ELBOW, Part.HIP))
    return along(elbow - shoulder, upward_normal(hip - shoulder))
