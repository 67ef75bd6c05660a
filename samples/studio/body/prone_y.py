"""Face down; straight arms in a Y lift from the floor, or from hanging beside a bench."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES, angle, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot, unit


class ProneY(Movement):
    """Face down with the head towards +x; the right side is nearer a camera at azimuth 0."""

    name = "prone_y_raise"
    tempo = (0.8, 2.0, 0.9, 2.0)
    falls = Falls(0.18)  # straight arms, 22 degrees
    mat = (0.05, 0.0)
    lying = True
    variants = ("", "bench")
    rom = "arm_lift"
    faults: ClassVar = {
        "partial": "insufficient lift",
        "bent_elbows": "elbows bend",
        "neck_extension": "head cranes up",
        "too_narrow": "arms too narrow for a Y",
        "too_wide": "arms too wide for a Y",
        "trunk_lift": "chest lifts, low back extends",
        "jerky": "jerky tempo",
        "fast": "thrown one way, let go the other",
    }
    views: ClassVar = {
        "side": View(0, 8, 2.5, (0.15, 0, 0.2)),
        "side_high": View(0, 25, 2.6, (0.15, 0, 0.1)),
        "top": View(0, 60, 2.7, (0.15, 0, 0.0)),
        "oblique": View(50, 15, 2.6, (0.2, 0, 0.15)),
        "head_high": View(90, 28, 2.7, (0.3, 0, 0.1)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        fig, reach = self.fig, self.fig.l_upper + self.fig.l_fore
        bench = self.variant == "bench"
        self.y_angle = rng.uniform(32, 40)
        self.lift = rng.uniform(19, 26)
        self.support = reach + 0.08 if bench else 0.0  # the hands just clear the floor
        self.d0 = np.stack([Y, Z, X], axis=1)  # body x, y, z in the world
        self.z = 0.0
        self._trunk(Moment())
        low = np.sort(fig.points(fig.vertices("spine", "root", "pelvis", "upperleg"))[:, 2])
        self.z = self.support - float(low[int(0.004 * len(low))])
        self._trunk(Moment())
        self.chest = float(fig.shoulder("L")[0])
        if bench:
            hang = rng.uniform(80, 88)
            self.start = dict.fromkeys(SIDES, -hang)
            self.lift = hang + rng.uniform(-4, 3)
            self.falls = Falls(0.36)  # a quarter of a swing
        else:  # the wrists lie on the floor
            down = {s: np.clip((fig.shoulder(s)[2] - 0.060) / reach, -0.4, 0.4) for s in SIDES}
            self.start = {s: -np.rad2deg(np.arcsin(down[s])) for s in SIDES}

    def _trunk(self, m: Moment) -> None:
        fig, full = self.fig, min(m.s, 1)
        fig.begin(self.d0)
        fig.rig.root = np.array([-0.10, 0.004 * m.n[0], self.z])
        extension = self._chest_lift(m) + 1.2 * full
        fig.spine(lumbar=-2 - 0.6 * extension, thoracic=-0.5 * extension)
        crane = 38 * m.fault("neck_extension") * (0.25 + 0.75 * full)
        fig.neck(flex=-12 - 2 * m.s - crane + 0.5 * m.n[1])
        for s in SIDES:  # insteps on the floor or the bench
            drop = np.clip((fig.hip(s)[2] - self.support - 0.062) / (fig.l_thigh + fig.l_shank), -0.2, 0.2)
            along = self.d0 @ rot(X, -np.rad2deg(np.arcsin(drop))) @ rot(Y, sign(s) * -5) @ -Z
            fig.leg(s, along, along, self.d0 @ (rot(Z, sign(s) * 8) @ -Y), self.d0 @ rot(X, 66))

    def _chest_lift(self, m: Moment) -> float:
        return 26 * m.fault("trunk_lift") * (0.15 + 0.85 * min(m.s, 1))

    def pose(self, m: Moment) -> Pose:
        fig = self.fig
        self._trunk(m)
        chest = fig.d_root @ rot(X, -1.1 * self._chest_lift(m))  # what the arms lift against
        a = np.deg2rad(self.y_angle - 24 * m.fault("too_narrow") + 38 * m.fault("too_wide"))
        bend = np.deg2rad(4 + 48 * m.fault("bent_elbows") * (0.4 + 0.6 * min(m.s, 1)))
        for j, s in enumerate(SIDES):
            fig.clavicle(s, elevation=16)
            lift = np.deg2rad(self.start[s] + self.lift * m.s + 0.6 * m.n[2 + j])
            out, ahead = sign(s) * np.sin(a) * np.cos(lift), np.cos(a) * np.cos(lift)
            upper = np.array([out, np.sin(lift), ahead])
            pole = np.array([-sign(s) * np.cos(a), -0.12, np.sin(a)])
            pole = unit(pole - (pole @ upper) * upper)
            fore = np.cos(bend) * upper + np.sin(bend) * pole
            fig.arm(s, chest @ upper, chest @ fore, palm=chest @ (-sign(s) * X), pole=chest @ pole)
        return fig.solve()

    def before(self) -> Pose:
        """Face down with the arms along the body."""
        fig = self.fig
        self._trunk(Moment())
        for s in SIDES:
            down = self.d0 @ unit(np.array([sign(s) * 0.16, -0.10, -1.0]))
            fig.arm(s, down, down + 0.02 * Z, palm=self.d0 @ Y, pole=self.d0 @ (sign(s) * X))
        return fig.solve()

    def furniture(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """The bench: a board on two legs, from the shins to the chest."""
        if not self.support:
            return []
        feet, under = self.fig.rig.root[0] - self.fig.l_thigh - self.fig.l_shank, self.support - 0.09
        board = np.array([feet + 0.15, -0.15, under]), np.array([self.chest + 0.02, 0.15, self.support])
        legs = [
            (np.array([x - 0.04, -0.13, 0.0]), np.array([x + 0.04, 0.13, under]))
            for x in (feet + 0.35, self.chest - 0.12)
        ]
        return [board, *legs]

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p = pose
        i, out = self.fig.rig.i, {}
        trunk = unit(sum(self.joint(p, f"upperarm01.{s}") - self.joint(p, f"upperleg01.{s}") for s in SIDES))
        back = d[i["spine01"]] @ Y
        for s, n in (("L", "left"), ("R", "right")):
            shoulder, elbow, wrist = (self.joint(p, f"{b}.{s}") for b in ("upperarm01", "lowerarm01", "wrist"))
            upper, arm = elbow - shoulder, unit(wrist - shoulder)
            out[f"arm_lift_{n}"] = float(np.rad2deg(np.arcsin(arm[2])))  # above the horizontal
            out[f"arm_lift_vs_trunk_{n}"] = float(np.rad2deg(np.arcsin(arm @ back)))
            out[f"y_angle_{n}"] = angle(upper - (upper @ back) * back, trunk)
            out[f"elbow_flexion_{n}"] = angle(upper, wrist - elbow)
            out[f"wrist_height_cm_{n}"] = 100 * float(wrist[2])
        for k in ("arm_lift", "arm_lift_vs_trunk", "y_angle"):
            out[k] = (out[f"{k}_left"] + out[f"{k}_right"]) / 2
        out["trunk_lift"] = float(np.rad2deg(np.arcsin((d[i["spine01"]] @ Z)[2])))
        out["neck_extension"] = angle(d[i["head"]] @ Z, d[i["spine01"]] @ Z)
        return out
