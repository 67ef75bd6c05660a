"""--landmarks: the landmarks of every frame, to analyse again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from formcheck.capture.formats import RECORDING
from formcheck.commands.output_format import OutputFormat, Writer
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.result import Result
    from formcheck.source import ReadingNotes, SourceInfo


def _open(path: Path, info: SourceInfo) -> Writer:
    from formcheck.capture.recording import Recorder

    return Recorder(path, info)


def _tell(writer: Any, result: Result, notes: ReadingNotes) -> None:
    writer.notes = notes


FORMAT = OutputFormat(
    name="landmarks",
    ending=RECORDING,
    help=_("Record the landmarks (.npz), to analyse again without the video."),
    watch=_open,
    tell=_tell,
    of_clip=True,
)
