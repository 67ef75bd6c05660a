"""Push-ups on the floor; the first phase lowers the body."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .falls import Falls
from .figure import SIDES
from .movement import Moment
from .on_arms import HANDS_X, INSTEP, KNEE_Z, OnArms, deviation
from .rig import Pose, X, Z, rot


class PushUp(OnArms):
    """Progress 0 has straight arms, 1 is low; the elbow angle goes evenly with it."""

    name = "push_up"
    tempo = (0.5, 1.7, 0.3, 1.3)
    falls = Falls(0.22, out=True)  # shoulders, 24 cm
    rom = "elbow_bend"
    on_hands = True
    variants = ("", "knees")  # knees: they stay on the floor, and the hips are judged against the line to them
    faults: ClassVar = {
        "partial": "bends half as far",
        "no_lockout": "elbows stay bent between repetitions",
        "sag": "hips hang below the line from shoulders to ankles",
        "pike": "hips stick up above it",
        "head_drop": "head hangs",
        "fast": "dropped one way, thrown the other",
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.flare = rng.uniform(0.4, 0.9)
        super().prepare(rng)
        self.deep = rng.uniform(88, 104)  # degrees the elbows bend from nearly straight
        self.lead = rng.uniform(0.06, 0.10)  # metres the shoulders are ahead of the hands when low
        self.shank = rng.uniform(2, 40)  # degrees above the floor, on the knees
        self.knees = -float(np.sqrt(self._to_knees(0.0) ** 2 - (self._shoulder_height(0.0) - KNEE_Z) ** 2))

    def draw_hands(self, rng: np.random.Generator) -> float:
        return float(rng.uniform(0.04, 0.09))

    def pose(self, m: Moment) -> Pose:
        bent = 38 * m.fault("no_lockout")
        bent += (self.deep - bent) * m.s
        sag, pike = m.fault("sag"), m.fault("pike")
        off = self.level - 0.12 * sag + 0.15 * pike + 0.002 * m.n[0]
        look = self.look + 42 * m.fault("head_drop") + 0.8 * m.n[1]
        arch = 22 * sag - 8 * pike
        if self.variant == "knees":
            self._on_knees(bent, off, look, arch)
            return self.fig.solve()
        ahead = self.lead * bent / self.deep + 0.003 * m.n[2]
        shoulders = np.array([HANDS_X + ahead, self._shoulder_height(ahead, bent)])
        self._straighten(shoulders, off, look, arch)
        return self.fig.solve()

    def _ahead(self, bent: float, off: float) -> tuple[float, float]:
        """How far the shoulders are before the hands when the knees stay, and how high."""
        ahead = high = 0.0
        for _ in range(8):
            high = self._shoulder_height(ahead, bent)
            ahead = self.knees + float(np.sqrt(self._to_knees(off) ** 2 - (high - KNEE_Z) ** 2))
        return ahead, high

    def _to_knees(self, off: float) -> float:
        """From the shoulders, with the hips so far off the line; two turns are enough for the share of it."""
        whole = self.straight + self.fig.l_thigh
        h = off * whole
        return float(np.sqrt(self.straight**2 - h**2) + np.sqrt(self.fig.l_thigh**2 - h**2))

    def _on_knees(self, bent: float, off: float, look: float, arch: float) -> None:
        fig = self.fig
        ahead, high = self._ahead(bent, off)
        knee, shoulders = np.array([HANDS_X + self.knees, KNEE_Z]), np.array([HANDS_X + ahead, high])
        line = shoulders - knee
        whole = float(np.hypot(*line))
        e, h = line / whole, off * whole
        hip = knee + np.sqrt(fig.l_thigh**2 - h**2) * e + h * np.array([-e[1], e[0]])
        self._settle(shoulders, float(np.rad2deg(np.arctan2(*(shoulders - hip)[::-1]))), arch, look)
        thigh = knee - self._hips()
        a = np.deg2rad(self.shank)
        for s in SIDES:
            down = thigh[0] * X + thigh[1] * Z
            fig.leg(s, down, np.sin(a) * Z - np.cos(a) * X, X - Z, self.d0 @ rot(X, INSTEP - self.shank * 1.6))

    def measures(self, pose: Pose) -> dict[str, float]:
        out = super().measures(pose)
        if self.variant == "knees":
            bones = ("upperarm01", "upperleg01", "lowerleg01")
            places = (sum(self.joint(pose.p, f"{b}.{s}") for s in SIDES) / 2 for b in bones)
            out["hip_deviation"] = round(deviation(*(x[[0, 2]] for x in places)), 4)
        return out

    def _elbows(self, out: np.ndarray) -> np.ndarray:
        return self.flare * out - X + 0.2 * Z
