"""Standing on one leg, facing -y; the other swings back and forth."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .figure import SIDES, other, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot
from .upright import tilts, trunk_of


class HipMobility(Movement):
    """`side` swings; progress 0 is back, 1 in front."""

    name = "hip_mobility"
    tempo = (0.1, 0.95, 0.05, 0.95)
    rom = "thigh_ahead"
    faults: ClassVar = {"trunk": "the trunk bends forward over the leg"}
    views: ClassVar = {
        "side": View(90, 4, 2.9, (0, 0, 0.88)),
        "side_right": View(-90, 4, 2.9, (0, 0, 0.88)),
        "oblique": View(50, 5, 2.9, (0, 0, 0.88)),
        "oblique_right": View(-50, 5, 2.9, (0, 0, 0.88)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.back, self.ahead = rng.uniform(-32, -20), rng.uniform(58, 78)
        self.knee = rng.uniform(8, 20)
        self.hold = rng.uniform(20, 34)  # degrees of the arms from the sides, for balance

    def pose(self, m: Moment) -> Pose:
        fig, stand, free = self.fig, other(self.side), self.side
        rock = 31 * m.fault("trunk") * min(m.s, 1)
        pelvis = 3 - 8 * (m.s - 0.3) + 0.5 * m.n[0]
        fig.begin(rot(X, pelvis + rock))
        fig.spine(lumbar=5 * (m.s - 0.3), thoracic=2)
        fig.neck(flex=-0.4 * rock)
        for s in SIDES:
            k = sign(s)
            fig.clavicle(s)
            swing = 14 * (m.s - 0.4) * (1 if s == free else -1)
            out = rot(X, -6 + swing) @ rot(Y, -k * self.hold) @ -Z
            fig.arm(s, out, rot(X, -22) @ out, palm=-k * X)
        flex = self.back + (self.ahead - self.back) * m.s
        bend = self.knee + 14 * float(np.sin(np.pi * np.clip(m.s, 0, 1)))
        thigh = rot(X, -flex) @ (-Z + 0.04 * sign(free) * X)
        fig.leg(free, thigh, rot(X, bend - flex) @ -Z, -Y, foot=rot(X, bend - flex + 12))
        self._stand(stand, m)
        return fig.solve()

    def _stand(self, s: str, m: Moment) -> None:
        fig, yaw = self.fig, rot(Z, sign(s) * 5)
        ankle = np.array([0.0, 0.0, fig.ankle_height()])
        over, aside, behind = np.array([0.01 * m.n[3], -0.045]), 0.0, 0.0
        for _ in range(5):
            up = np.sqrt(max(fig.chain(6) ** 2 - behind**2 - aside**2, 0.01))
            fig.rig.root += ankle + aside * X + behind * Y + up * Z - fig.hip(s)
            fig.leg_to(s, ankle, yaw @ -Y, yaw, yaw)
            off = over - fig.com(fig.solve().p)[:2]
            aside = float(np.clip(aside + off[0], -0.2, 0.2))
            behind = float(np.clip(behind + off[1], -0.3, 0.3))

    def measures(self, pose: Pose) -> dict[str, float]:
        p, out = pose.p, {}
        for s, n in ((self.side, "thigh_ahead"), (other(self.side), "standing_thigh_ahead")):
            thigh = self.joint(p, f"lowerleg01.{s}") - self.joint(p, f"upperleg01.{s}")
            out[n] = float(np.rad2deg(np.arctan2(-thigh[1], -thigh[2])))
        return out | tilts(trunk_of(self, p))
