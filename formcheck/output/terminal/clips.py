"""All sets of several clips in one table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.phrases import clip_of, clock, counted, quantity
from formcheck.output.terminal.tables import fitting, table
from formcheck.result import Result


def show_clips(results: Sequence[Result], console: Console) -> None:
    """Print a line a set: clip, start, exercise, what was counted, range, score, and what to fix first."""
    console.print()
    forms = (_rows(results), _rows(results, short=True), _rows(results, short=True, name=18))
    console.print(fitting(forms, console))
    console.print()


def _rows(results: Sequence[Result], *, short: bool = False, name: int | None = None) -> Table:
    """short leaves numbers out; name is the most letters of a clip's name, which keeps its beginning and its end."""
    extra = () if short else (">" + _("range"), ">" + _("score"))
    rows = table(_("clip"), ">" + _("from"), _("exercise"), _("counted"), *extra, _("fix next"))
    for r in results:
        s = r.summary
        more = () if short else (quantity(s.rom.mean, s.rom.unit), "–" if s.score is None else f"{s.score:.0f}")
        doubt = "?" if r.recognised and r.recognised.certainty == "low" else ""
        rows.add_row(
            _shortened(clip_of(r), name),
            clock(r.part.start_s) if r.part else "",
            f"{EXERCISES[r.exercise].title}{doubt}",
            counted(r),
            *more,
            _first_fix(r),
        )
    return rows


def _shortened(text: str, most: int | None) -> str:
    return text if most is None or len(text) <= most else f"{text[: most // 2]}…{text[-(most // 2) + 1 :]}"


def _first_fix(r: Result) -> str:
    """The cue of its first fault."""
    says = {c.id: c.say for c in EXERCISES[r.exercise].cues}
    return next((says[c.id] for c in r.checks if c.verdict == "fail" and c.id in says), "")
