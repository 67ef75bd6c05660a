"""Movements other than the five exercises, which a counter must not count. All face -y at the origin."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .figure import SIDES, angle, sign
from .movement import Moment, Movement
from .rig import Pose, X, Y, Z, rot, unit
from .upright import STANDING_VIEWS, drop_to, hang_arms, plant


class Standing(Movement):
    """Standing still, with the sway of a living person."""

    name = "standing"
    views: ClassVar = STANDING_VIEWS

    def pose(self, m: Moment) -> Pose:
        self.fig.begin(rot(X, 0.6 * m.n[0]))
        self.fig.spine(thoracic=2)
        self.fig.neck(turn=4 * m.n[4])
        hang_arms(self.fig)
        drop_to(self.fig, 6)
        plant(self.fig, 0.11, -0.05 + 0.008 * m.n[3], 0.012 * m.n[2])
        return self.fig.solve()


class Squat(Movement):
    """Squats; the first phase lowers the body."""

    name = "squat"
    tempo = (0.7, 1.5, 0.3, 1.3)
    views: ClassVar = STANDING_VIEWS

    def prepare(self, rng: np.random.Generator) -> None:
        self.depth, self.lean, self.width = rng.uniform(80, 105), rng.uniform(30, 42), rng.uniform(0.14, 0.20)

    def pose(self, m: Moment) -> Pose:
        fig = self.fig
        fig.begin(rot(X, 2 + self.lean * m.s + 0.5 * m.n[0]))
        fig.spine(thoracic=2)
        fig.neck(flex=-0.6 * self.lean * m.s)
        hang_arms(fig, forward=75 * min(m.s, 1))
        drop_to(fig, 6 + self.depth * m.s)
        plant(fig, self.width, -0.05, 0.004 * m.n[2])
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        return {"hip_height_cm": 100 * float(self.joint(pose.p, "upperleg01.L")[2])}


class TwoLegRdl(Movement):
    """A Romanian deadlift on both legs; the first phase lowers the trunk."""

    name = "two_leg_rdl"
    tempo = (0.8, 2.3, 0.4, 1.8)
    views: ClassVar = STANDING_VIEWS

    def prepare(self, rng: np.random.Generator) -> None:
        self.hinge, self.soft, self.width = rng.uniform(62, 76), rng.uniform(12, 20), rng.uniform(0.09, 0.13)

    def pose(self, m: Moment) -> Pose:
        fig = self.fig
        fig.begin(rot(X, 2 + self.hinge * m.s + 0.7 * m.n[0]))
        fig.spine(thoracic=2)
        fig.neck(flex=-8 * m.s)
        for s in SIDES:
            hang = unit(np.array([sign(s) * 0.06, -0.03 - 0.05 * m.s, -1.0]))
            fig.clavicle(s, protraction=8 * min(m.s, 1))
            fig.arm(s, hang, hang - 0.12 * Y, palm=-sign(s) * X, pole=-Y)
        drop_to(fig, 6 + self.soft * min(m.s, 1))
        plant(fig, self.width, -0.05 + 0.006 * m.n[3])
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        p = pose.p
        trunk = sum(self.joint(p, f"upperarm01.{s}") - self.joint(p, f"upperleg01.{s}") for s in SIDES)
        return {"trunk_inclination": angle(trunk, Z)}


class Waving(Movement):
    """Arm waving: one arm (variant "one") or both go up sideways, and the forearms wave."""

    name = "waving"
    tempo = (0.5, 0.8, 1.2, 0.8)
    views: ClassVar = STANDING_VIEWS
    variants = ("", "one")

    def pose(self, m: Moment) -> Pose:
        fig = self.fig
        fig.begin(rot(X, 0.6 * m.n[0]))
        fig.spine(thoracic=2, lateral=1.5 * m.n[1])
        fig.neck()
        hang_arms(fig)
        for s in SIDES if self.variant == "" else (self.side,):
            k = sign(s)
            lift = 10 + 115 * m.s
            wave = 32 * np.sin(2 * np.pi * 1.6 * m.t) * min(m.s, 1)
            upper = rot(Y, -k * lift) @ -Z
            fore = rot(Y, -k * (lift + 40 * min(m.s, 1) + wave)) @ -Z
            fig.clavicle(s, elevation=8 * min(m.s, 1))
            fig.arm(s, upper - 0.12 * Y, fore - 0.2 * Y, palm=-Y)
        drop_to(fig, 6)
        plant(fig, 0.11, -0.05, 0.01 * m.n[2])
        return fig.solve()
