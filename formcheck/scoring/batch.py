"""Many clips: one worker process per core, each replaced if a clip crashes or hangs it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread, Timer
from typing import Any

from formcheck import processes
from formcheck.errors import FormcheckError
from formcheck.messages import _
from formcheck.processes import ANY_CORE, core_of
from formcheck.scoring.archive import fetched, is_address
from formcheck.scoring.worker import BEGUN

Job = dict[str, Any]
Done = Callable[[int, "Answer"], None]
WORKER = "formcheck.scoring.worker"
START_S = 300.0  # to load libraries and model: a second or two, but much longer on a busy machine


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one job. error is set if it could not be judged; kind says how it failed."""

    result: dict[str, Any] | None
    error: str | None
    kind: str | None
    seconds: float


@contextmanager
def here(job: Job, longest_s: float) -> Iterator[Job]:
    """The job with a local clip: a clip at an address is downloaded, and its copy deleted after the block."""
    where = job["clip"]
    with fetched(where, longest_s) as clip:
        yield {**job, "clip": str(clip), "address": where} if is_address(where) else job


class Worker:
    """One process on one core. ask() never raises, whatever the clip does to the process."""

    def __init__(self, core: int, timeout_s: float) -> None:
        self._core, self._timeout_s = core, timeout_s
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def ask(self, job: Job) -> Answer:
        began = time.perf_counter()
        try:
            with here(job, self._timeout_s) as its_own:
                return self._ask(its_own, began)
        except FormcheckError as e:
            return Answer(None, str(e), type(e).__name__, time.perf_counter() - began)

    def _ask(self, job: Job, began: float) -> Answer:
        if self._closed:  # Ctrl-C during the download
            return Answer(None, "stopped", "Stopped", time.perf_counter() - began)
        try:
            process = self._process = self._process or processes.start(WORKER, self._core)
        except OSError as e:
            return Answer(
                None,
                _("could not start a worker process ({why})").format(why=e.strerror),
                "Crashed",
                time.perf_counter() - began,
            )
        with _killed_after(START_S, process) as late:
            line = _said(process, json.dumps(job))
        trouble = _("the worker was not ready within {seconds:.0f} s and was stopped").format(seconds=START_S)
        if line == BEGUN and not late.is_set():  # the time of the clip starts here
            began, trouble = (
                time.perf_counter(),
                _("no answer within {timeout_s:.0f} s; the worker was stopped").format(timeout_s=self._timeout_s),
            )
            with _killed_after(self._timeout_s, process) as late:
                line = _said(process)
        seconds = time.perf_counter() - began
        whole = line.endswith("\n") and line != BEGUN  # a crashed process leaves a partial line
        if late.is_set() or not whole:
            self.stop()
        if whole:
            answer = json.loads(line)
            return Answer(answer.get("result"), answer.get("error"), answer.get("kind"), seconds)
        if late.is_set():
            return Answer(None, trouble, "Hung", seconds)
        return Answer(
            None,
            _("the worker crashed on this clip (exit {returncode})").format(returncode=process.returncode),
            "Crashed",
            seconds,
        )

    def close(self) -> None:
        """Stop judging."""
        self._closed = True
        self.stop()

    def stop(self) -> None:
        process, self._process = self._process, None  # Ctrl-C may stop it concurrently with ask()
        if process is not None:
            processes.end(process)


@contextmanager
def _killed_after(longest_s: float, process: subprocess.Popen[bytes]) -> Iterator[Event]:
    """Kill the process if the block takes longer; the event says whether that happened."""
    late = Event()

    def give_up() -> None:
        late.set()
        process.kill()

    timer = Timer(longest_s, give_up)
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()  # or it could still kill the process during the next clip


def _said(process: subprocess.Popen[bytes], told: str | None = None) -> str:
    """Send a line and read the next one; partial if the process is gone or was stopped."""
    assert process.stdin and process.stdout
    try:
        if told is not None:
            process.stdin.write(f"{told}\n".encode())
            process.stdin.flush()
        return process.stdout.readline().decode()
    except (OSError, ValueError):
        return ""


def largest_first(jobs: Sequence[Job]) -> list[int]:
    """Longest clips first, so that the workers finish together.

    Clips at an address keep their order, because asking for sizes would need a request each.
    """

    def size(i: int) -> int:
        try:
            return Path(jobs[i]["clip"]).stat().st_size
        except (OSError, ValueError):
            return 0

    return sorted(range(len(jobs)), key=size, reverse=True)


def run(
    jobs: Sequence[Job], workers: int, timeout_s: float, done: Done = lambda i, a: None, *, pinned: bool = True
) -> list[Answer | None]:
    """Answers in the order of the jobs; None for those not reached before Ctrl-C.

    `done` is called from this thread for each answer. Unpinned workers use every core at once, and are slower.
    """
    waiting: Queue[int] = Queue()
    for i in largest_first(jobs):
        waiting.put(i)
    came: Queue[tuple[int, Answer]] = Queue()
    each = [core_of(k, workers) if pinned else ANY_CORE for k in range(min(workers, len(jobs)))]
    crew = [Worker(core, timeout_s) for core in each]

    def work(worker: Worker) -> None:
        while True:
            try:
                i = waiting.get_nowait()
            except Empty:
                return
            came.put((i, worker.ask(jobs[i])))

    threads = [Thread(target=work, args=(w,), daemon=True) for w in crew]
    answers: list[Answer | None] = [None] * len(jobs)
    try:
        for t in threads:
            t.start()
        for __ in jobs:
            i, answer = came.get()
            answers[i] = answer
            done(i, answer)
    except KeyboardInterrupt:
        with suppress(Empty):  # a worker may take the last job meanwhile
            while True:
                waiting.get_nowait()
    finally:
        for w in crew:
            w.close()
    return answers
