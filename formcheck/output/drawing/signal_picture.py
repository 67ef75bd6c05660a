"""A timeline as a picture file: curves over time with the levels each movement had to reach, and bars below."""

from __future__ import annotations

import warnings
from pathlib import Path

import matplotlib

from formcheck.messages import _
from formcheck.wording import word_of

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from formcheck.output.movement_curve import EDGES, NEEDED, Curve, Timeline
from formcheck.output.tick_labels import label_ticks

LINE, NEED, EDGE = "#1f2a44", "#c9831f", "#1f8fa8"
COLOURS = {"true": "#4169a8", "found": "#2e8b57"}
OTHER = "#c9831f"


def draw(path: Path, timeline: Timeline, kind: str = "png") -> None:
    """Write the picture: png, svg or pdf."""
    n = len(timeline.curves)
    with plt.rc_context({"font.size": 10, "axes.spines.top": False, "axes.spines.right": False}):
        figure, axes = plt.subplots(
            n + 1, 1, sharex=True, squeeze=False, layout="constrained",
            figsize=(11, 2.8 * n + 0.5 + 0.4 * len(timeline.rows)),
            height_ratios=[*[2.8] * n, 0.4 * len(timeline.rows)],
        )  # fmt: skip
        for curve, ax in zip(timeline.curves, axes[:, 0], strict=False):
            _signal(ax, curve)
            ax.set_xlim(curve.t[0], curve.t[-1])
        _bars(axes[-1, 0], timeline)
        axes[0, 0].set_title(timeline.title, loc="left", fontsize=11, parse_math=False)  # it contains the clip name
        axes[-1, 0].set_xlabel(_("time, seconds"))
        figure.legend(handles=_keys(timeline), loc="outside lower left", ncols=3, frameon=False, fontsize=9)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")  # a character without glyph is drawn as a box
            figure.savefig(path, dpi=110, format=kind)
        plt.close(figure)


def _signal(ax: Axes, curve: Curve) -> None:
    ax.plot(curve.t, curve.x, color=LINE, linewidth=1.5)
    for v in curve.levels:
        colour, dash = (NEED, "--") if v.kind == "needed" else (EDGE, ":")
        ax.plot([v.start_s, v.end_s], [v.value] * 2, color=colour, linestyle=dash, linewidth=1.4)
    ax.set_ylabel(f"{_(curve.name)},\n{_(curve.unit)}")
    label_ticks(ax)


def _bars(ax: Axes, timeline: Timeline) -> None:
    first, last = ax.get_xlim()
    for y, (name, bars) in enumerate(timeline.rows.items()):
        colour = COLOURS.get(name, OTHER)
        for b in bars:
            ax.barh(y, b.end_s - b.start_s, left=b.start_s, height=0.7, color=colour, alpha=0.35, linewidth=0)
            if b.top_start_s is not None and b.top_end_s is not None:
                ax.barh(y, b.top_end_s - b.top_start_s, left=b.top_start_s, height=0.7, color=colour, linewidth=0)
            if not first <= b.middle_s <= last:  # a label may have any time
                continue
            light = b.top_start_s is not None
            ax.text(
                b.middle_s, y, b.text, ha="center", va="center", fontsize=9, weight="bold",
                color="white" if light else "black",
            )  # fmt: skip
    ax.set_yticks(range(len(timeline.rows)), list(map(word_of, timeline.rows)))
    ax.set_ylim(len(timeline.rows) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _keys(timeline: Timeline) -> list[Line2D | Patch]:
    kinds = {v.kind for c in timeline.curves for v in c.levels}
    keys: list[Line2D | Patch] = [Line2D([], [], color=LINE, label=_("measured signal"))]
    if "needed" in kinds:
        keys.append(Line2D([], [], color=NEED, linestyle="--", label=NEEDED))
    if "edge" in kinds:
        keys.append(Line2D([], [], color=EDGE, linestyle=":", label=EDGES))
    says = {"true": _("true: as labelled"), "found": _("found: as counted")}
    keys += [Patch(color=COLOURS.get(n, OTHER), label=says.get(n, n)) for n, bars in timeline.rows.items() if bars]
    keys.append(Patch(color="#888888", label=_("dark: end position; light: moving")))
    return keys
