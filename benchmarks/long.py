"""A recording judged over and over as one long set: `python benchmarks/long.py RECORDING EXERCISE --hours 2`.

Or a video as it is, with the pose model: `python benchmarks/long.py HALF-HOUR.mp4 EXERCISE --hours 0.5`.

Prints, for each twentieth of the stream, the processor time a frame and the memory of the process: the first should not
rise, nor the second beyond what the repetitions found so far take.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from formcheck.capture.recording import Recording
from formcheck.exercises import find
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.source import NOTHING_NOTED, LandmarkFrame, ReadingNotes, Source

PARTS = 20


class Again:
    """A recording repeated for the given number of seconds."""

    def __init__(self, recording: Recording, seconds: float) -> None:
        self.info = recording.info
        self._frames = list(recording)
        self.seconds = seconds

    def __iter__(self) -> Iterator[LandmarkFrame]:
        first, last = self._frames[0].t, self._frames[-1].t
        step = (last - first) / (len(self._frames) - 1)
        start = 0.0
        while True:
            for seen in self._frames:
                if (t := start + seen.t - first) > self.seconds:
                    return
                yield replace(seen, t=t)
            start += last - first + step

    def notes(self) -> ReadingNotes:
        return NOTHING_NOTED

    def stop(self) -> None:
        self.seconds = 0.0


class Meter:
    """Watches the clock of the processor and the memory."""

    def __init__(self, seconds: float) -> None:
        self._part_s, self._next_s = seconds / PARTS, seconds / PARTS
        self._frames, self._began = 0, time.process_time()

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        self._frames += 1
        if seen.t < self._next_s:
            return
        now, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{seen.t / 60:6.1f} min  {1000 * (now - self._began) / self._frames:.3f} ms a frame  {peak:.0f} MB")
        self._next_s += self._part_s
        self._frames, self._began = 0, now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path)
    parser.add_argument("exercise")
    parser.add_argument("--hours", type=float, default=2.0)
    args = parser.parse_args()
    seconds = 3600 * args.hours
    if args.recording.suffix == ".npz":
        run(Again(Recording(args.recording), seconds), args.exercise, seconds)
        return
    from shared import opened  # loads MediaPipe, OpenCV and PyAV, which a recording does not need

    with closing(opened(args.recording)) as source:
        run(source, args.exercise, seconds)


def run(source: Source, exercise: str, seconds: float) -> None:
    began, wall = time.process_time(), time.perf_counter()
    found = judge(source, find(exercise), Settings(height_cm=176), watchers=[Meter(seconds)])
    print(
        f"{found.source.frames} frames, {len(found.reps)} repetitions, "
        f"{time.process_time() - began:.1f} s of processor time, {time.perf_counter() - wall:.1f} s by the clock"
    )


if __name__ == "__main__":
    main()
