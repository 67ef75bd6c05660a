"""routine: short sessions, the bundled ones and your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from formcheck.cli import complete
from formcheck.cli.help import CAMERA, HISTORY, Command, Commands
from formcheck.cli.options import Db, Height, Model, Quiet
from formcheck.cli.screen_and_voice import Mirror, Mute, VoiceName, VoicePace, VoiceVolume, Window, Windowed, speech_of
from formcheck.messages import _

app = typer.Typer(
    cls=Commands,
    help=_("Short sessions of several exercises: run them, show them, or write your own."),
    no_args_is_help=True,
)


@app.command(cls=Command)
def run(
    name: Annotated[
        str,
        typer.Argument(
            help=_("warm-up, recovery, between-sets, or your own .toml file."), autocompletion=complete.routines
        ),
    ],
    camera: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Option(
            help=_(
                "Number, name or address of the camera (default 0), or clips, one per set, or their folder; repeatable."
            ),
            rich_help_panel=CAMERA,
        ),
    ] = None,
    resume: Annotated[
        bool | None,
        typer.Option("--resume/--restart", help=_("Continue an unfinished run, or start over, without asking.")),
    ] = None,
    mute: Mute = False,
    voice: VoiceName = None,
    voice_pace: VoicePace = 1.0,
    voice_volume: VoiceVolume = 100,
    window: Window = True,
    windowed: Windowed = False,
    mirror: Mirror = True,
    model: Model = "full",
    height: Height = None,
    store: Annotated[
        bool | None,
        typer.Option(
            "--store/--no-store",
            help=_("Store the sets for formcheck history; the default for a camera."),
            rich_help_panel=HISTORY,
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            rich_help_panel=HISTORY,
            help=_("Name of the person: stored with the sets, and decides which side is the weaker one."),
        ),
    ] = None,
    db: Db = None,
    json: Annotated[Path | None, typer.Option(help=_("Write all sets as JSON; - writes to standard output."))] = None,
    html: Annotated[Path | None, typer.Option(help=_("Write a page with all sets."))] = None,
    quiet: Quiet = False,
) -> None:
    """Run a routine in front of the camera: set after set with rests, announced by voice.

    Example: formcheck routine run warm-up
    """
    from formcheck.commands import routine_run as command
    from formcheck.commands.about import person_from

    asked = command.RoutineOptions(
        name=name, cameras=tuple(camera or ["0"]), person=person_from(person), db=db, store=store, height_cm=height,
        model=model, resume=resume, speech=speech_of(voice, voice_pace, voice_volume, mute=mute),
        window=window, windowed=windowed, mirror=mirror, json=json, html=html, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(command.run(asked))


@app.command("list", cls=Command)
def list_(json: Annotated[bool, typer.Option("--json", help=_("Print it as JSON."))] = False) -> None:
    """List the bundled routines."""
    from formcheck.commands import routine as command

    command.show(None, None, None, as_json=json)


@app.command(cls=Command)
def show(
    name: Annotated[
        str | None,
        typer.Argument(
            help=_("warm-up, recovery, between-sets, or your own .toml file."), autocompletion=complete.routines
        ),
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Name of the person, to know the weaker side."))
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=_("Print it as JSON."))] = False,
    db: Db = None,
) -> None:
    """Show a routine: its steps, how long it takes, and which side comes first. Without a name, list them."""
    from formcheck.commands import routine as command
    from formcheck.commands.about import person_from

    command.show(name, person_from(person), db, as_json=json)


@app.command(cls=Command)
def new(
    place: Annotated[Path, typer.Argument(metavar="FILE", help=_("Where to write it, such as mine.toml."))],
) -> None:
    """Write a commented template for a new routine."""
    from formcheck.commands import routine as command

    command.new(place)
