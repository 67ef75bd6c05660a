"""One exercise that may be the one in the picture: the movements it would find, in poses that all exercises share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formcheck.motion.hold_counter import HoldCounter
from formcheck.motion.measuring import measured
from formcheck.motion.movement import Movement
from formcheck.motion.pose import Pose, Track
from formcheck.motion.rep_counter import mostly_seen
from formcheck.motion.session import counter_of
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, RepSignal

ANY = Settings()
BEFORE = 24  # poses: a block, and those of the second before


class Candidate:
    """Push blocks of steadied poses; `found` are its movements, as a session of the exercise would find them.

    Only what may count is measured, and by the gates alone: cues tell good form from bad, not exercises apart. What
    `tells` it from exercises that move alike is asked too: nobody has named it.
    """

    def __init__(self, exercise: Exercise, aspect: float) -> None:
        self.exercise = exercise
        self.found: list[Movement] = []
        self._gated = replace(exercise, cues=(), gates=(*exercise.gates, *exercise.tells))
        self._aspect = aspect
        self._counters = [counter_of(exercise) for _ in exercise.rep_signals]

    def push(self, block: Track, scales: Sequence[float], poses: Sequence[Pose]) -> None:
        """Take the frames of a block, with the trunk's length at each; poses end with them."""
        for signal, counter in zip(self.exercise.rep_signals, self._counters, strict=True):
            values = signal.signal(Track.of(poses[-BEFORE:]) if signal.looks_back_s else block)[-len(block) :]
            for t, value, scale in zip(block.t.tolist(), values.tolist(), scales, strict=True):
                travel = signal.travel * (scale if signal.unit == "trunk" else 1.0)
                if movement := counter.push(t - signal.lag_s, value, travel):
                    self._take(signal, movement, poses, scale)

    def end_open(self, reason: str, poses: Sequence[Pose], scale: float) -> None:
        """What is open is lost: the film was cut, stands still, or the person went somewhere else."""
        for signal, counter in zip(self.exercise.rep_signals, self._counters, strict=True):
            end = counter.break_off if reason == "moved-away" else counter.interrupt
            if movement := end(reason):
                self._take(signal, movement, poses, scale)

    def finish(self, poses: Sequence[Pose], scale: float) -> None:
        """The stream has ended."""
        for signal, counter in zip(self.exercise.rep_signals, self._counters, strict=True):
            if movement := counter.finish():
                self._take(signal, movement, poses, scale)

    def nearly(self, poses: Sequence[Pose], scale: float) -> list[Movement]:
        """Holds that last and movements that have come to rest, measured so far: early news."""
        signals = zip(self.exercise.rep_signals, self._counters, strict=True)
        early = [(s, c.so_far if isinstance(c, HoldCounter) else c.nearly) for s, c in signals]
        return [self._measured(s, m, poses, scale) for s, m in early if m]

    @property
    def since(self) -> float | None:
        """Since when poses are needed for what is open."""
        return min((c.since for c in self._counters if c.since is not None), default=None)

    def _take(self, signal: RepSignal, m: Movement, poses: Sequence[Pose], scale: float) -> None:
        self.found.append(self._measured(signal, m, poses, scale))

    def _measured(self, signal: RepSignal, m: Movement, poses: Sequence[Pose], scale: float) -> Movement:
        if m.reason not in (None, "short") and not mostly_seen(m):
            return replace(m, signal=signal.name, shot=poses[-1].place.shot)
        return measured(self._gated, ANY, signal, m, poses=poses, scale=scale, aspect=self._aspect)
