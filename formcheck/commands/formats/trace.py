"""--trace: every signal of every frame."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from formcheck.commands.output_format import OutputFormat, Writer
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.result import Result
    from formcheck.source import ReadingNotes, SourceInfo


def _open(path: Path, info: SourceInfo) -> Writer:
    from formcheck.output.data.csv import Trace

    return Trace(path)


def _tell(writer: Any, result: Result, notes: ReadingNotes) -> None:
    writer.tell(result)


FORMAT = OutputFormat(
    name="trace", ending=".trace.csv", help=_("Write every signal of every frame as CSV."), watch=_open, tell=_tell
)
