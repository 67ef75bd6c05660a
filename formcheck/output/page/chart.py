"""Small charts of one measure over the weeks, as coordinates; the page templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from formcheck.judging.estimate import MeanEstimate

WIDTH, HEIGHT = 340.0, 130.0
ROOM = 0.25  # of the largest value: at least so much of an interval is shown beyond the values
LEFT, RIGHT, TOP, BOTTOM = 44.0, 10.0, 12.0, 24.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One set: its position, the ends of its interval, and its tooltip."""

    x: float
    y: float
    low: float
    high: float
    says: str


@dataclass(frozen=True, slots=True)
class AxisLevel:
    """A horizontal reference line and its label."""

    y: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Coordinates in a WIDTH by HEIGHT drawing, y down. line joins the dots, as SVG points."""

    title: str
    dots: tuple[Dot, ...]
    line: str
    level: AxisLevel | None
    ticks: tuple[tuple[float, str], ...]
    first: str
    last: str


def chart_of(
    title: str,
    at: Sequence[datetime | None],
    values: Sequence[MeanEstimate | None],
    *,
    say: Sequence[str],
    tick: str,
    level: tuple[float, str] | None,
    limits: tuple[float, float] | None,
) -> Chart | None:
    """The chart of one measure; None without a value. Intervals wider than the values are cut at its edges.

    say     tooltip of each set
    tick    format of the axis labels, such as "{:.0f}°"
    level   a reference value and its label
    limits  range of the axis, at which intervals are cut, such as 0 and 100 percent
    """
    known = [(t, v, text) for t, v, text in zip(at, values, say, strict=True) if t is not None and v is not None]
    if not known:
        return None
    floor, ceiling = limits or (float("-inf"), float("inf"))
    middles: list[float] = [v.value for _, v, _ in known] + ([level[0]] if level else [])
    room = max(max(middles) - min(middles), ROOM * max(abs(x) for x in middles))
    least = 0.0 if min(middles) >= 0 else float("-inf")  # no interval of seconds or degrees goes below none
    floor, ceiling = max(floor, least, min(middles) - room), min(ceiling, max(middles) + room)
    ends = [(max(floor, v.value - v.uncertainty), min(ceiling, v.value + v.uncertainty)) for _, v, _ in known]
    shown: list[float] = [*filter(isfinite, limits or ()), *(x for end in ends for x in end), *middles]
    low, high = min(shown), max(shown)
    span = (high - low) or 1.0
    begin, end = known[0][0], known[-1][0]
    seconds = (end - begin).total_seconds()

    def x(t: datetime) -> float:
        share = (t - begin).total_seconds() / seconds if seconds else 0.5
        return round(LEFT + 6 + share * (WIDTH - LEFT - RIGHT - 12), 1)

    def y(value: float) -> float:
        return round(TOP + (high - value) / span * (HEIGHT - TOP - BOTTOM), 1)

    dots = tuple(Dot(x(t), y(v.value), y(a), y(b), text) for (t, v, text), (a, b) in zip(known, ends, strict=True))
    return Chart(
        title=title,
        dots=dots,
        line=" ".join(f"{d.x},{d.y}" for d in dots),
        level=AxisLevel(y(level[0]), level[1]) if level else None,
        ticks=tuple((y(v), tick.format(v)) for v in (high, (high + low) / 2, low)),
        first=f"{begin.astimezone():%Y-%m-%d}",
        last=f"{end.astimezone():%Y-%m-%d}" if seconds else "",
    )
