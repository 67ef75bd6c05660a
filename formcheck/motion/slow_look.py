"""Whether a set in which nothing was counted is a slow-motion clip: the same poses, played faster, hold repetitions."""

from __future__ import annotations

from dataclasses import replace
from math import log

from formcheck.motion.pose import Pose
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise

SPEEDS = (2, 4, 8)  # as cameras slow down
QUICKER = 0.8  # of the guide's tempo: most people hurry, and reps are timed from 5 % to 95 %


class SlowLook:
    """Takes the poses of a set until something was counted in it; then it costs nothing."""

    def __init__(self, exercise: Exercise, aspect: float, settings: Settings | None = None) -> None:
        self._exercise = exercise
        self._found = 0
        self._faster = {k: Session(exercise, aspect, settings) for k in SPEEDS}

    def push(self, pose: Pose, session: Session) -> None:
        """The pose as it is filmed, and the session that judges it so."""
        if self._faster and len(session.found) != self._found:
            self._found = len(session.found)
            if session.so_far().reps:
                self._faster = {}
        for k, faster in self._faster.items():
            faster.push(replace(pose, t=pose.t / k))

    def times(self) -> int | None:
        """How many times the clip is slowed down, if it is: the speed that fits the exercise's tempo best."""
        tempo = self._exercise.tempo
        usual = QUICKER * (tempo.concentric + tempo.hold + tempo.eccentric)
        found: dict[int, float] = {}
        for k, faster in self._faster.items():
            took = [rep.end_s - rep.start_s for rep in faster.finish().reps]
            if took:
                found[k] = abs(log(sum(took) / len(took) / usual))
        return min(found, key=lambda k: found[k], default=None)
