"""Forward kinematics, two-bone IK and skinning on a subject's skeleton.

Convention: every bone carries a world rotation D relative to the rest pose (identity at rest,
axes x = body left, y = body back, z = up), so a child's head is at
``p_child = p_parent + D_parent (h_child - h_parent)``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from .subject import Subject

X, Y, Z = np.eye(3)


class Pose(NamedTuple):
    d: np.ndarray  # (B,3,3) world rotation of each bone, relative to rest
    p: np.ndarray  # (B,3) world place of each bone's head


def unit(v: np.ndarray) -> np.ndarray:
    return v / (np.linalg.norm(v) + 1e-12)


def rot(axis: np.ndarray, deg: float) -> np.ndarray:
    """Rotation by `deg` about `axis` (right hand rule)."""
    a = np.deg2rad(deg)
    x, y, z = unit(np.asarray(axis, float))
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * (k @ k)


def frame(direction: np.ndarray, pole: np.ndarray) -> np.ndarray:
    """Orthonormal frame (columns) with the first axis along `direction`, the second towards `pole`."""
    e1 = unit(direction)
    e2 = unit(pole - (pole @ e1) * e1)
    return np.stack([e1, e2, np.cross(e1, e2)], axis=1)


def swing(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The smallest rotation that takes direction a to b."""
    a, b = unit(a), unit(b)
    axis = np.cross(a, b)
    if np.linalg.norm(axis) < 1e-9:
        return np.eye(3)
    return rot(axis, np.rad2deg(np.arctan2(np.linalg.norm(axis), a @ b)))


def twist_about(r: np.ndarray, axis: np.ndarray) -> float:
    """Degrees of the rotation r about `axis` (r must nearly keep the axis)."""
    ref = unit(np.cross(axis, X if abs(axis[0]) < 0.9 else Y))
    v = r @ ref
    return float(np.rad2deg(np.arctan2(np.cross(ref, v) @ axis, ref @ v)))


def two_bone(a: np.ndarray, target: np.ndarray, l1: float, l2: float, pole: np.ndarray) -> np.ndarray:
    """The middle joint of a two-bone chain from a to target, bent towards `pole`."""
    d = target - a
    dist = float(np.clip(np.linalg.norm(d), abs(l1 - l2) + 1e-4, (l1 + l2) * 0.9999))
    e = unit(d)
    side = unit(pole - (pole @ e) * e)
    along = (l1 * l1 - l2 * l2 + dist * dist) / (2 * dist)
    return a + e * along + side * np.sqrt(max(l1 * l1 - along * along, 0.0))


class Rig:
    """A pose being assembled on a subject: set `D` top-down, then call `solve`."""

    def __init__(self, subject: Subject):
        self.s = subject
        self.i = {n: k for k, n in enumerate(subject.bones)}
        self.h = subject.heads
        self.par = subject.parents
        self.n = len(subject.bones)
        self.reset()

    def reset(self) -> None:
        self.local = np.tile(np.eye(3), (self.n, 1, 1))  # relative to the parent, rest axes
        self.world: dict[int, np.ndarray] = {}  # bones whose world rotation is imposed
        self.root = np.zeros(3)  # world place of the root bone's head

    def set_local(self, bone: str, r: np.ndarray) -> None:
        self.local[self.i[bone]] = r

    def set_world(self, bone: str, r: np.ndarray) -> None:
        self.world[self.i[bone]] = r

    def solve(self) -> Pose:
        d = np.empty((self.n, 3, 3))
        p = np.empty((self.n, 3))
        for b in range(self.n):
            q = self.par[b]
            if q < 0:
                d[b] = self.world.get(b, self.local[b])
                p[b] = self.root
            else:
                d[b] = self.world[b] if b in self.world else d[q] @ self.local[b]
                p[b] = p[q] + d[q] @ (self.h[b] - self.h[q])
        return Pose(d, p)

    def vec(self, a: str, b: str) -> np.ndarray:
        """Rest vector from bone head a to bone head b."""
        return self.h[self.i[b]] - self.h[self.i[a]]

    def length(self, a: str, b: str) -> float:
        return float(np.linalg.norm(self.vec(a, b)))


@njit(cache=True, fastmath=True)
def skin(verts, w_idx, w_val, d, p, h):
    """Linear blend skinning."""
    n, k = w_idx.shape
    out = np.zeros((n, 3))
    for v in range(n):
        for j in range(k):
            w = w_val[v, j]
            if w < 1e-5:
                continue
            b = w_idx[v, j]
            x = verts[v, 0] - h[b, 0]
            y = verts[v, 1] - h[b, 1]
            z = verts[v, 2] - h[b, 2]
            for c in range(3):
                out[v, c] += w * (d[b, c, 0] * x + d[b, c, 1] * y + d[b, c, 2] * z + p[b, c])
    return out


@njit(cache=True, fastmath=True)
def vertex_normals(verts, faces):
    out = np.zeros_like(verts)
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ux, uy, uz = verts[b, 0] - verts[a, 0], verts[b, 1] - verts[a, 1], verts[b, 2] - verts[a, 2]
        vx, vy, vz = verts[c, 0] - verts[a, 0], verts[c, 1] - verts[a, 1], verts[c, 2] - verts[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for i in (a, b, c):
            out[i, 0] += nx
            out[i, 1] += ny
            out[i, 2] += nz
    for i in range(out.shape[0]):
        m = np.sqrt(out[i, 0] ** 2 + out[i, 1] ** 2 + out[i, 2] ** 2) + 1e-12
        out[i, 0] /= m
        out[i, 1] /= m
        out[i, 2] /= m
    return out
