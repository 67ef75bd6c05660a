"""On all fours; one leg and the opposite arm stretch out, are held, and come back."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, angle, other, sign
from .movement import Moment
from .on_arms import HANDS_X, INSTEP, KNEE_Z, OnArms
from .rig import Pose, X, Y, Z, rot

POINTED = 20.0  # degrees of a foot in the air


class BirdDog(OnArms):
    """`side` is the leg that begins; the other follows in the next repetition, but for the variant `one`."""

    name = "bird_dog"
    tempo = (0.6, 1.6, 2.6, 1.6)
    falls = Falls(0.28)
    rom = "leg_lean"
    on_hands = True
    variants = ("", "one")  # one: all repetitions with the same leg
    faults: ClassVar = {
        "partial": "arm and leg rise half as far",
        "leg_low": "the leg stays low",
        "leg_high": "the leg goes past the line of the trunk, the low back arches",
        "arm_low": "the arm stays low",
        "same_side": "arm and leg of the same side",
        "fast": "thrown one way, let go the other",
    }

    def prepare(self, rng: np.random.Generator) -> None:
        super().prepare(rng)
        fig = self.fig
        self.leg_up, self.arm_up = rng.uniform(84, 91), rng.uniform(86, 98)
        high = self._shoulder_height(0.0)
        hips = KNEE_Z + fig.l_thigh
        self.shoulders = np.array([HANDS_X - 0.1, high])
        self.arms = {s: self.arms[s] - 0.1 * X for s in SIDES}
        self.slope = float(np.rad2deg(np.arcsin(np.clip((high - hips) / self.straight, -0.5, 0.5))))

    def side_in(self, rep: int) -> str:
        return other(self.side) if rep % 2 and not self.variant else self.side

    def pose(self, m: Moment) -> Pose:
        fig, leg = self.fig, self.side_in(m.rep)
        same = m.fault("same_side")
        reach = m.s * (self.arm_up - 48 * m.fault("arm_low"))
        self.raised = {leg: reach * same, other(leg): reach * (1 - same)}
        high = m.fault("leg_high")
        arch = 14 * high * min(m.s, 1)
        sway = 0.006 * m.n[2]
        self.span = self.straight
        self._settle(self.shoulders + sway * X[:2], self.slope, arch, self.look - 4 * m.s)
        thigh = m.s * (self.leg_up - 50 * m.fault("leg_low") + 34 * high) + 0.5 * m.n[1]
        for s in SIDES:
            t = thigh if s == leg else 0.0
            self._thigh(s, t, 90 + (t - 90) * min(m.s, 1) ** 2 if s == leg else 90.0, m.s if s == leg else 0.0)
        return fig.solve()

    def _thigh(self, s: str, back: float, shank: float, lifted: float) -> None:
        """Thigh and shank turned so far from straight down to straight back."""
        a, b = np.deg2rad([back, max(shank, back)])
        foot = INSTEP + (POINTED - INSTEP) * min(lifted, 1)
        level = self.d0 @ rot(X, foot + (b - np.pi / 2) * -180 / np.pi)
        thigh, lower = (-np.sin(q) * X - np.cos(q) * Z for q in (a, b))
        pole = np.cos(a) * X - np.sin(a) * Z
        self.fig.leg(s, thigh, lower, pole, level)

    def _arm(self, s: str, shoulder: np.ndarray) -> None:
        up = getattr(self, "raised", {}).get(s, 0.0)
        if up < 0.5:
            super()._arm(s, shoulder)
            return
        out, bend = (
            sign(s) * Y,
            25 * np.sin(np.pi * min(up / 75, 1)),
        )  # the elbow bends while the hand is near the floor
        upper, fore = (np.sin(q) * X - np.cos(q) * Z for q in np.deg2rad([up - bend, up + 5 + bend]))
        self.fig.arm(s, upper + 0.03 * out, fore + 0.05 * out, palm=-out)
        share = min(up / 90, 1)
        self.fig.flat_hand(s, X + 0.1 * out, (share - 1) * Z - share * out)

    def measures(self, pose: Pose) -> dict[str, float]:
        """Of the leg and the arm that are further out."""
        p, legs, arms, heels, leans = pose.p, [], [], [], []
        trunk = sum(self.joint(p, f"upperarm01.{s}") - self.joint(p, f"upperleg01.{s}") for s in SIDES)
        for s in SIDES:
            hip, knee, ankle = (self.joint(p, f"{b}.{s}") for b in ("upperleg01", "lowerleg01", "foot"))
            shoulder, wrist = (self.joint(p, f"{b}.{s}") for b in ("upperarm01", "wrist"))
            legs.append(angle(trunk, knee - hip))
            arms.append(angle(-trunk, wrist - shoulder))
            heels.append(100 * float(ankle[2] - hip[2]))
            leans.append(angle(-Z, ankle - hip))
        return {
            "leg_angle": max(legs),
            "leg_lean": max(leans),  # of the line from hip to ankle from straight down, 90 level
            "arm_angle": max(arms),
            "ankle_above_hip_cm": max(heels),
            "trunk_pitch": float(np.rad2deg(np.arctan2(trunk[2], trunk[0]))),
        }
