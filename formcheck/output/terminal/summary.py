"""The result of one set in the terminal."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.exercises import EXERCISES, SAFETY
from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.output.phrases import (
    INTERVAL,
    REASONS,
    STOPPED,
    clip_of,
    clock,
    counted,
    headline,
    left_out,
    nothing_found,
    quantity,
    seconds,
    sides,
    size,
    untimed,
    without_range,
)
from formcheck.output.terminal.faults import form_of
from formcheck.result import Phases, RepResult, Result
from formcheck.wording import plural, word_of

BAR = 10


def show(r: Result, console: Console) -> None:
    """Print the summary of one set."""
    exercise = EXERCISES[r.exercise]
    doubts = [] if r.summary.count_reliable else _findings(r)  # first if they are about the count
    parts: list[RenderableType] = [Text(f"{headline(r)} · {clip_of(r)}", style="bold"), *doubts, _counted(r)]
    if r.reps:
        parts.append(_table(r))
    parts += _attempts(r)
    parts += form_of(r, exercise)
    parts += [] if doubts else _findings(r)
    parts += _not_judged(r, exercise)
    if not r.complete:
        parts.append(Text(STOPPED, style="yellow"))
    parts.append(Text("\n".join(t for t in (left_out(r), SAFETY) if t), style="dim"))
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 2, 1, 2)))


def _findings(r: Result) -> list[RenderableType]:
    texts = (*(f.text for f in r.findings), nothing_found(r))
    return [Text.assemble(("! ", "bold yellow"), text) for text in texts if text]


def _counted(r: Result) -> Text:
    sure, m = r.reps and r.summary.count_reliable, r.summary.attempts
    line = Text(counted(r), style="bold green" if sure else "bold yellow")
    if side := sides(r):
        line.append(f", {side}", style="default")
    if m:
        line.append(_(", and {attempts} not counted").format(attempts=plural(m, "attempt")), style="default")
    return line


def _table(r: Result) -> RenderableType:
    both = r.summary.count_reliable and len({rep.side for rep in r.reps}) > 1
    rom = r.reps[0].rom
    measured = any(rep.rom.value is not None for rep in r.reps)
    asked = dict(zip(("lift", "hold", "lower"), r.tempo_prescription.split("-"), strict=True))
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(_("rep"), justify="right")
    if both:
        table.add_column(_("side"))
    table.add_column(_("at"), justify="right")
    if measured:
        table.add_column(_(rom.name), justify="right")
        table.add_column(_("of target") if rom.target else "", no_wrap=True)
    for name in (_("lift"), _("hold"), _("lower"), _("rest")):
        table.add_column(name, justify="right")
    for rep in r.reps:
        row: list[str | Text] = [size(rep.rom), _bar(rep)]
        table.add_row(
            str(rep.index),
            *([word_of(rep.side)] if both else []),
            clock(rep.start_s),
            *(row if measured else []),
            *_phases(rep.lasted),
        )
    s = r.summary
    mean = "" if s.rom.mean is None else f"{quantity(s.rom.mean, s.rom.unit)}"
    if len(r.reps) > 1:
        table.add_row(
            _("mean"), *([""] if both else []), "", *([mean, ""] if measured else []),
            *_phases(s.lasted),
            style="bold",
        )  # fmt: skip
    whose = _("your target") if r.target_set_by == "person" and measured else _("target")
    target = "" if rom.target is None else quantity(rom.target, rom.unit)
    table.add_row(
        whose, *([""] if both else []), "", *([target, ""] if measured else []),
        *(f"{asked[k]} s" for k in ("lift", "hold", "lower")), "", style="dim",
    )  # fmt: skip
    notes = []
    if measured:
        notes.append(INTERVAL)
    elif rom.value is None:
        notes.append(without_range(r))
    if all(rep.tempo.concentric_s is None for rep in r.reps):
        notes.append(untimed(r))
    return Group(table, Text(" ".join(notes), style="dim"))


def _phases(p: Phases) -> list[str]:
    return [seconds(x) for x in (p.concentric_s, p.hold_s, p.eccentric_s, p.rest_s)]


def _bar(rep: RepResult) -> Text:
    if rep.rom.value is None or not rep.rom.target:
        return Text("")
    share = rep.rom.value / rep.rom.target
    full = min(BAR, round(BAR * share))
    colour = "green" if share >= 0.85 else "yellow"
    return Text.assemble(("━" * full, colour), ("╌" * (BAR - full), "bright_black"), f" {share:.0%}")


def _attempts(r: Result) -> list[RenderableType]:
    if not r.attempts:
        return []
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for a in r.attempts:
        table.add_row(clock(a.start_s), REASONS[a.reason], Text(a.detail, style="dim"))
    return [Group(Text(_("Not counted"), style="bold"), table)]


def _not_judged(r: Result, exercise: Exercise) -> list[RenderableType]:
    """Cues that this view, or any view, cannot show, grouped by reason."""
    by_reason: dict[str, list[str]] = {}
    for c in r.checks:
        if c.verdict == "not-assessable":
            by_reason.setdefault(c.reason or "", []).append(c.id)
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for reason, ids in by_reason.items():
        table.add_row(", ".join(ids), Text(reason, style="dim"))
    if not by_reason:
        return []
    out: list[RenderableType] = [Group(Text(_("Not judged"), style="bold"), table)]
    if r.view.advice and not any(f.id == "wrong-view" for f in r.findings):
        out.append(Text.assemble((_("Next time  "), "bold"), r.view.advice))
    return out
