"""Sitting on a bench, facing +x, leaning on the hands; the foot of a long leg, its heel free, points and pulls back."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .figure import SIDES, angle, other, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot, two_bone

BENCH_Z, HIPS_M, HANDS_M = 0.42, 0.095, 0.05  # metres: the bench, hips and wrists over it
HIPS_X, FRONT_X, HALF_Y = -0.35, -0.06, 0.28  # the bench ends behind the knees


class AnklePump(Movement):
    """Progress 0 has the toes pulled back, 1 pointed. The right side is nearer a camera at azimuth 0.

    Variants have both legs long: both feet move at once, in turn, or one beside a still one.
    """

    name = "ankle_pump"
    tempo = (0.35, 0.8, 0.35, 0.8)
    rom = "ankle_angle"
    lying = True
    variants = ("", "both", "in_turn", "beside")
    faults: ClassVar = {"knee": "the knee bends with the foot"}
    views: ClassVar = {
        "side": View(0, 4, 2.5, (0.05, 0, 0.58)),
        "side_left": View(180, 4, 2.5, (0.05, 0, 0.58)),
        "oblique": View(40, 8, 2.6, (0.05, 0, 0.58)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.pulled, self.pointed = rng.uniform(-10, 2), rng.uniform(34, 46)  # degrees from a right angle
        self.recline = rng.uniform(12, 24)
        self.knee, self.other_knee = rng.uniform(4, 10), rng.uniform(80, 95)
        self.d0 = np.stack([Y, -X, Z], axis=1)  # body left, back and up in the world
        self.slope = np.deg2rad(rng.uniform(8, 14))  # of the long leg
        self.behind = rng.uniform(0.20, 0.28)

    def pose(self, m: Moment) -> Pose:
        fig, works = self.fig, self.side_in(m.rep)
        self._sit(m)
        bend = self.knee + 31 * m.fault("knee") * m.s + 0.4 * m.n[1]
        for s in SIDES:
            moves = m.s if s == works or self.variant == "both" else 0.0
            if s == works or self.variant:
                self._leg(s, bend, self.pulled + (self.pointed - self.pulled) * moves + 0.5 * m.n[2])
            else:
                self._leg(s, self.other_knee, None)
        self._arms()
        return fig.solve()

    def side_in(self, rep: int) -> str:
        return other(self.side) if self.variant == "in_turn" and rep % 2 else self.side

    def _sit(self, m: Moment) -> None:
        fig = self.fig
        fig.begin(rot(Y, -self.recline) @ self.d0)
        fig.spine(lumbar=6, thoracic=8)
        fig.neck(flex=12 + 0.6 * m.n[0])
        hips = sum(fig.hip(s) for s in SIDES) / 2
        fig.rig.root += [HIPS_X - hips[0], -hips[1], BENCH_Z + HIPS_M - hips[2]]

    def _arms(self) -> None:
        for s in SIDES:
            self.fig.clavicle(s, protraction=-6)
        for s in SIDES:
            self._arm(s)

    def _leg(self, s: str, bend: float, pointed: float | None) -> None:
        """The long leg with its foot pointed by so many degrees, or a foot flat on the floor before the bench."""
        fig, k = self.fig, sign(s)
        hip, reach = fig.hip(s), fig.chain(bend)
        ankle_z = fig.ankle_height() if pointed is None else hip[2] - reach * np.sin(self.slope)
        ahead = np.sqrt(max(reach**2 - (hip[2] - ankle_z) ** 2, 0.01))
        ankle = np.array([hip[0] + ahead, hip[1] + 0.03 * k, ankle_z])
        knee = two_bone(hip, ankle, fig.l_thigh, fig.l_shank, Z)
        shank = np.rad2deg(np.arctan2(ankle[2] - knee[2], ankle[0] - knee[0]))
        pitch = 0.0 if pointed is None else 90 + shank - pointed  # degrees the sole is tipped up from the floor
        fig.leg_to(s, ankle, Z, rot(Y, -pitch) @ self.d0, rot(Y, -pitch) @ self.d0)

    def _arm(self, s: str) -> None:
        fig, k = self.fig, sign(s)
        shoulder = fig.shoulder(s)
        place = np.array([shoulder[0] - self.behind, shoulder[1] + 0.06 * k, BENCH_Z + HANDS_M])
        elbow = two_bone(shoulder, place, fig.l_upper, fig.l_fore, -X + 0.2 * k * Y)
        fig.arm(s, elbow - shoulder, place - elbow, palm=-k * Y)
        fig.flat_hand(s, -X + 0.3 * k * Y, -Z)

    def furniture(self) -> list[tuple[np.ndarray, np.ndarray]]:
        return [(np.array([-1.0, -HALF_Y, BENCH_Z - 0.08]), np.array([FRONT_X, HALF_Y, BENCH_Z])), *self._legs()]

    def _legs(self) -> list[tuple[np.ndarray, np.ndarray]]:
        places = [np.array([x, k * (HALF_Y - 0.06), 0.0]) for x in (-0.9, FRONT_X - 0.1) for k in (-1, 1)]
        half = np.array([0.025, 0.025, 0.0])
        return [(at - half, at + half + (BENCH_Z - 0.08) * Z) for at in places]

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p, s = pose.d, pose.p, self.side
        hip, knee, ankle = (self.joint(p, f"{b}.{s}") for b in ("upperleg01", "lowerleg01", "foot"))
        sole = d[self.fig.rig.i[f"foot.{s}"]] @ -Y
        return {"ankle_angle": angle(knee - ankle, sole), "knee_angle": angle(hip - knee, ankle - knee)}
