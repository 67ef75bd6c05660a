"""Standing with a weight in each hand, facing -y; the hands go from the shoulders over the head."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, angle, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot
from .upright import drop_to, elbow_bend, plant, tilts, trunk_of

AHEAD = 28.0  # degrees of the plane in which the arms rise before the body's side
DIP_AT, DIP_WIDTH = 0.25, 0.11  # share of the way at which legs push


class OverheadLift(Movement):
    name = "overhead_lift"
    tempo = (0.6, 1.2, 0.7, 1.7)
    falls = Falls(0.34)  # hands, 60 cm
    rom = "arm_elevation"
    faults: ClassVar = {
        "partial": "the arms stop half-way",
        "uneven": "the arm of `side` lags",
        "lean": "the trunk bends sideways, towards `side`",
        "legs": "the knees bend and push",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "front": View(0, 3, 3.1, (0, 0, 1.10)),
        "back": View(180, 3, 3.1, (0, 0, 1.10)),
        "oblique": View(45, 4, 3.1, (0, 0, 1.10)),
        "side": View(90, 3, 3.1, (0, 0, 1.10)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.low, self.high = rng.uniform(26, 38), rng.uniform(150, 158)
        self.inward = rng.uniform(0.0, 0.10)
        self.width = rng.uniform(0.11, 0.16)

    def pose(self, m: Moment) -> Pose:
        fig, full = self.fig, min(m.s, 1)
        bend = 22 * sign(self.side) * m.fault("lean") * full
        fig.begin(rot(X, -1 + 0.5 * m.n[0]))
        fig.spine(lumbar=-3 * full, thoracic=1, lateral=bend)
        fig.neck(lateral=-0.4 * bend)
        for j, s in enumerate(SIDES):
            share = m.s * (1 - 0.5 * m.fault("uneven") * (s == self.side))
            self._arm(s, share, 0.8 * m.n[3 + j])
        dip = np.exp(-(((m.s - DIP_AT) / DIP_WIDTH) ** 2))
        drop_to(fig, 6 + 60 * m.fault("legs") * dip)
        plant(fig, self.width, -0.05 + 0.004 * m.n[2])
        return fig.solve()

    def _arm(self, s: str, share: float, noise: float) -> None:
        k, full = sign(s), min(max(share, 0), 1)
        elevation = self.low + (self.high - self.low) * share + noise
        self.fig.clavicle(s, elevation=0.17 * max(elevation - 30, 0))
        a, ahead = np.deg2rad([elevation, AHEAD * (1 - 0.4 * full)])
        upper = np.sin(a) * (np.cos(ahead) * k * X - np.sin(ahead) * Y) - np.cos(a) * Z
        fore = Z + k * (0.06 - (0.06 + self.inward) * full) * X - (0.12 - 0.08 * full) * Y
        self.fig.arm(s, upper, fore, palm=-Y - 0.3 * k * X)

    def measures(self, pose: Pose) -> dict[str, float]:
        p, trunk, out = pose.p, trunk_of(self, pose.p), {}
        for s, n in (("L", "left"), ("R", "right")):
            hip, shoulder, elbow = (self.joint(p, f"{b}.{s}") for b in ("upperleg01", "upperarm01", "lowerarm01"))
            out[f"arm_elevation_{n}"] = angle(elbow - shoulder, hip - shoulder)
            out[f"elbow_bend_{n}"] = elbow_bend(self, p, s)
        gap = float(self.joint(p, "wrist.L")[2] - self.joint(p, "wrist.R")[2])
        hip, knee, ankle = (self.joint(p, f"{b}.L") for b in ("upperleg01", "lowerleg01", "foot"))
        return (
            out
            | {
                "arm_elevation": (out["arm_elevation_left"] + out["arm_elevation_right"]) / 2,
                "wrists_apart": abs(gap) / float(np.linalg.norm(trunk)),
                "knee_flexion": angle(hip - knee, knee - ankle),
            }
            | tilts(trunk)
        )
