"""Undo the lag of the pose model's own smoothing, for measuring what is already recorded.

In VIDEO mode MediaPipe passes each coordinate through a One-Euro filter (image: cutoff 0.05 Hz + 80 x
relative speed; world: 0.1 Hz + 40 x speed in m/s; `pose_landmark_filtering.pbtxt`). A first-order low-pass
trails its input by speed / (2 pi cutoff). With a cutoff that grows with the speed, that is nearly the same
distance at any speed: 1 / (2 pi 80) of the region the model looks at in the picture, 4 mm in space. Small
movements (a calf raise is 5 cm of body) lose a tenth of their size at either end to it. Added back, the
median error of the repetition edges of the development clips falls from 0.08 to 0.06 s.
"""

from __future__ import annotations

from math import pi
from typing import TypeVar

import numpy as np

from formcheck.motion.pose import Floats, Points, Track, median

TRAIL = 0.006  # trunk lengths; 1 / (2 pi 80) of a region of 4.6 trunks gives 0.009, clips fit 0.006
TRAIL_WORLD_M = 1 / (2 * pi * 40) * 0.66  # the same share of the world filter's distance
SLOW = 2 * pi * 0.05  # 1/s: below this many trails a second the constant part of the cutoff rules
SLOW_WORLD = 2 * pi * 0.1
REACH_S = 0.05

Array = TypeVar("Array", Floats, Points)


def unlag(track: Track) -> Track:
    """The track with each landmark moved forward by its lag; zero if it does not move."""
    if len(track) < 3 or not track.model.smooths:
        return track
    trail = TRAIL * median(np.abs(track.trunk))
    v = _velocity(track.t, track.xy)
    xy = track.xy + trail * (_share(v.real, SLOW * trail) + 1j * _share(v.imag, SLOW * trail))
    u = _velocity(track.t, track.world)
    return Track(track.t, xy, track.world + TRAIL_WORLD_M * _share(u, SLOW_WORLD * TRAIL_WORLD_M))


def _share(v: Floats, slow: float) -> Floats:
    return v / (np.abs(v) + slow)


def _velocity(t: Floats, x: Array) -> Array:
    """Symmetric difference over +-REACH_S, (n, ...) per second; zero at the two ends."""
    n = len(t)
    k = np.arange(n)
    w = max(1, round(REACH_S / median(np.diff(t))))
    m = np.minimum(np.minimum(k, n - 1 - k), w)
    a, b = k - m, k + m
    dt = np.where(m == 0, 1.0, t[b] - t[a]).reshape((n,) + (1,) * (x.ndim - 1))
    return np.asarray((x[b] - x[a]) / dt)
