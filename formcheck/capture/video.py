"""A video file as a source: seen in stretches, by several processes at once where there are cores, joined to one.

The stretches are the clip's own, so its landmarks are the same with any number of processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, inf, nextafter
from pathlib import Path

from formcheck.capture.closing import Closing
from formcheck.capture.crew import Crew, Sight
from formcheck.capture.seam import joined
from formcheck.capture.stretch import Stretch, frames_of
from formcheck.capture.stretch_job import StretchJob, StretchNotes
from formcheck.capture.thinning import LOOKS_S
from formcheck.messages import _
from formcheck.motion.landmarks import BODY, LandmarkModel
from formcheck.processes import workers_that_fit
from formcheck.source import LandmarkFrame, ModelName, ReadingNotes, SourceInfo

SHORTEST_S = 8.0  # of a stretch in real seconds, half of the longest: each costs its lead
LEAD_S = 1.0  # real seconds seen before a stretch begins
CUT_SHORT = 0.9  # of the declared duration: if less could be read, the file is damaged
GAP_S = 0.5  # that cannot be read, but for single frames


class Video(Closing):
    """Frames of a file seen by the pose model. Raises SourceError or ModelError when it cannot begin.

    address      where the file was fetched from, if it was
    slow_motion  how many times it is slowed down
    every_frame  look at each frame; otherwise at about 30 a real second
    workers      processes that may see a long one at once; 0: one a core
    crew         processes that see it together with other clips
    landmarks    what the model sees
    """

    def __init__(
        self,
        path: Path | str,
        model: Path,
        name: ModelName,
        start_s: float = 0.0,
        end_s: float | None = None,
        *,
        address: str | None = None,
        slow_motion: float = 1.0,
        every_frame: bool = False,
        workers: int = 0,
        crew: Crew | None = None,
        landmarks: LandmarkModel = BODY,
    ) -> None:
        path = Path(path)
        apart_s = 0.0 if every_frame else slow_motion * LOOKS_S
        whole = StretchJob(
            path=path,
            model=model,
            start_s=start_s,
            end_s=end_s,
            lead_s=0.0,
            apart_s=apart_s,
            slow_motion=slow_motion,
            landmarks=landmarks,
        )
        frames = frames_of(whole)
        declared = frames.declared_s
        if end_s is not None and declared is not None:
            declared = min(declared, end_s)
        width, height = frames.size
        self.info = SourceInfo(
            path=path,
            kind="video",
            width=width,
            height=height,
            model=name,
            declared_s=declared,
            address=address,
            landmarks=landmarks,
        )
        self._until_the_end, self._stopped = end_s is None, False
        self._jobs = stretches_of(whole, declared if frames.can_seek else None)
        self._notes: list[StretchNotes] = []
        self._own: Crew | None = None
        if crew is None and (many := min(workers_that_fit(workers), len(self._jobs))) > 1:
            crew = self._own = Crew(many)
        self._crew = crew
        self._sights: list[Sight] = []
        self._at_s = start_s  # what was given out last
        self._stretch = Stretch(whole, frames) if len(self._jobs) == 1 and crew is None else None
        if self._stretch is None:
            frames.close()

    def begin(self) -> None:
        """Have the crew see it, before it is iterated."""
        if self._crew and not self._sights:
            self._sights = [self._crew.see(job) for job in self._jobs]

    def __iter__(self) -> Iterator[LandmarkFrame]:
        self.begin()
        return self._given_out(self._by_crew() if self._crew else self._here())

    @property
    def ahead_s(self) -> float:
        """Seconds of the file that processes have seen and that were not given out yet."""
        return sum(max(0.0, s.reached_s - max(s.job.start_s, self._at_s)) for s in self._sights)

    def notes(self) -> ReadingNotes:
        every = self._notes
        return ReadingNotes(
            warning=None if self._stopped else self._warning(),
            company_s=tuple(t for n in every for t in n.company_s),
            restarts_s=tuple(t for n in every for t in n.restarts_s),
            small=any(n.small for n in every),
            left_out=sum(n.left_out for n in every),
        )

    def stop(self) -> None:
        self._stopped = True
        if self._stretch:
            self._stretch.stop()
        for sight in self._sights:
            sight.end()

    def close(self) -> None:
        for sight in self._sights:
            sight.end()
        if self._own:
            self._own.close()
        if self._stretch:
            self._stretch.close()

    def _given_out(self, stretches: Iterator[Iterator[LandmarkFrame]]) -> Iterator[LandmarkFrame]:
        for seen in joined(stretches):
            self._at_s = seen.t
            yield seen

    def _by_crew(self) -> Iterator[Iterator[LandmarkFrame]]:
        for sight in self._sights:
            if self._stopped:
                return
            yield iter(sight)
            self._notes.append(sight.notes)

    def _here(self) -> Iterator[Iterator[LandmarkFrame]]:
        for job in self._jobs:
            if self._stopped:
                return
            self._stretch = self._stretch or Stretch(job)
            try:
                yield iter(self._stretch)
                self._notes.append(self._stretch.notes())
            finally:
                self._stretch.close()
                self._stretch = None

    def _warning(self) -> str | None:
        """What could not be read."""
        last = max((n.last_s for n in self._notes), default=0.0)
        if damage := next((n.damage for n in self._notes if n.damage), None):
            return damage
        declared = self.info.declared_s
        if self._until_the_end and declared and declared > 1 and last < CUT_SHORT * declared - 0.5:
            return _(
                "The file is cut short: only {last:.1f} of {declared:.1f} s could be read. Copy it again if you can."
            ).format(last=last, declared=declared)
        for begins, ends in (gap for n in self._notes for gap in n.unread_s):
            if ends - begins > GAP_S:
                return _(
                    "The file is damaged: {begins:.1f} to {ends:.1f} s cannot be read. Copy it again if you can."
                ).format(begins=begins, ends=ends)
        return None


def stretches_of(whole: StretchJob, declared_s: float | None) -> list[StretchJob]:
    """The stretches of a clip, with its lead each at least SHORTEST_S long; one if the length is unknown.

    Their number is a power of two, or of fours if there are more, so that few processes end together.
    """
    start_s, slow = whole.start_s, whole.slow_motion
    length = max(0.0, (declared_s or 0.0) - start_s)
    long = length / slow / SHORTEST_S
    many = 1 if long < 2 else 2 if long < 4 else 4 * ceil(long / 8)
    lead_s = LEAD_S * slow if many > 1 else 0.0
    each = (length + (many - 1) * lead_s) / many  # with its lead; the first has none, so all take as long
    inner = [start_s + each * i - lead_s * (i - 1) for i in range(1, many)]
    begins = [start_s, *inner]
    ends = [*(nextafter(t, -inf) for t in inner), whole.end_s]
    return [
        replace(whole, start_s=a, end_s=b, lead_s=0.0 if a == start_s else lead_s)
        for a, b in zip(begins, ends, strict=True)
    ]
