"""Supine with bent knees and planted feet; the hips rise from the floor and are held at the top."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, other, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot, two_bone, unit

TURNS = 5  # of the search for the pitch of the pelvis; after these the hip angle is right to a tenth of a degree
SKULL_Z, WRIST_Z, SKIN_Z = 0.006, 0.035, 0.006  # metres: what lies on the floor


class GluteBridge(Movement):
    """On the back with the head towards +x; the left side is nearer a camera at azimuth 0. The hip angle is signed:
    180 is a straight line from the shoulders to the knees, more is hips above it."""

    name = "glute_bridge"
    tempo = (0.9, 1.7, 1.6, 1.8)
    falls = Falls(0.24)  # hips, 25 cm
    mat = (0.0, 0.0)
    lying = True
    variants = ("", "single")  # single: only `side` stands on the floor, the other leg is held straight
    rom = "hip_angle"
    faults: ClassVar = {
        "partial": "hips rise half as far",
        "overarch": "hips pushed past the line from shoulders to knees, ribs flare",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "side": View(0, 7, 2.3, (0.05, 0, 0.28)),
        "side_right": View(180, 7, 2.3, (0.05, 0, 0.28)),
        "side_high": View(0, 24, 2.4, (0.05, 0, 0.2)),
        "oblique": View(-45, 12, 2.4, (0.05, 0, 0.25)),
        "oblique_head": View(45, 14, 2.4, (0.05, 0, 0.22)),
        "feet": View(-90, 10, 2.5, (-0.1, 0, 0.25)),
        "head": View(90, 16, 2.5, (0.2, 0, 0.2)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        fig = self.fig
        self.top, knee = rng.uniform(167, 175), rng.uniform(72, 92)
        self.width, self.yaw = rng.uniform(0.0, 0.04), rng.uniform(2, 10)
        self.spread, self.tilt = rng.uniform(0.06, 0.16), rng.uniform(-2, 2)
        self.d0 = np.stack([-Y, -Z, X], axis=1)  # body x, y, z in the world
        self.ground = fig.vertices("spine", "root", "pelvis", "clavicle", "shoulder")[::3]
        self.skull = fig.vertices("head", "neck03")[::2]
        self.pitches = np.linspace(-5, 70, 9)
        self.flexes = np.zeros(len(self.pitches))
        self.flexes = np.array([self._neck_for(p) for p in self.pitches])
        self.foot = 0.0
        self.foot = min((self._foot_for(b, knee) for b in np.arange(10.0, 46.0, 0.5)), key=lambda x: x[1])[0]
        self.rest = self._hip_angle(0.0, 0.0)

    # ---- contacts, once a person

    def _neck_for(self, pitch: float) -> float:
        """Flexion that lays the head on the floor when the chest is pitched so."""
        fig, low, high = self.fig, pitch - 60.0, pitch + 45.0
        for _ in range(12):
            middle = (low + high) / 2
            self._trunk(pitch, 0.0, middle)
            if float(fig.points(self.skull)[:, 2].min()) < SKULL_Z:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    def _foot_for(self, pitch: float, knee: float) -> tuple[float, float]:
        """Where the ankle would be at the top with the pelvis pitched so, and how far from the floor."""
        fig = self.fig
        self._trunk(pitch, 0.0)
        shoulder, hip = self._shoulders(), self._hips()
        a = np.arctan2(shoulder[2] - hip[2], shoulder[0] - hip[0]) + np.deg2rad(self.top)
        b = a + np.pi - np.deg2rad(knee)
        ankle = hip + fig.l_thigh * (np.cos(a) * X + np.sin(a) * Z) + fig.l_shank * (np.cos(b) * X + np.sin(b) * Z)
        return float(ankle[0]), abs(float(ankle[2]) - fig.ankle_height())

    # ---- posing

    def _trunk(self, pitch: float, arch: float, neck: float | None = None) -> None:
        """Shoulders on the floor and in place; the pelvis pitched up, the spine between them arched."""
        fig = self.fig
        fig.begin(rot(Y, pitch) @ self.d0)
        fig.spine(lumbar=-0.7 * arch, thoracic=-0.3 * arch)
        fig.neck(flex=float(np.interp(pitch + arch, self.pitches, self.flexes)) if neck is None else neck)
        z = np.sort(fig.points(self.ground)[:, 2])
        fig.rig.root[2] += SKIN_Z - z[int(0.01 * len(z))]
        fig.rig.root[:2] += (np.array([0.42, 0.0, 0.0]) - self._shoulders())[:2]

    def _shoulders(self) -> np.ndarray:
        p = self.fig.solve().p
        return sum(self.joint(p, f"upperarm01.{s}") for s in SIDES) / 2

    def _hips(self) -> np.ndarray:
        return sum(self.fig.hip(s) for s in SIDES) / 2

    def _ankle(self, s: str) -> np.ndarray:
        return np.array([self.foot, self.fig.hip(s)[1] - sign(s) * self.width, self.fig.ankle_height()])

    def _hip_angle(self, pitch: float, arch: float) -> float:
        """Signed, of the working leg, with the pelvis pitched so."""
        fig, s = self.fig, self.side
        self._trunk(pitch, arch)
        knee = two_bone(fig.hip(s), self._ankle(s), fig.l_thigh, fig.l_shank, Z)
        return signed(self._shoulders() - self._hips(), knee - fig.hip(s))

    def pose(self, m: Moment) -> Pose:
        fig, over = self.fig, m.fault("overarch")
        want = self.rest + m.s * (self.top - self.rest + 25 * over) + 0.3 * m.n[0]
        arch = 26 * over * min(m.s, 1)
        a, b = 30 * m.s, 30 * m.s + 4
        off_a = self._hip_angle(a, arch) - want
        off_b = self._hip_angle(b, arch) - want
        for _ in range(TURNS):
            if abs(off_b) < 0.02 or abs(off_b - off_a) < 1e-9:
                break
            a, b, off_a = b, float(np.clip(b - off_b * (b - a) / (off_b - off_a), -8, 60)), off_b
            off_b = self._hip_angle(b, arch) - want
        for s in SIDES:
            self._leg(s)
            self._arm(s)
        return fig.solve()

    def _leg(self, s: str) -> None:
        fig, out = self.fig, -sign(s) * Y
        flat = rot(Z, -90 + sign(s) * self.yaw)
        working = other(s) if self.variant == "single" and s != self.side else s
        hip, ankle = fig.hip(working), self._ankle(working)
        if working == s:
            fig.leg_to(s, ankle, Z - 0.05 * out, flat, flat)
            return
        thigh = two_bone(hip, ankle, fig.l_thigh, fig.l_shank, Z) - hip
        hinge = np.cross(Y, thigh)
        pole = hinge if hinge[2] > 0 else -hinge
        fig.leg(s, thigh, unit(thigh) - 0.12 * unit(pole), pole)

    def _arm(self, s: str) -> None:
        """Beside the body, palm on the floor."""
        fig, out = self.fig, -sign(s) * Y
        shoulder = fig.shoulder(s)
        wrist = shoulder - 0.98 * (fig.l_upper + fig.l_fore) * X + self.spread * out
        wrist[2] = WRIST_Z
        elbow = two_bone(shoulder, wrist, fig.l_upper, fig.l_fore, out)
        fig.arm(s, elbow - shoulder, wrist - elbow, palm=-Z)
        fig.flat_hand(s, 0.15 * out - X, -Z)

    def before(self) -> Pose:
        """Flat on the back with long legs."""
        fig = self.fig
        self._trunk(0.0, 0.0)
        for s in SIDES:
            hip = fig.hip(s)
            ankle = hip - 0.99 * (fig.l_thigh + fig.l_shank) * X - 0.06 * sign(s) * Y
            ankle[2] = 0.05
            fig.leg_to(s, ankle, Z)
            self._arm(s)
        return fig.solve()

    def measures(self, pose: Pose) -> dict[str, float]:
        p = pose.p
        shoulder, hip = (sum(self.joint(p, f"{b}.{s}") for s in SIDES) / 2 for b in ("upperarm01", "upperleg01"))
        thigh, knee, ankle = (self.joint(p, f"{b}.{self.side}") for b in ("upperleg01", "lowerleg01", "foot"))
        return {
            "hip_angle": signed(shoulder - hip, knee - thigh),
            "knee_angle": signed(ankle - knee, thigh - knee),
            "trunk_pitch": float(np.rad2deg(np.arctan2(hip[2] - shoulder[2], shoulder[0] - hip[0]))),
            "hip_height_cm": 100 * float(hip[2]),
        }


def signed(a: np.ndarray, b: np.ndarray) -> float:
    """Degrees from a direction to another, in the plane of x and z, 0 to 360."""
    return float(np.rad2deg(np.arctan2(b[2], b[0]) - np.arctan2(a[2], a[0])) % 360)
