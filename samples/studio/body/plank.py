"""A plank on forearms or hands, held; from the knees and back to them."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from samples.studio.profiles import smooth

from .figure import other
from .movement import Moment
from .on_arms import HANDS_X, OnArms
from .rig import Pose

LIFT = 0.05  # metres a foot is lifted that steps back


class Plank(OnArms):
    """Progress 0 kneels, 1 holds; `side` steps back first."""

    name = "plank"
    kind = "hold"
    tempo = (0.8, 2.2, 8.0, 2.0)
    variants = ("", "high")  # high: on the hands
    rom = "hip_deviation"
    faults: ClassVar = {
        "sag": "hips hang below the line from shoulders to ankles",
        "pike": "hips stick up above it",
        "head_drop": "head hangs",
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.on_hands = self.variant == "high"
        self.ahead = rng.uniform(-0.015, 0.02)  # of the shoulders before the hands or elbows
        super().prepare(rng)

    def pose(self, m: Moment) -> Pose:
        hips = share(m.s, 0.35, 0.6)
        steps = {self.side: share(m.s, 0.0, 0.5), other(self.side): share(m.s, 0.4, 0.52)}
        sag, pike = hips * m.fault("sag"), hips * m.fault("pike")
        off = self.level - (0.13 if self.on_hands else 0.095) * sag + 0.16 * pike + 0.002 * m.n[0]
        ahead = self.ahead + 0.004 * m.n[2]
        shoulders = np.array([HANDS_X + ahead, self._shoulder_height(ahead)])
        look = self.look + 42 * m.fault("head_drop") + 0.8 * m.n[1]
        arch = 22 * sag - 8 * pike
        kneel, tucked = self._kneeling(shoulders)
        self.span = self.straight
        for _ in range(2 if arch else 1):  # the length of an arched trunk is known once it was posed
            line, straight = self._line(shoulders, off)
            self._settle(shoulders, (1 - hips) * kneel + hips * line, arch, look)
        for s, b in steps.items():
            if b >= 1:
                self._leg(s, straight)
            else:
                ankle = (1 - b) * tucked + b * straight
                self._leg(s, ankle + np.array([0.0, LIFT * np.sin(np.pi * b)]), 80 - 5 * b)
        return self.fig.solve()


def share(s: float, begin: float, length: float) -> float:
    return float(smooth(np.array((s - begin) / length)))
