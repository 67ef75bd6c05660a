"""Leaning with straight arms and both hands on a wall or a bar in front, the body in line from the ankles up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .figure import SIDES, Figure, sign
from .rig import Y, Z, two_bone

STRAIGHT = 0.997  # of the arm's length, shoulder to wrist: the elbows bend by 9 degrees
PALM_M = 0.07  # from the wrist to the wall
PALM_UP_M = 0.05  # the middle of the palm over the wrist
HANDS_UP_M = 0.04  # the hands are above the shoulders, about half of what the heels rise
TURNS = 4  # of the search for the lean; after these the arms are right to a millimetre


class HandsOnWall:
    """Finds the wall for a body that leans by `degrees` at rest, and from then on the lean for the wall.
    `stand` poses everything but the arms for a lean."""

    def __init__(self, fig: Figure, degrees: float, stand: Callable[[float], None]):
        self.fig, self.degrees = fig, degrees
        self.length = STRAIGHT * (fig.l_upper + fig.l_fore)
        stand(degrees)
        out = np.sqrt(self.length**2 - HANDS_UP_M**2)
        self.hands = {s: fig.shoulder(s) - out * Y + HANDS_UP_M * Z for s in SIDES}
        self.y = float(np.mean([h[1] for h in self.hands.values()])) - PALM_M

    def lean(self, stand: Callable[[float], None]) -> None:
        """The body as far from the wall as straight arms hold it, and the hands where they were."""

        def too_far(degrees: float) -> float:
            stand(degrees)
            return float(np.mean([np.linalg.norm(self.hands[s] - self.fig.shoulder(s)) for s in SIDES])) - self.length

        a, b = self.degrees, self.degrees - 3
        off_a, off_b = too_far(a), too_far(b)
        for _ in range(TURNS):
            if abs(off_b - off_a) < 1e-9:
                break
            a, b, off_a = b, float(np.clip(b - off_b * (b - a) / (off_b - off_a), 0, 45)), off_b
            off_b = too_far(b)
        for s in SIDES:
            self._hand(s)

    def _hand(self, s: str) -> None:
        """Arm to the hand's place; fingers up, palm on the wall."""
        fig = self.fig
        shoulder = fig.shoulder(s)
        elbow = two_bone(shoulder, self.hands[s], fig.l_upper, fig.l_fore, -Z + 0.5 * sign(s) * np.array([1.0, 0, 0]))
        fig.arm(s, elbow - shoulder, self.hands[s] - elbow, palm=-Z)
        fig.flat_hand(s, Z, -Y)
