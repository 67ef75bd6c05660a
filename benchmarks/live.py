"""What a live set costs, frame by frame, in real time.

    python benchmarks/live.py CLIP EXERCISE [--seconds 60] [--fps 30] [--no-window] [--busy]

Plays the clip over and over at the given rate as if it were a camera, judges it as `formcheck live` does, with drawing
and, where there is a display, a window. Prints from capture to verdict, and where the time goes; dropped frames after
the first three seconds. --busy keeps one other core at work beside it.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import multiprocessing
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from formcheck.capture import pose_models
from formcheck.capture.camera import PlayedFile, RealClock
from formcheck.capture.frame_feed import LiveSource
from formcheck.capture.frames import Frame, Frames
from formcheck.capture.thinning import Thinning
from formcheck.errors import OutputError
from formcheck.exercises import find
from formcheck.live.coach import Coach
from formcheck.live.goal import Goal
from formcheck.live.live_overlay import LiveOverlay
from formcheck.live.session import LiveSession
from formcheck.live.window import WINDOWED, LiveWindow
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.source import LandmarkFrame

START_S = 3.0  # of warming up, left out


class Looped:
    """A clip over and over, at a rate of our own."""

    def __init__(self, clip: Path, fps: float, seconds: float) -> None:
        first = Frames(clip)
        self.size = first.size
        first.close()
        self._now: Frames | None = None
        self._clip, self._fps, self._seconds = clip, fps, seconds

    def __iter__(self) -> Iterator[Frame]:
        number, choice = itertools.count(), Thinning()
        while True:
            self._now = Frames(self._clip)
            for frame in self._now:
                t = next(number) / self._fps
                if t > self._seconds:
                    return
                if choice.takes(t):
                    yield Frame(t, frame.rgb)

    def close(self) -> None:
        if self._now:
            self._now.close()


class Timed:
    """Wraps a method to record the time of every call, in ms."""

    def __init__(self, owner: object, name: str) -> None:
        self.ms: list[float] = []
        inner = getattr(owner, name)

        def timed(*args: object, **named: object) -> object:
            began = time.perf_counter()
            try:
                return inner(*args, **named)
            finally:
                self.ms.append(1000 * (time.perf_counter() - began))

        setattr(owner, name, timed)


class Off(LiveWindow):
    """Draws, and shows nothing."""

    def __init__(self) -> None:
        self._mirror, self._open, self._closed, self._size = True, False, False, WINDOWED
        self._keys_until, self._told, self._told_until = 0.0, "", 0.0

    def _present(self, board: object) -> str:
        return ""


class Reached:
    """A watcher among others: when each frame came this far."""

    def __init__(self, begun: float, played: PlayedFile) -> None:
        self.begun, self._played = begun, played
        self.late_ms: list[float] = []
        self.dropped_early = 0

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        if seen.t < START_S:
            self.dropped_early = self._played.dropped
        else:
            self.late_ms.append(1000 * (time.monotonic() - self.begun - seen.t))


class Started(RealClock):
    """A clock that remembers when it was first asked: the clip's second 0."""

    def __init__(self) -> None:
        self.first: float | None = None

    def now(self) -> float:  # type: ignore[override]
        t = time.monotonic()
        self.first = t if self.first is None else self.first
        return t


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip", type=Path)
    parser.add_argument("exercise")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--fps", type=float, default=30)
    parser.add_argument("--no-window", action="store_true")
    parser.add_argument("--busy", action="store_true")
    args = parser.parse_args()
    busy = multiprocessing.Process(target=_work, daemon=True) if args.busy else None
    if busy:
        busy.start()
    try:
        run(args.clip, args.exercise, args.seconds + START_S, args.fps, window=not args.no_window)
    finally:
        if busy:
            busy.kill()


def run(clip: Path, name: str, seconds: float, fps: float, *, window: bool) -> None:
    exercise, info = find(name), pose_models.describe(pose_models.find("full"))
    screen: LiveWindow = Off()
    if window:
        with contextlib.suppress(OutputError):
            screen = LiveWindow()
    clock = Started()
    played = PlayedFile(Looped(clip, fps, seconds), clock)  # type: ignore[arg-type]
    live = LiveSource(played, str(clip), info.path, info.name)
    coach, now = Coach(exercise, exercise.tempo), LiveOverlay(exercise, exercise.tempo)
    conductor = LiveSession(
        live=live, exercise=exercise, settings=Settings(), goal=Goal(), coach=coach, now=now, screen=screen, waits=False
    )
    model = Timed(live._finder, "look")
    parts: dict[str, Timed | Core] = {
        "drawing and window": Timed(screen, "show"),
        "coach": Timed(coach, "push"),
        "scene": Timed(now, "scene"),
    }
    core = Core()
    told, shown = Reached(0.0, played), Reached(0.0, played)
    first_memory: list[float] = []

    class Clocked:
        def push(self, seen: LandmarkFrame, session: Session) -> None:
            told.begun = shown.begun = clock.first or 0.0
            if not first_memory and seen.t > 10:
                first_memory.append(_memory())

    began = time.process_time()
    core.wrap()
    try:
        result = judge(conductor, exercise, watchers=[Clocked(), coach, told, conductor, shown])
    finally:
        core.unwrap()
        live.close()
        screen.close()
    late = np.array(shown.late_ms)
    half = len(late) // 2
    size = f"{live.info.width}x{live.info.height}"
    print(f"{clip.name}, {size} at {fps:g} a second for {seconds:.0f} s, {result.summary.reps} reps")
    print(f"judged {result.source.frames}, dropped after {START_S:.0f} s: {played.dropped - shown.dropped_early}")
    say("capture to verdict", told.late_ms)
    say("capture to window", late)
    print(f"  first half {np.median(late[:half]):.1f}, second half {np.median(late[half:]):.1f}")
    say("pose model", model.ms)
    parts["motion core"] = core
    for what, timed in parts.items():
        say(what, timed.ms)
    print(f"all but pose model and reading: {sum(np.mean(p.ms) for p in parts.values()):.2f} ms a frame, mean")
    print(f"memory: {first_memory[0] if first_memory else 0:.0f} MB at 10 s, {_memory():.0f} MB at the end")
    print(f"processor: {100 * (time.process_time() - began) / seconds:.0f} % of one core")


def say(what: str, ms: object) -> None:
    x = np.asarray(ms)
    print(f"{what}: median {np.median(x):.2f} ms, 95 % {np.percentile(x, 95):.2f}, most {x.max():.1f}")


class Core:
    """Times Session.push."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self._inner = Session.push

    def wrap(self) -> None:
        inner, ms = self._inner, self.ms

        def push(session: Session, pose: object) -> object:
            began = time.perf_counter()
            try:
                return inner(session, pose)  # type: ignore[arg-type]
            finally:
                ms.append(1000 * (time.perf_counter() - began))

        Session.push = push  # type: ignore[method-assign,assignment]

    def unwrap(self) -> None:
        Session.push = self._inner  # type: ignore[method-assign]


def _memory() -> float:
    """In use now, MB; the peak where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _work() -> None:
    while True:
        sum(i * i for i in range(10_000))


if __name__ == "__main__":
    main()
