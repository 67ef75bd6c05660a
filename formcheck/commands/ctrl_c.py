"""Ctrl-C while a set is judged keeps the measurements so far."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from typing import Protocol

from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Tempo
from formcheck.pipeline import JudgingRun, Watcher
from formcheck.result import Result
from formcheck.source import Source


def judge_until_ctrl_c(
    source: Source,
    exercise: Exercise,
    settings: Settings | None = None,
    *,
    tempo: Tempo | None = None,
    slow_motion: float = 1.0,
    watchers: Sequence[Watcher] = (),
    progress: Callable[[float], None] = lambda t: None,
) -> Result:
    """Like pipeline.judge; after Ctrl-C the result covers the part judged so far, with `complete` false."""
    run = JudgingRun(source, exercise, settings, slow_motion=slow_motion, watchers=watchers)
    until_ctrl_c(run, progress)
    return run.result(tempo)


class Run(Protocol):
    """What goes through a source frame by frame and yields their seconds in the file."""

    @property
    def frames(self) -> int: ...
    def __iter__(self) -> Iterator[float]: ...
    def stop(self) -> None: ...


def until_ctrl_c(run: Run, progress: Callable[[float], None]) -> None:
    """Go to the end, or stop after the current frame. Raises KeyboardInterrupt if there was none yet."""
    try:
        with stopping(run.stop):
            for t in run:
                progress(t)
    except KeyboardInterrupt:
        if not run.frames:
            raise
        run.stop()


@contextmanager
def stopping(stop_source: Callable[[], None]) -> Iterator[Event]:
    """An event set by Ctrl-C, to check between frames; a second Ctrl-C raises KeyboardInterrupt at once.

    Inside a frame, KeyboardInterrupt could leave a partial state, or get lost in a destructor of MediaPipe.
    """
    stop = Event()

    def ask(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        stop_source()  # it may be waiting for a frame that never comes

    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is not signal.default_int_handler:
        yield stop  # the host program handles Ctrl-C
        return
    signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
