"""Walking along a path and turning round: plain, with planted feet, meant for people who come and go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body.figure import SIDES, Figure, sign
from .body.posture import place
from .body.rig import Pose, X, Y, Z, rot
from .profiles import smooth, steady
from .schedule import RATE

STRIDE_M, CYCLE_S, STANCE = 1.05, 1.0, 0.6


@dataclass(frozen=True, eq=False)
class Path:
    """Where a person is and faces over time, at RATE. Heading 0 faces -y, 90 faces +x."""

    place: np.ndarray  # (T,2)
    heading: np.ndarray  # (T,) degrees

    @property
    def duration(self) -> float:
        return (len(self.heading) - 1) / RATE


def heading_of(direction: np.ndarray) -> float:
    return float(np.rad2deg(np.arctan2(direction[0], -direction[1])))


def stroll(start: np.ndarray, goal: np.ndarray, speed: float = 1.05) -> Path:
    """A straight walk."""
    way = np.asarray(goal, float) - start
    n = max(int(np.linalg.norm(way) / speed * RATE), 2)
    share = steady(np.linspace(0, 1, n))
    return Path(start + share[:, None] * way, np.full(n, heading_of(way)))


def turn(at: np.ndarray, begin: float, end: float, rate: float = 110.0) -> Path:
    """Turning on the spot from one heading to another, as far round as the numbers say."""
    n = max(int(abs(end - begin) / rate * RATE), 2)
    return Path(np.tile(np.asarray(at, float), (n, 1)), begin + (end - begin) * smooth(np.linspace(0, 1, n)))


def wait(path: Path, seconds: float) -> Path:
    """Standing where a path begins."""
    n = max(int(seconds * RATE), 1)
    return Path(np.tile(path.place[0], (n, 1)), np.full(n, path.heading[0]))


def nearest(heading: float, to: float) -> float:
    """The same heading, within half a turn of `to`."""
    return to + (heading - to + 180) % 360 - 180


def join(*paths: Path) -> Path:
    return Path(np.concatenate([p.place for p in paths]), np.concatenate([p.heading for p in paths]))


class Walker:
    """Poses a figure along a path."""

    def __init__(self, fig: Figure, path: Path):
        self.fig, self.path, self.duration = fig, path, path.duration
        step = np.linalg.norm(np.diff(path.place, axis=0), axis=1) * RATE
        spin = np.abs(np.diff(path.heading)) * RATE
        self.speed = np.append(step, 0.0)
        shuffle = np.minimum(np.append(spin, 0.0) / 130, 0.9)  # small steps while turning
        self.pace = np.maximum(self.speed / STRIDE_M, shuffle)  # cycles a second
        self.phase = np.cumsum(self.pace) / RATE

    def pose(self, t: float) -> Pose:
        i = min(max(int(t * RATE), 0), len(self.phase) - 1)
        stepping = min(self.pace[i] * CYCLE_S / 0.5, 1.0)
        half = 0.5 * STANCE * self.speed[i] / max(self.pace[i], 1e-6) if self.speed[i] > 1e-3 else 0.0
        fig, phase = self.fig, self.phase[i]
        swing = 22 * min(self.speed[i], 1.0) * np.cos(2 * np.pi * phase)
        fig.begin(rot(X, 2 + 2 * min(self.speed[i], 1)))
        fig.spine(thoracic=2, twist=-0.2 * swing)
        fig.neck()
        for s in SIDES:
            fig.clavicle(s)
            out = rot(X, -3 + sign(s) * swing) @ rot(Y, -sign(s) * 8) @ -Z
            fig.arm(s, out, rot(X, -20) @ out, palm=-sign(s) * X)
        feet = {s: self._foot(s, phase + (0.5 if s == "R" else 0.0), half, stepping) for s in SIDES}
        height = np.sqrt(max(fig.chain(6) ** 2 - (0.75 * half) ** 2, 0.2)) + fig.ankle_height()
        fig.rig.root[2] += height - fig.hip("L")[2]
        fig.rig.root[1] += 0.02 - fig.hip("L")[1]
        for s, (ankle, pitch) in feet.items():
            foot = rot(Z, sign(s) * 6) @ rot(X, pitch)
            fig.leg_to(s, ankle, -Y, foot)
        x, y = self.path.place[i]
        return place(fig.solve(), rot(Z, self.path.heading[i]), np.array([x, y, 0.0]))

    def _foot(self, side: str, phase: float, half: float, stepping: float) -> tuple[np.ndarray, float]:
        """Ankle place before the pelvis (-y is ahead) and foot pitch."""
        q = phase % 1.0
        if q < STANCE:
            along, lift, pitch = half * (1 - 2 * q / STANCE), 0.0, 0.0
        else:
            u = (q - STANCE) / (1 - STANCE)
            along, lift = half * (2 * float(smooth(np.array(u))) - 1), np.sin(np.pi * u)
            pitch = 25 * lift * min(half / 0.2, 1)
        return np.array([sign(side) * 0.09, -along, self.fig.ankle_height() + 0.07 * lift * stepping]), pitch
