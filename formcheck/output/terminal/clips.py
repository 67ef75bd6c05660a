"""All sets of several clips in one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.output.phrases import clip_of, clock, counted, quantity
from formcheck.output.terminal.tables import fitting, table
from formcheck.result import Result
from formcheck.sanitize import shown

SHORT_NAME = 18  # letters of a clip's name in a narrow terminal


def show_clips(results: Sequence[Result], console: Console) -> None:
    """Print a line a set: clip, start, exercise, what was counted, range, score, and what to fix first."""
    console.print()
    names = _names(results)
    forms = (
        _rows(results, names),
        _rows(results, names, short=True),
        _rows(results, [_shortened(n, SHORT_NAME) for n in names], short=True),
    )
    console.print(Padding(fitting(forms, console), (0, 0, 1, 2)))


def _rows(results: Sequence[Result], names: Sequence[str], *, short: bool = False) -> Table:
    """short leaves numbers out."""
    parts = any(r.part for r in results)
    extra = () if short else (">" + _("range"), ">" + _("score"))
    start = [">" + _("from")] if parts else []
    rows = table(_("clip"), *start, _("exercise"), _("counted"), *extra, _("fix next"))
    for r, name in zip(results, names, strict=True):
        s = r.summary
        more = () if short else (quantity(s.rom.mean, s.rom.unit), "–" if s.score is None else f"{s.score:.0f}")
        doubt = "?" if r.recognised and r.recognised.certainty == "low" else ""
        rows.add_row(
            name,
            *([clock(r.part.start_s) if r.part else ""] if parts else []),
            f"{EXERCISES[r.exercise].title}{doubt}",
            counted(r),
            *more,
            _first_fix(r),
        )
    return rows


def _names(results: Sequence[Result]) -> list[str]:
    """The names of the clips, with their folders if several have the same."""
    names = [clip_of(r) for r in results]
    if len(set(names)) == len({r.source.path for r in results}):
        return names
    folders = (shown(Path(r.source.path).parent.name) for r in results)
    return [f"{folder}/{name}" if folder else name for folder, name in zip(folders, names, strict=True)]


def _shortened(text: str, most: int) -> str:
    """Its beginning and its end."""
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-(most // 2) + 1 :]}"


def _first_fix(r: Result) -> str:
    """The cue of its first fault."""
    says = {c.id: c.say for c in EXERCISES[r.exercise].cues}
    return next((says[c.id] for c in r.checks if c.verdict == "fail" and c.id in says), "")
