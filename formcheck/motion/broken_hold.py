"""When a hold was out of form."""

from __future__ import annotations

import numpy as np

from formcheck.motion.rep_window import RepWindow
from formcheck.motion.thresholds import Threshold

BROKEN_S = 1.0  # beyond a limit for longer breaks a hold (the guide of planks corrects what lasts a second)


def spans_beyond(sign: Threshold, w: RepWindow) -> tuple[tuple[float, float], ...]:
    """From when to when the measure was beyond its limit by its interval, for BROKEN_S or longer."""
    assert sign.frames
    x, t = sign.frames(w), w.track.t
    seen = ~np.isnan(x)
    t, x = t[seen], x[seen]
    beyond = x < sign.limit - sign.uncertainty if sign.below else x > sign.limit + sign.uncertainty
    edges = np.flatnonzero(np.diff(np.concatenate(([False], beyond, [False])).astype(int)))
    spans = [(float(t[a]), float(t[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(s for s in spans if s[1] - s[0] >= BROKEN_S)


def clean_seconds(start_s: float, end_s: float, held_s: float, broken: tuple[tuple[float, float], ...]) -> float:
    """Of the seconds held, those in which nothing was broken; spans of several cues may overlap."""
    out, until = 0.0, start_s
    for a, b in sorted(broken):
        out += max(min(b, end_s) - max(a, until), 0.0)
        until = max(until, b)
    return max(held_s - out, 0.0)
