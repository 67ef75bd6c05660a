"""Face down on hands or forearms and toes; what a plank, a push-up and a bird-dog have in common."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .figure import SIDES, sign
from .movement import Movement, View
from .rig import Pose, X, Y, Z, rot, two_bone

ELBOW_Z, WRIST_Z, KNEE_Z = 0.045, 0.05, 0.06  # metres: joints of what lies on the floor
INSTEP = 66.0  # degrees of a foot that lies on its back
HANDS_X = 0.55  # metres from the middle of the picture to the hands or elbows
HALVINGS = 22  # of the search for the pitch of the trunk
PASSES = 3  # for the shoulders, which follow the arms a little
VIEWS = {
    "side": View(0, 6, 2.5, (-0.05, 0, 0.27)),
    "side_left": View(180, 6, 2.5, (-0.05, 0, 0.27)),
    "side_high": View(0, 24, 2.6, (-0.05, 0, 0.2)),
    "oblique": View(45, 10, 2.6, (0.0, 0, 0.25)),
    "oblique_feet": View(-45, 10, 2.6, (-0.1, 0, 0.25)),
    "head": View(90, 10, 2.6, (0.2, 0, 0.25)),
    "feet": View(-90, 10, 2.7, (-0.1, 0, 0.25)),
}


class OnArms(Movement):
    """The head towards +x; the right side is nearer a camera at azimuth 0. Where the hips are is said by how far they
    are above the line from shoulders to ankles, as a share of it: 0 is straight, less sags, more is a pike."""

    mat = (-0.05, 0.0)
    lying = True
    views: ClassVar = VIEWS
    on_hands = False

    def prepare(self, rng: np.random.Generator) -> None:
        fig = self.fig
        self.level = rng.uniform(-0.012, 0.016)
        self.knee = rng.uniform(2, 7)
        self.apart = self.draw_hands(rng)  # outside the shoulders
        self.fist = rng.uniform(-0.25, 0.25)  # forearms turned in
        self.look = rng.uniform(-16, -4)
        self.tucked = rng.uniform(24, 40)
        self.d0 = np.stack([Y, Z, X], axis=1)  # body x, y, z in the world
        ball, ankle = (np.mean([fig.rig.h[fig.rig.i[b]] for b in names], axis=0) for names in (TOES, ("foot.L",)))
        self.ball_z = float(ball[2] + fig.SOLE)
        self.lever = float(np.hypot(ankle[1] - ball[1], ankle[2] - ball[2]))
        self.flat = float(np.arctan2(ankle[2] - ball[2], ball[1] - ankle[1]))  # of that lever when the foot is flat
        self.arms = {s: np.array([HANDS_X, 0.0, 0.0]) for s in SIDES}
        self.toes = 0.0
        self._set_up(rng.uniform(68, 80))

    def draw_hands(self, rng: np.random.Generator) -> float:
        return float(rng.uniform(0.0, 0.05))

    def _set_up(self, heel: float) -> None:
        """Hands or elbows below the shoulders, and toes where the straight body ends, the feet pitched by `heel`."""
        fig = self.fig
        self._trunk(0.0, 0.0, self.look)
        for s in SIDES:
            wide = fig.shoulder(s)[1] + sign(s) * self.apart
            self.arms[s] = np.array([HANDS_X, wide, WRIST_Z if self.on_hands else ELBOW_Z])
        high = self._shoulder_height(0.0)
        self._settle(np.array([HANDS_X, high]), 0.0, 0.0, self.look)
        w = self.flat - np.deg2rad(heel)
        lever = self.lever * np.array([np.cos(w), np.sin(w)])
        hip, reach = self._hips(), fig.chain(self.knee)
        drop = self.ball_z + lever[1]
        for _ in range(4):  # the trunk in line with the legs
            tilt = np.arcsin(np.clip((high - drop) / (self.span + reach), -0.7, 0.7))
            self._settle(np.array([HANDS_X, high]), float(np.rad2deg(tilt)), 0.0, self.look)
            hip = self._hips()
        self.straight = self.span  # shoulders to hips
        self.toes = float(hip[0] - np.sqrt(max(reach**2 - (hip[1] - drop) ** 2, 0.01)) - lever[0])

    def _shoulder_height(self, ahead: float, bent: float = 0.0) -> float:
        """Of shoulders `ahead` metres before the hands or elbows."""
        reach = self.fig.l_upper
        if self.on_hands:
            b = np.cos(np.deg2rad(6 + bent))
            reach = float(np.sqrt(reach**2 + self.fig.l_fore**2 + 2 * reach * self.fig.l_fore * b))
        return float(self.arms["L"][2] + np.sqrt(max(reach**2 - ahead**2 - self.apart**2, 0.01)))

    # ---- posing, in the plane of x and z

    def _trunk(self, pitch: float, arch: float, look: float) -> None:
        fig = self.fig
        fig.begin(rot(Y, -pitch) @ self.d0)
        fig.spine(lumbar=-arch, thoracic=3 + 0.2 * arch)
        fig.neck(flex=look)
        for s in SIDES:
            fig.clavicle(s, protraction=8)

    def _hips(self) -> np.ndarray:
        return (sum(self.fig.hip(s) for s in SIDES) / 2)[[0, 2]]

    def _settle(self, shoulders: np.ndarray, trunk: float, arch: float, look: float) -> None:
        """The shoulders there, the line from the hips to them pitched up by `trunk`, the arms to the floor."""
        fig, pitch, root = self.fig, trunk, np.zeros(3)
        for _ in range(PASSES):
            self._trunk(pitch, arch, look)
            fig.rig.root = root if root.any() else fig.rig.root
            p = fig.solve().p
            for s in SIDES:
                self._arm(s, self.joint(p, f"upperarm01.{s}"))
            p = fig.solve().p
            at = (sum(self.joint(p, f"upperarm01.{s}") for s in SIDES) / 2)[[0, 2]]
            line = at - self._hips()
            self.span = float(np.hypot(*line))
            pitch += trunk - float(np.rad2deg(np.arctan2(line[1], line[0])))
            root = fig.rig.root + (shoulders - at)[0] * X + (shoulders - at)[1] * Z
        fig.rig.root = root

    def _arm(self, s: str, shoulder: np.ndarray) -> None:
        fig, out, place = self.fig, sign(s) * Y, self.arms[s]
        if self.on_hands:
            elbow = two_bone(shoulder, place, fig.l_upper, fig.l_fore, self._elbows(out))
            fig.arm(s, elbow - shoulder, place - elbow, palm=-out)
            fig.flat_hand(s, X + 0.1 * out, -Z)
            return
        fig.arm(s, place - shoulder, X - self.fist * out, palm=-out)

    def _elbows(self, out: np.ndarray) -> np.ndarray:
        """The way bent elbows point."""
        return 0.5 * out - X

    def _line(self, shoulders: np.ndarray, off: float) -> tuple[float, np.ndarray]:
        """The pitch of the trunk that puts the hips `off` the line from shoulders to ankles, and the ankles."""
        low, high = -75.0, 60.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            hip, ankle = self._below(shoulders, middle)
            if deviation(shoulders, hip, ankle) > off:
                low = middle
            else:
                high = middle
        return middle, ankle

    def _below(self, shoulders: np.ndarray, trunk: float) -> tuple[np.ndarray, np.ndarray]:
        """Hips and ankles of a trunk pitched so, the legs straight and the toes in place."""
        a, reach, toes = np.deg2rad(trunk), self.fig.chain(self.knee), np.array([self.toes, self.ball_z])
        hip = shoulders - self.span * np.array([np.cos(a), np.sin(a)])
        gap = hip - toes
        far = float(np.clip(np.hypot(*gap), reach - self.lever, reach + self.lever))
        along = (self.lever**2 - reach**2 + far**2) / (2 * far)
        e = gap / np.hypot(*gap)
        return hip, toes + along * e + np.sqrt(max(self.lever**2 - along**2, 0.0)) * np.array([-e[1], e[0]])

    def _leg(self, s: str, ankle: np.ndarray, foot: float | None = None) -> None:
        """To an ankle, the ball of the foot below it pitched by `foot`, or where the toes are."""
        fig = self.fig
        if foot is None:
            x, z = ankle - np.array([self.toes, self.ball_z])
            foot = float(np.rad2deg(self.flat - np.arctan2(z, x)))
        flat = rot(Z, 90)
        place = np.array([ankle[0], fig.hip(s)[1], ankle[1]])
        fig.leg_to(s, place, -Z + 0.05 * sign(s) * Y, flat @ rot(X, foot), flat)

    def _straighten(self, shoulders: np.ndarray, off: float, look: float, arch: float) -> None:
        """The whole body from the shoulders to toes in place, the hips `off` the line."""
        self.span = self.straight
        for _ in range(2 if arch else 1):  # the length of an arched trunk is known once it was posed
            trunk, ankle = self._line(shoulders, off)
            self._settle(shoulders, trunk, arch, look)
        for s in SIDES:
            self._leg(s, ankle)

    # ---- on the knees

    def _kneeling(self, shoulders: np.ndarray) -> tuple[float, np.ndarray]:
        """The pitch of the trunk and the ankles: knees on the floor behind the hips, toes tucked under."""
        fig, lean = self.fig, np.deg2rad(self.tucked)
        high = KNEE_Z + fig.l_thigh * np.cos(lean)
        trunk = np.arcsin(np.clip((shoulders[1] - high) / self.span, -0.9, 0.9))
        hip = shoulders - self.span * np.array([np.cos(trunk), np.sin(trunk)])
        w = self.flat - np.deg2rad(80)
        ankle_z = self.ball_z + self.lever * np.sin(w)
        knee = np.array([hip[0] - fig.l_thigh * np.sin(lean), KNEE_Z])
        back = np.sqrt(max(fig.l_shank**2 - (ankle_z - KNEE_Z) ** 2, 0.01))
        return float(np.rad2deg(trunk)), np.array([knee[0] - back, ankle_z])

    def measures(self, pose: Pose) -> dict[str, float]:
        p = pose.p
        bones = ("upperarm01", "lowerarm01", "upperleg01", "lowerleg01", "foot")
        shoulder, elbow, hip, knee, ankle = (sum(self.joint(p, f"{b}.{s}") for s in SIDES) / 2 for b in bones)
        elbows = [
            bend(*(self.joint(p, f"{b}.{s}") - self.joint(p, f"lowerarm01.{s}") for b in ("upperarm01", "wrist")))
            for s in SIDES
        ]
        head = self.joint(p, "head") - self.joint(p, "neck01")
        trunk = self.joint(p, "neck01") - hip
        return {
            "hip_deviation": round(deviation(shoulder[[0, 2]], hip[[0, 2]], ankle[[0, 2]]), 4),
            "elbow_angle": sum(elbows) / 2,
            "elbow_bend": 180 - sum(elbows) / 2,
            "knee_angle": bend(hip - knee, ankle - knee),
            "elbow_ahead_cm": 100 * float(elbow[0] - shoulder[0]),
            "neck_flexion": float(np.rad2deg(np.arctan2(head[0] * trunk[2] - head[2] * trunk[0], head @ trunk))),
            "shoulder_height_cm": 100 * float(shoulder[2]),
            "knee_height_cm": 100 * float(knee[2]),
        }


TOES = tuple(f"toe{k}-1.L" for k in range(1, 6))


def deviation(shoulder: np.ndarray, hip: np.ndarray, ankle: np.ndarray) -> float:
    """How far the hip is above the line from shoulder to ankle, as a share of it; x and z, shoulders at +x."""
    line = shoulder - ankle
    up = np.array([-line[1], line[0]]) / np.hypot(*line)
    return float((hip - ankle) @ up / np.hypot(*line))


def bend(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.rad2deg(np.arctan2(np.linalg.norm(np.cross(a, b)), a @ b)))
