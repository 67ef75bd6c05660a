"""The movement curve as SVG for a page: in the page's colours, with tooltips that need no script."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from formcheck.messages import _
from formcheck.output.movement_curve import GAP_S, Bar, Curve
from formcheck.output.tick_labels import label_ticks

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
INK, MUTED, ACCENT, GOOD, WARN, PAPER = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
VARIABLES = {INK: "ink", MUTED: "muted", ACCENT: "accent", GOOD: "good", WARN: "warn", PAPER: "paper"}
FONT = re.compile(r"font: ((?:[\w.]+ )*[\d.]+px) [^;\"]*")
HEIGHT_IN, HEAD_IN, FOOT_IN = 1.75, 0.3, 0.25


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the curve: a fault at its worst moment."""

    t: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a curve is in the drawing (viewBox units, from the top left), and the values at its edges."""

    left: float
    right: float
    top: float
    bottom: float
    start_s: float
    end_s: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drawing:
    svg: str
    boxes: Sequence[Box]


def movement(
    curves: Sequence[Curve], reps: Sequence[Bar], attempts: Sequence[Bar], faults: Sequence[Mark], *, name: str,
    width_in: float,
) -> Drawing:  # fmt: skip
    """Curves stacked vertically, with counted and uncounted movements. name keeps ids of two drawings apart."""
    settings: dict[Any, Any] = {
        "svg.fonttype": "none", "svg.hashsalt": name, "font.size": 9,
        "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": MUTED, "axes.labelcolor": INK,
        "axes.facecolor": "none", "savefig.facecolor": "none",
        "xtick.color": MUTED, "ytick.color": MUTED, "text.color": INK,
    }  # fmt: skip
    with rc_context(settings):
        figure = Figure((width_in, HEIGHT_IN * len(curves) + HEAD_IN + FOOT_IN), layout="constrained")
        FigureCanvasSVG(figure)
        axes: list[Axes] = list(figure.subplots(len(curves), 1, sharex=True, squeeze=False)[:, 0])
        titles: dict[str, str] = {}
        for i, (ax, curve) in enumerate(zip(axes, curves, strict=True)):
            _curve(ax, curve)
            for kind, bars in (("rep", reps), ("attempt", attempts)):
                for k, bar in enumerate(bars):
                    titles[f"{kind}-{i}-{k}"] = bar.text
                    _band(ax, bar, f"{kind}-{i}-{k}", str(k + 1) if kind == "rep" else "×", named=i == 0)
            for k, mark in enumerate(faults if i == 0 else ()):
                titles[f"fault-{i}-{k}"] = mark.text
                _mark(ax, curve, mark, f"fault-{i}-{k}")
        axes[-1].set_xlabel(_("time in the clip, seconds"), color=MUTED)
        figure.canvas.draw()  # computes the layout
        figure.set_layout_engine("none")  # once is enough
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        boxes = [_box(ax, figure) for ax in axes]
    return Drawing(_for_page(out.getvalue(), titles, name), boxes)


def _curve(ax: Axes, curve: Curve) -> None:
    for v in curve.levels:
        if v.kind == "needed":
            ax.plot([v.start_s, v.end_s], [v.value] * 2, color=WARN, linestyle=(0, (4, 3)), linewidth=1.2)
    t, x = bridged(curve)
    ax.plot(t, x, color=ACCENT, linewidth=1.6, solid_joinstyle="round")
    seen = x[~np.isnan(x)]
    low, high = (float(seen.min()), float(seen.max())) if len(seen) else (0.0, 1.0)
    room = max(high - low, 1e-6)
    ax.set_ylim(low - 0.06 * room, high + 0.28 * room)
    ax.set_xlim(curve.t[0], max(curve.t[-1], curve.t[0] + 1e-3))
    ax.set_title(f"{_(curve.name)}, {_(curve.unit)}", loc="left", fontsize=9, color=INK)
    ax.locator_params(axis="y", nbins=5)
    label_ticks(ax)
    ax.grid(axis="y", color=MUTED, alpha=0.2, linewidth=0.6)


def bridged(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    """Times and values with short gaps bridged and long ones left as NaN."""
    seen = np.flatnonzero(~np.isnan(curve.x))
    t, x = curve.t[seen], curve.x[seen]
    holes = np.flatnonzero(np.diff(t) > max(GAP_S, 2.5 * float(np.median(np.diff(curve.t)))) if len(t) > 1 else [])
    return np.insert(t, holes + 1, t[holes]), np.insert(x, holes + 1, np.nan)


def _band(ax: Axes, bar: Bar, id_: str, sign: str, *, named: bool) -> None:
    rep = sign != "×"
    colour = GOOD if rep else WARN
    ax.axvspan(bar.start_s, bar.end_s, alpha=0.12 if rep else 0.10, color=colour, linewidth=0, gid=id_)
    if not rep:  # distinguishable from a repetition without colour
        ax.axvspan(
            bar.start_s, bar.end_s, fill=False, hatch="////", edgecolor=colour, alpha=0.35, linewidth=0,
        )  # fmt: skip
    if bar.top_start_s is not None and bar.top_end_s is not None:
        ax.axvspan(bar.top_start_s, bar.top_end_s, alpha=0.14, color=GOOD, linewidth=0, gid=f"{id_}-top")
    if named:
        ax.text(
            bar.middle_s, 0.985, sign, transform=ax.get_xaxis_transform(), ha="center", va="top", fontsize=9,
            weight="bold", color=colour,
        )  # fmt: skip


def _mark(ax: Axes, curve: Curve, mark: Mark, id_: str) -> None:
    seen = ~np.isnan(curve.x)
    y = float(np.interp(mark.t, curve.t[seen], curve.x[seen])) if seen.any() else 0.0
    ax.plot(
        [mark.t], [y], marker="o", markersize=7, markeredgecolor=WARN, markerfacecolor=PAPER, markeredgewidth=2,
        linestyle="none", gid=id_, zorder=5,
    )  # fmt: skip


def _box(ax: Axes, figure: Figure) -> Box:
    p, size = ax.get_position(), figure.get_size_inches() * 72
    (start, end), (low, high) = ax.get_xlim(), ax.get_ylim()
    edges = {
        "left": p.x0 * size[0],
        "right": p.x1 * size[0],
        "top": (1 - p.y1) * size[1],
        "bottom": (1 - p.y0) * size[1],
        "start_s": start,
        "end_s": end,
        "low": low,
        "high": high,
    }
    return Box(**{name: round(float(v), 4) for name, v in edges.items()})


def _for_page(svg: str, titles: dict[str, str], name: str) -> str:
    """Matplotlib's SVG as part of a page: with tooltips, colours as CSS variables, and only the ids that are used."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(svg)
    used = set(re.findall(r"(?:url\(#|href=\"#)([\w-]+)", svg))
    for parent in list(root.iter()):
        for child in [c for c in parent if c.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style")]:
            parent.remove(child)
        id_ = parent.get("id")
        for key in titles if id_ else ():
            if id_ in (key, f"{key}-top"):
                title = ElementTree.Element(f"{{{SVG}}}title")
                title.text = titles[key]
                parent.insert(0, title)
                parent.set("class", f"mark {key.partition('-')[0]}")
        if id_ and id_ not in used:
            del parent.attrib["id"]
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("class", name)
    root.set("aria-hidden", "true")  # the table has the same data
    text = ElementTree.tostring(root, encoding="unicode")
    for colour, variable in VARIABLES.items():
        text = text.replace(colour, f"var(--{variable})")
    return FONT.sub(r"font: \1 var(--sans)", text)
