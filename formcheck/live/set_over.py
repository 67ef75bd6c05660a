"""When a set that was recognised is over: nothing of it follows any more, or another exercise does."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.messages import _
from formcheck.motion.pose import Pose
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise
from formcheck.recognition.sets import FoundSet, pause_after
from formcheck.recognition.settling import Settling

UNDER_WAY = 0.25  # of a movement: less may be fidgeting
KEPT_S = 20.0  # of the time after a movement
FINISHED = _("Set finished. Start the next one when you are ready")
CHANGED = _("Set finished")  # and another one has begun


class SetOver:
    """Push every pose, after the session has taken it; why() says when the set is over.

    found  the set when it was recognised
    among  the exercises that may follow it
    """

    def __init__(self, found: FoundSet, among: Sequence[Exercise], aspect: float) -> None:
        self._found, self._among, self._aspect = found, among, aspect
        self._last = found.end_s  # the end of its latest movement
        self._after: list[Pose] = []
        self._next: Settling | None = None  # what is done since then

    def push(self, pose: Pose, session: Session) -> None:
        ended = max((m.end_s for m in session.found if m.counts or m.doubtful), default=self._last)
        if session.held_s:
            ended = pose.t
        if ended > self._last:
            self._last, self._next = ended, None
        self._after = [p for p in (*self._after, pose) if p.t > max(self._last, pose.t - KEPT_S)]
        new = [pose] if self._next else self._after
        if new and self._next is None:
            self._next = Settling(self._among, self._aspect, self._last)
        for p in new:
            if self._next:
                self._next.push(p)

    def why(self, t: float, done: SetAnalysis | None, session: Session) -> str | None:
        """What to say if it is over: so long a pause would begin another set in a clip, or one has begun without it."""
        if max(session.progress) > UNDER_WAY:
            return None
        reps = done.reps if done else []
        if t - max([self._found.end_s, *(r.end_s for r in reps)]) > pause_after(reps):
            return FINISHED
        follows = self._next.look() if self._next else None
        other = follows and follows.sure and follows.exercise.name != self._found.exercise.name
        return CHANGED if other and follows and follows.exercise.kind != "holds" else None
