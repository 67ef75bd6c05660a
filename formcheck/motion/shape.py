"""The shape of one finished repetition: its edges, its phases and its size, from its own raw samples.

`contract`: a repetition starts and ends where progress passes 5 % of its own peak, and is at the top while
progress is above 95 %. Progress is measured from the repetition's own rest on either side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.motion.pose import Floats
from formcheck.motion.reps import Excursion

EDGE = 0.05
REST_S = 0.4
FOOT_FROM = 0.25  # of the rise: below this the flank is looked at for its end
FOOT_SPEED = 0.08  # of its greatest speed: slower is rest
LEVEL = 0.05  # of the rise: what lies this close to the highest is the top
WINDOW_S = 0.07  # half-width of the zero-phase smoother


@dataclass(frozen=True, slots=True)
class Shape:
    """Edges in seconds, levels in the signal's unit, noise as its standard deviation."""

    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    rest: float
    top: float
    rest_after: float
    noise: float

    @classmethod
    def rough(cls, e: Excursion) -> Shape:
        """The shape of an excursion that was not seen whole: its times as the counter found them."""
        return cls(e.valley_s, e.peak_s, e.peak_s, e.end_s, e.valley, e.peak, e.end, 0.0)

    @property
    def rising_s(self) -> float:
        return self.top_start_s - self.start_s

    @property
    def hold_s(self) -> float:
        return self.top_end_s - self.top_start_s

    @property
    def falling_s(self) -> float:
        return self.end_s - self.top_end_s


def smooth(t: Floats, x: Floats, half_width_s: float = WINDOW_S) -> Floats:
    """Zero-phase smoothing: two passes of a centred mean over +-half_width_s / 2. Any sampling; no NaN."""
    for _ in range(2):
        total = np.concatenate(([0.0], np.cumsum(x)))
        a = np.searchsorted(t, t - half_width_s / 2 - 1e-9)
        b = np.searchsorted(t, t + half_width_s / 2 + 1e-9, "right")
        k = np.minimum(np.arange(len(t)) - a, b - 1 - np.arange(len(t)))  # the same reach on both sides
        a, b = np.arange(len(t)) - k, np.arange(len(t)) + k + 1
        x = (total[b] - total[a]) / (b - a)
    return x


def shape_of(t: Floats, x: Floats, e: Excursion) -> Shape | None:
    """Measure the excursion that a counter found.

    t, x  (n,) seconds and signal, from about a second before the valley to the end; NaN allowed.
    Returns None if too little of it was seen.
    """
    seen = ~np.isnan(x)
    t, raw = t[seen], x[seen]
    if len(t) < 4:
        return None
    s = smooth(t, raw)
    b = np.searchsorted(t, e.end_s, "right")
    inside = np.flatnonzero((t >= e.valley_s) & (t <= e.end_s))
    if len(inside) < 3:
        return None
    top_i = inside[np.argmax(s[inside])]
    high = float(s[top_i])
    top = float(np.median(s[inside][s[inside] >= high - LEVEL * (high - s[inside].min())]))
    a = min(_rest_begins(t, s, e, high), top_i - 1)
    if a < 0 or b - top_i < 2:
        return None
    rest, i = _edge(t[a : top_i + 1][::-1], s[a : top_i + 1][::-1], top)
    rest_after, j = _edge(t[top_i:b], s[top_i:b], top)
    if not rest < top or not rest_after < top:
        return None
    high_up, high_down = top - EDGE * (top - rest), top - EDGE * (top - rest_after)
    rise = slice(a, top_i + 1)
    noise = float(np.std(raw - s)) if len(raw) > 4 else 0.0
    start = i if i is not None else float(t[a])
    end = j if j is not None else float(t[b - 1])
    first = _first_above(t[rise], s[rise], high_up, start)
    last = -_first_above(-t[top_i:b][::-1], s[top_i:b][::-1], high_down, -end)
    return Shape(start, first, last, end, rest, top, rest_after, noise)


def _rest_begins(t: Floats, s: Floats, e: Excursion, high: float) -> int:
    """A little before the valley, as far as it was at rest there too: what came before is another movement."""
    a = int(np.searchsorted(t, e.valley_s))
    valley, near = s[a], 0.1 * (high - s[a])
    while a > 0 and t[a - 1] >= e.valley_s - REST_S and abs(s[a - 1] - valley) <= near:
        a -= 1
    return a


def _edge(t: Floats, s: Floats, top: float) -> tuple[float, float | None]:
    """Rest level and 5 % crossing of a flank that leads down from the top (time may run backwards).

    The rest is taken where the flank ends, so that a rest that drifts over seconds does not move the edge.
    """
    low = float(s.min())
    under = np.flatnonzero(s <= low + FOOT_FROM * (top - low))
    if not len(under):
        return low, None
    k = under[0]
    speed = np.abs(np.gradient(s, t))
    still = np.flatnonzero(speed[k:] < FOOT_SPEED * speed.max()) + k
    foot = still[0] if len(still) else len(s) - 1
    near = s[foot:][np.abs(t[foot:] - t[foot]) <= REST_S]
    rest = float(np.median(near))
    rest = min(rest, float(s[k]))
    level = rest + EDGE * (top - rest)
    below = np.flatnonzero(s <= level)
    if not len(below) or below[0] == 0:
        return rest, None
    k = below[0]
    return rest, float(np.interp(level, [s[k], s[k - 1]], [t[k], t[k - 1]]))


def _first_above(t: Floats, s: Floats, level: float, since: float) -> float:
    above = np.flatnonzero((s >= level) & (t >= since))
    if not len(above):
        return float(t[-1])
    k = above[0]
    if k == 0:
        return float(t[0])
    return float(np.interp(level, [s[k - 1], s[k]], [t[k - 1], t[k]]))
