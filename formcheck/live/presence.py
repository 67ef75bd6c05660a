"""Whether the person is still there, in the posture of the exercise."""

from __future__ import annotations

from formcheck.live.posture_check import in_place
from formcheck.motion.pose import Pose, Track
from formcheck.motion.view import Posture, posture_of

AWAY_S, LOOK_S = 10.0, 0.2


class Presence:
    """Push every pose; `left` once the person has been out of position for a while."""

    def __init__(self, posture: Posture) -> None:
        self._posture = posture
        self._here_s: float | None = None
        self._looked_s = self._t = 0.0

    def push(self, t: float, pose: Pose) -> None:
        self._t = t
        if self._here_s is None:
            self._here_s = t
        if t - self._looked_s >= LOOK_S:
            self._looked_s = t
            seen = posture_of(Track.of([pose]))
            if seen is not Posture.UNKNOWN and in_place(self._posture, seen):
                self._here_s = t

    @property
    def left(self) -> bool:
        return self._here_s is not None and self._t - self._here_s > AWAY_S
