"""routine: short sessions, the bundled ones and your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from formcheck.cli.options import Db, Height, Model, Quiet
from formcheck.cli.voice_options import Mute, VoiceName, VoicePace, VoiceVolume, speech_of
from formcheck.messages import _

app = typer.Typer(
    help=_("Short sessions of several exercises: run them, show them, or write your own."), no_args_is_help=True
)


@app.command()
def run(
    name: Annotated[str, typer.Argument(help=_("warm-up, recovery, between-sets, or your own .toml file."))],
    camera: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Option(
            help=_("Camera number or address (default 0), or clips to play, one per set, or their folder. Repeatable."),
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
    window: Annotated[bool, typer.Option("--window/--no-window", help=_("Show a window."))] = True,
    mirror: Annotated[bool, typer.Option("--mirror/--no-mirror", help=_("Mirror the picture."))] = True,
    model: Model = "full",
    height: Height = None,
    store: Annotated[
        bool | None,
        typer.Option("--store/--no-store", help=_("Store the sets for formcheck history; the default for a camera.")),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(help=_("Name of the person: stored with the sets, and decides which side is the weaker one.")),
    ] = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Run a routine in front of the camera: set after set with rests, announced by voice.

    Example: formcheck routine run warm-up
    """
    from formcheck.commands import routine_run as command
    from formcheck.commands.options import person_from

    asked = command.RoutineOptions(
        name=name, cameras=tuple(camera or ["0"]), person=person_from(person), db=db, store=store, height_cm=height,
        model=model, resume=resume, speech=speech_of(voice, voice_pace, voice_volume, mute=mute),
        window=window, mirror=mirror, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(command.run(asked))


@app.command()
def show(
    name: Annotated[
        str | None, typer.Argument(help=_("warm-up, recovery, between-sets, or your own .toml file."))
    ] = None,
    person: Annotated[str | None, typer.Option(help=_("Name of the person, to know the weaker side."))] = None,
    json: Annotated[bool, typer.Option("--json", help=_("Print it as JSON."))] = False,
    db: Db = None,
) -> None:
    """Show a routine: its steps, how long it takes, and which side comes first. Without a name, list them."""
    from formcheck.commands import routine as command
    from formcheck.commands.options import person_from

    command.show(name, person_from(person), db, as_json=json)


@app.command()
def new(
    place: Annotated[Path, typer.Argument(metavar="FILE", help=_("Where to write it, such as mine.toml."))],
) -> None:
    """Write a commented template for a new routine."""
    from formcheck.commands import routine as command

    command.new(place)
