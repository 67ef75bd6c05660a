"""The history as a page: trends of every series, and left against right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.exercises import EXERCISES
from formcheck.history.balance import SideBalance
from formcheck.history.change import METRICS, MetricChange
from formcheck.history.performance import unit_of
from formcheck.history.store import StoredSet
from formcheck.history.trend import Trend
from formcheck.messages import Text, _
from formcheck.output import history_phrases as say
from formcheck.output.calendar import months_of
from formcheck.output.page.chart import Chart, chart_of
from formcheck.output.page.render import page
from formcheck.output.terminal.history import said, when_of
from formcheck.wording import COUNT_OF

TICKS = {"deg": "{:.0f}°", "cm": Text("{:.1f} cm"), "s": Text("{:.1f} s"), "%": "{:.0f} %", "points": "{:.0f}"}
LIMITS = {"held_clean": (0.0, float("inf")), "clean": (0.0, 100.0), "control": (0.0, 100.0)}


def history_page(series: Sequence[Trend], balances: Sequence[SideBalance], sets: Sequence[StoredSet]) -> str:
    """The page with the trends of every series, and left against right."""
    return page(
        "history",
        count=say.sets(len(sets)) if sets else "",
        first=say.day(sets[0].at) if sets else "",
        last=say.day(sets[-1].at) if sets else "",
        series=[_series(s) for s in series],
        balances=[_balance(b) for b in balances],
        months=months_of(sets),
        weekdays=say.weekdays(),
        notes=[{"when": say.day(s.at), "title": EXERCISES[s.result.exercise].title, "text": s.note}
               for s in sets if s.note],
        meanings=say.meanings(s.sets for s in series),
    )  # fmt: skip


def _series(s: Trend) -> dict[str, Any]:
    p, by_metric = s.last, {c.metric: c for c in s.change}
    rows, charts = [], []
    for metric in METRICS:
        values = say.values_of(s, metric)
        if not any(values):
            continue
        unit = unit_of(metric, p.unit)
        rows.append(
            {"name": say.name_of(metric, p.exercise), "last": say.measured(values[-1], unit)}
            | _change_row(by_metric.get(metric))
        )
        if len(s.sets) > 1 and (chart := _chart(s, metric, unit)):
            charts.append(chart)
    return {
        "title": say.title_of(p), "kind": say.kind_of(p), "sets": say.sets(len(s.sets)), "own": say.own_and_asked(s),
        "compared": say.compared(s), "apart": s.apart, "rows": rows, "charts": charts,
    }  # fmt: skip


def _change_row(c: MetricChange | None) -> dict[str, str]:
    """A change as a table row."""
    if c is None:
        return {"change": "", "verdict": "", "mark": ""}
    return {"change": say.delta_of(c), "verdict": say.verdict_of(c), "mark": c.verdict if c.how else "muted"}


def _chart(s: Trend, metric: str, unit: str) -> Chart | None:
    values = say.values_of(s, metric)
    level = None
    if metric == s.last.extent and s.last.target is not None:
        level = (s.last.target, _("target"))
    return chart_of(
        say.name_of(metric, s.last.exercise),
        [p.at for p in s.sets],
        values,
        say=[f"{say.moment(p.at)}: {say.measured(v, unit)}" for p, v in zip(s.sets, values, strict=True)],
        tick=TICKS.get(unit, Text("{:.2f}")),
        level=level,
        limits=LIMITS.get(metric),
    )


def _balance(b: SideBalance) -> dict[str, Any]:
    rows = []
    for d in b.differences:
        text, sure = said(d)
        rows.append({
            "name": say.name_of(d.metric, b.left.exercise), "left": say.measured(d.left, d.unit),
            "right": say.measured(d.right, d.unit), "change": text, "verdict": sure,
            "mark": "worse" if d.trusted else "muted",
        })  # fmt: skip
    return {
        "title": say.title_of(b.left), "kind": say.kind_of(b.left, sided=False), "when": when_of(b),
        "count_of": COUNT_OF[b.left.counts], "left": len(b.left.counted), "right": len(b.right.counted), "rows": rows,
    }  # fmt: skip
