"""Processes that see stretches of files, one a core. Jobs begin in the order in which they are given."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread

from formcheck import errors, processes
from formcheck.capture.closing import Closing
from formcheck.capture.rows import frames_of, row_type
from formcheck.capture.stretch import Stretch
from formcheck.capture.stretch_job import StretchJob, StretchNotes
from formcheck.errors import SourceError
from formcheck.messages import _
from formcheck.source import LandmarkFrame

WORKER = "formcheck.capture.stretch_worker"
TRIES = 2  # a process may be killed by chance; a stretch that kills two is to blame


class Sight:
    """A stretch while it is seen: iterate over its frames, the lead first; then it has notes."""

    def __init__(self, job: StretchJob) -> None:
        self.job = job
        self.notes = StretchNotes()
        self.frames, self.reached_s = 0, job.start_s  # seen so far, whether or not they were taken
        self.over = False
        self._came: SimpleQueue[list[LandmarkFrame] | Exception | None] = SimpleQueue()

    def __iter__(self) -> Iterator[LandmarkFrame]:
        while (some := self._came.get()) is not None:
            if isinstance(some, Exception):
                raise some
            yield from some

    def put(self, some: list[LandmarkFrame]) -> None:
        if some:
            self.frames, self.reached_s = self.frames + len(some), some[-1].t
            self._came.put(some)

    def end(self, notes: StretchNotes | None = None, error: Exception | None = None) -> None:
        """No further frame comes: it was seen, it failed, or nobody wants it."""
        self.notes = notes or self.notes
        self.over = True
        self._came.put(error)


class Crew(Closing):
    """So many processes, each started when it is needed. Must be closed."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._todo: SimpleQueue[Sight | None] = SimpleQueue()
        self._hands: list[_Hand] = []

    def see(self, job: StretchJob) -> Sight:
        sight = Sight(job)
        self._todo.put(sight)
        if len(self._hands) < self.workers:
            self._hands.append(_Hand(self._todo, processes.core_of(len(self._hands), self.workers)))
        return sight

    def close(self) -> None:
        for hand in self._hands:
            hand.close()
        for _hand in self._hands:
            self._todo.put(None)
        for hand in self._hands:
            hand.join()


class _Hand:
    """One process, and the thread that listens to it."""

    def __init__(self, todo: SimpleQueue[Sight | None], core: int) -> None:
        self._todo, self._core = todo, core
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._thread = Thread(target=self._work, name="crew", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed = True
        if process := self._process:
            process.kill()

    def join(self) -> None:
        self._thread.join()

    def _work(self) -> None:
        while (sight := self._todo.get()) is not None and not self._closed:
            if not sight.over:
                try:
                    self._see(sight)
                except Exception as e:  # the judging waits for frames that do not come
                    sight.end(error=e)
        if sight is not None:
            sight.end()
        if self._process:
            processes.end(self._process)

    def _see(self, sight: Sight) -> None:
        for _attempt in range(TRIES):
            try:
                self._process = self._process or processes.start(WORKER, self._core)
            except OSError:  # no more processes to be had
                self._see_here(sight)
                return
            if not self._closed and self._hear(self._process, sight):  # close() kills only what it sees
                return
            processes.end(self._process)
            died, self._process = self._process.returncode, None
            if self._closed:
                sight.end()
                return
        if died > 0 and not sight.frames:  # not killed: it cannot begin, as where only this process finds formcheck
            self._see_here(sight)
            return
        name = sight.job.path.name
        sight.end(
            error=SourceError(
                _(
                    "two processes that looked at {name} ended early (exit {code}), perhaps for lack of memory; "
                    "try it with --jobs 1"
                ).format(name=name, code=died)
            )
        )

    def _hear(self, process: subprocess.Popen[bytes], sight: Sight) -> bool:
        """Whether it saw the stretch to its end, or said why not; frames that came before are left out."""
        assert process.stdin and process.stdout
        known, points = sight.frames, sight.job.landmarks.points
        size = row_type(points).itemsize
        try:
            process.stdin.write((json.dumps(sight.job.as_json()) + "\n").encode())
            process.stdin.flush()
            while line := process.stdout.readline():
                said = json.loads(line)
                if "error" in said:
                    sight.end(error=getattr(errors, said["kind"])(said["error"]))
                    return True
                if "rows" not in said:
                    sight.end(StretchNotes.of_json(said))
                    return True
                data = process.stdout.read(said["rows"] * size)
                if len(data) < said["rows"] * size:
                    return False
                some = list(frames_of(data, points))
                sight.put(some[known:])
                known = max(known - len(some), 0)
        except (OSError, ValueError):  # it was killed while it was told, or in the middle of a line
            pass
        return False

    def _see_here(self, sight: Sight) -> None:
        with Stretch(sight.job) as stretch:
            for seen in stretch:
                if self._closed or sight.over:
                    break
                sight.put([seen])
            sight.end(stretch.notes())
