"""Two sets side by side in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.exercises import EXERCISES
from formcheck.history.change import METRICS
from formcheck.history.performance import SetMetrics, unit_of
from formcheck.history.side_by_side import Pair, broken, outline
from formcheck.messages import _
from formcheck.output import history_phrases as say
from formcheck.output.phrases import number, quantity, seconds
from formcheck.output.terminal.history import NOTE, verdict
from formcheck.output.terminal.tables import fitting, table
from formcheck.result import HoldResult
from formcheck.wording import COUNT_OF, as_sentence, view_of, word_of

Names = tuple[str, str]
FORMS = ((False, False), (True, False), (True, True))  # (brief words, values without intervals), widest first
SECOND = 12  # terminal columns per second, at most
LONGEST_S = 2.5  # longer bars are cut
MOST_BAR, BESIDE_HELD = 40, 2 + 3 + 12  # columns of the bar of a hold, and beside it
WITH_FAULT = {
    "repetitions": _("reps with the fault"),
    "holds": _("holds with the fault"),
    "activity": _("bouts with the fault"),
    "steps": _("steps with the fault"),
}
BESIDE_BARS = 2 + 3 + 3 * 8 + 1  # columns for margin, letter, and the seconds of each phase


def show(both: Sequence[Pair], names: Names, console: Console) -> None:
    """Print both sets in columns, their phases as bars, and what changed."""
    console.print()
    for p in both:
        parts: list[RenderableType] = [_headline(p, names)]
        if p.refused:
            parts.append(Text(_("Not compared. {refused}").format(refused=p.refused), style="yellow"))
        parts.append(fitting((_table(p, *form) for form in FORMS), console))
        parts += _held(p, console) if p.a.kind == "holds" else _phases(p, console)
        if faults := _faults(p):
            parts.append(faults)
        for part in parts:
            console.print(Padding(part, (0, 0, 1, 2)))
    meanings = say.meanings((p.a, p.b) for p in both)
    console.print(Padding(Text("\n".join([NOTE, *meanings]), style="dim"), (0, 0, 1, 2)))


def _headline(p: Pair, names: Names) -> RenderableType:
    lines = [Text(f"{say.title_of(p.a)}{side_of(p)}", style="bold green")]
    for letter, name, one in zip("AB", names, (p.a, p.b), strict=True):
        lines.append(Text.assemble((f"{letter}  ", "bold"), name, (f" · {kind_of(one)}", "dim")))
    return Group(*lines)


def side_of(p: Pair) -> str:
    return f" · {say.side_of(p.a)}" if p.a.side == p.b.side != "both" else ""


def changed_by(p: Pair) -> str:
    """Above what B has more or less than A."""
    return _("change") if p.a.side == p.b.side else _("difference")


def kind_of(p: SetMetrics) -> str:
    return " · ".join(x for x in (p.variant and word_of(p.variant), view_of(p.view)) if x)


def rows_of(p: Pair, *, brief: bool = False, bare: bool = False) -> list[dict[str, str]]:
    """Every measure that A or B has; the last two fields are empty if nothing is compared."""
    by_metric = {c.metric: c for c in p.changes}
    counts = {x: number(len(one.counted), reliable=one.count_reliable) for x, one in (("a", p.a), ("b", p.b))}
    rows = [{"name": COUNT_OF[p.a.counts], **counts, "change": "", "verdict": "", "mark": ""}]
    cues = p.a.judged & p.b.judged
    for metric in METRICS:
        a, b = (x.measure(metric, cues) for x in (p.a, p.b))
        if a is None and b is None:
            continue
        c = by_metric.get(metric)
        rows.append({
            "name": say.name_of(metric, p.a.exercise),
            "a": say.measured(a, unit_of(metric, p.a.unit), bare=bare),
            "b": say.measured(b, unit_of(metric, p.b.unit), bare=bare),
            "change": say.delta_of(c) if c else "", "verdict": say.verdict_of(c, brief=brief) if c else "",
            "mark": c.verdict if c and c.how else "muted",
        })  # fmt: skip
        if metric == "range" and p.a.peak is not None and p.b.peak is not None:
            ended = _("angle at the bottom") if EXERCISES[p.a.exercise].lowers_first else _("angle at the top")
            rows.append({
                "name": ended, "a": quantity(p.a.peak, p.a.unit), "b": quantity(p.b.peak, p.b.unit),
                "change": "", "verdict": "", "mark": "",
            })  # fmt: skip
    return rows


def _table(p: Pair, brief: bool, bare: bool) -> Table:
    made = table("", "A", "B", *([">" + changed_by(p), ""] if p.changes else []), numbers=True)
    by_name = {say.name_of(c.metric, p.a.exercise): c for c in p.changes}
    for row in rows_of(p, brief=brief, bare=bare):
        c = by_name.get(row["name"])
        changed = (row["change"], verdict(c, brief=brief) if c else "") if p.changes else ()
        made.add_row(row["name"], row["a"], row["b"], *changed)
    return made


def _phases(p: Pair, console: Console) -> list[RenderableType]:
    """The mean repetitions as bars, one column per phase, so that phases line up."""
    if p.a.counted == p.b.counted:  # limbs that move together have one tempo
        return []
    outlines = [(letter, o) for letter, x in zip("AB", (p.a, p.b), strict=True) if (o := outline(x))]
    if len(outlines) < 2:
        return []
    spans = [(o.first_s, o.far_s, o.last_s) for __, o in outlines]
    longest = [max(min(s, LONGEST_S) for s in column) for column in zip(*spans, strict=True)]
    second = min(SECOND, (console.width - BESIDE_BARS) / sum(longest))
    made = table("", *phase_names(p), "", numbers=True)
    for (letter, __), times in zip(outlines, spans, strict=True):
        bars = (
            Text.assemble(("━" * max(1, int(second * min(s, LONGEST_S))), colour), f" {seconds(s)}")
            for s, colour in zip(times, ("cyan", "green", "cyan"), strict=True)
        )
        made.add_row(letter, *bars)
    return [Group(Text(_("Mean repetition, phase by phase"), style="bold"), made)]


def _held(p: Pair, console: Console) -> list[RenderableType]:
    """Seconds held as bars, on one scale: those without a fault, and the rest."""
    cues = p.a.judged & p.b.judged
    held, clean = ([x.measure(m, cues) for x in (p.a, p.b)] for m in ("held", "held_clean"))
    longest = max((h.value for h in held if h), default=0.0)
    if longest <= 0:
        return []
    room = min(MOST_BAR, console.width - BESIDE_HELD)
    e = EXERCISES[p.a.exercise]
    made = table("", word_of(e.seconds), "", numbers=True)
    for letter, h, c in zip("AB", held, clean, strict=True):
        if h is None:
            continue
        whole = max(1, round(room * h.value / longest))
        good = whole if c is None else min(whole, round(room * c.value / longest))
        bar = Text.assemble(("━" * good, "green" if c else "cyan"), ("╌" * (whole - good), "yellow"))
        made.add_row(letter, bar, seconds(h.value))
    name = as_sentence(_(e.ranges[0].name))
    note = _("{measure}; dashed: with a fault").format(measure=name) if all(clean) else name
    return [Group(Text(note, style="bold"), made)]


def phase_names(p: Pair) -> tuple[str, str, str]:
    e = EXERCISES[p.a.exercise]
    lift, lower = e.phases.get("lift", _("lift")), e.phases.get("lower", _("lowering"))
    return (lower, _("bottom"), lift) if e.lowers_first else (lift, _("hold"), lower)


def fault_rows(p: Pair) -> list[dict[str, str]]:
    a, b = broken(p.a), broken(p.b)

    def text(one: SetMetrics, found: dict[str, int], id_: str) -> str:
        if id_ not in one.judged:
            return _("not judged")
        often = _("{n} of {total}").format(n=found.get(id_, 0), total=len(one.counted))
        ended = sum(isinstance(x, HoldResult) and id_ in x.broken_by for x in one.counted)
        return _("{often}, ended {n}").format(often=often, n=ended) if ended else often

    return [
        {"say": c.say, "a": text(p.a, a, c.id), "b": text(p.b, b, c.id)}
        for c in EXERCISES[p.a.exercise].cues
        if (c.id in a or c.id in b) and c.id in p.a.judged | p.b.judged
    ]


def _faults(p: Pair) -> RenderableType | None:
    rows = fault_rows(p)
    if not rows:
        return None
    made = table(WITH_FAULT[p.a.counts], "A", "B")
    for row in rows:
        made.add_row(row["say"], row["a"], row["b"])
    return made
