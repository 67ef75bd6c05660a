"""Two sets side by side as a page, with their mean repetitions overlaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.history.side_by_side import Pair
from formcheck.messages import _
from formcheck.motion.pose import Floats
from formcheck.output import history_phrases as say
from formcheck.output.hold_curve import HoldCurve
from formcheck.output.page.mean_curves import MEAN, MOST_TICKS, Axes, Courses, overlaid
from formcheck.output.page.render import page
from formcheck.output.phrases import quantity
from formcheck.output.terminal.compare import WITH_FAULT, Names, changed_by, fault_rows, kind_of, rows_of, side_of

if TYPE_CHECKING:
    from formcheck.output.page.phase_pictures import PhasePicture

Held = tuple[Mapping[str, HoldCurve], Mapping[str, HoldCurve]]
TYPICAL = {
    "repetitions": _("A typical rep of each at the same phases."),
    "holds": _("The longest hold of each."),
    "activity": _("The longest bout of each."),
    "steps": _("A typical step of each at the same phases."),
}


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
                "changed": changed_by(p), "faults": fault_rows(p),
                "a": f"{names[0]} · {kind_of(p.a)}", "b": f"{names[1]} · {kind_of(p.b)}",
                "drawing": overlaid(p, its), "held": _held(p, *its_holds),
                "with_fault": WITH_FAULT[p.a.counts], "typical": TYPICAL[p.a.counts], "mean": MEAN[p.a.kind],
                "mirrored": mirrored, "pictures": its_pictures,
            }
            for p, its, its_holds, its_pictures in zip(both, courses, held, shown, strict=True)
        ],
    )  # fmt: skip


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
    axes = Axes(low, high, 0.0, float(max(a.t[-1], b.t[-1])))
    step = ceil(axes.after_s / MOST_TICKS)
    return {
        "cue": a.cue.say, "below": a.below, "base": axes.y(low),
        "a": [axes.line(*part) for part in _parts(a)], "b": [axes.line(*part) for part in _parts(b)],
        "limit": (axes.y(a.limit), quantity(a.limit, a.unit)),
        "seconds": [(axes.x(float(s)), f"{s} s") for s in range(0, int(axes.after_s) + 1, step)],
    }  # fmt: skip


def _parts(c: HoldCurve) -> list[tuple[Floats, Floats]]:
    """Its stretches that were seen."""
    seen = ~np.isnan(c.x)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], seen, [False])).astype(int)))
    return [(c.t[i:j], c.x[i:j]) for i, j in zip(edges[::2], edges[1::2], strict=True)]
