"""Two mean repetitions overlaid, as coordinates; the page templates draw them as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from formcheck.history.side_by_side import Outline, Pair, outline
from formcheck.messages import _
from formcheck.motion.pose import Floats
from formcheck.output import history_phrases as say
from formcheck.output.mean_rep import MeanRep
from formcheck.output.movement_curve import UNITS
from formcheck.output.phrases import quantity
from formcheck.output.terminal.compare import phase_names

Courses = tuple[MeanRep | None, MeanRep | None]  # of a pair
MEAN = {"repetitions": _("Mean repetition"), "holds": "", "steps": _("Mean step")}
WIDTH, HEIGHT = 400.0, 170.0  # as in the template
LEFT, RIGHT, TOP, BOTTOM = 44.0, 10.0, 14.0, 34.0
MOST_TICKS = 15  # of time


def overlaid(p: Pair, courses: Courses) -> dict[str, Any] | None:
    """Both mean repetitions: as measured curves if both sets have them, else as straight lines."""
    return mean_curves(p, courses) or _drawing(p)


@dataclass(frozen=True, slots=True)
class Axes:
    """Seconds and sizes as coordinates of the drawing."""

    low: float
    high: float
    before_s: float
    after_s: float

    def x(self, s: float) -> float:
        return round(LEFT + (s + self.before_s) * (WIDTH - LEFT - RIGHT) / (self.before_s + self.after_s), 1)

    def y(self, size: float) -> float:
        return round(TOP + (self.high - size) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM), 1)

    def line(self, t: Floats, sizes: Floats) -> str:
        return " ".join(f"{self.x(s)},{self.y(v)}" for s, v in zip(t.tolist(), sizes.tolist(), strict=True))


def _drawing(p: Pair) -> dict[str, Any] | None:
    """Both mean repetitions over time, zero in the middle of the end position. None if one is unknown."""
    a, b = outline(p.a), outline(p.b)
    if a is None or b is None or p.refused or a.size is None or b.size is None:
        return None
    high = max(a.size, b.size) * 1.08
    before = max(o.first_s + o.far_s / 2 for o in (a, b))
    after = max(o.last_s + o.far_s / 2 for o in (a, b))
    axes = Axes(0.0, high, before, after)
    x, y = axes.x, axes.y

    def points(o: Outline) -> str:
        half, size = o.far_s / 2, o.size or 0.0
        corners = ((-half - o.first_s, 0.0), (-half, size), (half, size), (half + o.last_s, 0.0))
        return " ".join(f"{x(s)},{y(v)}" for s, v in corners)

    return _frame(p, axes) | {
        "real": False, "bands": [], "name": say.name_of("range", p.a.exercise), "a": points(a), "b": points(b),
        "levels": [(y(size), quantity(size, p.a.unit)) for size in _apart(a.size, b.size, high)],
    }  # fmt: skip


def mean_curves(p: Pair, courses: Courses) -> dict[str, Any] | None:
    """The same as measured curves, with a band that covers all repetitions. None unless both were counted by the
    same signal, or each by that of its limb."""
    a, b = courses
    if a is None or b is None or p.refused or a.unit != b.unit:
        return None
    alike = a.name == b.name
    if not alike and not (a.one_limb and b.one_limb):
        return None
    top = [float(c.mean.max()) for c in (a, b)]
    low, high = min(0.0, *(float(c.low.min()) for c in (a, b))), 1.05 * max(float(c.high.max()) for c in (a, b))
    axes = Axes(low, high, -float(min(a.t[0], b.t[0])), float(max(a.t[-1], b.t[-1])))
    unit = next((u for u in UNITS if a.unit == UNITS[u]), "T")
    return _frame(p, axes) | {
        "real": True, "name": _(a.name) if alike else say.name_of("range", p.a.exercise), "unit": _(a.unit),
        "a": axes.line(a.t, a.mean), "b": axes.line(b.t, b.mean),
        "bands": [(k, axes.line(np.append(c.t, c.t[::-1]), np.append(c.low, c.high[::-1])))
                  for k, c in (("a", a), ("b", b))],
        "levels": [(axes.y(v), quantity(v, unit).split()[0]) for v in _apart(top[0], top[1], high)],
    }  # fmt: skip


def _frame(p: Pair, axes: Axes) -> dict[str, Any]:
    first, __, last = phase_names(p)
    step = ceil((axes.before_s + axes.after_s) / MOST_TICKS)
    return {
        "base": axes.y(0.0), "first": first, "last": last,
        "seconds": [(axes.x(float(s)), f"{s} s")
                    for s in range(-(int(axes.before_s) // step) * step, int(axes.after_s) + 1, step)],
    }  # fmt: skip


def _apart(a: float, b: float, high: float) -> list[float]:
    """The sizes to label at the side: only the larger one if the two labels would overlap."""
    return [a, b] if abs(a - b) > 0.09 * high else [max(a, b)]
