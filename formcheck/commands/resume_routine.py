"""Whether to continue an unfinished routine."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import typer

from formcheck.commands.stdout import note
from formcheck.messages import _, ngettext
from formcheck.routine.unfinished import FRESH, Unfinished
from formcheck.wording import as_sentence, out_of


def choose_resume(before: Unfinished | None, sets: int, resume: bool | None, *, quiet: bool) -> Unfinished | None:
    """The run to continue, or None to start over. resume is the option; None: ask, or decide by age."""
    if before is None or len(before.sides) != sets or len(before.done) >= sets:
        if resume:
            _note(_("there is no unfinished run of this routine; starting with the first set"), quiet)
        return None
    if resume is not None:
        return before if resume else None
    ago = datetime.now(UTC) - before.at
    what = _("you did {part} {ago}").format(part=out_of(len(before.done), sets, "set"), ago=_ago(ago))
    if sys.stdin.isatty() and sys.stderr.isatty():
        try:
            return (
                before
                if typer.confirm(_("{what}. Continue?").format(what=as_sentence(what)), default=ago < FRESH, err=True)
                else None
            )
        except typer.Abort:  # Ctrl-C
            raise typer.Exit(130) from None
    if ago < FRESH:
        _note(_("{what}; continuing with the next (--restart starts over)").format(what=what), quiet)
        return before
    _note(_("{what}; starting over (--resume continues)").format(what=what), quiet)
    return None


def _ago(ago: timedelta) -> str:
    minutes = max(0, round(ago.total_seconds() / 60))
    if not minutes:
        return _("just now")
    if minutes < 120:
        return ngettext("{n} minute ago", "{n} minutes ago", minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{n} hour ago", "{n} hours ago", hours)
    return ngettext("{n} day ago", "{n} days ago", hours // 24)


def _note(text: str, quiet: bool) -> None:
    if not quiet:
        note(text)
