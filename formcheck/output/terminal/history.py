"""The history in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.history.balance import SideBalance, SideDifference
from formcheck.history.change import METRICS, MetricChange
from formcheck.history.performance import unit_of
from formcheck.history.store import StoredSet
from formcheck.history.trend import Trend
from formcheck.messages import _
from formcheck.output import history_phrases as say
from formcheck.output.calendar import months_of
from formcheck.output.phrases import counts, quantity, seconds
from formcheck.output.terminal.tables import fitting, table
from formcheck.sanitize import shown as shown_text
from formcheck.wording import COUNT_OF, NOUNS, plural, seen_from, word_of

COLOURS = {"better": "green", "worse": "yellow", "changed": "cyan"}
FEW = 3  # up to this many series are shown in detail by default
MONTHS = 6  # in the calendar
LISTED = 10  # sets, most recent
RANGE = _("range, or held")
NOTE = _("± is the half-width of a 90 % interval. Only a change beyond it is called better or worse.")


def show(
    series: Sequence[Trend],
    balances: Sequence[SideBalance],
    sets: Sequence[StoredSet],
    console: Console,
    *,
    detailed: bool,
    every: bool,
) -> None:
    """Print the series with their changes, the two sides, and the last sets with their numbers.

    detailed  shows every measure of every series
    every     lists all sets
    """
    parts: list[RenderableType] = []
    if detailed or len(series) <= FEW:
        parts += [_detail(s, console) for s in series]
        meanings = say.meanings(s.sets for s in series)
    else:
        parts.append(_overview(series, console))
        meanings = say.meanings((s.sets for s in series), {c.metric for s in series for c in s.change if c.how})
    parts += [_two_sides(b, console) for b in balances]
    parts += _calendar(sets)
    parts.append(_list(sets if every else sets[-LISTED:], len(sets), console))
    parts.append(Text("\n".join([NOTE, *meanings]), style="dim"))
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 0, 1, 2)))


def _overview(series: Sequence[Trend], console: Console) -> RenderableType:
    note = _(
        "Only sets with the same view, variant and side are compared. formcheck history "
        "--exercise NAME shows every measure."
    )
    forms = (_series(series, days, lines) for days, lines in ((True, True), (False, True), (False, False)))
    return Group(fitting(forms, console), Text(note, style="dim"))


def _series(series: Sequence[Trend], days: bool, lines: bool) -> Table:
    """A line a series; days: of the last set, lines: of all values."""
    between = [*([_("last")] if days else []), *([RANGE, ""] if lines else [RANGE])]
    made = table(_("exercise"), ">" + _("sets"), *between, _("change since the first sets"), numbers=True)
    for s in series:
        p = s.last
        values = say.values_of(s, p.extent)
        made.add_row(
            Text.assemble((say.title_of(p), "bold"), "\n", (say.kind_of(p), "dim")),
            str(len(s.sets)),
            *([say.day(p.at)] if days else []),
            *([Text(say.sparkline(values, 10), style="cyan")] if lines else []),
            say.measured(values[-1], p.unit) if values[-1] else _("not measured"),
            _in_short(s),
        )
    made.columns[0].no_wrap = True
    return made


def _in_short(s: Trend) -> Text:
    trusted = [c for c in s.change if c.how]
    if trusted:
        lines = [
            Text(f"{say.name_of(c.metric, s.last.exercise)} {say.verdict_of(c)}", style=COLOURS[c.verdict])
            for c in trusted
        ]
        return Text("\n").join(lines)
    if s.change:
        return Text(say.NO_CHANGE, style="dim")
    return Text(_("not compared") if s.last.trouble else _("one set so far"), style="dim")


def _detail(s: Trend, console: Console) -> RenderableType:
    p = s.last
    head = Text.assemble((say.title_of(p), "bold green"), (f" · {say.kind_of(p)}", "bold"))
    first, last = say.day(s.sets[0].at), say.day(p.at)
    when = last if first == last else _("{first} to {last}").format(first=first, last=last)
    lines: list[RenderableType] = [head, Text(f"{say.sets(len(s.sets))}, {when}. {say.compared(s)}", style="dim")]
    if own := say.own_and_asked(s):
        lines.append(Text(own))
    if s.apart:
        lines.append(Text(_("Listed separately from the series above. {apart}").format(apart=s.apart), style="yellow"))
    forms = ((16, False), (10, False), (10, True), (0, True))
    return Group(*lines, fitting((_measures(s, width, brief) for width, brief in forms), console))


def _measures(s: Trend, width: int, brief: bool) -> Table:
    """One line per measure, with a sparkline of the last `width` sets."""
    p = s.last
    made = table("", *([""] if width else []), _("last set"), ">" + _("change"), "", numbers=True)
    by_metric = {c.metric: c for c in s.change}
    for metric in METRICS:
        values = say.values_of(s, metric)
        if not any(values):
            continue
        c = by_metric.get(metric)
        made.add_row(
            say.name_of(metric, p.exercise),
            *([Text(say.sparkline(values, width), style="cyan")] if width else []),
            say.measured(values[-1], unit_of(metric, p.unit)),
            say.delta_of(c) if c else "",
            verdict(c, brief=brief) if c else "",
        )
    return made


def verdict(c: MetricChange, *, brief: bool) -> Text:
    return Text(say.verdict_of(c, brief=brief), style=COLOURS.get(c.verdict, "dim"))


def _two_sides(b: SideBalance, console: Console) -> RenderableType:
    """Left next to right."""
    p = b.left
    return Group(
        Text.assemble((_("Balance  "), "bold green"), (f"{say.title_of(p)} · {say.kind_of(p, sided=False)}", "bold")),
        Text(when_of(b), style="dim"),
        fitting((_sides(b, bare) for bare in (False, True)), console),
    )


def _sides(b: SideBalance, bare: bool) -> Table:
    made = table("", _("left"), _("right"), ">" + _("left − right"), "", numbers=True)
    made.add_row(COUNT_OF[b.left.counts], str(len(b.left.counted)), str(len(b.right.counted)), "", "")
    for d in b.differences:
        text, sure = said(d)
        made.add_row(
            say.name_of(d.metric, b.left.exercise), say.measured(d.left, d.unit, bare=bare),
            say.measured(d.right, d.unit, bare=bare), text, Text(sure, style="yellow" if d.trusted else "dim"),
        )  # fmt: skip
    return made


def said(d: SideDifference) -> tuple[str, str]:
    """The difference, and whether it is real."""
    return say.apart(d.delta, d.unit), _(d.how) or say.NO_DIFFERENCE


def when_of(b: SideBalance) -> str:
    """Which sets are compared."""
    if b.left.set_id is not None and b.left.set_id == b.right.set_id:
        return _("Both in set {set_id}, {at}.").format(set_id=b.left.set_id, at=say.day(b.left.at))
    if b.apart is None:
        return _("One side after the other in the same clip.")
    days = b.apart.days
    late = _(", {days} apart").format(days=plural(days, "day")) if days else ""
    left, right = (_("in set {set_id}, {at}").format(set_id=p.set_id, at=say.day(p.at)) for p in (b.left, b.right))
    return _("Left {left}; right {right}{late}.").format(left=left, right=right, late=late)


def _calendar(sets: Sequence[StoredSet]) -> list[RenderableType]:
    """A line a month: a dot a day, and the number of sets where there were some."""
    shown = months_of(sets)[-MONTHS:]
    if len({s.at.astimezone().date() for s in sets}) < 2:
        return []
    lines = [Text(_("Sets a day"), style="bold")]
    for m in shown:
        days = "".join(str(min(d.sets, 9)) if d.sets else "·" for d in m.days)
        lines.append(Text.assemble((f"{m.name}  ", "dim"), (days, "cyan")))
    return [Group(*lines)]


def _list(sets: Sequence[StoredSet], total: int, console: Console) -> RenderableType:
    more = total - len(sets)
    note = [Text(_("{more} earlier; --all lists them").format(more=more), style="dim")] if more else []
    people = len({s.person for s in sets}) > 1  # then who did it comes before the rest
    forms = (
        _listed(sets, when=when, side=side, view=view, person=person)
        for when, side, view, person in (
            (say.moment, True, True, True),
            (say.day, True, True, True),
            (say.day, True, False, people),
            (say.day, False, False, people),
            *([(None, False, False, True)] if people else []),
        )
    )
    said = [Text.assemble((f"{s.id}  ", "dim"), shown_text(s.note)) for s in sets if s.note]
    notes = [Text("\n" + _("Notes"), style="bold"), *said] if said else []
    return Group(Text(_("Sets"), style="bold"), fitting(forms, console), *note, *notes)


def _listed(
    sets: Sequence[StoredSet], *, when: Callable[[datetime], str] | None, side: bool, view: bool, person: bool
) -> Table:
    """when: the day, or the time too; side: also what was counted."""
    made = table(
        ">" + _("set"),
        *([_("when")] if when else []),
        _("exercise"),
        *([_("side")] if side else []),
        *([_("view")] if view else []),
        *([">" + _("counted")] if side else []),
        ">" + RANGE,
        *([_("person")] if person else []),
        numbers=True,
    )
    for s in sets:
        r, reliable = s.result, s.result.summary.count_reliable
        made.add_row(
            str(s.id), *([when(s.at)] if when else []), r.exercise,
            *(["/".join(map(word_of, sorted({x.side for x in r.movements}))) if reliable else "–"] if side else []),
            *([seen_from(r.view.detected)] if view else []),
            *([plural(r.summary.reps, NOUNS[counts(r)], about=not reliable)] if side else []),
            seconds(r.summary.held_s) if r.kind == "holds" else quantity(r.summary.rom.mean, r.summary.rom.unit),
            *([s.person or ""] if person else []),
        )  # fmt: skip
    return made
