"""Evidence of a fault: how far it goes in a repetition, and the second of its worst moment.

The value is NaN where it was not seen.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Floats, Track, median
from formcheck.motion.rep_window import RepWindow

LASTS_S = 0.3  # a shorter fault is a jumping landmark
SEEN_SHARE = 0.5  # of the frames
NOT_SEEN: Evidence = (float("nan"), float("nan"))

Measure = Callable[[RepWindow], Evidence]


def at_top(value: Callable[[RepWindow], float]) -> Measure:
    """A measure taken at the end position."""

    def measure(w: RepWindow) -> Evidence:
        return value(w), (w.movement.top_start_s + w.movement.top_end_s) / 2

    return measure


def at_rest(value: Callable[[RepWindow], float]) -> Measure:
    """A measure taken before the movement begins."""

    def measure(w: RepWindow) -> Evidence:
        return value(w), w.movement.start_s

    return measure


def change(signal: Callable[[Track], Floats]) -> Measure:
    """From rest to the end position."""
    return at_top(lambda w: w.change(signal))


def lasting(t: Floats, x: Floats, seconds: float = LASTS_S) -> Evidence:
    """The largest value that x holds for so long, and its time."""
    seen = ~np.isnan(x)
    if seen.sum() < max(3, SEEN_SHARE * len(x)):
        return NOT_SEEN
    t, x = t[seen], x[seen]
    ends = np.searchsorted(t, t + seconds)
    kept = [float(x[i : j + 1].min()) if j < len(t) else -np.inf for i, j in enumerate(ends)]
    if not np.isfinite(best := max(kept)):
        return median(x), float(t[len(t) // 2])
    i = kept.index(best)
    return best, float(t[i] + seconds / 2)
