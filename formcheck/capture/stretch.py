"""A stretch of a file, seen by the pose model in this process."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from formcheck.capture.closing import Closing
from formcheck.capture.frames import Frame, Frames
from formcheck.capture.second_person import SecondPersonMonitor
from formcheck.capture.small_person import finder
from formcheck.capture.steady_view import SteadyFrame, SteadyView
from formcheck.capture.stretch_job import StretchJob, StretchNotes
from formcheck.source import LandmarkFrame

TOGETHER = 16  # frames judged in one go: one by one, the model would evict the judging code from the caches
HELD_BYTES = 128 << 20  # of frames in which nobody was found yet


class Stretch(Closing):
    """Iterate over its frames with landmarks, those of the lead first. Must be closed.

    frames  those of the job, if they were opened before. Raises SourceError or ModelError.
    """

    def __init__(self, job: StretchJob, frames: Frames | None = None) -> None:
        self._job, self._slow = job, job.slow_motion
        self._frames = frames or frames_of(job)
        fps = self._frames.fps
        self._finder = finder(job.model, job.landmarks, fps and min(fps * self._slow, self._most_fps))
        self._view = SteadyView()
        self._lookout = SecondPersonMonitor(job.model) if job.landmarks.together else None
        self._stopped = False

    @property
    def _most_fps(self) -> float:
        return self._slow / self._job.apart_s if self._job.apart_s else float("inf")

    def __iter__(self) -> Iterator[LandmarkFrame]:
        some: list[LandmarkFrame] = []
        for found in self._found():
            some.append(found if self._slow == 1 else replace(found, t=found.t * self._slow))
            if len(some) == TOGETHER:
                yield from some
                some.clear()
        yield from some
        if self._lookout:
            self._lookout.wait()

    def _found(self) -> Iterator[LandmarkFrame]:
        """What the model finds; frames before a small person was found are looked at again."""
        held: deque[tuple[SteadyFrame, LandmarkFrame]] = deque()
        for frame in self._frames:
            if self._stopped:
                break
            real = frame if self._slow == 1 else Frame(frame.t / self._slow, frame.rgb)
            if self._lookout and frame.t >= self._job.start_s:
                self._lookout.push(real)
            steady = self._view.push(real)
            found = self._view.restored(steady, self._finder.look(real.t, steady.frame.rgb))
            if held and self._finder.found_near:
                again = [*(s for s, _found in held), steady]
                *earlier, found = map(self._view.restored, again, self._finder.again(s.frame for s in again))
                held.clear()
                yield from earlier
            if self._finder.unsure:
                held.append((steady, found))
                while len(held) * frame.rgb.nbytes > HELD_BYTES:
                    yield held.popleft()[1]
                continue
            yield from (before for _steady, before in held)
            held.clear()
            yield found
        yield from (before for _steady, before in held)

    def notes(self) -> StretchNotes:
        """Complete once every frame was read."""
        frames = self._frames
        return StretchNotes(
            company_s=tuple(t * self._slow for t in (self._lookout.seen_s if self._lookout else ())),
            restarts_s=frames.restarts_s,
            unread_s=tuple(frames.unread_s),
            small=self._finder.small,
            left_out=frames.left_out,
            last_s=frames.last_s,
            damage=frames.damage,
        )

    def stop(self) -> None:
        self._stopped = True

    def close(self) -> None:
        self._frames.close()
        self._finder.close()
        if self._lookout:
            self._lookout.close()


def frames_of(job: StretchJob) -> Frames:
    """The frames of the stretch and its lead. Raises SourceError."""
    return Frames(job.path, job.start_s, job.end_s, lead_s=job.lead_s, apart_s=job.apart_s)
