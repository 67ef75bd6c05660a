"""Bent over from the hips, facing -y; the elbows come up beside a still trunk."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, other, sign
from .movement import Moment, Movement
from .rig import Pose, X, Y, Z, rot, two_bone, unit
from .upright import STANDING_VIEWS, drop_to, elbow_bend, plant, tilts, trunk_of

UPRIGHT = 19.0  # degrees of a pelvis whose trunk is too upright


class BentOverRow(Movement):
    name = "bent_over_row"
    tempo = (0.5, 1.1, 0.5, 1.6)
    falls = Falls(0.28)  # hands, 35 cm
    rom = "elbow_height"
    variants = ("", "one")  # one: only `side` rows, the other hand is on the thigh
    faults: ClassVar = {
        "torso_swing": "the trunk comes up with the elbows",
        "too_upright": "the trunk is hardly bent forward",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = STANDING_VIEWS

    def prepare(self, rng: np.random.Generator) -> None:
        self.pitch = rng.uniform(38, 50)  # the line from hips to shoulders is 5 to 10 degrees lower
        self.over = rng.uniform(12, 24)  # degrees of the upper arm past the trunk at the top
        self.soft, self.width = rng.uniform(16, 28), rng.uniform(0.10, 0.15)
        self.look = rng.uniform(-24, -12)
        self.out = rng.uniform(0.12, 0.28)  # elbows from the trunk
        self.working = (self.side,) if self.variant == "one" else SIDES

    def pose(self, m: Moment) -> Pose:
        fig, full = self.fig, min(m.s, 1)
        pitch = self.pitch + (UPRIGHT - self.pitch) * m.fault("too_upright")
        pitch += 0.7 * m.n[0] - 26 * m.fault("torso_swing") * full
        fig.begin(rot(X, pitch))
        fig.spine(lumbar=2, thoracic=3)
        fig.neck(flex=self.look)
        for s in SIDES:
            if s in self.working:
                self._row(s, m.s, pitch)
        drop_to(fig, 6 + self.soft)
        plant(fig, self.width, -0.05 + 0.004 * m.n[3])
        if self.variant == "one":
            self._prop(other(self.side))
            plant(fig, self.width, -0.05 + 0.004 * m.n[3])
            self._prop(other(self.side))
        return fig.solve()

    def _row(self, s: str, share: float, pitch: float) -> None:
        k, full = sign(s), min(share, 1)
        back = -3 + share * (pitch + self.over + 3)
        self.fig.clavicle(s, protraction=8 - 13 * full)
        upper = rot(X, back) @ -Z + k * (0.06 + self.out * full) * X
        ahead = 12 + full * (0.9 * max(46 - pitch, 0) - 8)  # to the belly, when the trunk is more upright
        fore = rot(X, -ahead) @ -Z + k * 0.03 * X
        self.fig.arm(s, upper, fore, palm=-k * X, pole=-Y)

    def _prop(self, s: str) -> None:
        """A hand above the knee."""
        fig = self.fig
        p = fig.solve().p
        knee, hip, shoulder = (self.joint(p, f"{b}.{s}") for b in ("lowerleg01", "upperleg01", "upperarm01"))
        place = knee + 0.22 * (hip - knee) + 0.09 * unit(-Y + 0.6 * Z)
        elbow = self._elbow(shoulder, place, sign(s))
        fig.clavicle(s, protraction=6)
        fig.arm(s, elbow - shoulder, place - elbow, palm=Y - Z)

    def _elbow(self, shoulder: np.ndarray, wrist: np.ndarray, k: float) -> np.ndarray:
        return two_bone(shoulder, wrist, self.fig.l_upper, self.fig.l_fore, k * X + 0.6 * Y)

    def measures(self, pose: Pose) -> dict[str, float]:
        p, trunk = pose.p, trunk_of(self, pose.p)
        above = unit(Z - (Z @ unit(trunk)) * unit(trunk))
        elbows = [self.joint(p, f"lowerarm01.{s}") - self.joint(p, f"upperarm01.{s}") for s in self.working]
        return {
            "elbow_height": float(np.mean([e @ above for e in elbows]) / np.linalg.norm(trunk)),
            "elbow_bend": float(np.mean([elbow_bend(self, p, s) for s in self.working])),
        } | tilts(trunk)
