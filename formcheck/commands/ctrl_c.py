"""Ctrl-C while a set is judged: what was measured until then is kept."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, current_thread, main_thread

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
    """As pipeline.judge; after Ctrl-C the result is what was judged until then, `complete` false."""
    run = JudgingRun(source, exercise, settings, slow_motion=slow_motion, watchers=watchers)
    try:
        with stopping(run.stop):
            for t in run:
                progress(t)
    except KeyboardInterrupt:
        if not run.frames:
            raise
        run.stop()
    return run.result(tempo)


@contextmanager
def stopping(stop_source: Callable[[], None]) -> Iterator[Event]:
    """An event that Ctrl-C sets, to be asked for between frames; a second Ctrl-C raises KeyboardInterrupt at once.

    Raised inside a frame it would leave halves behind, or be lost in a destructor of MediaPipe's.
    """
    stop = Event()

    def ask(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        stop_source()  # it may wait for a frame that never comes

    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is not signal.default_int_handler:
        yield stop  # somebody else decides what Ctrl-C means
        return
    signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
