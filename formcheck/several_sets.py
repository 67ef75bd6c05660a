"""See a source once, say which exercises were done in it, and judge each set as if it had been named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from formcheck.atomic import AtomicFile
from formcheck.capture.closing import Closing
from formcheck.capture.recording import Recorder, Recording
from formcheck.exercises import EXERCISES
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Tempo
from formcheck.pipeline import JudgingRun, Watcher, must_have_seen_somebody, stopped_after
from formcheck.recognition.recogniser import Recogniser
from formcheck.recognition.sets import FoundSet, spans_of
from formcheck.result import Recognised, Result, ResultPart
from formcheck.source import LandmarkFrame, ReadingNotes, Source, to_pose

TIME = 3  # decimals


class SeenSets(Closing):
    """keep() every frame, then conclude() with the sets that were found: `found` are judged one by one.

    The landmarks of every frame wait on disk until their sets are judged: about 0.9 kB each, deleted by close().
    """

    def __init__(self, source: Source, *, slow_motion: float = 1.0) -> None:
        self._source, self._slow_motion = source, slow_motion
        self._folder = TemporaryDirectory(prefix="formcheck-")
        self._recording = Path(self._folder.name) / "seen.npz"
        self._recorder = Recorder(self._recording, source.info)
        self._stopped = False
        self._first = self._last = 0.0
        self._shot, self._cuts = 0, list[float]()
        self._spans: list[tuple[float, float]] = []
        self.found: list[FoundSet] = []
        self.frames = 0

    def keep(self, seen: LandmarkFrame) -> bool:
        """Keep the next frame; False if it was kept before, or does not come next."""
        if seen.t <= self._last and self.frames:
            return False
        self._recorder.push(seen)
        self._first = self._first if self.frames else seen.t
        self._last, self.frames = seen.t, self.frames + 1
        if seen.place.shot != self._shot:
            self._shot = seen.place.shot
            self._cuts.append(seen.t / self._slow_motion)
        return True

    def conclude(self, found: Sequence[FoundSet]) -> None:
        """The source was seen, and these are its sets, in order of time."""
        notes = self._source.notes()
        self._recorder.notes = stopped_after(notes, self._last - self._first) if self._stopped else notes
        self._recorder.close()
        self.found = list(found)
        self._spans = spans_of(self.found, self._last / self._slow_motion, self._cuts)

    def close(self) -> None:
        self._recorder.discard()
        self._folder.cleanup()

    def keep_recording_so_far(self, place: Path) -> None:
        """Write a recording of what was seen until now, while more follows. Raises OutputError."""
        self._recorder.notes = self._source.notes()
        self._recorder.write_so_far(place)

    def keep_recording(self, place: Path) -> None:
        """Copy the landmark recording of the whole source, once it was seen. Raises OutputError."""
        file = AtomicFile(place)
        with file.guarded():
            copyfile(self._recording, file.path)
            file.commit()

    def part(self, i: int) -> Source:
        """The frames of set i."""
        start, end = self._file_s(i)
        to_the_end = self._spans[i][1] >= self._last / self._slow_motion
        return _Part(self._source, self._recording, start, None if to_the_end else end, several=len(self.found) > 1)

    def judged(
        self, i: int, exercise: Exercise, settings: Settings, tempo: Tempo | None, watchers: Sequence[Watcher] = ()
    ) -> Result:
        """The result of set i; exercise is its own, perhaps with the person's own target."""
        part = self.part(i)
        run = JudgingRun(part, exercise, settings, slow_motion=self._slow_motion, watchers=watchers)
        for __ in run:
            pass
        r, this = run.result(tempo), self.found[i]
        start, end = self._file_s(i)
        return r.model_copy(
            update={
                "complete": r.complete and not (self._stopped and i == len(self.found) - 1),
                "part": part_of(i, len(self.found), start, end),
                "recognised": recognised(this),
            }
        )

    def _file_s(self, i: int) -> tuple[float, float]:
        """From when to when set i is judged, in seconds of the file."""
        start, end = self._spans[i]
        return start * self._slow_motion, end * self._slow_motion


class SeveralSets(SeenSets):
    """Iterate to see the source, which yields the second of each frame; then its sets are found."""

    def __init__(self, source: Source, *, slow_motion: float = 1.0) -> None:
        super().__init__(source, slow_motion=slow_motion)
        self._aspect = source.info.width / source.info.height
        self._recogniser = Recogniser(list(EXERCISES.values()), self._aspect)

    def __iter__(self) -> Iterator[float]:
        """See the next frame; yields its second in the file. Raises NobodySeen at the end."""
        for seen in self._source:
            if not self.keep(seen):
                continue
            self._recogniser.push(to_pose(seen, self._aspect, self._slow_motion))
            yield seen.t
            if self._stopped:
                break
        if not self._stopped:
            must_have_seen_somebody(self.frames, self._recogniser.frames_with_person, self._source.info.path.name)
        self._recogniser.finish()
        self.conclude(self._recogniser.sets())

    def stop(self) -> None:
        """Stop after the current frame; what was seen can be judged."""
        self._stopped = True
        self._source.stop()


def recognised(found: FoundSet) -> Recognised:
    """How sure it is which exercise a set was."""
    return Recognised(certainty="high" if found.sure else "low", rivals=[e.name for e in found.rivals])


def part_of(i: int, of: int, start_s: float, end_s: float) -> ResultPart | None:
    """Where set i of a clip is; None if it is the only one."""
    if of == 1:
        return None
    return ResultPart(index=i + 1, of=of, start_s=round(start_s, TIME), end_s=round(end_s, TIME))


class _Part:
    """A stretch of a source that was seen before."""

    def __init__(self, whole: Source, seen: Path, start_s: float, end_s: float | None, *, several: bool) -> None:
        self.info = whole.info
        self._frames = Recording(seen, start_s, end_s)
        self._notes = whole.notes()
        if several:  # how many frames of a part were left out nobody knows
            last = end_s is None
            end_s = inf if end_s is None else end_s
            self._notes = replace(
                self._notes,
                warning=self._notes.warning if last else None,  # what is missing at the end matters only there
                left_out=0,
                company_s=tuple(t for t in self._notes.company_s if start_s <= t <= end_s),
                restarts_s=tuple(t for t in self._notes.restarts_s if start_s <= t <= end_s),
            )

    def __iter__(self) -> Iterator[LandmarkFrame]:
        return iter(self._frames)

    def notes(self) -> ReadingNotes:
        return self._notes

    def stop(self) -> None:
        self._frames.stop()
