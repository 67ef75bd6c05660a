"""Before a live set: say what to fix, one thing at a time, and decide when the set starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from formcheck.live.frame_rate import FrameRate
from formcheck.live.setup_check import SetupCheck, SetupProblem, SetupState
from formcheck.motion.pose import Pose, Side
from formcheck.motion.rep import Rep
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise

FIX_S, AGAIN_S = 3.0, 12.0  # between two spoken fixes, and before the same one is repeated
COUNTDOWN_S = 3  # from holding still to the start
STEADY_S = 0.6  # another problem must last this long before it takes the place of the one shown
UNDER_WAY, LATELY_S = 2, 30.0  # this many repetitions within this time start the set


class SetupAdvice:
    """What to change so that the camera sees what it must. Give it every pose; say is called with (second, text).

    exercise  None: any; side: the side that should work, if prescribed
    """

    def __init__(
        self, exercise: Exercise | None, aspect: float, *, model: str, say: Callable[[float, str], None],
        side: Side | None = None,
    ) -> None:  # fmt: skip
        self._say = say
        self._setup, self._rate = SetupCheck(exercise, aspect, side), FrameRate(model)
        self._shown = _Steady()
        self._said, self._said_s = "", -AGAIN_S

    def look(self, pose: Pose, light: float, dropped: int) -> SetupState:
        """Check the set-up in this frame; light is its mean brightness, 0 to 255; dropped are pictures not seen."""
        self._rate.push(pose.t, dropped)
        ready = self._setup.push(pose, light)
        fix = self._shown.push(pose.t, ready.fix or self._rate.problem)
        return replace(ready, fix=fix, count=self._countdown(pose.t, ready))

    def _countdown(self, t: float, ready: SetupState) -> int | None:
        """How many seconds are left until the set starts, if they are counted."""
        return None

    def say_fix(self, t: float, ready: SetupState) -> None:
        """Say one fix at a time: when it changes, and again after a while."""
        fix, ago = ready.fix, t - self._said_s
        if fix and ago > FIX_S and (fix.id != self._said or ago > AGAIN_S):
            self._said, self._said_s = fix.id, t
            self._say(t, fix.say)


class Preparation(SetupAdvice):
    """Before a set of a named exercise: also the countdown, and whether the set is under way."""

    def __init__(
        self, *, exercise: Exercise, aspect: float, settings: Settings, side: Side | None, model: str,
        say: Callable[[float, str], None], count: Callable[[float, int], None],
    ) -> None:  # fmt: skip
        super().__init__(exercise, aspect, model=model, say=say, side=side)
        self._exercise, self._aspect, self._settings, self._count = exercise, aspect, settings, count
        self._counts_from: float | None = None
        self._counted: int | None = None
        self._trial, self._tried_s = Session(exercise, aspect, settings), 0.0
        self._found, self._reps = 0, list[Rep]()

    def _countdown(self, t: float, ready: SetupState) -> int | None:
        """Three, two, one, aloud; it breaks off if the person leaves or takes another posture."""
        forbidden = ready.fix is not None and ready.fix.forbids
        if forbidden or (self._counts_from is None and not ready.ready):
            self._counts_from = self._counted = None
            return None
        if self._counts_from is None:
            self._counts_from = t
        left = max(0, ceil(COUNTDOWN_S - (t - self._counts_from)))
        if left and left != self._counted:
            self._count(t, left)
        self._counted = left
        return left

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


class _Steady:
    """The problem to show: another one takes its place once it has lasted, so that the words do not flicker."""

    def __init__(self) -> None:
        self._shown: SetupProblem | None = None
        self._other: SetupProblem | None = None
        self._since = 0.0
        self._begun = False

    def push(self, t: float, fix: SetupProblem | None) -> SetupProblem | None:
        if not self._begun or fix == self._shown:
            self._begun, self._shown, self._other, self._since = True, fix, fix, t
        elif fix != self._other:
            self._other, self._since = fix, t
        elif t - self._since >= STEADY_S:
            self._shown = fix
        return self._shown
