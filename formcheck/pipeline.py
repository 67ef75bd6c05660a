"""The judging loop: one source, one session, and any number of watchers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from formcheck.errors import NobodySeen, SourceError
from formcheck.exercises import EXERCISES, exercise_of
from formcheck.judging.build_result import result_of
from formcheck.judging.in_centimetres import in_centimetres
from formcheck.messages import _, figure
from formcheck.motion.landmarks import HAND
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.slow_look import SlowLook
from formcheck.motion.spec import Exercise, Tempo
from formcheck.recognition.another import AnotherExercise
from formcheck.recognition.sets import FoundSet
from formcheck.result import Finding, Result
from formcheck.source import LandmarkFrame, ReadingNotes, Source, to_pose
from formcheck.wording import word_of

LEAST_SEEN = 0.10  # of the frames must hold a person


class Watcher(Protocol):
    """Sees every frame, with the session so far."""

    def push(self, seen: LandmarkFrame, session: Session) -> None: ...


def judge(
    source: Source,
    exercise: Exercise | str,
    settings: Settings | None = None,
    *,
    tempo: Tempo | None = None,
    slow_motion: float = 1.0,
    watchers: Sequence[Watcher] = (),
    progress: Callable[[float], None] = lambda t: None,
) -> Result:
    """Judge a source to its end.

    progress is called with the seconds of the file that are done. Raises NobodySeen if there is nobody to
    judge, UsageError for an unknown exercise, and whatever the source raises.
    """
    run = JudgingRun(source, exercise, settings, slow_motion=slow_motion, watchers=watchers)
    for t in run:
        progress(t)
    return run.result(tempo)


class JudgingRun:
    """Judges a source frame by frame: iterate, then ask for the result; after stop() it is of what was judged."""

    def __init__(
        self,
        source: Source,
        exercise: Exercise | str,
        settings: Settings | None = None,
        *,
        slow_motion: float = 1.0,
        watchers: Sequence[Watcher] = (),
    ) -> None:
        self._source, self._slow_motion, self._watchers = source, slow_motion, watchers
        self._exercise = exercise_of(exercise)
        has, needs = source.info.landmarks, self._exercise.landmarks
        if has is not needs:
            raise SourceError(
                _("{name} has landmarks of a {has}; this exercise needs those of a {needs}").format(
                    name=source.info.path.name, has=word_of(has.name), needs=word_of(needs.name)
                )
            )
        self._aspect = source.info.width / source.info.height
        self._session = Session(self._exercise, self._aspect, settings)
        # a camera cannot be slowed down
        watch = slow_motion == 1 and source.info.kind != "camera"
        self._slow_look = SlowLook(self._exercise, self._aspect, settings) if watch else None
        self._another = AnotherExercise(self._exercise, self._aspect)
        self._stopped = False
        self._first = self._last = self._step = 0.0

    def __iter__(self) -> Iterator[float]:
        """Judge the next frame; yields its second in the file."""
        session = self._session
        for seen in self._source:
            pose = to_pose(seen, self._aspect, self._slow_motion)
            if not session.takes(pose.t):
                continue
            self._first, self._step = (self._first, seen.t - self._last) if session.frames else (seen.t, 0.0)
            self._last = seen.t
            session.push(pose)
            self._another.push(session.pose)
            if self._slow_look:
                self._slow_look.push(pose, session)
            for watcher in self._watchers:
                watcher.push(seen, session)
            yield seen.t
            if self._stopped:
                return

    @property
    def frames(self) -> int:
        """How many were judged."""
        return self._session.frames

    def stop(self) -> None:
        """Stop after the current frame. Stops the source too, which may wait for a frame that never comes."""
        self._stopped = True
        self._source.stop()

    def result(self, tempo: Tempo | None = None) -> Result:
        """The result of what was judged; `complete` is false after stop(). Raises NobodySeen. Call once."""
        session, info = self._session, self._source.info
        complete = not (self._stopped and self.frames)
        if complete:
            must_have_seen_somebody(
                session.frames, session.frames_with_person, info.path.name, hands=self._exercise.landmarks is HAND
            )
        done = session.finish()
        if self._slow_look and not done.reps and self._exercise.sees(done.view).count:
            done = replace(done, slowed=self._slow_look.times())
        made = result_of(
            self._exercise,
            done,
            info,
            self._source.notes(),
            frames=session.frames,
            duration_s=self._last - self._first + self._step,
            tempo=tempo or self._exercise.tempo,
            complete=complete,
            slow_motion=self._slow_motion,
        )
        if other := self._another.instead(done, list(EXERCISES.values())):
            made = made.model_copy(update={"findings": [*made.findings, _looks_like(other)]})
        height_cm = session.settings.height_cm
        return made if height_cm is None else in_centimetres(made, height_cm)


def _looks_like(other: FoundSet) -> Finding:
    e = other.exercise
    text = _("This looks like another exercise: {title}. If it is, judge it with --exercise {name}.")
    return Finding(id="another-exercise", text=text.format(title=e.title, name=e.name))


def stopped_after(notes: ReadingNotes, seconds: float) -> ReadingNotes:
    """The notes of a source that somebody stopped after so many seconds."""
    text = _("The analysis was stopped after {duration_s} s.").format(duration_s=figure(seconds, ".1f"))
    return replace(notes, warning=text)


def must_have_seen_somebody(frames: int, with_person: int, name: str, *, hands: bool = False) -> None:
    """Raises NobodySeen if there was no frame, or hardly anybody in them."""
    if not frames:
        raise NobodySeen(_("{name} has no frame between --from and --to; choose a wider range").format(name=name))
    share = with_person / frames
    if share < LEAST_SEEN:
        who = _("no person was found in {name}").format(name=name)
        if hands:
            raise NobodySeen(
                _("no hand was found in {name}; hold it closer to the camera, a third of the picture high").format(
                    name=name
                )
            )
        if with_person:
            who = _("a person was visible in only {share:.0%} of {name}").format(share=share, name=name)
        raise NobodySeen(
            _(
                "{who}; film the whole body, head included, in good light, and come nearer if the person is small"
            ).format(who=who)
        )
