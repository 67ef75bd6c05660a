"""The loop: one source, one session, and whoever wants to watch."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from typing import Protocol

from formcheck.errors import NobodySeen
from formcheck.judging.build_result import result_of
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Tempo
from formcheck.result import Result
from formcheck.source import LandmarkFrame, Source, to_pose

LEAST_SEEN = 0.10  # of the frames must hold a person


class Watcher(Protocol):
    """Sees every frame with the session as it stands."""

    def push(self, seen: LandmarkFrame, session: Session) -> None: ...


def judge(
    source: Source,
    exercise: Exercise,
    settings: Settings | None = None,
    *,
    tempo: Tempo | None = None,
    slow_motion: float = 1.0,
    watchers: Sequence[Watcher] = (),
    progress: Callable[[float], None] = lambda t: None,
) -> Result:
    """Judge a source to its end, or to Ctrl-C: then the result is what was measured, `complete` false.

    progress is called with the seconds of the file that are done. Raises NobodySeen if there is nobody to
    judge, and whatever the source raises.
    """
    info = source.info
    aspect = info.width / info.height
    session = Session(exercise, aspect, settings)
    complete = True
    first = last = step = 0.0
    try:
        with stopping(source.stop) as stop:
            for seen in source:
                pose = to_pose(seen, aspect, slow_motion)
                if not session.takes(pose.t):
                    continue
                first, step = (seen.t, 0.0) if not session.frames else (first, seen.t - last)
                last = seen.t
                session.push(pose)
                for watcher in watchers:
                    watcher.push(seen, session)
                progress(seen.t)
                if stop.is_set():
                    break
            complete = not (stop.is_set() and session.frames)  # a source may end before the next frame
    except KeyboardInterrupt:
        complete = False
    if complete:
        _must_have_seen_somebody(session, info.path.name)
    return result_of(
        exercise,
        session.finish(),
        info,
        frames=session.frames,
        duration_s=last - first + step,
        tempo=tempo or exercise.tempo,
        complete=complete,
        slow_motion=slow_motion,
    )


@contextmanager
def stopping(stop_source: Callable[[], None]) -> Iterator[Event]:
    """An event that Ctrl-C sets, to be asked for between frames; a second Ctrl-C stops at once.

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


def _must_have_seen_somebody(session: Session, name: str) -> None:
    if not session.frames:
        raise NobodySeen(f"no frame of {name} lies between --from and --to; widen them")
    share = session.frames_with_person / session.frames
    if share < LEAST_SEEN:
        who = "nobody was seen" if not session.frames_with_person else f"a person was seen in only {share:.0%}"
        raise NobodySeen(f"{who} in {name}; film the whole body, head included, in good light")
