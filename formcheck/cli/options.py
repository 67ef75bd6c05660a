"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

ExerciseName = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--exercise", "-e", help="wall-angel, prone-y-raise, clamshell, single-leg-rdl, calf-raise or your own."
    ),
]
Variant = Annotated[str | None, typer.Option(help="Such as floor, bench, double, single-leg. Found out if not given.")]
WorkingSide = Annotated[str, typer.Option(help="auto, left or right.")]
CameraView = Annotated[str, typer.Option(help="auto, front, side, oblique, back, …")]
TempoText = Annotated[
    str | None,
    typer.Option(
        metavar="PARTS",
        help="The tempo to keep, in seconds: lower=3,hold=1,lift=2, in any order; parts left out are the exercise's "
        "own. Bare numbers are read as lift-hold-lower: 2-1-3.",
    ),
]
Model = Annotated[str, typer.Option(help="Pose model: full, lite, heavy or the path of a bundle.")]
Height = Annotated[float | None, typer.Option(help="Your height in cm, for ranges in cm.", min=80, max=250)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")]

NoPictures = Annotated[bool, typer.Option("--no-pictures", help="Leave the pictures out of the report.")]
BlurFace = Annotated[bool, typer.Option("--blur-face", help="Blur the person's face in all pictures.")]

Db = Annotated[Path | None, typer.Option("--db", help="The history's file; the one in your data folder if not given.")]
