"""What moved within the last seconds: frame by frame, from the frames before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.pose import Floats, Points


def moved(t: Floats, points: Points, seconds: float) -> Floats:
    """For each frame the diagonal of the box around where a point was lately; NaN where it is not seen.

    points  (n, k), k points one beside the other
    """
    if not len(t):
        return np.zeros(points.shape)
    spans = np.stack([np.searchsorted(t, t - seconds), np.arange(1, len(t) + 1)], 1).ravel()
    across, up = (_extent(x, spans) for x in (points.real, points.imag))
    return np.where(np.isnan(points.real), np.nan, np.hypot(across, up))


def _extent(x: Floats, spans: NDArray[np.int_]) -> Floats:
    x = np.concatenate((x, np.full_like(x[:1], np.nan)))  # the last span ends behind the last frame
    return np.asarray(np.fmax.reduceat(x, spans)[::2] - np.fmin.reduceat(x, spans)[::2])
