"""analyze and live: the two ways to have a set judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import options as o
from formcheck.cli.judging_options import Asked, judges
from formcheck.errors import UsageError


@judges()
def analyze(
    videos: Annotated[
        list[Path] | None, typer.Argument(metavar="CLIP", help="Clips, landmark recordings (.npz), or folders of them.")
    ] = None,
    exercise: o.ExerciseName = None,
    start: Annotated[float, typer.Option("--from", help="Begin at this second.", min=0)] = 0.0,
    end: Annotated[float | None, typer.Option("--to", help="End at this second.", min=0)] = None,
    slow_motion: Annotated[float, typer.Option(help="The clip was exported this many times slower.", min=0.1)] = 1.0,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FAULT[:SEVERITY]", help="Exit 3 and name it if this fault (or any) is found; may be repeated."
        ),
    ] = None,
    store: Annotated[bool, typer.Option("--store", help="Keep the set for formcheck history.")] = False,
    when: Annotated[str | None, typer.Option(help="The day it was filmed, with --store; now if not given.")] = None,
    *,
    asked: Asked,
) -> None:
    """Judge recorded files: count, measure, time.

    Example: formcheck analyze set1.mp4 --exercise calf-raise --json set1.json
    """
    from formcheck.commands.analyze import analyze as run
    from formcheck.commands.options import end_after

    if not videos:
        raise UsageError("what should be judged? Name a clip, a landmark recording (.npz) or a folder of them")
    options = asked.options(
        exercise,
        store=store,
        when=when,
        fail_on=fail_on,
        start_s=start,
        end_s=end_after(start, end),
        slow_motion=slow_motion,
    )
    raise typer.Exit(run(videos, options))


@judges(live=True)
def live(
    exercise: o.ExerciseName = None,
    camera: Annotated[str, typer.Option(help="Its number, an address (rtsp, http), or a file to play.")] = "0",
    reps: Annotated[int | None, typer.Option(help="End after so many; of each side in turn.", min=1)] = None,
    seconds: Annotated[float | None, typer.Option(help="End after so long.", min=1)] = None,
    record: Annotated[
        Path | None, typer.Option(help="Keep the set as annotated video (.mp4), its landmarks (.npz) beside it.")
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="Record the camera's pictures, with nothing drawn.")] = False,
    mute: Annotated[bool, typer.Option("--mute", help="Do not speak.")] = False,
    window: Annotated[bool, typer.Option("--window/--no-window", help="Show a window.")] = True,
    mirror: Annotated[bool, typer.Option("--mirror/--no-mirror", help="Show it as a mirror does.")] = True,
    store: Annotated[
        bool | None, typer.Option("--store/--no-store", help="Keep the set for formcheck history: a camera's is kept.")
    ] = None,
    *,
    asked: Asked,
) -> None:
    """Judge the camera as it happens: counts, measures and speaks.

    Example: formcheck live --exercise calf-raise --reps 12
    """
    from formcheck.commands import live as command
    from formcheck.live.session import Goal

    options = asked.options(exercise, store=store if store is not None else not Path(camera).is_file())
    how = command.LiveOptions(
        camera=camera, goal=Goal(reps, seconds), record=record, raw=raw, mute=mute, window=window, mirror=mirror
    )
    raise typer.Exit(command.live(options, how))
