"""Standing with the back on a wall; the arms slide up it. Faces -y."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, angle, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot


class WallAngel(Movement):
    name = "wall_angel"
    tempo = (0.8, 2.3, 0.8, 2.3)
    falls = Falls(0.38)  # elbows, 35 cm, at first almost along the wall
    rom = "arm_elevation"
    wall = True
    faults: ClassVar = {
        "partial": "half the overhead range",
        "off_wall": "elbows and wrists come forward off the wall",
        "lumbar_arch": "low back arches, ribs flare",
        "back_off": "trunk hinges forward off the wall",
        "lean": "trunk bends sideways, towards `side`",
        "elbow_closed": "at the bottom the hands are near the shoulders",
        "elbow_open": "at the bottom the forearms point outward",
        "shrug": "shoulders shrug",
        "asymmetric": "the arm of `side` lags",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "front": View(0, 3, 3.0, (0, 0, 1.08)),
        "oblique": View(40, 5, 3.0, (0, -0.1, 1.08)),
        "side": View(80, 3, 3.0, (0, -0.1, 1.08)),
        "front_close": View(8, 2, 2.2, (0, 0, 1.40)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.low, self.high = rng.uniform(72, 86), rng.uniform(148, 158)
        self.tilt_low, self.tilt_high = rng.uniform(2, 12), rng.uniform(10, 18)  # of the forearms
        self.feet_out = rng.uniform(0.10, 0.17)
        self.width = rng.uniform(0.10, 0.13)
        self.wall_y = self._lean(Moment()) + 0.016

    def _lean(self, m: Moment) -> float:
        """Poses the trunk; returns how far back it reaches."""
        fig = self.fig
        arch = m.fault("lumbar_arch") * (0.35 + 0.65 * min(m.s, 1))
        hinge = 10 * m.fault("back_off") * min(m.s, 1)
        bend = self._bend(m)
        fig.begin(rot(X, -2 + 7 * arch + hinge + 0.2 * m.n[0]))
        fig.spine(lumbar=-2 - 26 * arch, thoracic=-4 + 8 * arch, lateral=bend)
        fig.neck(flex=4 + 4 * arch - 0.6 * hinge, lateral=-0.4 * bend)
        return float(fig.points(fig.torso_ids)[:, 1].max())

    def _bend(self, m: Moment) -> float:
        """Degrees the spine bends to the left."""
        return 20 * sign(self.side) * m.fault("lean") * min(m.s, 1)

    def pose(self, m: Moment) -> Pose:
        fig = self.fig
        back = self._lean(m)
        fig.rig.root += [0.004 * m.n[2], self.wall_y - 0.016 - back, 0]
        self._stand(8 + 0.5 * m.n[1])
        for j, s in enumerate(SIDES):
            share = m.s * (1 - 0.5 * m.fault("asymmetric") * (s == self.side))
            elevation = self.low + (self.high - self.low) * share + 0.7 * m.n[3 + j]
            tilt = self.tilt_low + (self.tilt_high - self.tilt_low) * share
            shrug = 20 * m.fault("shrug") * (0.4 + 0.6 * min(m.s, 1))
            fig.clavicle(s, elevation=0.18 * (elevation - 30) - 6 + shrug)
            elevation, tilt = self._off_square(m, elevation, tilt)
            off = m.fault("off_wall") * (0.25 + 0.75 * min(share, 1))
            self._arm(s, elevation, tilt, off, rot(Y, 0.65 * self._bend(m)))
        return fig.solve()

    def _off_square(self, m: Moment, elevation: float, tilt: float) -> tuple[float, float]:
        """Elevation and forearm tilt with the elbow at the bottom 50 degrees off a right angle. Elbows that
        close come down, too."""
        low = 1 - min(max(m.s, 0), 1)
        for fault, off, share in (("elbow_closed", -50, 0.3), ("elbow_open", 50, 0.0)):
            if k := m.fault(fault):
                change = low * min(k, 1) * (90 - elevation - tilt) + low * k * off
                elevation, tilt = elevation + share * change, tilt + (1 - share) * change
        return elevation, tilt

    def _stand(self, knee: float) -> None:
        """Feet a step before the wall, the pelvis as high as the knees allow."""
        fig, h = self.fig, self.fig.ankle_height()
        ankle_y = self.wall_y - self.feet_out - 0.06
        hip = fig.hip("L")
        dx, dy = abs(hip[0] - fig.rig.root[0]) - self.width, hip[1] - ankle_y
        fig.rig.root[2] += h + np.sqrt(fig.chain(knee) ** 2 - dx**2 - dy**2) - hip[2]
        for s in SIDES:
            yaw = rot(Z, sign(s) * 7)
            fig.leg_to(s, np.array([sign(s) * self.width, ankle_y, h]), yaw @ -Y, yaw, yaw)

    def _arm(self, s: str, elevation: float, tilt: float, off: float, turn: np.ndarray) -> None:
        """Elbow and wrist at the wall, or `off` it; both turned along with a trunk that bends sideways."""
        fig = self.fig
        elbow_y, wrist_y = self.wall_y - 0.060 - 0.10 * off, self.wall_y - 0.045 - 0.20 * off
        back = float(np.clip((elbow_y - fig.shoulder(s)[1]) / fig.l_upper, -0.6, 0.6))
        a, flat = np.deg2rad(elevation), np.sqrt(1 - back**2)
        upper = np.array([sign(s) * np.sin(a) * flat, back, -np.cos(a) * flat])
        back = float(np.clip((wrist_y - fig.shoulder(s)[1] - fig.l_upper * back) / fig.l_fore, -0.6, 0.6))
        b, flat = np.deg2rad(tilt), np.sqrt(1 - back**2)
        fore = np.array([sign(s) * np.sin(b) * flat, back, np.cos(b) * flat])
        fig.arm(s, turn @ upper, turn @ fore, palm=-Y)

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p = pose
        i, out = self.fig.rig.i, {}
        trunk = self.joint(p, "root") - sum(self.joint(p, f"upperarm01.{s}") for s in SIDES) / 2
        up = d[i["spine01"]] @ Z
        for s, n in (("L", "left"), ("R", "right")):
            shoulder, elbow, wrist = (self.joint(p, f"{b}.{s}") for b in ("upperarm01", "lowerarm01", "wrist"))
            out[f"arm_elevation_{n}"] = angle(elbow - shoulder, trunk)
            out[f"elbow_flexion_{n}"] = angle(elbow - shoulder, wrist - elbow)
            out[f"wrist_gap_cm_{n}"] = 100 * float(self.wall_y - wrist[1])
            out[f"wrist_above_shoulder_cm_{n}"] = 100 * float((wrist - shoulder)[2])
            out[f"shoulder_to_neck_cm_{n}"] = 100 * float((shoulder - self.joint(p, "neck01")) @ up)
        out["arm_elevation"] = (out["arm_elevation_left"] + out["arm_elevation_right"]) / 2
        out["trunk_lean"], out["trunk_hinge"] = (float(np.rad2deg(np.arctan2(-trunk @ a, -trunk[2]))) for a in (X, -Y))
        out["lumbar_extension"] = angle(d[i["root"]] @ Z, d[i["spine03"]] @ Z)
        return out
