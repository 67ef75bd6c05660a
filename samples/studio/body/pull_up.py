"""Hanging from a bar, facing -y; the chin comes over the hands."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot, two_bone
from .upright import elbow_bend, tilts, trunk_of

BAR_Z, BAR_Y, BAR_HALF = 2.30, 0.0, 0.016  # metres
RODS_X, RODS_TO = 0.7, 3.4  # the bar hangs from the ceiling
WRIST_BELOW, WRIST_BEHIND = 0.035, 0.01  # from the middle of the bar


class PullUp(Movement):
    name = "pull_up"
    tempo = (0.5, 1.1, 0.4, 1.8)
    falls = Falls(0.33)  # the body, 55 cm
    rom = "rise"
    variants = ("", "chin_up")  # chin-up: the palms face the body, the hands as wide as the shoulders
    grips = True
    faults: ClassVar = {
        "partial": "the chin stays below the hands",
        "no_hang": "the arms stay bent at the bottom",
        "swing": "the body swings back and forth",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "front": View(0, 2, 3.5, (0, 0, 1.50)),
        "back": View(180, 2, 3.5, (0, 0, 1.50)),
        "oblique": View(45, 3, 3.5, (0, 0, 1.50)),
        "side": View(90, 2, 3.5, (0, 0, 1.50)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        fig = self.fig
        wide = rng.uniform(0.17, 0.21) if self.variant == "chin_up" else rng.uniform(0.22, 0.30)
        self.hands = {s: np.array([sign(s) * wide, BAR_Y + WRIST_BEHIND, BAR_Z - WRIST_BELOW]) for s in SIDES}
        self.over = rng.uniform(0.03, 0.07)  # metres of the chin over the bar
        self.lean, self.behind = rng.uniform(8, 15), rng.uniform(0.15, 0.19)
        self.thigh, self.shank = rng.uniform(2, 14), rng.uniform(60, 95)
        self.straight = 0.985 * (fig.l_upper + fig.l_fore)
        self.hang_z = self._shoulders_of_a_hang()
        self.top_z = BAR_Z + self.over - self._chin()

    def _shoulders_of_a_hang(self) -> float:
        half = float(abs(self.fig.rig.h[self.fig.rig.i["upperarm01.L"]][0]))
        aside = abs(self.hands["L"][0]) - half
        return float(self.hands["L"][2] - np.sqrt(self.straight**2 - aside**2))

    def _chin(self) -> float:
        """Metres above the shoulders."""
        h, i = self.fig.rig.h, self.fig.rig.i
        return float(h[i["head"]][2] - h[i["upperarm01.L"]][2]) + 0.015

    def pose(self, m: Moment) -> Pose:
        fig, full = self.fig, min(max(m.s, 0), 1)
        low = self.hang_z + 0.33 * (self.top_z - self.hang_z) * m.fault("no_hang")
        high = low + (self.top_z - low) * m.s
        swing = 24 * m.fault("swing") * np.sin(2 * np.pi * m.s) + 0.6 * m.n[0]
        fig.begin(rot(X, -self.lean * full + swing))
        fig.spine(lumbar=-6 * full - 0.2 * swing, thoracic=-2)
        fig.neck(flex=-4 - 6 * full)
        for s in SIDES:
            fig.clavicle(s, elevation=22 - 26 * full)
        shoulders = sum(fig.shoulder(s) for s in SIDES) / 2
        back = BAR_Y + 0.02 + self.behind * full
        fig.rig.root += [-shoulders[0] + 0.004 * m.n[2], back - shoulders[1], high - shoulders[2]]
        for s in SIDES:
            self._arm(s, full)
            k = sign(s)
            thigh = rot(X, -self.thigh + 0.7 * swing) @ (-Z + 0.03 * k * X)
            shank = rot(X, self.shank + 0.7 * swing) @ -Z
            fig.leg(s, thigh, shank, -Y, foot=rot(X, self.shank + 35))
        return fig.solve()

    def _arm(self, s: str, full: float) -> None:
        fig, k = self.fig, sign(s)
        shoulder, hand = fig.shoulder(s), self.hands[s]
        chin_up = self.variant == "chin_up"
        pole = -Y + 0.3 * k * X - 0.3 * Z if chin_up else k * X - 0.45 * Y - 0.5 * Z
        elbow = two_bone(shoulder, hand, fig.l_upper, fig.l_fore, pole)
        fig.arm(s, elbow - shoulder, hand - elbow, palm=Y if chin_up else -Y)

    def _nose(self, pose: Pose) -> np.ndarray:
        at, w = self.fig.s.landmarks["nose"]
        return w @ self.fig.skinned(at, pose)

    def furniture(self) -> list[tuple[np.ndarray, np.ndarray]]:
        bar = np.array([0.0, BAR_Y, BAR_Z])
        half = np.array([RODS_X + 0.05, BAR_HALF, BAR_HALF])
        rods = [(np.array([k * RODS_X, BAR_Y, BAR_Z]), np.array([k * RODS_X, BAR_Y, RODS_TO])) for k in (-1, 1)]
        thick = np.full(3, BAR_HALF)
        return [(bar - half, bar + half), *((a - thick, b + thick) for a, b in rods)]

    def measures(self, pose: Pose) -> dict[str, float]:
        p, trunk = pose.p, trunk_of(self, pose.p)
        long = float(np.linalg.norm(trunk))
        shoulders, wrists, hips = (
            sum(self.joint(p, f"{b}.{s}") for s in SIDES) / 2 for b in ("upperarm01", "wrist", "upperleg01")
        )
        return {
            "rise": float(shoulders[2] - wrists[2]) / long,
            "nose_over_hands": float(self._nose(pose)[2] - wrists[2]) / long,
            "chin_over_bar_cm": 100 * float(shoulders[2] + self._chin() - BAR_Z),
            "elbow_bend": float(np.mean([elbow_bend(self, p, s) for s in SIDES])),
            "hips_back": float(hips[1]) / long,
        } | tilts(trunk)
