"""Standing with hanging arms, facing -y; the shoulders rise."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot
from .upright import drop_to, elbow_bend, plant, tilts, trunk_of


class Shrug(Movement):
    name = "shrug"
    tempo = (0.6, 0.9, 0.8, 1.2)
    falls = Falls(0.12)  # shoulders, 8 cm
    rom = "shoulder_rise"
    faults: ClassVar = {
        "bent_elbow": "the elbows bend and lift",
        "fast": "jerked one way, dropped the other",
    }
    views: ClassVar = {
        "front": View(0, 3, 2.7, (0, 0, 0.98)),
        "oblique": View(40, 4, 2.7, (0, 0, 0.98)),
        "side": View(90, 3, 2.7, (0, 0, 0.98)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.rise, self.rest = rng.uniform(24, 32), rng.uniform(-5, -1)  # degrees of the collarbone
        self.hang, self.width = rng.uniform(5, 9), rng.uniform(0.10, 0.15)
        self.soft = rng.uniform(3, 9)  # degrees of the elbows

    def pose(self, m: Moment) -> Pose:
        fig = self.fig
        fig.begin(rot(X, 0.4 * m.n[0]))
        fig.spine(thoracic=2)
        fig.neck(flex=-2 * m.s + 0.6 * m.n[1])
        bend = self.soft + 52 * m.fault("bent_elbow") * min(m.s, 1)
        for s in SIDES:
            k = sign(s)
            fig.clavicle(s, elevation=self.rest + self.rise * m.s)
            # bent elbows go out, and the hands in before the thighs
            upper = rot(Y, -k * (self.hang + 0.26 * (bend - self.soft))) @ rot(X, -3) @ -Z
            fore = rot(Y, k * (0.66 * (bend - self.soft) - self.hang + 4)) @ rot(X, -3 - self.soft - 0.2 * bend) @ -Z
            fig.arm(s, upper, fore, palm=-k * X)
        drop_to(fig, 5)
        plant(fig, self.width, -0.05 + 0.004 * m.n[3])
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        p, trunk = pose.p, trunk_of(self, pose.p)
        shoulders = sum(self.joint(p, f"upperarm01.{s}")[2] for s in SIDES) / 2
        return {
            "shoulder_rise": float((shoulders - self.joint(p, "head")[2]) / self.fig.stature / 0.275),
            "elbow_bend": max(elbow_bend(self, p, s) for s in SIDES),
        } | tilts(trunk)
