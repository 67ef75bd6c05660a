"""Before a live set: say what to fix, one thing at a time, and decide when the set starts."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.live.setup_check import SetupCheck, SetupState
from formcheck.motion.pose import Pose, Side
from formcheck.motion.rep import Rep
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise

FIX_S, AGAIN_S = 3.0, 12.0  # between two spoken fixes, and before the same one is repeated
UNDER_WAY, LATELY_S = 2, 30.0  # this many repetitions within this time start the set


class Preparation:
    """Give it every pose. say is called with (second, text). side: the side that should work, if prescribed."""

    def __init__(
        self, exercise: Exercise, aspect: float, settings: Settings, side: Side | None,
        say: Callable[[float, str], None],
    ) -> None:  # fmt: skip
        self._exercise, self._aspect, self._settings, self._say = exercise, aspect, settings, say
        self._setup = SetupCheck(exercise, aspect, side)
        self._trial, self._tried_s = Session(exercise, aspect, settings), 0.0
        self._found, self._reps = 0, list[Rep]()
        self._said, self._said_s = "", -AGAIN_S

    def look(self, pose: Pose, light: float) -> SetupState:
        """Check the set-up in this frame; light is its mean brightness, 0 to 255."""
        return self._setup.push(pose, light)

    def say_fix(self, t: float, ready: SetupState) -> None:
        """Say one fix at a time: when it changes, and again after a while."""
        fix, ago = ready.fix, t - self._said_s
        if fix and ago > FIX_S and (fix.id != self._said or ago > AGAIN_S):
            self._said, self._said_s = fix.id, t
            self._say(t, fix.say)

    def under_way(self, pose: Pose, ready: SetupState) -> bool:
        """Whether the person has started without holding still: the movements are clearly the exercise.

        The end position of a repetition may look like a posture that blocks the start; the rest after it does not.
        """
        if not self._trial.takes(pose.t):
            return False
        self._trial.push(pose)
        nearly = self._trial.nearly()
        if (found := len(self._trial.found) + len(nearly)) != self._found:
            self._found, self._reps = found, self._trial.so_far(nearly).reps
        lately = [r for r in self._reps if r.end_s > pose.t - LATELY_S]
        if not lately and pose.t > self._tried_s + LATELY_S:
            self._try_anew(pose.t)
        return len(lately) >= UNDER_WAY and not (ready.fix and ready.fix.forbids)

    def _try_anew(self, t: float) -> None:
        self._trial, self._tried_s = Session(self._exercise, self._aspect, self._settings), t
        self._found, self._reps = 0, []
