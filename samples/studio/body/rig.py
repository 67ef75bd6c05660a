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


@njit(cache=True)
def cross(a, b):
    """Of two vectors of three, without numpy's checks, which take longer than the rest of a pose."""
    return np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])


@njit(cache=True)
def unit(v):
    return v / (np.sqrt((v * v).sum()) + 1e-12)


@njit(cache=True)
def rot(axis, deg):
    """Rotation by `deg` about `axis` (right hand rule)."""
    a = np.deg2rad(deg)
    x, y, z = unit(axis)
    s, c = np.sin(a), 1 - np.cos(a)
    return np.array(
        [
            [1 - c * (y * y + z * z), c * x * y - s * z, c * x * z + s * y],
            [c * x * y + s * z, 1 - c * (x * x + z * z), c * y * z - s * x],
            [c * x * z - s * y, c * y * z + s * x, 1 - c * (x * x + y * y)],
        ]
    )


def frame(direction: np.ndarray, pole: np.ndarray) -> np.ndarray:
    """Orthonormal frame (columns) with the first axis along `direction`, the second towards `pole`."""
    e1 = unit(direction)
    e2 = unit(pole - (pole @ e1) * e1)
    return np.stack([e1, e2, cross(e1, e2)], axis=1)


def swing(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The smallest rotation that takes direction a to b."""
    a, b = unit(a), unit(b)
    axis = cross(a, b)
    if np.linalg.norm(axis) < 1e-9:
        return np.eye(3)
    return rot(axis, np.rad2deg(np.arctan2(np.linalg.norm(axis), a @ b)))


def twist_about(r: np.ndarray, axis: np.ndarray) -> float:
    """Degrees of the rotation r about `axis` (r must nearly keep the axis)."""
    ref = unit(cross(axis, X if abs(axis[0]) < 0.9 else Y))
    v = r @ ref
    return float(np.rad2deg(np.arctan2(cross(ref, v) @ axis, ref @ v)))


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
        local, imposed = self.local, np.zeros(self.n, np.bool_)
        if self.world:
            local = local.copy()
            for b, r in self.world.items():
                local[b], imposed[b] = r, True
        return Pose(*chained(local, imposed, self.par, self.h, self.root))

    def vec(self, a: str, b: str) -> np.ndarray:
        """Rest vector from bone head a to bone head b."""
        return self.h[self.i[b]] - self.h[self.i[a]]

    def length(self, a: str, b: str) -> float:
        return float(np.linalg.norm(self.vec(a, b)))


@njit(cache=True)
def chained(local, imposed, parents, heads, root):
    """World rotation and place of every bone; an `imposed` one has its world rotation in `local`."""
    n = len(parents)
    d, p = np.empty((n, 3, 3)), np.empty((n, 3))
    for b in range(n):
        q = parents[b]
        for i in range(3):
            p[b, i] = root[i] if q < 0 else p[q, i]
            for j in range(3):
                if q >= 0:
                    p[b, i] += d[q, i, j] * (heads[b, j] - heads[q, j])
                if q < 0 or imposed[b]:
                    d[b, i, j] = local[b, i, j]
                else:
                    d[b, i, j] = d[q, i, 0] * local[b, 0, j] + d[q, i, 1] * local[b, 1, j] + d[q, i, 2] * local[b, 2, j]
    return d, p


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
