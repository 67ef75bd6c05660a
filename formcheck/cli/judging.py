"""analyze and live: the two ways to have a set judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import options as o
from formcheck.errors import UsageError


def analyze(
    videos: Annotated[
        list[Path] | None, typer.Argument(metavar="CLIP", help="Clips, landmark recordings (.npz), or folders of them.")
    ] = None,
    exercise: o.ExerciseName = None,
    json: o.Json = None,
    csv: o.Csv = None,
    landmarks: o.Landmarks = None,
    trace: o.TraceFile = None,
    trc: o.Trc = None,
    mot: o.Mot = None,
    html: o.Html = None,
    no_pictures: o.NoPictures = False,
    video: Annotated[Path | None, typer.Option(help="Write the clip with the judgement drawn over it (.mp4).")] = None,
    contact_sheet: o.ContactSheet = None,
    blur_face: o.BlurFace = False,
    start: Annotated[float, typer.Option("--from", help="Begin at this second.", min=0)] = 0.0,
    end: Annotated[float | None, typer.Option("--to", help="End at this second.", min=0)] = None,
    slow_motion: Annotated[float, typer.Option(help="The clip was exported this many times slower.", min=0.1)] = 1.0,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FAULT[:SEVERITY]", help="Exit 3 and name it if this fault (or any) is found; may be repeated."
        ),
    ] = None,
    variant: o.Variant = None,
    side: o.WorkingSide = "auto",
    view: o.CameraView = "auto",
    tempo: o.TempoText = None,
    model: o.Model = "full",
    height: o.Height = None,
    store: Annotated[bool, typer.Option("--store", help="Keep the set for formcheck history.")] = False,
    person: Annotated[str | None, typer.Option(help="Whose set it is, with --store.")] = None,
    when: Annotated[str | None, typer.Option(help="The day it was filmed, with --store; now if not given.")] = None,
    db: o.Db = None,
    quiet: o.Quiet = False,
) -> None:
    """Judge recorded files: count, measure, time.

    Example: formcheck analyze set1.mp4 --exercise calf-raise --json set1.json
    """
    from formcheck.commands import options as asked
    from formcheck.commands.analyze import analyze as run

    if not videos:
        raise UsageError("what should be judged? Name a clip, a landmark recording (.npz) or a folder of them")
    chosen = asked.choose_exercise(exercise)
    settings = asked.settings_for(chosen, variant, side, view, height)
    order = asked.AnalyzeOptions(
        exercise=chosen,
        settings=settings,
        tempo=asked.tempo_from(tempo, chosen, quiet=quiet),
        model=model,
        start_s=start,
        end_s=asked.end_after(start, end),
        slow_motion=slow_motion,
        fail_on=asked.gates_from(chosen, fail_on or [], settings.view),
        json=json,
        csv=csv,
        landmarks=landmarks,
        trace=trace,
        trc=trc,
        mot=mot,
        html=html,
        no_pictures=no_pictures,
        video=video,
        contact_sheet=contact_sheet,
        blur_face=blur_face,
        quiet=quiet,
        storing=asked.store_options(store, person, when, db),
    )
    raise typer.Exit(run(videos, order))


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
    json: o.Json = None,
    csv: o.Csv = None,
    landmarks: o.Landmarks = None,
    trace: o.TraceFile = None,
    trc: o.Trc = None,
    mot: o.Mot = None,
    html: o.Html = None,
    no_pictures: o.NoPictures = False,
    contact_sheet: o.ContactSheet = None,
    blur_face: o.BlurFace = False,
    variant: o.Variant = None,
    side: o.WorkingSide = "auto",
    view: o.CameraView = "auto",
    tempo: o.TempoText = None,
    model: o.Model = "full",
    height: o.Height = None,
    store: Annotated[
        bool | None, typer.Option("--store/--no-store", help="Keep the set for formcheck history: a camera's is kept.")
    ] = None,
    person: Annotated[str | None, typer.Option(help="Whose set it is, in the history.")] = None,
    db: o.Db = None,
    quiet: o.Quiet = False,
) -> None:
    """Judge the camera as it happens: counts, measures and speaks.

    Example: formcheck live --exercise calf-raise --reps 12
    """
    from formcheck.commands import live as command
    from formcheck.commands import options as asked
    from formcheck.live.session import Goal

    chosen = asked.choose_exercise(exercise)
    keep = store if store is not None else not Path(camera).is_file()
    order = asked.AnalyzeOptions(
        exercise=chosen,
        settings=asked.settings_for(chosen, variant, side, view, height),
        tempo=asked.tempo_from(tempo, chosen, quiet=quiet),
        model=model,
        json=json,
        csv=csv,
        landmarks=landmarks,
        trace=trace,
        trc=trc,
        mot=mot,
        html=html,
        no_pictures=no_pictures,
        contact_sheet=contact_sheet,
        blur_face=blur_face,
        quiet=quiet,
        storing=asked.store_options(keep, person, None, db),
    )
    how = command.LiveOptions(
        camera=camera, goal=Goal(reps, seconds), record=record, raw=raw, mute=mute, window=window, mirror=mirror
    )
    raise typer.Exit(command.live(order, how))
