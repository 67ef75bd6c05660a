"""Moving and mixing whole poses: place them in the room, stand them on the floor, blend two."""

from __future__ import annotations

import numpy as np

from .rig import Pose


def place(pose: Pose, turn: np.ndarray, shift: np.ndarray) -> Pose:
    """The pose turned about the world's origin, then shifted."""
    return Pose(turn @ pose.d, pose.p @ turn.T + shift)


def blend(a: Pose, b: Pose, w: float, parents: np.ndarray, heads: np.ndarray) -> Pose:
    """`a` at w = 0, `b` at w = 1; in between every joint turns the shortest way."""
    if w <= 0:
        return a
    if w >= 1:
        return b
    up = np.maximum(parents, 0)
    free = (parents < 0)[:, None, None]
    local_a = np.where(free, a.d, a.d[up].transpose(0, 2, 1) @ a.d)
    local_b = np.where(free, b.d, b.d[up].transpose(0, 2, 1) @ b.d)
    local = local_a @ _power(local_a.transpose(0, 2, 1) @ local_b, w)
    d, p = np.empty_like(a.d), np.empty_like(a.p)
    for k, q in enumerate(parents):
        if q < 0:
            d[k], p[k] = local[k], (1 - w) * a.p[k] + w * b.p[k]
        else:
            d[k] = d[q] @ local[k]
            p[k] = p[q] + d[q] @ (heads[k] - heads[q])
    return Pose(d, p)


def _power(r: np.ndarray, w: float) -> np.ndarray:
    """The share `w` of each rotation in (N,3,3)."""
    v = np.stack([r[:, 2, 1] - r[:, 1, 2], r[:, 0, 2] - r[:, 2, 0], r[:, 1, 0] - r[:, 0, 1]], 1)
    s = np.linalg.norm(v, axis=1)
    angle = w * np.arctan2(s, np.trace(r, axis1=1, axis2=2) - 1)
    x, y, z = (v / (s + 1e-12)[:, None]).T
    zero = np.zeros_like(x)
    k = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], 1).reshape(-1, 3, 3)
    return np.eye(3) + np.sin(angle)[:, None, None] * k + (1 - np.cos(angle))[:, None, None] * (k @ k)
