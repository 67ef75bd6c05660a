"""Lying on the side with long legs; the top leg rises."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .clamshell import Clamshell
from .falls import Falls
from .figure import SIDES, angle, other, sign
from .movement import Moment, View
from .rig import Pose, X, Y, Z, unit

BOTTOM_ANKLE_Z, APART_M = 0.045, 0.10  # metres: the lower ankle on the mat, the upper one above it


class SideLegRaise(Clamshell):
    """Side-lying facing -y; `side` is the top (working) leg: L has the head at -x, R at +x."""

    name = "side_leg_raise"
    tempo = (0.7, 1.6, 0.6, 1.8)
    falls = Falls(0.3)
    mat = (0.0, 0.0)
    rom = "leg_opening"
    variants = ("",)
    faults: ClassVar = {
        "partial": "rises half as far",
        "pelvis_roll": "pelvis rolls backward",
        "knee_bend": "the knee bends",
        "leg_forward": "the leg drifts forward",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "front": View(0, 12, 2.7, (0, 0, 0.25)),
        "front_high": View(0, 30, 2.7, (0, 0, 0.15)),
        "front_low": View(0, 4, 2.7, (0, 0, 0.3)),
        "back": View(180, 12, 2.7, (0, 0, 0.25)),
        "feet": View(50, 15, 2.8, (0, 0, 0.2)),
        "head": View(-50, 15, 2.8, (0, 0, 0.2)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        super().prepare(rng)
        self.lift, self.knee = rng.uniform(32, 42), rng.uniform(3, 9)
        self.ahead_deg = rng.uniform(-2, 8)  # of the legs before the trunk
        self.rest_angle = 0.0
        self.rest_angle = self.measures(self.pose(Moment()))["leg_opening"]

    def _trunk(self, m: Moment) -> None:
        super()._trunk(m)
        self.fig.rig.root[0] += 0.12 if self.head[0] > 0 else -0.12

    def pose(self, m: Moment) -> Pose:
        fig, top, bottom = self.fig, self.side, other(self.side)
        self._trunk(m)
        self._leg(bottom, BOTTOM_ANKLE_Z, 0.0, 6.0, self.ahead_deg + 4)
        bend = self.knee + 45 * m.fault("knee_bend") * min(m.s, 1)
        forward = self.ahead_deg + 30 * m.fault("leg_forward") * min(m.s, 1)
        self._leg(top, BOTTOM_ANKLE_Z + APART_M, m.s * self.lift + 0.5 * m.n[2], bend, forward)
        self._arms()
        return fig.solve()

    def _leg(self, s: str, ankle_z: float, up: float, bend: float, forward: float) -> None:
        """From where the ankle is at this height, raised by `up` degrees."""
        fig = self.fig
        hip, a = fig.hip(s), np.deg2rad(forward)
        rest = np.arcsin(np.clip((ankle_z - hip[2]) / fig.chain(bend), -0.5, 0.5))
        b = rest + np.deg2rad(up)
        along = -np.cos(a) * self.head - np.sin(a) * Y
        way = np.cos(b) * along + np.sin(b) * Z
        ankle = hip + fig.chain(bend) * way
        fig.leg_to(s, ankle, -Y - 0.1 * self.head)

    def before(self) -> Pose:
        """The legs bent."""
        fig = self.fig
        self._trunk(Moment())
        for s, height in ((other(self.side), BOTTOM_ANKLE_Z), (self.side, BOTTOM_ANKLE_Z + APART_M)):
            self._leg(s, height, 0.0, 70.0, 30.0)
        self._arms()
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p = pose
        top, bottom = self.side, other(self.side)
        legs = {s: self.joint(p, f"foot.{s}") - self.joint(p, f"upperleg01.{s}") for s in SIDES}
        hip, knee, ankle = (self.joint(p, f"{b}.{top}") for b in ("upperleg01", "lowerleg01", "foot"))
        level = {s: float(np.rad2deg(np.arctan2(v[2], np.hypot(v[0], v[1])))) for s, v in legs.items()}
        thigh = unit(knee - hip)
        return {
            "leg_opening": level[top] - level[bottom] - self.rest_angle,
            "knee_flexion": 180 - angle(hip - knee, ankle - knee),
            "leg_forward": float(np.rad2deg(np.arcsin(np.clip(-thigh @ Y, -1, 1)))),
            "ankle_gap_cm": 100
            * float(np.linalg.norm(legs[top] - legs[bottom] + hip - self.joint(p, f"upperleg01.{bottom}"))),
            "pelvis_roll": angle(d[self.fig.rig.i["root"]] @ (X * sign(top)), Z),
        }
