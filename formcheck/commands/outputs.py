"""What can be written of a clip, as one table: from the option to the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

from formcheck.atomic import AtomicFile
from formcheck.capture.formats import RECORDING
from formcheck.commands.options import AnalyzeOptions
from formcheck.errors import OutputError
from formcheck.output.data.csv import Trace, reps_csv
from formcheck.output.data.opensim import Markers, Motion
from formcheck.output.landmark_log import LandmarkLog
from formcheck.pipeline import Watcher
from formcheck.result import Result
from formcheck.sanitize import in_json
from formcheck.source import SourceInfo

STDOUT = Path("-")


class Writer(Watcher, Protocol):
    """Writes while the clip is judged."""

    def close(self) -> None: ...
    def discard(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A clip that was judged. take holds every frame's landmarks, and is there for outputs that asked for it."""

    clip: Path
    order: AnalyzeOptions
    result: Result
    take: LandmarkLog | None
    progress: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of file.

    option    the field of Order that holds its path
    ending    of its name in a folder, when several clips are analysed
    watch     opens what is written while the clip is judged
    write     writes it once the clip is judged
    take      whether `write` needs every frame's landmarks: then it is written last, and may take its time
    pictures  whether it needs the clip itself: a recording of landmarks has no pictures
    """

    option: str
    ending: str
    watch: Callable[[Path, SourceInfo], Writer] | None = None
    write: Callable[[Judged, AtomicFile], None] | None = None
    take: bool = False
    pictures: bool = False

    def path(self, order: AnalyzeOptions) -> Path | None:
        path: Path | None = getattr(order, self.option)
        return path

    @property
    def flag(self) -> str:
        return "--" + self.option.replace("_", "-")


def as_json(result: Result) -> str:
    return in_json(result.model_dump_json(indent=2)) + "\n"


def _recorder(path: Path, info: SourceInfo) -> Writer:
    from formcheck.capture.recording import Recorder

    return Recorder(path, info)


class Pictures(Protocol):
    """Writes something made of the clip's pictures: output/video.py or output/sheet.py."""

    def write(
        self,
        place: Path,
        clip: Path,
        r: Result,
        take: LandmarkLog,
        *,
        blur_face: bool,
        progress: Callable[[float], None],
    ) -> None: ...


def _pictures(done: Judged, draft: AtomicFile, made: Pictures) -> None:
    if not done.take:
        raise OutputError(f"no frame of {done.clip.name} was judged: there is nothing to draw")
    with draft.guarded():
        made.write(
            draft.path, done.clip, done.result, done.take, blur_face=done.order.blur_face, progress=done.progress
        )
        draft.commit()


def _video(done: Judged, draft: AtomicFile) -> None:
    from formcheck.output.drawing import video

    _pictures(done, draft, video)


def _sheet(done: Judged, draft: AtomicFile) -> None:
    from formcheck.output.drawing import contact_sheet

    _pictures(done, draft, contact_sheet)


def _report(done: Judged, draft: AtomicFile) -> None:
    from formcheck.commands import report

    report.write(done, draft)


OUTPUTS = (
    Output("json", ".json", write=lambda done, draft: draft.write(as_json(done.result))),
    Output("csv", ".csv", write=lambda done, draft: draft.write(reps_csv(done.result))),
    Output("landmarks", RECORDING, watch=_recorder),
    Output("trace", ".trace.csv", watch=lambda path, info: Trace(path)),
    Output("trc", ".trc", watch=lambda path, info: Markers(path)),
    Output("mot", ".mot", watch=lambda path, info: Motion(path)),
    Output("html", ".html", write=_report, take=True),
    Output("video", ".annotated.mp4", write=_video, take=True, pictures=True),
    Output("contact_sheet", ".png", write=_sheet, take=True, pictures=True),
)


class Outputs:
    """The files asked for of one clip. Entered before the work begins, so that a bad place is refused at once.

    What was not written when it is left leaves nothing behind.
    """

    def __init__(self, clip: Path, order: AnalyzeOptions) -> None:
        self._clip, self._order = clip, order
        self._stack = ExitStack()
        self._drafts: list[tuple[Output, AtomicFile]] = []
        self._writers: list[Writer] = []
        self._take: LandmarkLog | None = None

    def __enter__(self) -> Outputs:
        with ExitStack() as undo:
            for o in OUTPUTS:
                path = o.path(self._order)
                if o.write and path is not None and path != STDOUT:
                    draft = AtomicFile(path)
                    undo.callback(draft.discard)
                    self._drafts.append((o, draft))
            self._stack = undo.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def watchers(self, info: SourceInfo) -> Sequence[Watcher]:
        """Those who must see every frame."""
        for o in OUTPUTS:
            path = o.path(self._order)
            if o.watch and path is not None:
                self._writers.append(o.watch(path, info))
                self._stack.callback(self._writers[-1].discard)
        if any(o.take for o, _ in self._drafts):
            self._take = LandmarkLog(self._order.slow_motion)
            self._stack.callback(self._take.close)
            return [*self._writers, self._take]
        return self._writers

    @property
    def slow(self) -> list[str]:
        """The names of the files that write_slow() will write."""
        return [draft.target.name for o, draft in self._drafts if o.take]

    def write(self, result: Result) -> None:
        """All that takes no time."""
        for w in self._writers:
            if isinstance(w, Trace):
                w.tell(result)
            w.close()
        self._write(result, take=False, progress=lambda t: None)

    def write_slow(self, result: Result, progress: Callable[[float], None]) -> None:
        """What is made of every frame; progress is called with the seconds of the file that are done."""
        self._write(result, take=True, progress=progress)

    def _write(self, result: Result, *, take: bool, progress: Callable[[float], None]) -> None:
        for o, draft in self._drafts:
            if o.write and o.take is take:
                o.write(Judged(self._clip, self._order, result, self._take, progress), draft)
