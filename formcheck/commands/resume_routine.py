"""Whether to continue an unfinished routine."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import typer

from formcheck.commands.stdout import note
from formcheck.routine.unfinished import FRESH, Unfinished
from formcheck.wording import as_sentence, plural


def choose_resume(before: Unfinished | None, sets: int, resume: bool | None, *, quiet: bool) -> Unfinished | None:
    """The run to continue, or None to start over. resume is the option; None: ask, or decide by age."""
    if before is None or len(before.sides) != sets or len(before.done) >= sets:
        if resume:
            _note("there is no unfinished run of this routine; starting with the first set", quiet)
        return None
    if resume is not None:
        return before if resume else None
    ago = datetime.now(UTC) - before.at
    what = f"you did {len(before.done)} of {plural(sets, 'set')} {_ago(ago)}"
    if sys.stdin.isatty() and sys.stderr.isatty():
        try:
            return before if typer.confirm(f"{as_sentence(what)}. Continue?", default=ago < FRESH, err=True) else None
        except typer.Abort:  # Ctrl-C
            raise typer.Exit(130) from None
    if ago < FRESH:
        _note(f"{what}; continuing with the next (--restart starts over)", quiet)
        return before
    _note(f"{what}; starting over (--resume continues)", quiet)
    return None


def _ago(ago: timedelta) -> str:
    minutes = max(0, round(ago.total_seconds() / 60))
    for least, unit in ((2 * 1440, 1440), (120, 60)):
        if minutes >= least:
            return f"{plural(minutes // unit, 'day' if unit == 1440 else 'hour')} ago"
    return "just now" if not minutes else f"{plural(minutes, 'minute')} ago"


def _note(text: str, quiet: bool) -> None:
    if not quiet:
        note(text)
