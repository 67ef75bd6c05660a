"""When a set that was recognised is over: nothing of it follows any more."""

from __future__ import annotations

from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.recognition.sets import FoundSet, pause_after

UNDER_WAY = 0.25  # of a movement: less may be fidgeting


def is_over(t: float, found: FoundSet, done: SetAnalysis | None, session: Session) -> bool:
    """Whether so long a pause would begin another set in a clip. found: the set when it was recognised."""
    if max(session.progress) > UNDER_WAY:
        return False
    reps = done.reps if done else []
    return t - max([found.end_s, *(r.end_s for r in reps)]) > pause_after(reps)
