"""score and compare: results against labels, one set against another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import options as o
from formcheck.cli.help import CLUSTER, FILES, LIMITS, SET
from formcheck.errors import UsageError
from formcheck.messages import _


def score(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PLACE",
            help=_("Folders, label files (NAME.labels.json) or labelled clips; addresses such as s3://… too."),
        ),
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=_("Write all figures as JSON; - writes to standard output."), rich_help_panel=FILES
        ),
    ] = None,
    junit: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Write JUnit XML, one test case per clip."), rich_help_panel=FILES),
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Write a Markdown summary, for a CI job page."), rich_help_panel=FILES),
    ] = None,
    exercise: Annotated[
        str | None,
        typer.Option(
            "--exercise",
            "-e",
            metavar="auto",
            help=_("auto ignores the labelled exercise, recognises one itself and compares the two."),
            rich_help_panel=SET,
        ),
    ] = None,
    jobs: o.Jobs = 0,
    landmarks_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help=_("Keep landmark recordings here, so that scoring again is fast."),
            rich_help_panel=CLUSTER,
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(metavar="SECONDS", help=_("Longest time per clip, in seconds."), min=1, rich_help_panel=CLUSTER),
    ] = 600.0,
    min_exact: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE", help=_("Gate: minimum share of exact counts."), min=0, max=1, rich_help_panel=LIMITS
        ),
    ] = None,
    min_within_one: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help=_("Gate: minimum share of counts off by at most one."),
            min=0,
            max=1,
            rich_help_panel=LIMITS,
        ),
    ] = None,
    min_covered: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help=_("Gate: minimum share of ranges inside their interval."),
            min=0,
            max=1,
            rich_help_panel=LIMITS,
        ),
    ] = None,
    min_fault_recall: Annotated[
        float | None,
        typer.Option(
            help=_(
                "Gate: minimum share of labelled faults found, among those the view must judge; not judged is missed."
            ),
            metavar="SHARE",
            min=0,
            max=1,
            rich_help_panel=LIMITS,
        ),
    ] = None,
    max_false_alarms: Annotated[
        float | None,
        typer.Option(
            help=_("Gate: maximum share of reps with a fault raised, in clips labelled all_clean."),
            metavar="SHARE",
            min=0,
            max=1,
            rich_help_panel=LIMITS,
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=_(
                "An earlier --json file: exit 3 only for what got worse since, and for gates; list what got better."
            ),
            rich_help_panel=LIMITS,
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="CLIP", help=_("Show one clip: its signal, the labelled and the counted reps, and the differences.")
        ),
    ] = None,
    explain_png: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=_("With --explain: write it as a picture (png, svg, pdf)."), rich_help_panel=FILES
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help=_("Judge on the workers of a Dask scheduler, such as tcp://host:8786."),
            rich_help_panel=CLUSTER,
        ),
    ] = None,
    model: o.Model = "full",
    quiet: o.Quiet = False,
) -> None:
    """Compare results with labels: how accurate the judgement of a folder of clips is.

    Lists missed and false faults for each clip. A clip fails if its count, side or variant is wrong, if a fault
    that its view must judge is missed in every rep labelled with it, or if such a fault is raised in every rep but
    labelled in none. Exits with 3 if a clip fails or a gate (--min-…, --max-…) is missed.

    Example: formcheck score samples --junit score.xml
    """
    from formcheck.commands import score as command
    from formcheck.exercises import AUTO

    if exercise not in (None, AUTO):
        raise UsageError(_("the label names the exercise; only --exercise auto is possible, which ignores it"))
    order = command.ScoreOptions(
        recognise=exercise == AUTO,
        json=json,
        junit=junit,
        markdown=markdown,
        jobs=jobs,
        landmarks_dir=landmarks_dir,
        model=model,
        timeout_s=timeout,
        min_exact=min_exact,
        min_within_one=min_within_one,
        min_covered=min_covered,
        min_fault_recall=min_fault_recall,
        max_false_alarms=max_false_alarms,
        baseline=baseline,
        explain=explain,
        explain_png=explain_png,
        scheduler=scheduler,
        quiet=quiet,
    )
    raise typer.Exit(command.score(paths or [], order))


def compare(
    a: Annotated[
        str,
        typer.Argument(
            metavar="A", help=_("A clip, a landmark recording, a result (.json) or the number of a stored set.")
        ),
    ],
    b: Annotated[
        str | None,
        typer.Argument(
            metavar="B", help=_("The later set to compare it with; without it, left is compared with right.")
        ),
    ] = None,
    exercise: o.ExerciseName = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Write an HTML page, with pictures of both clips."), rich_help_panel=FILES),
    ] = None,
    video: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=_("Write both clips side by side at the same phase (.mp4)."), rich_help_panel=FILES
        ),
    ] = None,
    no_pictures: o.NoPictures = False,
    blur_face: o.BlurFace = False,
    json: Annotated[bool, typer.Option("--json", help=_("Print it as JSON."))] = False,
    model: o.Model = "full",
    height: o.Height = None,
    db: o.Db = None,
    quiet: o.Quiet = False,
) -> None:
    """Show two sets of one exercise, or the two sides of one clip, side by side: real changes versus measurement noise.

    Example: formcheck compare march.mp4 may.mp4 --exercise calf-raise, or formcheck compare 3 17
    """
    from formcheck.commands import compare as command

    raise typer.Exit(
        command.compare(
            a,
            b,
            command.CompareOptions(
                exercise=exercise,
                height_cm=height,
                model=model,
                db=db,
                html=html,
                video=video,
                no_pictures=no_pictures,
                blur_face=blur_face,
                as_json=json,
                quiet=quiet,
            ),
        )
    )
