"""How points of the body lie to lines of it, as measures of exercise files say it."""

from __future__ import annotations

import numpy as np

from formcheck.motion.landmarks import Part
from formcheck.motion.pose import UP, Floats, Points, Track


def off_line(a: Points, b: Points, c: Points) -> Floats:
    """The angle at b on its upper side in the picture, minus 180."""
    u, v = a - b, c - b
    upper = np.degrees(np.angle(np.where(u.real > v.real, v / u, u / v)))
    return np.asarray(np.where(upper < 0, upper + 180, upper - 180))


def ahead(track: Track, a: Points, b: Points) -> Floats:
    facing = np.sign((track.nose - track.mid(Part.EAR)).real)[:, None]
    return np.asarray(np.degrees(np.angle((b - a) / -UP)) * facing)


def outward(track: Track, a: Points, b: Points) -> Floats:
    shoulders = track.pair(Part.SHOULDER).real
    return np.asarray(
        (a - b).real * np.sign(shoulders - shoulders[:, ::-1])
    )  # 1 for the one on the right in the picture
