"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from formcheck.cli import complete
from formcheck.cli.help import FILES, HISTORY, PERSON, SET
from formcheck.messages import _

ExerciseName = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--exercise",
        "-e",
        metavar="NAME",
        help=_("wall-angel, prone-y-raise, clamshell, single-leg-rdl, calf-raise or your own."),
        autocompletion=complete.exercises,
        rich_help_panel=SET,
    ),
]
Variant = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=_("Such as floor, bench, double, single-leg. Detected automatically by default."),
        autocompletion=complete.variants,
        rich_help_panel=PERSON,
    ),
]
WorkingSide = Annotated[
    str,
    typer.Option(metavar="SIDE", help=_("auto, left or right."), autocompletion=complete.sides, rich_help_panel=PERSON),
]
CameraView = Annotated[
    str,
    typer.Option(
        metavar="VIEW",
        help=_("auto, front, side, oblique, back, …"),
        autocompletion=complete.views,
        rich_help_panel=PERSON,
    ),
]
TempoText = Annotated[
    str | None,
    typer.Option(
        metavar="PARTS",
        help=_(
            "Tempo in seconds: lower=3,hold=1,lift=2, in any order; missing parts keep the exercise's own tempo. "
            "Bare numbers mean lift-hold-lower: 2-1-3."
        ),
        rich_help_panel=SET,
    ),
]
Model = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help=_("Pose model: full, lite, heavy or the path of a .task file."),
        autocompletion=complete.models,
    ),
]


def _height(text: str) -> float:
    from formcheck.commands.own_measure import height_from

    return height_from(text)


Height = Annotated[
    float | None,
    typer.Option(
        metavar="HEIGHT",
        parser=_height,
        help=_("Your height in cm or metres (176 or 1.76), to get ranges in cm."),
        rich_help_panel=PERSON,
    ),
]
Target = Annotated[
    float | None,
    typer.Option(
        metavar="NUMBER",
        help=_("Your own target for the range, in its unit, such as 60 degrees or 8 cm; instead of the guide's."),
        rich_help_panel=PERSON,
    ),
]
Note = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help=_("A note, for the head of the report and the history."), rich_help_panel=PERSON),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=_("No progress bar and no summary."))]
EveryCue = Annotated[
    bool, typer.Option("--all", help=_("In the summary, list the cues that were not judged, and why."))
]

Jobs = Annotated[int, typer.Option(metavar="N", help=_("Worker processes; 0 for one process per core."), min=0)]

CsvStyle = Annotated[
    str,
    typer.Option(
        metavar="STYLE",
        help=_("How --csv is written: comma (1.5,2), or semicolon (1,5;2) for a spreadsheet with decimal commas."),
        autocompletion=complete.csv_styles,
        rich_help_panel=FILES,
    ),
]
NoPictures = Annotated[
    bool, typer.Option("--no-pictures", help=_("Leave the pictures out of the report."), rich_help_panel=FILES)
]
BlurFace = Annotated[
    bool, typer.Option("--blur-face", help=_("Blur the person's face in all pictures."), rich_help_panel=FILES)
]

Person = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help=_("Name of the person, for the history and the report."), rich_help_panel=HISTORY
    ),
]
Db = Annotated[
    Path | None,
    typer.Option(
        "--db", metavar="FILE", help=_("History file; by default in your data folder."), rich_help_panel=HISTORY
    ),
]
