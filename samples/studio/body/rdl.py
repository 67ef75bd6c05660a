"""A hinge on one leg. The first phase lowers the trunk."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, angle, other, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot, unit


class SingleLegRdl(Movement):
    """Faces -y, stands on `side` at the origin; azimuth 90 sees the left side."""

    name = "single_leg_rdl"
    tempo = (0.8, 2.5, 0.5, 1.8)
    falls = Falls(0.50, out=True)  # trunk and head, a rod that is pushed over
    rom = "trunk_inclination"
    faults: ClassVar = {
        "partial": "shallow hinge",
        "rounded_back": "spine flexes",
        "knee_bent": "stance knee over-bends",
        "knee_locked": "stance knee locked",
        "hip_open": "pelvis rotates open",
        "leg_low": "free leg lags behind the trunk line",
        "foot_tap": "loses balance, taps the free foot",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "side": View(90, 4, 2.8, (0, 0.05, 0.85)),
        "side_far": View(-90, 4, 2.8, (0, 0.05, 0.85)),
        "front": View(0, 5, 2.9, (0, 0, 0.85)),
        "oblique": View(45, 6, 2.9, (0, 0, 0.85)),
        "back": View(180, 5, 2.9, (0, 0, 0.85)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.hinge = rng.uniform(66, 77)
        self.soft = rng.uniform(12, 18)
        self.clear = rng.uniform(12, 18)
        free = self.fig.vertices("foot", "toe")
        self.free_foot = free[[self.fig.s.main_bone[v].endswith(other(self.side)) for v in free]][::2]

    def pose(self, m: Moment) -> Pose:
        fig, s, full = self.fig, m.s, min(m.s, 1)
        tap = m.fault("foot_tap") * np.exp(-(((s - 0.75) / 0.18) ** 2))
        rounded = m.fault("rounded_back") * full
        pelvis = 3 + self.hinge * s + 0.8 * m.n[0] - 26 * rounded
        opened = 30 * m.fault("hip_open") * full + 0.8 * m.n[1]
        # hinge about x, then turn about the trunk's long axis so that the free side goes up and back
        d = rot(X, pelvis) @ rot(Z, sign(other(self.side)) * opened) @ rot(Y, 3 * tap * sign(self.side))
        fig.begin(d)
        fig.spine(lumbar=26 * rounded, thoracic=26 * rounded + 2)
        fig.neck(flex=-6 * s)
        self._free_leg(d, full, tap, m.fault("leg_low") * full)
        self._arms(s, full, 0.35 * tap)
        knee = 6 + self.soft * full + 34 * m.fault("knee_bent") * full + 8 * tap
        locked = m.fault("knee_locked")
        self._stand(m, max(knee * (1 - locked) + 0.5 * locked, 0.5), tap)
        if tap > 0.1:
            self._tap_no_deeper_than_the_floor(d, full, tap, m.fault("leg_low") * full)
        return fig.solve()

    def _tap_no_deeper_than_the_floor(self, d: np.ndarray, full: float, tap: float, low: float) -> None:
        if self._free_sole() >= 0:
            return
        above, below = 0.0, tap
        for _ in range(8):
            middle = (above + below) / 2
            self._free_leg(d, full, middle, low)
            above, below = (middle, below) if self._free_sole() >= 0 else (above, middle)
        self._free_leg(d, full, above, low)

    def _free_sole(self) -> float:
        """Height of the free foot's lowest point, in its shoe."""
        return float(self.fig.points(self.free_foot)[:, 2].min()) - self.fig.SOLE

    def _free_leg(self, d: np.ndarray, full: float, tap: float, low: float) -> None:
        """In line with the trunk, with a soft knee that straightens as it rises."""
        hip = self.clear * (1 - full) + 2 * full - 38 * low - 42 * tap
        knee = 34 * (1 - full) + 8 + 20 * low
        thigh, shank = d @ rot(X, hip), d @ rot(X, hip + knee)
        self.fig.leg(other(self.side), thigh @ -Z, shank @ -Z, thigh @ -Y, foot=d @ rot(X, hip + knee + 22))

    def _arms(self, s: float, full: float, wide: float) -> None:
        """Hanging, and thrown out sideways when balance goes."""
        for side in SIDES:
            k = sign(side)
            self.fig.clavicle(side, protraction=8 * full)
            hang = unit(np.array([k * 0.06, -0.03 - 0.05 * s, -1.0]))
            upper, fore = hang + k * wide * X, hang + k * (wide - 0.02) * X - 0.16 * Y
            self.fig.arm(side, upper, fore, palm=-k * X, pole=-Y)

    def _stand(self, m: Moment, knee: float, tap: float) -> None:
        """The stance foot on the floor, and the weight over it."""
        fig, st = self.fig, self.side
        ankle, yaw = np.array([0.0, 0.0, fig.ankle_height()]), rot(Z, sign(st) * 5)
        over = np.array([0.03 * tap * sign(other(st)), -0.055]) + 0.008 * m.n[[3, 2]]
        aside, behind = 0.0, 0.0
        for _ in range(5):
            up = np.sqrt(max(fig.chain(knee) ** 2 - behind**2 - aside**2, 0.01))
            fig.rig.root += ankle + aside * X + behind * Y + up * Z - fig.hip(st)
            fig.leg_to(st, ankle, yaw @ -Y, yaw, yaw)
            off = over - fig.com(fig.solve().p)[:2]
            aside = float(np.clip(aside + off[0], -0.25, 0.25))
            behind = float(np.clip(behind + off[1], -0.35, 0.35))

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p = pose
        st, fr, i = self.side, other(self.side), self.fig.rig.i
        trunk = sum(self.joint(p, f"upperarm01.{s}") - self.joint(p, f"upperleg01.{s}") for s in SIDES) / 2
        hip, knee, ankle = (self.joint(p, f"{b}.{st}") for b in ("upperleg01", "lowerleg01", "foot"))
        free = self.joint(p, f"foot.{fr}") - self.joint(p, f"upperleg01.{fr}")
        across = (d[i["root"]] @ X)[2] * sign(fr)
        return {
            "trunk_inclination": angle(trunk, Z),
            "hip_flexion": 180 - angle(trunk, knee - hip),
            "stance_knee_flexion": 180 - angle(hip - knee, ankle - knee),
            "free_leg_to_trunk": angle(trunk, free),
            "free_leg_inclination": angle(free, -Z),
            "pelvis_opening": float(np.rad2deg(np.arcsin(np.clip(across, -1, 1)))),
            "spine_flexion": angle(d[i["root"]] @ Z, d[i["spine01"]] @ Z),
            "free_foot_height_cm": 100 * float(self.joint(p, f"foot.{fr}")[2]),
        }
