"""history: the sets that were kept, what changed, and taking them out, in or away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.options import Db

if TYPE_CHECKING:
    from formcheck.history.store import Filter

app = typer.Typer(help="Sets that were kept: what changed, and what only seems to have.", no_args_is_help=False)

Person = Annotated[str | None, typer.Option("--person", help="Only this person's sets.")]
ExerciseName = Annotated[str | None, typer.Option("--exercise", "-e", help="Only this exercise.")]
Since = Annotated[str | None, typer.Option("--since", help="From this day on: 2026-03-01, or 30d for 30 days ago.")]
Until = Annotated[str | None, typer.Option("--until", help="Up to this day, and with it.")]


@app.callback(invoke_without_command=True)
def history(
    context: typer.Context,
    exercise: ExerciseName = None,
    person: Person = None,
    since: Since = None,
    until: Until = None,
    every: Annotated[bool, typer.Option("--all", help="List every set, not only the last ones.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page with the trends.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    db: Db = None,
) -> None:
    """Show the sets that were kept, and what changed beyond the error of measuring.

    Sets are kept by analyze --store and by live. Example: formcheck history --exercise calf-raise --since 60d
    """
    if context.invoked_subcommand is not None:
        return
    from formcheck.commands import history as command

    command.show(_asked(exercise, person, since, until), db, html=html, as_json=json, every=every)


@app.command()
def export(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines, a set a line; - for standard output.")],
    exercise: ExerciseName = None,
    person: Person = None,
    since: Since = None,
    until: Until = None,
    db: Db = None,
) -> None:
    """Write sets to a file of JSON lines, to keep or to take to another machine."""
    from formcheck.commands import history as command

    command.export(_asked(exercise, person, since, until), place, db)


@app.command("import")
def import_(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote; - for standard input.")],
    db: Db = None,
) -> None:
    """Add the sets of a file: all of them or, if a line is broken, none. Sets that are here already stay once."""
    from formcheck.commands import history as command

    command.import_sets(place, db)


@app.command()
def delete(
    numbers: Annotated[list[int] | None, typer.Argument(metavar="SET…", help="Numbers, as history lists them.")] = None,
    exercise: ExerciseName = None,
    person: Person = None,
    since: Since = None,
    until: Until = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    db: Db = None,
) -> None:
    """Remove sets for good: by number, or all that an exercise, a person or a time names. Asks first."""
    from formcheck.commands import history as command

    command.delete(numbers or [], _asked(exercise, person, since, until), db, sure=yes)


def _asked(exercise: str | None, person: str | None, since: str | None, until: str | None) -> Filter:
    from formcheck.commands.options import day_from, person_from
    from formcheck.exercises import find
    from formcheck.history.store import Filter

    name = find(exercise).name if exercise else None
    return Filter(name, person_from(person), day_from(since, "--since"), day_from(until, "--until", end=True))
