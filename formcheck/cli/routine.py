"""routine: short sessions, those that come along and your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from formcheck.cli.options import Db, Height, Model, Quiet

app = typer.Typer(
    help="Short sessions of several exercises: do them, show them, or begin a new one.", no_args_is_help=True
)


@app.command()
def run(
    name: Annotated[str, typer.Argument(help="warm-up, recovery, between-sets, or your own .toml file.")],
    camera: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Option(
            help="Number or address, 0 if not given; or clips to play, one a set, or their folder. May be repeated.",
        ),
    ] = None,
    resume: Annotated[
        bool | None,
        typer.Option("--resume/--restart", help="Go on with an unfinished run, or start over, unasked."),
    ] = None,
    mute: Annotated[bool, typer.Option("--mute", help="Do not speak.")] = False,
    window: Annotated[bool, typer.Option("--window/--no-window", help="Show a window.")] = True,
    mirror: Annotated[bool, typer.Option("--mirror/--no-mirror", help="Show it as a mirror does.")] = True,
    model: Model = "full",
    height: Height = None,
    store: Annotated[
        bool | None,
        typer.Option("--store/--no-store", help="Keep the sets for formcheck history: a camera's are kept."),
    ] = None,
    person: Annotated[str | None, typer.Option(help="Whose sets they are, and whose weaker side comes first.")] = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Do a routine in front of the camera: set after set, with rests, spoken from one to the next.

    Example: formcheck routine run warm-up
    """
    from formcheck.commands import routine_run as command
    from formcheck.commands.options import person_from

    asked = command.RoutineOptions(
        name=name, cameras=tuple(camera or ["0"]), person=person_from(person), db=db, store=store, height_cm=height,
        model=model, resume=resume, mute=mute, window=window, mirror=mirror, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(command.run(asked))


@app.command()
def show(
    name: Annotated[str | None, typer.Argument(help="warm-up, recovery, between-sets, or your own .toml file.")] = None,
    person: Annotated[str | None, typer.Option(help="Whose weaker side comes first.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    db: Db = None,
) -> None:
    """Show a routine: its steps, how long it takes, and which side comes first. Without a name: the list."""
    from formcheck.commands import routine as command
    from formcheck.commands.options import person_from

    command.show(name, person_from(person), db, as_json=json)


@app.command()
def new(place: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, such as mine.toml.")]) -> None:
    """Write a routine to begin with, with remarks that say what may stand in it."""
    from formcheck.commands import routine as command

    command.new(place)
