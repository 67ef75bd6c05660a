"""--landmarks: the landmarks of every frame, to be analysed again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.capture.formats import RECORDING
from formcheck.commands.output_format import OutputFormat, Writer

if TYPE_CHECKING:
    from formcheck.source import SourceInfo


def _open(path: Path, info: SourceInfo) -> Writer:
    from formcheck.capture.recording import Recorder

    return Recorder(path, info)


FORMAT = OutputFormat(
    name="landmarks", ending=RECORDING, help="Record the landmarks (.npz) to analyse again.", watch=_open
)
