"""Two sets side by side as a page, with their mean repetitions overlaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.history.side_by_side import Outline, Pair, outline
from formcheck.messages import _
from formcheck.motion.pose import Floats
from formcheck.output import history_phrases as say
from formcheck.output.hold_curve import HoldCurve
from formcheck.output.mean_rep import MeanRep
from formcheck.output.movement_curve import UNITS
from formcheck.output.page.render import page
from formcheck.output.phrases import quantity
from formcheck.output.terminal.compare import WITH_FAULT, Names, fault_rows, kind_of, phase_names, rows_of, side_of

if TYPE_CHECKING:
    from formcheck.output.page.phase_pictures import PhasePicture

Courses = tuple[MeanRep | None, MeanRep | None]  # of a pair
Held = tuple[Mapping[str, HoldCurve], Mapping[str, HoldCurve]]
TYPICAL = {
    "repetitions": _("A typical rep of each at the same phases."),
    "holds": _("The longest hold of each."),
    "activity": _("The longest bout of each."),
    "steps": _("A typical step of each at the same phases."),
}
MEAN = {"repetitions": _("Mean repetition"), "holds": "", "steps": _("Mean step")}
WIDTH, HEIGHT = 400.0, 170.0  # as in the template
LEFT, RIGHT, TOP, BOTTOM = 44.0, 10.0, 14.0, 34.0
MOST_TICKS = 15  # of time


def compare_page(
    both: Sequence[Pair],
    names: Names,
    courses: Sequence[Courses],
    held: Sequence[Held],
    pictures: Sequence[Sequence[PhasePicture]] = (),
    *,
    mirrored: bool = False,
) -> str:
    """The page, with the mean repetitions overlaid: as curves if both sets have them, else as straight lines. Of holds,
    what each cue measured over the longest one.

    pictures  those of each pair, if there are any
    mirrored  whether those of B are
    """
    shown = pictures or [()] * len(both)
    return page(
        "compare",
        meanings=say.meanings((p.a, p.b) for p in both),
        exercise=say.title_of(both[0].a),
        pairs=[
            {
                "side": side_of(p).removeprefix(" · "), "refused": p.refused, "rows": rows_of(p),
                "faults": fault_rows(p), "a": f"{names[0]} · {kind_of(p.a)}", "b": f"{names[1]} · {kind_of(p.b)}",
                "drawing": _curves(p, its) or _drawing(p), "held": _held(p, *its_holds),
                "with_fault": WITH_FAULT[p.a.counts], "typical": TYPICAL[p.a.counts], "mean": MEAN[p.a.kind],
                "mirrored": mirrored, "pictures": its_pictures,
            }
            for p, its, its_holds, its_pictures in zip(both, courses, held, shown, strict=True)
        ],
    )  # fmt: skip


def _drawing(p: Pair) -> dict[str, Any] | None:
    """Both mean repetitions over time, zero in the middle of the end position. None if one is unknown."""
    a, b = outline(p.a), outline(p.b)
    if a is None or b is None or p.refused or a.size is None or b.size is None:
        return None
    high = max(a.size, b.size) * 1.08
    before = max(o.first_s + o.far_s / 2 for o in (a, b))
    after = max(o.last_s + o.far_s / 2 for o in (a, b))
    axes = _Axes(0.0, high, before, after)
    x, y = axes.x, axes.y

    def points(o: Outline) -> str:
        half, size = o.far_s / 2, o.size or 0.0
        corners = ((-half - o.first_s, 0.0), (-half, size), (half, size), (half + o.last_s, 0.0))
        return " ".join(f"{x(s)},{y(v)}" for s, v in corners)

    return _frame(p, axes) | {
        "real": False, "bands": [], "name": say.name_of("range", p.a.exercise), "a": points(a), "b": points(b),
        "levels": [(y(size), quantity(size, p.a.unit)) for size in _apart(a.size, b.size, high)],
    }  # fmt: skip


def _curves(p: Pair, courses: Courses) -> dict[str, Any] | None:
    """The same as measured curves, with a band that covers all repetitions. None unless both sets were counted by the
    same signal."""
    a, b = courses
    if a is None or b is None or p.refused or (a.name, a.unit) != (b.name, b.unit):
        return None
    top = [float(c.mean.max()) for c in (a, b)]
    low, high = min(0.0, *(float(c.low.min()) for c in (a, b))), 1.05 * max(float(c.high.max()) for c in (a, b))
    axes = _Axes(low, high, -float(min(a.t[0], b.t[0])), float(max(a.t[-1], b.t[-1])))
    unit = next((u for u in UNITS if a.unit == UNITS[u]), "T")
    return _frame(p, axes) | {
        "real": True, "name": _(a.name), "unit": _(a.unit),
        "a": axes.line(a.t, a.mean), "b": axes.line(b.t, b.mean),
        "bands": [(k, axes.line(np.append(c.t, c.t[::-1]), np.append(c.low, c.high[::-1])))
                  for k, c in (("a", a), ("b", b))],
        "levels": [(axes.y(v), quantity(v, unit).split()[0]) for v in _apart(top[0], top[1], high)],
    }  # fmt: skip


def _held(p: Pair, a: Mapping[str, HoldCurve], b: Mapping[str, HoldCurve]) -> list[dict[str, Any]]:
    """What each cue measured over both holds, from their starts on, with its limit. Only cues that both views judge."""
    if p.refused:
        return []
    both = ((a[id_], b[id_]) for id_ in a if id_ in b and a[id_].limit == b[id_].limit)
    return [_held_cue(x, y) for x, y in both if not (np.isnan(x.x).all() or np.isnan(y.x).all())]


def _held_cue(a: HoldCurve, b: HoldCurve) -> dict[str, Any]:
    values = np.concatenate([a.x, b.x, [a.limit]])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    low, high = low - 0.08 * (high - low), high + 0.08 * (high - low)
    axes = _Axes(low, high, 0.0, float(max(a.t[-1], b.t[-1])))
    step = ceil(axes.after_s / MOST_TICKS)
    return {
        "cue": a.cue.say, "below": a.below, "base": axes.y(low),
        "a": [axes.line(*part) for part in _parts(a)], "b": [axes.line(*part) for part in _parts(b)],
        "limit": (axes.y(a.limit), quantity(a.limit, a.unit)),
        "seconds": [(axes.x(float(s)), f"{s} s") for s in range(0, int(axes.after_s) + 1, step)],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Axes:
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


def _frame(p: Pair, axes: _Axes) -> dict[str, Any]:
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


def _parts(c: HoldCurve) -> list[tuple[Floats, Floats]]:
    """Its stretches that were seen."""
    seen = ~np.isnan(c.x)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], seen, [False])).astype(int)))
    return [(c.t[i:j], c.x[i:j]) for i, j in zip(edges[::2], edges[1::2], strict=True)]
