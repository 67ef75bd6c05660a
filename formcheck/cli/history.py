"""history: show, export, import, edit and delete stored sets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli import complete
from formcheck.cli.help import Command, Commands
from formcheck.cli.options import Db, Height
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.history.store import Filter

app = typer.Typer(cls=Commands, help=_("Stored sets: real changes versus measurement noise."), no_args_is_help=False)

Person = Annotated[str | None, typer.Option("--person", metavar="NAME", help=_("Only this person's sets."))]
ExerciseName = Annotated[
    str | None,
    typer.Option("--exercise", "-e", metavar="NAME", help=_("Only this exercise."), autocompletion=complete.exercises),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help=_("First day: 2026-03-01, or 30d for 30 days ago."))
]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help=_("Last day, included."))]


@app.callback(invoke_without_command=True)
def history(
    context: typer.Context,
    exercise: ExerciseName = None,
    person: Person = None,
    since: Since = None,
    until: Until = None,
    every: Annotated[bool, typer.Option("--all", help=_("List every set, not just the last ones."))] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write an HTML page with the trends."))] = None,
    json: Annotated[bool, typer.Option("--json", help=_("Print it as JSON."))] = False,
    db: Db = None,
) -> None:
    """Show stored sets, and what changed beyond measurement error.

    analyze --store and live store sets. Example: formcheck history --exercise calf-raise --since 60d
    """
    if context.invoked_subcommand is not None:
        return
    from formcheck.commands import history as command

    command.show(_asked(exercise, person, since, until), db, html=html, as_json=json, every=every)


@app.command(cls=Command)
def export(
    place: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=_("File to write, one set per line as JSON; - writes to standard output.")),
    ],
    exercise: ExerciseName = None,
    person: Person = None,
    since: Since = None,
    until: Until = None,
    db: Db = None,
) -> None:
    """Write sets to a file of JSON lines, as a backup or for another machine."""
    from formcheck.commands import history as command

    command.export(_asked(exercise, person, since, until), place, db)


@app.command("import", cls=Command)
def import_(
    place: Annotated[Path, typer.Argument(metavar="FILE", help=_("A file written by export; - reads standard input."))],
    db: Db = None,
) -> None:
    """Add the sets of a file: all of them, or none if a line is invalid. Sets already stored are skipped."""
    from formcheck.commands import history as command

    command.import_sets(place, db)


@app.command(cls=Command)
def edit(
    numbers: Annotated[list[int], typer.Argument(metavar="SET…", help=_("Set numbers, as history lists them."))],
    height: Height = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help=_("Another name of the person."))] = None,
    when: Annotated[str | None, typer.Option(metavar="DAY", help=_("Another day: 2026-03-01."))] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help=_('Another note; "" takes it away.'))] = None,
    db: Db = None,
) -> None:
    """Add what was forgotten: the height, which turns ranges into centimetres, the person, the day or a note.

    Example: formcheck history edit 3 4 --height 176
    """
    from formcheck.commands import history as command
    from formcheck.commands.about import day_from, person_from

    command.edit(numbers, db, height_cm=height, person=person_from(person), when=day_from(when, "--when"), said=note)


@app.command(cls=Command)
def delete(
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="SET…", help=_("Set numbers, as history lists them."))
    ] = None,
    exercise: ExerciseName = None,
    person: Person = None,
    since: Since = None,
    until: Until = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Delete without asking."))] = False,
    db: Db = None,
) -> None:
    """Delete sets permanently: by number, or by exercise, person or date. Asks first."""
    from formcheck.commands import history as command

    command.delete(numbers or [], _asked(exercise, person, since, until), db, sure=yes)


def _asked(exercise: str | None, person: str | None, since: str | None, until: str | None) -> Filter:
    from formcheck.commands.about import day_from, person_from
    from formcheck.exercises import find
    from formcheck.history.store import Filter

    name = find(exercise).name if exercise else None
    return Filter(name, person_from(person), day_from(since, "--since"), day_from(until, "--until", end=True))
