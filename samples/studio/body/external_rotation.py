"""Standing, facing -y, elbow at the side and bent to a right angle; the forearm swings from the belly outwards."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, angle, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot
from .upright import drop_to, plant, tilts, trunk_of


class ExternalRotation(Movement):
    name = "external_rotation"
    tempo = (0.6, 1.5, 0.6, 1.8)
    falls = Falls(0.22)  # a band that snaps back
    rom = "hand_outward"
    variants = ("", "both")
    grips = True
    faults: ClassVar = {
        "elbow_out": "the elbow leaves the side",
        "twist": "the trunk turns with the arm",
        "fast": "flung out, snaps back",
    }
    views: ClassVar = {
        "front": View(0, 3, 2.6, (0, 0, 1.0)),
        "oblique": View(40, 4, 2.6, (0, 0, 1.0)),
        "oblique_right": View(-40, 4, 2.6, (0, 0, 1.0)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.inside, self.outside = rng.uniform(-52, -38), rng.uniform(38, 52)  # degrees from straight ahead
        self.away, self.width = rng.uniform(8, 12), rng.uniform(0.10, 0.15)
        self.level = rng.uniform(-6, 5)  # degrees of the forearm above level
        self.working = SIDES if self.variant == "both" else (self.side,)

    def pose(self, m: Moment) -> Pose:
        fig, full = self.fig, min(m.s, 1)
        turn = -sign(self.side) * -34 * m.fault("twist") * full if self.variant == "" else 0.0
        body = rot(Z, turn) @ rot(X, 0.4 * m.n[0])
        fig.begin(body)
        fig.spine(thoracic=2)
        fig.neck(turn=-0.8 * turn)
        for s in SIDES:
            k = sign(s)
            fig.clavicle(s, protraction=-4 * full if s in self.working else 0.0)
            if s in self.working:
                out = self.away + 40 * m.fault("elbow_out") * full
                upper = rot(X, -6) @ rot(Y, -k * out) @ -Z
                swing = self.inside + (self.outside - self.inside) * m.s + 0.8 * m.n[4]
                fore = rot(Z, k * swing) @ rot(X, self.level) @ -Y
                fig.arm(s, body @ upper, body @ fore, palm=body @ rot(Z, k * swing) @ (-k * X))
            else:
                hang = rot(X, -4) @ rot(Y, -k * 9) @ -Z
                fig.arm(s, body @ hang, body @ rot(X, -14) @ hang, palm=-k * X)
        drop_to(fig, 5)
        plant(fig, self.width, -0.05 + 0.004 * m.n[3])
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p, trunk = pose.d, pose.p, trunk_of(self, pose.p)
        long, ahead, hands, elbows = float(np.linalg.norm(trunk)), [], [], []
        for s in self.working:
            shoulder, elbow, wrist = (self.joint(p, f"{b}.{s}") for b in ("upperarm01", "lowerarm01", "wrist"))
            out = sign(s) * (d[self.fig.rig.i["spine01"]] @ X)
            hands.append(float((wrist - elbow) @ X) * sign(s) / long)
            elbows.append(float((elbow - shoulder) @ X) * sign(s) / long)
            ahead.append(float(np.rad2deg(np.arctan2((wrist - elbow) @ out, -(wrist - elbow) @ Y))))
        facing = d[self.fig.rig.i["root"]] @ -Y
        return {
            "hand_outward": float(np.mean(hands)),
            "elbow_outward": max(elbows),
            "rotation": float(np.mean(ahead)),
            "trunk_turn": angle(facing, -Y),
        } | tilts(trunk)
