"""Standing on both feet, facing -y: views, hanging arms, feet on the floor and the weight over them."""

from __future__ import annotations

import numpy as np

from .figure import SIDES, Figure, angle, sign
from .movement import Movement, View
from .rig import X, Y, Z, rot

STANDING_VIEWS = {
    "side": View(90, 4, 2.8, (0, 0, 0.90)),
    "side_right": View(-90, 4, 2.8, (0, 0, 0.90)),
    "front": View(0, 5, 2.9, (0, 0, 0.90)),
    "oblique": View(45, 6, 2.9, (0, 0, 0.90)),
    "back": View(180, 5, 2.9, (0, 0, 0.90)),
}


def hang_arms(fig: Figure, forward: float = 0.0) -> None:
    """Arms at the sides, or swung forward by some degrees."""
    for s in SIDES:
        fig.clavicle(s)
        out = rot(X, -4 - forward) @ rot(Y, -sign(s) * 9) @ -Z
        fig.arm(s, out, rot(X, -16) @ out, palm=-sign(s) * X)


def plant(fig: Figure, width: float, balance: float, sway: float = 0.0) -> None:
    """Both feet flat on the floor, the weight over a point `balance` behind the ankles (negative: before)."""
    feet = {s: np.array([sign(s) * width, 0.0, fig.ankle_height()]) for s in SIDES}
    for _ in range(4):
        for s in SIDES:
            yaw = rot(Z, sign(s) * 8)
            fig.leg_to(s, feet[s], yaw @ -Y, yaw, yaw)
        c = fig.com(fig.solve().p)
        fig.rig.root[:2] += np.array([sway, balance]) - c[:2]


def drop_to(fig: Figure, knee: float) -> None:
    """Lower or raise the pelvis so that straight-down legs would bend by `knee` degrees."""
    fig.rig.root[2] += fig.chain(knee) + fig.ankle_height() - fig.hip("L")[2]


def trunk_of(movement: Movement, p: np.ndarray) -> np.ndarray:
    """From the middle of the hips to the middle of the shoulders."""
    return sum(movement.joint(p, f"upperarm01.{s}") - movement.joint(p, f"upperleg01.{s}") for s in SIDES) / 2


def tilts(trunk: np.ndarray) -> dict[str, float]:
    """Degrees the trunk leans in all, to the left, and forward."""
    aside, forward = (float(np.rad2deg(np.arctan2(trunk @ way, trunk[2]))) for way in (X, -Y))
    return {"trunk_inclination": angle(trunk, Z), "trunk_aside": aside, "trunk_forward": forward}


def elbow_bend(movement: Movement, p: np.ndarray, s: str) -> float:
    """Degrees from straight."""
    shoulder, elbow, wrist = (movement.joint(p, f"{b}.{s}") for b in ("upperarm01", "lowerarm01", "wrist"))
    return angle(elbow - shoulder, wrist - elbow)
