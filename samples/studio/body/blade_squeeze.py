"""Standing, facing -y; the hanging arms go back behind the trunk and stay there."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .figure import SIDES, angle, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot
from .upright import drop_to, plant, tilts, trunk_of


class BladeSqueeze(Movement):
    """Progress 0 hangs the arms, 1 holds them back."""

    name = "blade_squeeze"
    kind = "hold"
    tempo = (0.8, 0.6, 6.0, 0.6)
    faults: ClassVar = {"arch": "the trunk leans back"}
    views: ClassVar = {
        "side": View(90, 3, 2.6, (0, 0, 0.98)),
        "side_right": View(-90, 3, 2.6, (0, 0, 0.98)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.back, self.width = rng.uniform(20, 28), rng.uniform(0.10, 0.14)
        self.soft = rng.uniform(6, 14)

    def pose(self, m: Moment) -> Pose:
        fig, full = self.fig, float(np.clip(m.s, 0, 1.1))
        arch = 11 * m.fault("arch") * full
        fig.begin(rot(X, 1 - 0.5 * arch + 0.4 * m.n[0]))
        fig.spine(lumbar=-0.7 * arch, thoracic=2 - 4 * full)
        fig.neck(flex=0.5 * arch)
        for s in SIDES:
            k = sign(s)
            fig.clavicle(s, elevation=-3 * full, protraction=-13 * full)
            swing = -5 + (self.back + 5) * full - arch
            upper = rot(X, swing) @ rot(Y, -k * 9) @ -Z
            fig.arm(s, upper, rot(X, swing - self.soft) @ rot(Y, -k * 7) @ -Z, palm=-k * X)
        drop_to(fig, 5)
        plant(fig, self.width, -0.05 + 0.004 * m.n[3])
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        p, trunk = pose.p, trunk_of(self, pose.p)
        arms = [angle(self.joint(p, f"lowerarm01.{s}") - self.joint(p, f"upperarm01.{s}"), -trunk) for s in SIDES]
        return {"arm_to_trunk": sum(arms) / 2, "leans_back": -tilts(trunk)["trunk_forward"]}
