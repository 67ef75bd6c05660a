"""When a hold was still, and when it was out of form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.movement import Movement
from formcheck.motion.pose import Floats, Part, Track, median
from formcheck.motion.rep_phases import smooth
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.thresholds import Threshold

MANY, SMOOTH_S = 10, 0.2
BROKEN_S = 1.0  # beyond a limit for longer breaks a hold


STILL, STILL_S = 0.12, 0.4  # trunk lengths a second of shoulders, hips and knees, for so long: they have settled
SETTLES_S = 1.0  # getting into a position takes no longer, once its conditions hold


def settled(m: Movement, track: Track) -> Movement:
    """The hold without getting into it and out of it, as long as the body moves at either end."""
    middle = np.stack([track.mid(p) for p in (Part.SHOULDER, Part.HIP, Part.KNEE)], 1)
    seen = ~np.isnan(middle).any(1)
    t, middle = track.t[seen], middle[seen]
    if len(t) < MANY:
        return m
    ways = np.array([smooth(t, x, SMOOTH_S) for x in (*middle.real.T, *middle.imag.T)])
    speed = np.abs(np.gradient(ways, t, axis=1)).max(0) / median(np.abs(track.trunk))
    inside = (t >= m.start_s) & (t <= m.end_s)
    still = [r for r in _runs(t, (speed < STILL) & inside) if r[1] - r[0] >= STILL_S]
    if not still:
        return m
    came = t[0] < m.start_s  # and was not there when the clip began
    start = still[0][0] if came and still[0][0] - m.start_s < SETTLES_S else m.start_s
    end = still[-1][1] if m.end_s - still[-1][1] < SETTLES_S else m.end_s
    held = max(m.held_s - (start - m.start_s) - (m.end_s - end), 0.0)
    return replace(m, start_s=start, top_start_s=start, top_end_s=end, end_s=end, held_s=held)


def spans_beyond(sign: Threshold, w: RepWindow) -> tuple[tuple[float, float], ...]:
    """From when to when the measure was beyond its limit by its interval, for BROKEN_S or longer."""
    assert sign.frames
    x, t = sign.frames(w), w.track.t
    seen = ~np.isnan(x)
    t, x = t[seen], x[seen]
    beyond = x < sign.limit - sign.uncertainty if sign.below else x > sign.limit + sign.uncertainty
    return tuple(r for r in _runs(t, beyond) if r[1] - r[0] >= BROKEN_S)


def _runs(t: Floats, true: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """From when to when it is true in a row."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], true, [False])).astype(int)))
    return [(float(t[a]), float(t[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def clean_seconds(start_s: float, end_s: float, held_s: float, broken: tuple[tuple[float, float], ...]) -> float:
    """Of the seconds held, those in which nothing was broken; spans of several cues may overlap."""
    out, until = 0.0, start_s
    for a, b in sorted(broken):
        out += max(min(b, end_s) - max(a, until), 0.0)
        until = max(until, b)
    return max(held_s - out, 0.0)
