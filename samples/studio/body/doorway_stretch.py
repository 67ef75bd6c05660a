"""Standing in a door frame, facing -y: the forearms on its posts, the chest goes through; held."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .figure import SIDES, sign
from .movement import Moment, Movement, View
from .rig import Pose, X, Y, Z, rot, two_bone
from .upright import drop_to, hang_arms, plant, tilts, trunk_of

POST_M, LINTEL_Z = 0.07, 2.08  # width of the frame, height of its top


class DoorwayStretch(Movement):
    """Progress 0 stands with hanging arms, 1 holds the stretch. From the front the frame hides the forearms."""

    name = "doorway_stretch"
    kind = "hold"
    tempo = (0.8, 1.0, 8.0, 1.0)
    faults: ClassVar = {
        "lean": "hangs to the side of `side`",
        "elbow_low": "the elbows are below the shoulders",
        "elbow_high": "the elbows are above the shoulders",
    }
    views: ClassVar = {
        "back": View(180, 3, 2.8, (0, 0, 1.02)),
        "oblique": View(140, 4, 2.8, (0, 0, 1.02)),
    }

    def prepare(self, rng: np.random.Generator) -> None:
        self.elevation = rng.uniform(84, 94)
        self.square = rng.uniform(-4, 10)  # degrees the forearms lean out
        self.back, self.lean = rng.uniform(16, 26), rng.uniform(3, 7)  # of the arms behind the trunk; of the trunk
        self.width = rng.uniform(0.11, 0.15)
        self.hands: dict[str, np.ndarray] = {}
        p = self.pose(Moment(1.0)).p
        self.hands = {s: self.joint(p, f"wrist.{s}") for s in SIDES}
        middle = [(self.joint(p, f"lowerarm01.{s}") + self.joint(p, f"wrist.{s}")) / 2 for s in SIDES]
        self.post_x, self.post_y = float(abs(middle[0][0])), float(middle[0][1]) - 0.055

    def pose(self, m: Moment) -> Pose:
        fig, full = self.fig, float(np.clip(m.s, 0, 1))
        aside = 20 * sign(self.side) * m.fault("lean")
        fig.begin(rot(Y, 0.45 * aside) @ rot(X, self.lean * full + 0.4 * m.n[0]))
        fig.spine(thoracic=-4 * full, lateral=0.7 * aside)
        fig.neck(lateral=-0.4 * aside)
        hang_arms(fig)
        if full > 0:
            change = 26 * m.fault("elbow_high") - 40 * m.fault("elbow_low")
            for s in SIDES:
                self._arm(s, full, self.elevation + change + 0.5 * m.n[3])
        drop_to(fig, 6)
        plant(fig, self.width, -0.05 - 0.03 * full + 0.004 * m.n[2])
        if full > 0 and m.fault("lean") > 0 and self.hands:
            for s in SIDES:
                self._hang(s, min(3 * m.fault("lean"), 1) * full)
        return fig.solve()

    def _hang(self, s: str, share: float) -> None:
        """The hand stays on the frame while the trunk hangs to one side."""
        fig, p = self.fig, self.fig.solve().p
        shoulder, elbow, wrist = (self.joint(p, f"{b}.{s}") for b in ("upperarm01", "lowerarm01", "wrist"))
        hand = wrist + share * (self.hands[s] - wrist)
        bent = two_bone(shoulder, hand, fig.l_upper, fig.l_fore, elbow - shoulder - 0.2 * Z)
        fig.arm(s, bent - shoulder, hand - bent, palm=-Y)

    def _arm(self, s: str, full: float, elevation: float) -> None:
        """From hanging to the frame: up at the side with the elbow bending."""
        k = sign(s)
        self.fig.clavicle(s, elevation=8 * full, protraction=-9 * full)
        a, b = np.deg2rad([9 + (elevation - 9) * full, self.back * full])
        upper = np.sin(a) * (np.cos(b) * k * X + np.sin(b) * Y) - np.cos(a) * Z
        c = np.deg2rad(9 + (180 - self.square - 9) * full)
        fore = np.sin(c) * k * X - np.cos(c) * Z - 0.25 * (1 - full) * Y + 0.05 * full * Y
        self.fig.arm(s, upper, fore, palm=(-k * X) * (1 - full) - Y * full)

    def furniture(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Posts before the forearms, and the beam over them."""
        y, x, half = self.post_y, self.post_x, POST_M / 2
        posts = [(np.array([k * x - half, y - POST_M, 0.0]), np.array([k * x + half, y, LINTEL_Z])) for k in (-1, 1)]
        beam = (np.array([-x - half, y - POST_M, LINTEL_Z]), np.array([x + half, y, LINTEL_Z + POST_M]))
        return [*posts, beam]

    def measures(self, pose: Pose) -> dict[str, float]:
        p, trunk = pose.p, trunk_of(self, pose.p)
        above = [float(self.joint(p, f"lowerarm01.{s}")[2] - self.joint(p, f"upperarm01.{s}")[2]) for s in SIDES]
        tilt = tilts(trunk)
        return {
            "elbow_above_shoulder": sum(above) / 2 / float(np.linalg.norm(trunk)),
            "aside": abs(tilt["trunk_aside"]),
        }
