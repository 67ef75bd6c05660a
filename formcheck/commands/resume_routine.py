"""Whether to go on with a routine that was begun."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import typer

from formcheck.commands.stdout import note
from formcheck.routine.unfinished import FRESH, Unfinished


def choose_resume(before: Unfinished | None, sets: int, resume: bool | None, *, quiet: bool) -> Unfinished | None:
    """What to go on with, None to start at the first set. resume is what was asked for; None: ask, or go by its age."""
    if before is None or len(before.sides) != sets or len(before.done) >= sets:
        if resume:
            _note("no set of this routine is waiting to be gone on with: starting at the first", quiet)
        return None
    if resume is not None:
        return before if resume else None
    ago = datetime.now(UTC) - before.at
    what = f"{len(before.done)} of {sets} sets were done {_ago(ago)}"
    if sys.stdin.isatty() and sys.stderr.isatty():
        try:
            return before if typer.confirm(f"{what}: go on?", default=ago < FRESH, err=True) else None
        except typer.Abort:  # Ctrl-C
            raise typer.Exit(130) from None
    if ago < FRESH:
        _note(f"{what}: going on with the next; --restart starts over", quiet)
        return before
    _note(f"{what}: starting over; --resume goes on", quiet)
    return None


def _ago(ago: timedelta) -> str:
    minutes = max(0, round(ago.total_seconds() / 60))
    for least, unit in ((2 * 1440, 1440), (120, 60)):
        if minutes >= least:
            return f"{minutes // unit} {'days' if unit == 1440 else 'hours'} ago"
    return "just now" if not minutes else f"{minutes} minute{'' if minutes == 1 else 's'} ago"


def _note(text: str, quiet: bool) -> None:
    if not quiet:
        note(text)
