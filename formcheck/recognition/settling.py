"""When it is clear which exercise is under way, while it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from formcheck.motion.pose import Pose
from formcheck.motion.spec import Exercise
from formcheck.motion.view import Posture
from formcheck.recognition.recogniser import Recogniser
from formcheck.recognition.sets import WAITS_S, FoundSet
from formcheck.recognition.strength import STILL, held_enough

LOOK_S = 0.3  # between two looks at what is clear by now
LATELY_S = 6.0  # after its last movement, nobody is at it any more
REPS, ALONE, ENOUGH = 2, 3, 4  # movements of one exercise with a clear lead, if none is near, and without a lead
SO_FAR_S, LONG_S = (
    2.9,
    8.0,
)  # of a hold, known with a delay of up to 1 s; the latter if it may be something else
WHOLE = 0.8  # of what a hold can explain: less, and it was not held all the time
STAYS = 0.6  # of the time a hold, or somebody who sits, is seen in the posture asked for


class Settling:
    """Push every pose, as the model saw it, and ask `look` now and then.

    after_s  when the movements of the set before ended: a hold so soon after them is how somebody rests
    """

    def __init__(self, exercises: Sequence[Exercise], aspect: float, after_s: float = -inf) -> None:
        self._recogniser = Recogniser(exercises, aspect)
        self._t = self._looked = -inf
        self._after_s = after_s

    def push(self, pose: Pose) -> None:
        if pose.t > self._t:
            self._t = pose.t
            self._recogniser.push(pose)

    def look(self) -> FoundSet | None:
        """The set under way, once it is clear which exercise it is."""
        if self._t - self._looked < LOOK_S:
            return None
        self._looked = self._t
        return next((s for s in reversed(self._recogniser.so_far()) if self._clear(s)), None)

    def finish(self) -> FoundSet | None:
        """The stream has ended: what was done most of the time."""
        self._recogniser.finish()
        able = [s for s in self._recogniser.sets() if not self._rests(s)]
        return max(able, key=lambda s: s.strength * (s.end_s - s.start_s), default=None)

    def _clear(self, s: FoundSet) -> bool:
        e, lasted = s.exercise, s.end_s - s.start_s
        if self._t - s.end_s > LATELY_S or self._rests(s) or not self._stays(s):
            return False
        if e.kind != "holds":
            return s.count >= (REPS if s.sure else ENOUGH if s.rivals else ALONE)
        whole = s.strength >= WHOLE * STILL * min(1.0, lasted / held_enough(e))
        moves = e.seconds == "held" and self._recogniser.limb_moves(s.start_s, s.end_s)
        return whole and lasted >= (LONG_S if s.rivals or moves else SO_FAR_S)

    def _rests(self, s: FoundSet) -> bool:
        return s.exercise.kind == "holds" and s.start_s - self._after_s < WAITS_S

    def _stays(self, s: FoundSet) -> bool:
        """Whether the body is seen in the posture of the exercise, where that is never left."""
        posture = s.exercise.posture
        if s.exercise.kind != "holds" and posture is not Posture.SEATED:
            return True
        wanted = Posture.UPRIGHT if posture.stands else Posture.PRONE if posture.faces_floor else posture
        seen = self._recogniser.seen_as(s.start_s, s.end_s)
        return seen.count(wanted) >= STAYS * len(seen)
