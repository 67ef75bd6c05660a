"""The result of one set in the terminal."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.not_judged import unjudged
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
    sides,
    untimed,
    without_range,
)
from formcheck.output.terminal.faults import form_of
from formcheck.output.terminal.holds import hold_table, step_table
from formcheck.output.terminal.reps import FORMS, rep_table
from formcheck.output.terminal.tables import first_that_fits, fitting
from formcheck.output.which_set import recognised
from formcheck.result import Result
from formcheck.wording import plural

MARGIN = 4  # columns, on both sides together
ROOMY = 80  # columns: in a narrower terminal the evidence of a fault is on a line of its own


def show(r: Result, console: Console, *, every_cue: bool = False) -> None:
    """Print the summary of one set. every_cue also lists the cues that were not judged."""
    exercise = EXERCISES[r.exercise]
    doubts = [] if r.summary.count_reliable else _findings(r)  # first if they are about the count
    head = Text(f"{headline(r)} · {clip_of(r)}", style="bold")
    parts: list[RenderableType] = [Group(Text(said, style="cyan"), head) if (said := recognised(r)) else head]
    parts += [*doubts, _counted(r)]
    if r.reps:
        parts.append(_reps(r, console))
    if r.holds:
        parts.append(fitting([hold_table(r)], console, MARGIN))
    if r.steps:
        parts.append(fitting([step_table(r)], console, MARGIN))
    parts += _attempts(r)
    parts += form_of(r, exercise, narrow=console.width < ROOMY)
    parts += [] if doubts else _findings(r)
    parts += _not_judged(r, every_cue=every_cue)
    if not r.complete:
        parts.append(Text(STOPPED, style="yellow"))
    if thinned := left_out(r):
        parts.append(Text(thinned, style="dim"))
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 2, 1, 2)))


def _findings(r: Result) -> list[RenderableType]:
    texts = (*(f.text for f in r.findings), nothing_found(r))
    return [Text.assemble(("! ", "bold yellow"), text) for text in texts if text]


def _counted(r: Result) -> Text:
    sure, m = r.movements and r.summary.count_reliable, r.summary.attempts
    line = Text(counted(r), style="bold green" if sure else "bold yellow")
    if side := sides(r):
        line.append(f", {side}", style="default")
    if m:
        line.append(_(", and {attempts} not counted").format(attempts=plural(m, "attempt")), style="default")
    return line


def _reps(r: Result, console: Console) -> RenderableType:
    """The repetitions in as many columns as the terminal has room for, one line each, and what is missing."""
    rom, notes = r.reps[0].rom, []
    form = first_that_fits((rep_table(r, columns) for columns in FORMS), console, MARGIN)
    if any("±" in str(cell) for column in form.columns for cell in column.cells):
        notes.append(INTERVAL)
    elif rom.value is None:
        notes.append(without_range(r))
    if all(rep.tempo.concentric_s is None for rep in r.reps):
        notes.append(untimed(r))
    return Group(fitting([form], console, MARGIN), Text(" ".join(notes), style="dim"))


def _attempts(r: Result) -> list[RenderableType]:
    if not r.attempts:
        return []
    lines = [
        Text.assemble(f"{clock(a.start_s)}  {REASONS[a.reason]}", (f"  {a.detail}" if a.detail else "", "dim"))
        for a in r.attempts
    ]
    return [Group(Text(_("Not counted"), style="bold"), *lines)]


def _not_judged(r: Result, *, every_cue: bool) -> list[RenderableType]:
    """How many cues this view, or any view, cannot show; in full, which they are, grouped by reason."""
    unknown = unjudged(r)
    if not unknown:
        return []
    head = (_("Not judged  "), "bold")
    if every_cue:
        lines = Table.grid(padding=(0, 1))
        for u in unknown:
            what = "; ".join(u.cues)
            lines.add_row(Text("·", style="dim"), Text.assemble(what, (f"  {u.reason}" if what else u.reason, "dim")))
        out: list[RenderableType] = [Group(Text.assemble(head), lines)]
    else:
        cues = plural(sum(len(u.cues) or 1 for u in unknown), "cue")
        out = [Text.assemble(head, (_("{cues}; --all lists them and says why.").format(cues=cues), "dim"))]
    if r.view.advice and not any(f.id == "wrong-view" for f in r.findings):
        out.append(Text.assemble((_("Next time  "), "bold"), r.view.advice))
    return out
