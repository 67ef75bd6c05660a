"""A timeline in the terminal: a curve of braille dots (2 by 4 per character), and bars of blocks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from formcheck.messages import _, figure
from formcheck.motion.pose import Floats
from formcheck.output.movement_curve import EDGES, GAP_S, NEEDED, Bar, Curve, Timeline
from formcheck.wording import word_of

GUTTER = 13  # characters to the left of the time axis
HEIGHT = 12
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a braille character, by row and column
SIGNS = {"needed": ("╌", "yellow"), "edge": ("·", "cyan")}
STYLES = {"true": "blue", "found": "green"}
TICKS_S = (0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300)


def strip(timeline: Timeline, width: int) -> RenderableType:
    """The timeline as text, `width` columns wide."""
    columns = max(width - GUTTER, 20)
    first = min(c.t[0] for c in timeline.curves)
    last = max(c.t[-1] for c in timeline.curves)
    time = np.linspace(first, last, 2 * columns)
    parts: list[RenderableType] = []
    for curve in timeline.curves:
        head = Text.assemble((_(curve.name), "bold"), (f", {_(curve.unit)}", "dim"))
        parts += [head, *_plot(curve, time), _axis(first, last, columns)]
    parts += [Text(" " * GUTTER + _numbers(first, last, columns), style="dim")]
    for name, bars in timeline.rows.items():
        parts += [_row(name, lane, first, last, columns) for lane in _lanes(bars, first, last, columns)]
    return Group(*parts, _legend(timeline))


def _plot(curve: Curve, time: Floats) -> list[Text]:
    columns = len(time) // 2
    y = _at(curve, time)
    shown = [*y[~np.isnan(y)], *(v.value for v in curve.levels if time[0] <= v.end_s and v.start_s <= time[-1])]
    low, high = (min(shown), max(shown)) if shown else (0.0, 1.0)
    high = max(high, low + 1e-6)
    cells = np.zeros((HEIGHT, columns), int)
    dots = np.round((high - y) / (high - low) * (4 * HEIGHT - 1))
    for i, d in enumerate(dots):
        if np.isnan(d):
            continue
        near = [d, *((d + n) / 2 for n in (dots[max(i - 1, 0)], dots[min(i + 1, len(dots) - 1)]) if not np.isnan(n))]
        for k in range(int(min(near)), int(max(near)) + 1):
            cells[k // 4, i // 2] |= DOTS[k % 4][i % 2]
    signs: dict[tuple[int, int], str] = {}
    for v in sorted(curve.levels, key=lambda v: v.kind):  # edge before needed: the last one drawn wins
        row = min(int((high - v.value) / (high - low) * HEIGHT), HEIGHT - 1)
        a, b = (_column(t, float(time[0]), float(time[-1]), columns) for t in (v.start_s, v.end_s))
        signs |= {(row, c): v.kind for c in range(a, b + 1)}
    labels = {0: high, HEIGHT // 2: (low + high) / 2, HEIGHT - 1: low}
    out = []
    for row in range(HEIGHT):
        label = figure(labels[row], ".3g") if row in labels else ""
        line = Text(f"{label:>{GUTTER - 2}} ┤" if label else " " * (GUTTER - 1) + "│", style="dim")
        for c in range(columns):
            if cells[row, c]:
                line.append(chr(0x2800 + int(cells[row, c])), style="not dim bold")
            else:
                sign, style = SIGNS.get(signs.get((row, c), ""), (" ", ""))
                line.append(sign, style=f"not dim {style}")
        out.append(line)
    return out


def _at(curve: Curve, time: Floats) -> Floats:
    """The curve at the given seconds; NaN in gaps longer than GAP_S."""
    seen = ~np.isnan(curve.x)
    if not seen.any():
        return np.full(len(time), np.nan)
    t = curve.t[seen]
    after = np.clip(np.searchsorted(t, time), 1, max(len(t) - 1, 1)) if len(t) > 1 else np.zeros(len(time), int)
    gap = (t[after] - t[after - 1] > GAP_S) | (time < t[0]) | (time > t[-1])
    return np.where(gap, np.nan, np.interp(time, t, curve.x[seen]))


def _column(t: float, first: float, last: float, columns: int) -> int:
    return min(max(int((t - first) / max(last - first, 1e-9) * columns), 0), columns - 1)


def _ticks(first: float, last: float, columns: int) -> list[float]:
    step = next((s for s in TICKS_S if (last - first) / s <= columns / 9), TICKS_S[-1])
    return [float(k * step) for k in range(int(np.ceil(first / step)), int(last / step) + 1)]


def _axis(first: float, last: float, columns: int) -> Text:
    line = ["─"] * columns
    for t in _ticks(first, last, columns):
        line[_column(t, first, last, columns)] = "┬"
    return Text(" " * (GUTTER - 1) + "└" + "".join(line), style="dim")


def _numbers(first: float, last: float, columns: int) -> str:
    line = [" "] * (columns + 8)
    for t in _ticks(first, last, columns):
        number = figure(t, "g")
        text = f"{number} s"
        at = max(_column(t, first, last, columns) - len(number) // 2, 0)
        line[at : at + len(text)] = text
    return "".join(line[:columns])


def _lanes(bars: Sequence[Bar], first: float, last: float, columns: int) -> list[list[Bar]]:
    """Put overlapping bars on separate lines."""
    lanes: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda b: b.start_s):
        a = _column(bar.start_s, first, last, columns)
        for lane in lanes:
            if _column(lane[-1].end_s, first, last, columns) < a:
                lane.append(bar)
                break
        else:
            lanes.append([bar])
    return lanes


def _row(name: str, bars: Sequence[Bar], first: float, last: float, columns: int) -> Text:
    """░ moving, █ end position, with the number in it; ▒ if the end position is unknown."""
    cells, style = [" "] * columns, STYLES.get(name, "yellow")
    for bar in bars:
        a, b = (_column(t, first, last, columns) for t in (bar.start_s, bar.end_s))
        cells[a : b + 1] = ("▒" if bar.top_start_s is None else "░") * (b - a + 1)
        if bar.top_start_s is not None and bar.top_end_s is not None:
            c, d = (_column(t, first, last, columns) for t in (bar.top_start_s, bar.top_end_s))
            cells[c : d + 1] = "█" * (d - c + 1)
        at = max(_column(bar.middle_s, first, last, columns) - len(bar.text) // 2, 0)
        cells[at : at + len(bar.text)] = bar.text
    line = Text(f"{word_of(name):>{GUTTER - 2}}  ", style="bold")
    line.append("".join(cells[:columns]), style=f"not bold {style}")
    return line


def _legend(timeline: Timeline) -> Text:
    indent = "\n" + " " * GUTTER
    legend = Text()
    kinds = {v.kind for c in timeline.curves for v in c.levels}
    for kind, say in (("needed", NEEDED), ("edge", EDGES)):
        if kind in kinds:
            sign, style = SIGNS[kind]
            legend.append(f"{indent}{3 * sign} ", style=style)
            legend.append(say, style="dim")
    ways = [indent, "░░ ", _("moving"), "  ██ ", _("end position")]
    if any(b.top_start_s is None for bars in timeline.rows.values() for b in bars):
        ways += ["  ▒▒ ", _("end position unknown")]
    return legend.append("".join(ways), style="dim")
