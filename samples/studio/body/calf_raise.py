"""Standing at the origin, facing -y; the heels rise, on both legs or on one."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .at_wall import PALM_UP_M, HandsOnWall
from .falls import Falls
from .figure import SIDES, angle, other, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot

Feet = dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]  # ankle, world rotations of foot and toes

LEANS = {"wall": (15.0, 25.0), "bar": (3.0, 8.0)}  # degrees at rest
BAR_M = (0.018, 0.75)  # half as thick, half as long: its posts stand beside the body


class CalfRaise(Movement):
    name = "calf_raise"
    tempo = (0.6, 1.5, 0.7, 1.8)
    falls = Falls(0.13)  # heels, 8 cm
    rom = "heel_rise_cm"
    # single: only `side` stands and rises; wall, bar: both hands on one in front
    variants = ("", "single", "wall", "bar")
    hidden_from: ClassVar = {"wall": ("front",)}
    faults: ClassVar = {
        "partial": "heels rise half as far",
        "bent_knees": "knees bend as the heels rise",
        "fast": "thrown one way, let go the other",
        "drop": "heels fall instead of being lowered",
        "bounce": "bouncing, no hold or rest",
        "roll_out": "ankles roll outward at the top",
        "uneven": "the side named `side` rises less",
        "forward_lean": "trunk leans forward",
    }
    views: ClassVar = {
        "side": View(90, 3, 2.7, (0, 0, 0.90)),
        "front": View(0, 4, 2.7, (0, 0, 0.90)),
        "oblique": View(45, 5, 2.7, (0, 0, 0.90)),
        "back": View(180, 4, 2.7, (0, 0, 0.90)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.rise = rng.uniform(0.065, 0.09)
        self.width = rng.uniform(0.10, 0.13)
        self.yaw = rng.uniform(4, 10)
        self.hang = rng.uniform(6, 12)
        h, i = self.fig.rig.h, self.fig.rig.i
        # the ball of the foot, about which it turns
        self.ball = {s: np.mean([h[i[f"toe{k}-1.{s}"]] for k in range(1, 6)], axis=0) for s in SIDES}
        self.lever = abs(self.ball["L"][1] - h[i["foot.L"]][1]) + 0.045  # from there to the heel
        self.working = (self.side,) if self.variant == "single" else SIDES
        self.at_wall = None
        if self.variant in LEANS:
            feet = {s: self._foot(s, 0.0, 0.0) for s in SIDES}
            lean = rng.uniform(*LEANS[self.variant])
            self.at_wall = HandsOnWall(self.fig, lean, lambda a: self._lean(feet, 5.0, a, 0.0, 0.0))

    def _foot(self, s: str, rise: float, roll: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Place of the ankle, world rotations of foot and toes."""
        ankle = self.joint(self.fig.rig.h, f"foot.{s}")
        yaw = rot(Z, sign(s) * self.yaw)
        pitch = np.rad2deg(np.arcsin(np.clip(rise / self.lever, 0, 0.75)))
        d = yaw @ rot(Y, sign(s) * roll) @ rot(X, pitch)
        base = np.array([sign(s) * self.width, 0.0, self.fig.ankle_height()])
        pivot = base + yaw @ (self.ball[s] - ankle)
        return pivot + d @ (ankle - self.ball[s]), d, yaw @ rot(Y, sign(s) * roll * 0.6)

    def pose(self, m: Moment) -> Pose:
        fig = self.fig
        lean = 14 * m.fault("forward_lean") * (0.3 + 0.7 * m.s) + 0.5 * m.n[0]
        knee = 5 + 30 * m.fault("bent_knees") * min(m.s, 1) + 0.6 * m.n[1]
        roll = 14 * m.fault("roll_out") * min(m.s, 1.1)
        share = {s: m.s * (1 - 0.55 * m.fault("uneven") * (s == self.side)) for s in SIDES}
        feet = {s: self._foot(s, self.rise * share[s], roll) for s in SIDES}
        both = len(self.working) == 2
        tilt = feet["R"][0][2] - feet["L"][0][2] if both else 0.0  # the pelvis follows the feet
        tilt = np.rad2deg(np.arctan2(tilt, 2 * self.width))
        if self.at_wall is not None:
            self.at_wall.lean(lambda a: self._lean(feet, knee, a, lean, tilt))
            return fig.solve()
        fig.begin(rot(X, lean) @ rot(Y, 0.7 * tilt))
        fig.spine(lumbar=0, thoracic=2, lateral=-0.6 * tilt)
        fig.neck(flex=-0.5 * lean)
        for s in SIDES:
            fig.clavicle(s)
            out, less_out = (rot(Y, -sign(s) * a) @ -Z for a in (self.hang, self.hang - 4))
            fig.arm(s, rot(X, -4) @ out, rot(X, -18) @ less_out, palm=-sign(s) * X)
        middle = sum(feet[s][0] for s in self.working) / len(self.working)
        # the weight moves over the forefoot
        balance = middle[:2] + [0, -0.05 - 0.035 * min(m.s, 1)] + 0.006 * m.n[2:4]
        for _ in range(3):
            self._stand(feet, knee)
            fig.rig.root[:2] += balance - fig.com(fig.solve().p)[:2]
        return fig.solve()

    def _lean(self, feet: Feet, knee: float, degrees: float, more: float, tilt: float) -> None:
        """All but the arms, in line from the ankles to the neck; the trunk leans by `more` than the legs."""
        fig = self.fig
        fig.begin(rot(X, degrees + more) @ rot(Y, 0.7 * tilt))
        fig.spine(lumbar=0, thoracic=2, lateral=-0.6 * tilt)
        fig.neck(flex=-0.5 * (degrees + more))
        for s in SIDES:
            fig.clavicle(s, protraction=8)
        ankles, hips = (sum(x) / 2 for x in ((feet[s][0] for s in SIDES), (fig.hip(s) for s in SIDES)))
        fig.rig.root[:2] += (ankles - hips)[:2] - [0, fig.chain(knee) * np.sin(np.deg2rad(degrees))]
        self._stand(feet, knee)

    def furniture(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """The wall in front: a pillar, so that it hides nothing from the side. Or a bar on two posts."""
        if self.at_wall is None:
            return []
        y = self.at_wall.y
        if self.variant == "bar":
            thick, half = BAR_M
            z = float(np.mean([h[2] for h in self.at_wall.hands.values()])) + PALM_UP_M
            ends = [np.array([k * half, y - thick, z]) for k in (-1, 1)]
            posts = [(np.array([e[0] - thick, e[1] - thick, 0.0]), e + thick) for e in ends]
            return [(ends[0] - thick, ends[1] + thick), *posts]
        return [(np.array([-0.5, y - 0.25, 0.0]), np.array([0.5, y, 2.3]))]

    def _stand(self, feet: Feet, knee: float) -> None:
        """Legs to the feet, and the pelvis as high as a knee bent by `knee` allows."""
        fig, reach, heights = self.fig, self.fig.chain(knee), []
        for s in self.working:
            ankle, hip = feet[s][0], fig.hip(s) - fig.rig.root
            dx, dy = (fig.rig.root + hip - ankle)[:2]
            heights.append(ankle[2] + np.sqrt(max(reach**2 - dx**2 - dy**2, 0.01)) - hip[2])
        fig.rig.root[2] = min(heights)
        for s in self.working:
            fig.leg_to(s, feet[s][0], rot(Z, sign(s) * self.yaw * 0.7) @ -Y, feet[s][1], feet[s][2])
        if len(self.working) == 1:
            fig.leg(other(self.side), rot(X, -8) @ -Z, rot(X, 68) @ -Z, -Y, foot=rot(X, 80))

    def measures(self, pose: Pose) -> dict[str, float]:
        d, p = pose
        out, i, names = {}, self.fig.rig.i, {"L": "left", "R": "right"}
        for s, n in names.items():
            b = i[f"foot.{s}"]
            heel = p[b] + d[b] @ np.array([0, 0.045, -self.fig.rig.h[b][2] + 0.02])
            shank = self.joint(p, f"lowerleg01.{s}") - p[b]
            thigh = self.joint(p, f"upperleg01.{s}") - self.joint(p, f"lowerleg01.{s}")
            out[f"heel_rise_cm_{n}"] = 100 * (heel[2] - 0.02 - self.fig.SOLE)
            out[f"ankle_inversion_{n}"] = float(np.rad2deg(np.arcsin(np.clip((d[b] @ Z)[0] * sign(s), -1, 1))))
            out[f"ankle_plantarflexion_{n}"] = angle(shank, d[b] @ -Y) - 90
            out[f"knee_flexion_{n}"] = 180 - angle(thigh, -shank)
        out["heel_rise_cm"] = float(np.mean([out[f"heel_rise_cm_{names[s]}"] for s in self.working]))
        out["trunk_inclination"] = angle(self.joint(p, "neck01") - self.joint(p, "root"), Z)
        return out
