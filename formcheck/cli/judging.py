"""analyze and live: the two ways to judge a set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import complete
from formcheck.cli import options as o
from formcheck.cli.help import CAMERA, FILES, HISTORY, LIMITS, SET
from formcheck.cli.judging_options import Asked, judges
from formcheck.cli.screen_and_voice import Mirror, Mute, VoiceName, VoicePace, VoiceVolume, Window, Windowed, speech_of
from formcheck.errors import UsageError
from formcheck.messages import _


@judges()
def analyze(
    videos: Annotated[
        list[Path] | None,
        typer.Argument(metavar="CLIP", help=_("Clips, landmark recordings (.npz), or folders of them.")),
    ] = None,
    exercise: o.ExerciseName = None,
    start: Annotated[
        float, typer.Option("--from", metavar="SECONDS", help=_("Start at this second."), min=0, rich_help_panel=SET)
    ] = 0.0,
    end: Annotated[
        float | None, typer.Option("--to", metavar="SECONDS", help=_("End at this second."), min=0, rich_help_panel=SET)
    ] = None,
    slow_motion: Annotated[
        float,
        typer.Option(metavar="TIMES", help=_("How many times the clip is slowed down."), min=0.1, rich_help_panel=SET),
    ] = 1.0,
    every_frame: Annotated[
        bool,
        typer.Option(
            "--every-frame", help=_("Look at every frame; by default at about 30 a second."), rich_help_panel=SET
        ),
    ] = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FAULT[:SEVERITY]",
            help=_("Exit with 3 if this fault (or any) is found; repeatable."),
            autocompletion=complete.faults,
            rich_help_panel=LIMITS,
        ),
    ] = None,
    store: Annotated[
        bool, typer.Option("--store", help=_("Store the set for formcheck history."), rich_help_panel=HISTORY)
    ] = False,
    when: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help=_("Day of the set, for history and report; now by default."), rich_help_panel=HISTORY
        ),
    ] = None,
    person_from_folder: Annotated[
        bool,
        typer.Option(
            "--person-from-folder",
            help=_("Each clip is of the person its folder is named after; looks into the folders of a folder too."),
            rich_help_panel=HISTORY,
        ),
    ] = False,
    jobs: o.Jobs = 0,
    *,
    asked: Asked,
) -> None:
    """Judge recorded clips: count reps, measure range and tempo, find form faults.

    Example: formcheck analyze set1.mp4 --exercise calf-raise --json set1.json
    """
    from formcheck.commands.analyze import analyze as run
    from formcheck.commands.options import end_after
    from formcheck.commands.which_exercise import exercise_or_auto

    if not videos:
        raise UsageError(_("nothing to judge; name a clip, a landmark recording (.npz) or a folder of them"))
    options = asked.options(
        exercise_or_auto(exercise),
        store=store,
        when=when,
        fail_on=fail_on,
        start_s=start,
        end_s=end_after(start, end),
        slow_motion=slow_motion,
        every_frame=every_frame,
        jobs=jobs,
        person_from_folder=person_from_folder,
    )
    raise typer.Exit(run(videos, options))


@judges(live=True)
def live(
    exercise: o.ExerciseName = None,
    camera: Annotated[
        str,
        typer.Option(
            help=_("Number or name of the camera, an address (rtsp, http), or a file to play."), rich_help_panel=CAMERA
        ),
    ] = "0",
    cameras: Annotated[
        bool, typer.Option("--cameras", help=_("List the cameras, and exit."), rich_help_panel=CAMERA)
    ] = False,
    reps: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help=_("Stop after this many reps, per side if sides work in turn."),
            min=1,
            rich_help_panel=SET,
        ),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            help=_("Stop after this many seconds; of a hold, seconds held."),
            min=1,
            rich_help_panel=SET,
        ),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=_("Record an annotated video (.mp4), with its landmarks (.npz) next to it."),
            rich_help_panel=FILES,
        ),
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help=_("Record the plain camera pictures."), rich_help_panel=FILES)
    ] = False,
    mute: Mute = False,
    voice: VoiceName = None,
    voice_pace: VoicePace = 1.0,
    voice_volume: VoiceVolume = 100,
    window: Window = True,
    windowed: Windowed = False,
    mirror: Mirror = True,
    store: Annotated[
        bool | None,
        typer.Option(
            "--store/--no-store",
            help=_("Store the set for formcheck history; the default for a camera."),
            rich_help_panel=HISTORY,
        ),
    ] = None,
    *,
    asked: Asked,
) -> None:
    """Judge a set live in front of the camera: count, measure, and speak the cues.

    Example: formcheck live --exercise calf-raise --reps 12
    """
    from formcheck.commands import live as command
    from formcheck.commands.which_exercise import choose_or_recognise
    from formcheck.live.goal import Goal

    if cameras:
        raise typer.Exit(command.list_cameras())
    keep = store if store is not None else not Path(camera).is_file()
    options = asked.options(choose_or_recognise(exercise), store=keep)
    how = command.LiveOptions(
        camera=camera,
        goal=Goal(reps, seconds),
        record=record,
        raw=raw,
        speech=speech_of(voice, voice_pace, voice_volume, mute=mute),
        window=window,
        windowed=windowed,
        mirror=mirror,
    )
    raise typer.Exit(command.live(options, how))
