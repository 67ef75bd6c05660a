"""Before a live set: what is amiss, said one thing at a time, and whether it begins."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.motion.exercise import Exercise
from formcheck.motion.pose import Pose, Side
from formcheck.motion.session import Session, Settings
from formcheck.motion.setup import Ready, Setup

FIX_S, AGAIN_S = 3.0, 12.0  # between two fixes that are said, and before the same one is said again
UNDER_WAY = 2  # repetitions before the set has begun: then it begins


class Preparation:
    """Give it every pose. say is told (second, text). side: the one that is to work, if one is asked for."""

    def __init__(
        self, exercise: Exercise, aspect: float, settings: Settings, side: Side | None,
        say: Callable[[float, str], None],
    ) -> None:  # fmt: skip
        self._exercise, self._aspect, self._settings, self._say = exercise, aspect, settings, say
        self._setup = Setup(exercise, aspect, side)
        self._trial = self._new_trial()
        self._said, self._said_s = "", -AGAIN_S

    def look(self, pose: Pose, light: float) -> Ready:
        """The set-up check of this frame; light is its mean brightness, 0 to 255."""
        return self._setup.push(pose, light)

    def say_fix(self, t: float, ready: Ready) -> None:
        """One fix at a time, when it changes and again after a while."""
        fix, ago = ready.fix, t - self._said_s
        if fix and ago > FIX_S and (fix.id != self._said or ago > AGAIN_S):
            self._said, self._said_s = fix.id, t
            self._say(t, fix.say)

    def under_way(self, pose: Pose, ready: Ready) -> bool:
        """Whether somebody who never held still has begun all the same: what they do is clearly the exercise."""
        if ready.fix and ready.fix.forbids:
            self._trial = self._new_trial()
        if not self._trial.takes(pose.t):
            return False
        self._trial.push(pose)
        nearly = self._trial.nearly()
        seen_so_far = len(self._trial.found) + len(nearly)
        return seen_so_far >= UNDER_WAY and len(self._trial.so_far(nearly).reps) >= UNDER_WAY

    def _new_trial(self) -> Session:
        return Session(self._exercise, self._aspect, self._settings)
