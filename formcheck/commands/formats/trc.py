"""--trc: the 3D landmarks as OpenSim markers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.commands.output_format import OutputFormat, Writer
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.source import SourceInfo


def _open(path: Path, info: SourceInfo) -> Writer:
    from formcheck.output.data.opensim import Markers

    return Markers(path)


FORMAT = OutputFormat(
    name="trc", ending=".trc", help=_("Write the 3D landmarks as OpenSim markers (.trc)."), watch=_open
)
