"""When a hold was still, and when it was out of form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.landmarks import Joint
from formcheck.motion.movement import Movement
from formcheck.motion.pose import Floats, Part, Track, median
from formcheck.motion.rep_phases import smooth
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.thresholds import Threshold

MANY, SMOOTH_S = 10, 0.2
BROKEN_S = 1.0  # beyond a limit for longer breaks a hold
BODY = (Part.SHOULDER, Part.HIP, Part.KNEE)
STILL, STILL_S = 0.12, 0.4  # trunk lengths a second, on average for so long: somebody has settled
NOISE = 2.5  # times the usual speed of a hold: no landmark is slower than its own noise
SLOW = 0.15  # of the greatest speed of getting there
MOVING = 0.25  # trunk lengths a second: no noise is as fast
BAND = 0.06  # trunk lengths around where somebody settles: within, they are there
SETTLES_S = 1.5  # getting into a position takes no longer, once its conditions hold
SEEN = 0.8  # as often as the joint that is seen most: others say nothing about the hold


def settled(m: Movement, track: Track, limb: Sequence[Joint]) -> Movement:
    """The hold without getting into it and out of it: of body and limb, as long as they move at either end.

    Somebody is there from when they last come near the place where they first rest, and are still. So neither a
    wobble nor noise moves an edge, however long it lasts.
    """
    t, places = _places(track, limb)
    if len(t) < MANY:
        return m
    unit = median(np.abs(track.trunk))
    ways = np.array([smooth(t, x, SMOOTH_S) for x in places]) / unit
    speed = np.abs(np.gradient(ways, t, axis=1)).max(0)
    inside = (t >= m.start_s) & (t <= m.end_s)
    if inside.sum() < MANY:
        return m
    calm = min(max(STILL, NOISE * median(speed[inside])), MOVING)
    came = t[0] < m.start_s  # and was not there when the clip began
    start = _arrived(t[inside], ways[:, inside], speed[inside], calm) if came else m.start_s
    back = m.end_s - t[inside][::-1]  # seconds before the end
    end = m.end_s - _arrived(back, ways[:, inside][:, ::-1], speed[inside][::-1], calm)
    return _between(m, start, end)


def narrowed(m: Movement, by_s: float, first_s: float, last_s: float) -> Movement:
    """Without the seconds by which a signal that looks back widens it, at the ends that the clip shows.

    first_s, last_s  what was seen around it
    """
    start = m.start_s + by_s if first_s < m.start_s else m.start_s
    return _between(m, start, m.end_s - by_s if last_s - by_s > m.end_s else m.end_s)


def _between(m: Movement, start: float, end: float) -> Movement:
    if end <= start:
        return m
    held = max(m.held_s - (start - m.start_s) - (m.end_s - end), 0.0)
    return replace(m, start_s=start, top_start_s=start, top_end_s=end, end_s=end, held_s=held)


def _places(track: Track, limb: Sequence[Joint]) -> tuple[Floats, Floats]:
    """When all joints that are seen well enough were seen, and where, a row for each coordinate."""
    if track.model.together:
        parts = [track.mid(p) for p in dict.fromkeys((*BODY, *limb))]
    else:
        parts = [track.pair(p)[:, i] for p in limb for i in (0, 1)]
    if not parts:
        return np.empty(0), np.empty((0, 0))
    often = [np.mean(~np.isnan(x)) for x in parts]
    middle = np.stack([x for x, share in zip(parts, often, strict=True) if share >= SEEN * max(often)], 1)
    seen = ~np.isnan(middle).any(1)
    return track.t[seen], np.concatenate((middle[seen].real, middle[seen].imag), 1).T


def _arrived(t: Floats, ways: Floats, speed: Floats, calm: float) -> float:
    """When a body that comes from elsewhere was there, seconds rising; when it comes, if that takes too long."""
    mean = np.array([speed[(t >= s) & (t < s + STILL_S)].mean() for s in t[t <= t[0] + SETTLES_S]])
    rests = np.flatnonzero(mean < calm)
    if not len(rests):
        return float(t[0])
    first = t[rests[0]]
    rest = (t >= first) & (t < first + STILL_S)
    off = np.abs(ways - np.median(ways[:, rest], axis=1, keepdims=True)).max(0)
    before = np.flatnonzero((off > BAND) & (t <= first))
    there = int(before[-1]) + 1 if len(before) else int(rests[0])
    calm = max(calm, SLOW * speed[t <= first].max())
    still = np.flatnonzero(speed[there:] < calm)
    return float(t[there + still[0]]) if len(still) else float(t[0])


def spans_beyond(sign: Threshold, w: RepWindow) -> tuple[tuple[float, float], ...]:
    """From when to when the measure was beyond its limit, where it was by its interval for BROKEN_S or longer."""
    assert sign.frames
    x, t = sign.frames(w), w.track.t
    seen = ~np.isnan(x)
    t, x = t[seen], x[seen]
    over = sign.limit - x if sign.below else x - sign.limit
    sure = [r for r in _runs(t, over > sign.uncertainty) if r[1] - r[0] >= BROKEN_S]
    return tuple((a, b) for a, b in _runs(t, over > 0) if any(a <= since <= b for since, __ in sure))


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
