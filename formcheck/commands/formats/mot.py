"""--mot: joint angles as an OpenSim motion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.commands.output_format import OutputFormat, Writer
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.source import SourceInfo


def _open(path: Path, info: SourceInfo) -> Writer:
    from formcheck.output.data.opensim import Motion

    return Motion(path)


FORMAT = OutputFormat(name="mot", ending=".mot", help=_("Write joint angles as an OpenSim motion (.mot)."), watch=_open)
