"""Side-steps in a half squat, facing -y: one foot steps out, the other follows, some steps one way and then back."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .figure import SIDES, other, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot
from .upright import drop_to, tilts, trunk_of

ONE_WAY = 3  # steps before it goes back
LIFT_M = 0.05


class LateralWalk(Movement):
    """A repetition is a step: on the way out the foot of its side opens, on the way back the other closes up."""

    name = "lateral_walk"
    tempo = (0.25, 0.7, 0.15, 0.7)
    rom = "opening"
    faults: ClassVar = {
        "feet_together": "the feet close between steps",
        "sway": "the trunk sways over the stepping leg",
    }
    views: ClassVar = {
        "front": View(0, 4, 3.9, (0, 0, 0.85)),
        "back": View(180, 4, 3.9, (0, 0, 0.85)),
        "oblique": View(40, 5, 3.9, (0, 0, 0.85)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.apart = rng.uniform(0.24, 0.32)  # metres between the ankles
        self.step = rng.uniform(0.26, 0.34)
        self.knee, self.lean = rng.uniform(32, 48), rng.uniform(12, 20)
        self.on_hips = rng.uniform(0, 1) < 0.5

    def side_in(self, rep: int) -> str:
        return other(self.side) if rep // ONE_WAY % 2 else self.side

    def _place(self, rep: int) -> float:
        """Where the body is before a step."""
        steps = sum(sign(self.side_in(k)) for k in range(rep))
        return self.step * (steps - 0.5 * ONE_WAY * sign(self.side))

    def pose(self, m: Moment) -> Pose:
        fig, lead = self.fig, self.side_in(m.rep)
        way, done = sign(lead), float(np.clip(m.s / m.amplitude, 0, 1))
        apart = self.apart * (1 - 0.9 * m.fault("feet_together"))
        step = self.step + (self.apart - apart) * (1 - m.fault("feet_together"))
        out, follows = (1.0, 1 - done) if m.returning else (done, 0.0)
        middle = self._place(m.rep)
        body = middle + way * step * (0.5 * out + 0.5 * follows)
        feet = {s: middle + sign(s) * apart / 2 for s in SIDES}
        feet[lead] += way * step * out
        feet[other(lead)] += way * step * follows
        lifted = np.sin(np.pi * done)
        up = {lead: 0.0 if m.returning else lifted, other(lead): lifted if m.returning else 0.0}
        sway = 16 * m.fault("sway") * way * np.sin(np.pi * done) * (-1 if m.returning else 1)
        fig.begin(rot(X, self.lean + 0.5 * m.n[0]))
        fig.spine(lumbar=2, thoracic=2, lateral=sway)
        fig.neck(flex=-0.7 * self.lean, lateral=-0.5 * sway)
        self._arms(rot(Y, 0.5 * sway))
        fig.rig.root[:2] = [body, 0.0]
        drop_to(fig, self.knee)
        for _ in range(3):
            c = fig.com(fig.solve().p)
            fig.rig.root[0] += body - c[0]
            fig.rig.root[1] += -0.05 - c[1]
            for s in SIDES:
                turn = rot(Z, sign(s) * 6)
                ankle = np.array([feet[s], 0.0, fig.ankle_height() + LIFT_M * up[s]])
                fig.leg_to(s, ankle, turn @ (-Y + 0.12 * sign(s) * X), turn, turn)
        return fig.solve()

    def _arms(self, turn: np.ndarray) -> None:
        """On the hips, or the hands before the chest."""
        for s in SIDES:
            k = sign(s)
            self.fig.clavicle(s)
            if self.on_hips:
                upper, fore = -0.75 * Z + 0.55 * k * X + 0.35 * Y, -0.45 * Z - 0.75 * k * X - 0.35 * Y
            else:
                upper, fore = -Z + 0.2 * k * X - 0.15 * Y, 0.35 * Z - 0.75 * k * X - 0.7 * Y
            self.fig.arm(s, turn @ upper, turn @ fore, palm=-k * X if self.on_hips else Y)

    def measures(self, pose: Pose) -> dict[str, float]:
        p, trunk = pose.p, trunk_of(self, pose.p)
        long = float(np.linalg.norm(trunk))
        ankles, hips = ([self.joint(p, f"{b}.{s}") for s in SIDES] for b in ("foot", "upperleg01"))
        wide = abs(ankles[0][0] - ankles[1][0]) - abs(hips[0][0] - hips[1][0])
        return {
            "opening": float(wide) / 2 / long,
            "feet_apart_cm": 100 * float(abs(ankles[0][0] - ankles[1][0])),
            "body_cm": 100 * float(hips[0][0] + hips[1][0]) / 2,
        } | tilts(trunk)
