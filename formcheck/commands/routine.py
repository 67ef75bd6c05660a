"""formcheck routine: short sessions, those that come along and your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import Db

app = typer.Typer(help="Short sessions of several exercises: show them, or begin a new one.", no_args_is_help=True)


@app.command()
def show(
    name: Annotated[str | None, typer.Argument(help="warm-up, recovery, between-sets, or your own .toml file.")] = None,
    person: Annotated[str | None, typer.Option(help="Whose weaker side comes first.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    db: Db = None,
) -> None:
    """Show a routine: its steps, how long it takes, and which side comes first. Without a name: the list."""
    from formcheck.commands import sessions
    from formcheck.commands.order import person_from

    sessions.show(name, person_from(person), db, as_json=json)


@app.command()
def new(place: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, such as mine.toml.")]) -> None:
    """Write a routine to begin with, with remarks that say what may stand in it."""
    from formcheck.commands import sessions

    sessions.new(place)
