"""The description of an output file format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from formcheck.errors import OutputError
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.atomic import AtomicFile
    from formcheck.commands.options import AnalyzeOptions
    from formcheck.motion.session import Session
    from formcheck.output.landmark_log import LandmarkLog
    from formcheck.result import Result
    from formcheck.source import LandmarkFrame, ReadingNotes, SourceInfo

STDOUT = Path("-")


class Writer(Protocol):
    """A watcher of the session that writes while the clip is judged."""

    def push(self, seen: LandmarkFrame, session: Session) -> None: ...
    def close(self) -> None: ...
    def discard(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged clip. log holds the landmarks of every frame, if a requested format needs them."""

    clip: Path
    options: AnalyzeOptions
    result: Result
    log: LandmarkLog | None
    progress: Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFormat:
    """One file format, written by the option of the same name.

    ending    of the file name in a folder, when several clips are analysed
    help      one sentence for --help
    watch     opens a writer that runs while the clip is judged
    tell      gives the writer the result and the reading notes, before it is closed
    write     writes the file once the clip is judged
    log       whether `write` needs the landmarks of every frame; it then runs last, and may be slow
    of_clip   whether it is the landmark recording: of the clip, whatever was done in it
    join      the text of one file for several sets, of the texts for each
    pictures  whether it needs the clip itself, because a landmark recording has no pictures
    live      whether `formcheck live` has the option
    """

    name: str
    ending: str
    help: str
    watch: Callable[[Path, SourceInfo], Writer] | None = None
    tell: Callable[[Any, Result, ReadingNotes], None] | None = None
    write: Callable[[Judged, AtomicFile], None] | None = None
    log: bool = False
    of_clip: bool = False
    join: Callable[[Sequence[str]], str] | None = None
    pictures: bool = False
    live: bool = True

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")


class ClipDrawing(Protocol):
    """A module that draws on the pictures of the clip."""

    def write(
        self, place: Path, clip: Path, r: Result, take: LandmarkLog, *, blur_face: bool,
        progress: Callable[[float], None],
    ) -> None: ...  # fmt: skip


def draw(done: Judged, file: AtomicFile, drawing: ClipDrawing) -> None:
    """Write pictures of the clip. Raises OutputError if nothing was judged."""
    if not done.log:
        raise OutputError(_("no frame of {name} was judged, so there is nothing to draw").format(name=done.clip.name))
    with file.guarded():
        drawing.write(
            file.path, done.clip, done.result, done.log, blur_face=done.options.blur_face, progress=done.progress
        )
        file.commit()
