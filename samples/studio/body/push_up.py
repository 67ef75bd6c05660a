"""Push-ups on the floor; the first phase lowers the body."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .movement import Moment
from .on_arms import HANDS_X, OnArms
from .rig import Pose, X, Z


class PushUp(OnArms):
    """Progress 0 has straight arms, 1 is low; the elbow angle goes evenly with it."""

    name = "push_up"
    tempo = (0.5, 1.7, 0.3, 1.3)
    falls = Falls(0.22, out=True)  # shoulders, 24 cm
    rom = "elbow_angle"
    on_hands = True
    faults: ClassVar = {
        "partial": "bends half as far",
        "no_lockout": "elbows stay bent between repetitions",
        "sag": "hips hang below the line from shoulders to ankles",
        "pike": "hips stick up above it",
        "head_drop": "head hangs",
        "fast": "dropped one way, thrown the other",
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.flare = rng.uniform(0.4, 0.9)
        super().prepare(rng)
        self.deep = rng.uniform(88, 104)  # degrees the elbows bend from nearly straight
        self.lead = rng.uniform(0.06, 0.10)  # metres the shoulders are ahead of the hands when low

    def draw_hands(self, rng: np.random.Generator) -> float:
        return float(rng.uniform(0.04, 0.09))

    def pose(self, m: Moment) -> Pose:
        bent = 38 * m.fault("no_lockout")
        bent += (self.deep - bent) * m.s
        sag, pike = m.fault("sag"), m.fault("pike")
        off = self.level - 0.12 * sag + 0.15 * pike + 0.002 * m.n[0]
        ahead = self.lead * bent / self.deep + 0.003 * m.n[2]
        shoulders = np.array([HANDS_X + ahead, self._shoulder_height(ahead, bent)])
        look = self.look + 42 * m.fault("head_drop") + 0.8 * m.n[1]
        self._straighten(shoulders, off, look, arch=22 * sag - 8 * pike)
        return self.fig.solve()

    def _elbows(self, out: np.ndarray) -> np.ndarray:
        return self.flare * out - X + 0.2 * Z
