"""The tables of holds and of steps in the terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.phrases import clock, seconds
from formcheck.output.terminal.reps import range_name, size
from formcheck.result import Result
from formcheck.wording import NOUNS, noun_of, word_of


def hold_table(r: Result) -> Table:
    """Each hold: seconds in position, those without a fault, and what ended it."""
    sided = any(h.side != "both" for h in r.holds)
    e = EXERCISES[r.exercise]
    says = {c.id: c.say for c in e.cues}
    heads = [noun_of(NOUNS[e.counts]), *([_("side")] if sided else []), _("at"), word_of(e.seconds), _("clean")]
    table = _table(*heads, _("broken by"))
    for h in r.holds:
        row = [str(h.index), *([word_of(h.side)] if sided else []), clock(h.start_s), seconds(h.held_s)]
        table.add_row(
            *row,
            Text(seconds(h.clean_s), "green" if h.clean_s > h.held_s - 0.1 else "yellow") if r.form_judged else "–",
            ", ".join(says.get(id_, id_) for id_ in h.broken_by) or "–",
        )
    return table


def step_table(r: Result) -> Table:
    """Each step: where to, when, and how far."""
    measured = any(s.rom.value is not None for s in r.steps)
    table = _table(_("step"), _("to the"), _("at"), *([range_name(r.steps[0].rom)] if measured else []))
    for s in r.steps:
        far = [size(s.rom.value, s.rom.unit, s.rom.uncertainty)] if measured else []
        table.add_row(str(s.index), word_of(s.side), clock(s.start_s), *far)
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for i, head in enumerate(heads):
        table.add_column(head, justify="left" if i and head == heads[-1] else "right")
    return table
