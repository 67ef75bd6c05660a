"""The files asked for of one clip, from before it is judged until they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from formcheck.atomic import AtomicFile
from formcheck.commands.formats import FORMATS
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_format import STDOUT, Judged, OutputFormat, Writer
from formcheck.output.landmark_log import LandmarkLog
from formcheck.pipeline import Watcher
from formcheck.result import Result
from formcheck.source import ReadingNotes, SourceInfo


class Outputs:
    """Entered before the work begins, so that a path that cannot be written is refused at once.

    What was not written when it is left leaves nothing behind.
    """

    def __init__(self, clip: Path, options: AnalyzeOptions) -> None:
        self._clip, self._options = clip, options
        self._stack = ExitStack()
        self._files: list[tuple[OutputFormat, AtomicFile]] = []
        self._writers: list[tuple[OutputFormat, Writer]] = []
        self._log: LandmarkLog | None = None

    def __enter__(self) -> Outputs:
        with ExitStack() as undo:
            for f in FORMATS:
                path = self._options.outputs.get(f.name)
                if f.write and path is not None and path != STDOUT:
                    file = AtomicFile(path)
                    undo.callback(file.discard)
                    self._files.append((f, file))
            self._stack = undo.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def watchers(self, info: SourceInfo) -> Sequence[Watcher]:
        """Those who must see every frame."""
        for f in FORMATS:
            path = self._options.outputs.get(f.name)
            if f.watch and path is not None:
                writer = f.watch(path, info)
                self._writers.append((f, writer))
                self._stack.callback(writer.discard)
        every: list[Watcher] = [w for _, w in self._writers]
        if any(f.log for f, _ in self._files):
            self._log = LandmarkLog(self._options.slow_motion)
            self._stack.callback(self._log.close)
            every.append(self._log)
        return every

    @property
    def slow(self) -> list[str]:
        """The names of the files that write_slow() will write."""
        return [file.target.name for f, file in self._files if f.log]

    def write(self, result: Result, notes: ReadingNotes) -> None:
        """All that takes no time; notes are of the source, once it was read."""
        for f, writer in self._writers:
            if f.tell:
                f.tell(writer, result, notes)
            writer.close()
        self._write(result, log=False, progress=lambda t: None)

    def write_slow(self, result: Result, progress: Callable[[float], None]) -> None:
        """What is made of every frame; progress is called with the seconds of the file that are done."""
        self._write(result, log=True, progress=progress)

    def _write(self, result: Result, *, log: bool, progress: Callable[[float], None]) -> None:
        for f, file in self._files:
            if f.write and f.log is log:
                f.write(Judged(self._clip, self._options, result, self._log, progress), file)
