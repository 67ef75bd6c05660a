"""When it is clear which exercise is under way, while it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.motion.pose import Pose
from formcheck.motion.spec import Exercise
from formcheck.recognition.recogniser import Recogniser
from formcheck.recognition.sets import FoundSet

LOOK_S = 0.3  # between two looks at what is clear by now


class Settling:
    """Push every pose, as the model saw it, and ask `look` now and then."""

    def __init__(self, exercises: Sequence[Exercise], aspect: float) -> None:
        self._recogniser = Recogniser(exercises, aspect)
        self._t = self._looked = float("-inf")

    def push(self, pose: Pose) -> None:
        if pose.t > self._t:
            self._t = pose.t
            self._recogniser.push(pose)

    def look(self) -> FoundSet | None:
        """The set under way, once it is clear which exercise it is."""
        if self._t - self._looked < LOOK_S:
            return None
        self._looked = self._t
        return next((s for s in reversed(self._recogniser.so_far()) if clear(s, self._t)), None)

    def finish(self) -> FoundSet | None:
        """The stream has ended: what was done most of the time."""
        self._recogniser.finish()
        return max(self._recogniser.sets(), key=lambda s: s.strength * (s.end_s - s.start_s), default=None)


def clear(s: FoundSet, t: float) -> bool:
    raise NotImplementedError
