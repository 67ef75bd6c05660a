"""Lying on the side with bent knees; the top knee opens."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import angle, other, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot, two_bone, unit

ELBOW_Z, WRIST_Z = 0.045, 0.17  # metres: an elbow that lies on the mat, a wrist whose finger tips touch it


class Clamshell(Movement):
    """Side-lying facing -y; `side` is the top (working) leg: L has the head at -x, R at +x."""

    name = "clamshell"
    tempo = (0.7, 1.9, 0.3, 1.9)
    falls = Falls(0.22)  # the knee, 19 cm
    mat = (0.05, -0.1)
    lying = True
    variants = ("", "hand")  # hand: the head is propped on it, the elbow on the mat
    rom = "knee_opening"
    mirror_views = True
    faults: ClassVar = {
        "partial": "opens half as far",
        "pelvis_roll": "pelvis rolls backward",
        "feet_apart": "feet separate",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "front": View(0, 12, 2.1, (0, -0.15, 0.25)),
        "front_high": View(0, 30, 2.2, (0, -0.15, 0.15)),
        "feet": View(50, 15, 2.3, (0, -0.15, 0.2)),
        "head": View(-50, 15, 2.3, (0, -0.15, 0.2)),
        "front_low": View(0, 4, 2.1, (0, -0.15, 0.3)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        fig, bottom = self.fig, other(self.side)
        hip_flex, knee_flex = rng.uniform(42, 52), rng.uniform(85, 98)
        self.open = rng.uniform(36, 46)
        down = -Z if self.side == "R" else Z  # body left points down when lying on the left
        self.d0 = np.stack([down, Y, np.cross(down, Y)], axis=1)
        self.head = self.d0 @ Z
        self.ground = fig.vertices("spine", "root", "pelvis")[::3]
        self.bend = 0.0  # of the spine to the side, away from the mat
        if self.variant == "hand":  # as far as the upper arm and the forearm are long
            self.bend = min(np.arange(0.0, 46.0), key=self._elbow_off_mat)
        self._trunk(Moment())
        a, k = np.deg2rad([hip_flex, hip_flex - knee_flex])
        thigh = self.d0 @ np.array([0, -np.sin(a), -np.cos(a)])
        shank = self.d0 @ np.array([0, -np.sin(k), -np.cos(k)])
        self.bottom_ankle = fig.hip(bottom) + fig.l_thigh * thigh + fig.l_shank * shank
        self.bottom_ankle[2] = 0.045
        self.top_ankle = self.bottom_ankle + 0.082 * Z
        self.ahead = unit((thigh - shank) * [1, 1, 0])  # the way the knees point
        self.rest_angle = self._knee_on_knee()

    def _trunk(self, m: Moment) -> None:
        """The side of the trunk on the mat, rolled back a little."""
        fig, full = self.fig, min(m.s, 1)
        roll = 26 * m.fault("pelvis_roll") * (0.1 + 0.9 * full) + 2.0 * full + 0.5 * m.n[0]
        spin = rot(self.head, -roll if self.head[0] > 0 else roll)
        if (spin @ Z)[1] < 0:
            spin = spin.T
        fig.begin(spin @ self.d0)
        fig.rig.root = np.array([0.0, 0.003 * m.n[1], 0.0])
        fig.spine(lumbar=4, thoracic=4, lateral=self.bend * sign(self.side))
        propped = self.variant == "hand"
        fig.neck(flex=8, lateral=16 * sign(self.side) if propped else 20 * sign(other(self.side)))
        z = np.sort(fig.points(self.ground)[:, 2])
        fig.rig.root[2] = 0.006 - z[int(0.01 * len(z))]

    def _pole(self, hip: np.ndarray, ankle: np.ndarray, degrees: float) -> np.ndarray:
        """The way the top knee points when it has swung up by `degrees` from straight ahead."""
        flat, up = self._swing_plane(unit(ankle - hip))
        q = np.deg2rad(degrees)
        return np.cos(q) * unit(flat) + np.sin(q) * unit(up)

    def _swing_plane(self, axis: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Ahead and up, as far as both are across the line from hip to ankle."""
        flat = self.ahead - (self.ahead @ axis) * axis
        up = np.cross(axis, flat)
        return flat, up if up[2] > 0 else -up

    def _knee_on_knee(self) -> float:
        """The angle at which the top knee rests on the other."""
        fig, bottom = self.fig, other(self.side)
        fig.leg_to(bottom, self.bottom_ankle, self.ahead + 0.02 * Z)
        want = self.joint(fig.solve().p, f"lowerleg01.{bottom}")[2] + 0.105
        hip, ankle = fig.hip(self.side), self.top_ankle

        def miss(degrees: float) -> float:
            pole = self._pole(hip, ankle, degrees)
            return abs(two_bone(hip, ankle, fig.l_thigh, fig.l_shank, pole)[2] - want)

        return float(min(np.arange(-40, 41, 0.5), key=miss))

    def pose(self, m: Moment) -> Pose:
        fig, top = self.fig, self.side
        self._trunk(m)
        fig.leg_to(other(top), self.bottom_ankle, self.ahead + 0.02 * Z)
        ankle = self.top_ankle + 0.15 * m.fault("feet_apart") * min(m.s, 1.1) * Z
        swivel = self.rest_angle + self.open * m.s + 0.5 * m.n[2]
        fig.leg_to(top, ankle, self._pole(fig.hip(top), ankle, swivel))
        self._arms()
        return fig.solve()

    def _elbow_off_mat(self, bend: float) -> float:
        self.bend = bend
        self._trunk(Moment())
        self.fig.clavicle(other(self.side), elevation=10)
        return abs(self._propped()[1][2] - ELBOW_Z)

    def _propped(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Shoulder, elbow and wrist of the arm on the mat, the hand at the side of the head."""
        fig, bottom = self.fig, other(self.side)
        d, p = fig.solve()
        i = fig.rig.i["head"]
        temple = p[i] + d[i] @ np.array([0.10 * sign(bottom), -0.015, 0.075])
        shoulder, way = fig.shoulder(bottom), Z
        elbow = wrist = temple
        for _ in range(4):  # the wrist is a palm's length short of the temple
            wrist = temple - 0.09 * way
            elbow = two_bone(shoulder, wrist, fig.l_upper, fig.l_fore, 0.4 * self.head - 0.3 * Y - Z)
            way = unit(wrist - elbow)
        return shoulder, elbow, wrist

    def _arms(self) -> None:
        """Bottom arm under the head or propping it, top hand on the floor in front."""
        fig, top, bottom, head, front = self.fig, self.side, other(self.side), self.head, -Y
        if self.variant == "hand":
            fig.clavicle(bottom, elevation=10)
            shoulder, elbow, wrist = self._propped()
            fig.arm(bottom, elbow - shoulder, wrist - elbow, palm=Z - 0.3 * head)
            fig.clavicle(top, protraction=6)
            shoulder = fig.shoulder(top)  # higher than lying flat
            wrist = (shoulder - 0.12 * head + 0.30 * front) * [1, 1, 0] + WRIST_Z * Z
            elbow = two_bone(shoulder, wrist, fig.l_upper, fig.l_fore, -head + 0.3 * Z)
            fig.arm(top, elbow - shoulder, wrist - elbow, palm=-Z)
            return
        fig.clavicle(bottom, elevation=10, protraction=18)
        fig.arm(bottom, 0.50 * head + 0.87 * front + 0.10 * Z, 0.70 * head - 0.70 * front + 0.05 * Z, palm=Z)
        fig.clavicle(top, protraction=6)
        fig.arm(top, -0.80 * head + 0.55 * front - 0.05 * Z, -0.10 * head + 0.62 * front - 0.78 * Z, palm=-Z)

    def before(self) -> Pose:
        """On the side with nearly straight legs."""
        fig = self.fig
        self._trunk(Moment())
        for s, height in ((other(self.side), 0.045), (self.side, 0.13)):
            hip = fig.hip(s)
            ankle = hip - 0.985 * (fig.l_thigh + fig.l_shank) * self.head - 0.10 * Y
            fig.leg_to(s, ankle + (height - hip[2]) * Z, -Y)
        self._arms()
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p = pose
        top, i = self.side, self.fig.rig.i
        leg = ("upperleg01", "lowerleg01", "foot")
        hip, knee, ankle = (self.joint(p, f"{b}.{top}") for b in leg)
        hip_b, knee_b, ankle_b = (self.joint(p, f"{b}.{other(top)}") for b in leg)
        axis = unit(ankle - hip)
        off_axis = (knee - hip) - ((knee - hip) @ axis) * axis
        flat, up = self._swing_plane(axis)
        swivel = float(np.rad2deg(np.arctan2(off_axis @ unit(up), off_axis @ unit(flat))))
        return {
            "knee_opening": swivel - self.rest_angle,
            "thigh_angle": angle(knee - hip, knee_b - hip_b),
            "knee_gap_cm": 100 * float(np.linalg.norm(knee - knee_b)),
            "ankle_gap_cm": 100 * float(np.linalg.norm(ankle - ankle_b)),
            "pelvis_roll": angle(d[i["root"]] @ (X if top == "L" else -X), Z),
            "hip_flexion": 180 - angle(knee - hip, self.joint(p, "spine01") - self.joint(p, "root")),
            "knee_flexion": 180 - angle(hip - knee, ankle - knee),
        }
