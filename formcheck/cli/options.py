"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from formcheck.messages import _

ExerciseName = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--exercise", "-e", help=_("wall-angel, prone-y-raise, clamshell, single-leg-rdl, calf-raise or your own.")
    ),
]
Variant = Annotated[
    str | None, typer.Option(help=_("Such as floor, bench, double, single-leg. Detected automatically by default."))
]
WorkingSide = Annotated[str, typer.Option(help=_("auto, left or right."))]
CameraView = Annotated[str, typer.Option(help=_("auto, front, side, oblique, back, …"))]
TempoText = Annotated[
    str | None,
    typer.Option(
        metavar="PARTS",
        help=_(
            "Tempo in seconds: lower=3,hold=1,lift=2, in any order; missing parts keep the exercise's own tempo. "
            "Bare numbers mean lift-hold-lower: 2-1-3."
        ),
    ),
]
Model = Annotated[str, typer.Option(help=_("Pose model: full, lite, heavy or the path of a .task file."))]
Height = Annotated[float | None, typer.Option(help=_("Your height in cm, to get ranges in cm."), min=80, max=250)]
Target = Annotated[
    float | None,
    typer.Option(
        help=_("Your own target for the range, in its unit, such as 60 degrees or 8 cm; instead of the guide's.")
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=_("No progress bar and no summary."))]

Jobs = Annotated[int, typer.Option(help=_("Worker processes; 0 for one process per core."), min=0)]

NoPictures = Annotated[bool, typer.Option("--no-pictures", help=_("Leave the pictures out of the report."))]
BlurFace = Annotated[bool, typer.Option("--blur-face", help=_("Blur the person's face in all pictures."))]

Db = Annotated[Path | None, typer.Option("--db", help=_("History file; by default in your data folder."))]
