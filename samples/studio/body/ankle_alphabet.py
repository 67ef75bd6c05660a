"""Sitting on a bench, facing +x; the foot of a leg held out writes in the air."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .ankle_pump import AnklePump
from .figure import other
from .movement import Moment, View
from .rig import Pose, X, Y, Z, rot, two_bone

WRITES = (0.95, 0.15)  # progress from which the foot writes, and over which it begins to
TIPS_HZ, TURNS_HZ = 0.62, 0.88  # a letter takes one to two seconds
ROUND_HZ = 0.7  # of a leg that draws circles with the foot


class AnkleAlphabet(AnklePump):
    """Progress 1 writes: the foot tips and turns about the ankle all the time, at two rates. Oblique for side L."""

    name = "ankle_alphabet"
    kind = "hold"
    tempo = (1.0, 0.4, 9.0, 0.4)
    rom = ""
    faults: ClassVar = {"leg_moves": "the whole leg draws circles with the foot"}
    views: ClassVar = {
        "front": View(90, 6, 1.9, (0.1, 0, 0.6)),
        "oblique": View(128, 6, 2.0, (0.1, 0, 0.6)),
        "side": View(0, 4, 2.2, (0.05, 0, 0.58)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        super().prepare(rng)
        self.knee, self.slope = rng.uniform(35, 60), np.deg2rad(rng.uniform(10, 18))
        self.tips, self.turns = rng.uniform(19, 26), rng.uniform(15, 22)  # degrees to either side
        self.phases = rng.uniform(0, 2 * np.pi, 2)
        self.recline = rng.uniform(6, 16)

    def pose(self, m: Moment) -> Pose:
        fig, rest = self.fig, other(self.side)
        self._sit(m)
        grows = float(np.clip((m.s - WRITES[0] + WRITES[1]) / WRITES[1], 0, 1))
        waves = np.sin(2 * np.pi * m.t * np.array([TIPS_HZ, TURNS_HZ]) + self.phases)
        tip, turn = grows * np.array([self.tips, self.turns]) * waves
        away = 0.042 * m.fault("leg_moves") * grows
        round_ = 2 * np.pi * ROUND_HZ * m.t
        aside = away * np.array([0.0, np.cos(round_), np.sin(round_)])
        self._writing_leg(self.side, 18 + tip + 0.4 * m.n[2], turn, aside)
        self._leg(rest, self.other_knee, None)
        self._arms()
        return fig.solve()

    def _writing_leg(self, s: str, pointed: float, turned: float, aside: np.ndarray) -> None:
        """The foot pointed by so many degrees and turned inwards, the knee moved aside by so many metres."""
        fig = self.fig
        hip, reach = fig.hip(s), fig.chain(self.knee)
        ankle = hip + reach * np.array([np.cos(self.slope), 0.0, -np.sin(self.slope)]) + 1.8 * aside
        knee = two_bone(hip, ankle, fig.l_thigh, fig.l_shank, Z)
        shank = np.rad2deg(np.arctan2(ankle[2] - knee[2], ankle[0] - knee[0]))
        foot = rot(Y, -(90 + shank - pointed)) @ rot(Z, turned if s == "R" else -turned)
        fig.leg_to(s, ankle, Z, foot @ self.d0, foot @ self.d0)

    def measures(self, pose: Pose) -> dict[str, float]:
        p, s = pose.p, self.side
        hip, reach = self.joint(p, f"upperleg01.{s}"), self.fig.chain(self.knee)
        still = hip + reach * (np.cos(self.slope) * X - np.sin(self.slope) * Z)
        rests = two_bone(hip, still, self.fig.l_thigh, self.fig.l_shank, Z)
        return {"knee_off_cm": 100 * float(np.linalg.norm(self.joint(p, f"lowerleg01.{s}") - rests))}
