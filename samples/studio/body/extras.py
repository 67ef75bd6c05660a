"""What is worn, held or carried beyond the body's own mesh: long hair, a skirt, dumbbells, a machine's pads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .head import Colour
from .mesh import CLOTH, HAIR, SHOE, Mesh
from .rig import Pose, X, Y, Z, rot, unit, vertex_normals
from .subject import Subject

SKIRT = (18002, 36, 20)  # the base mesh's helper: first vertex, vertices a ring, rings from the waist to the floor
IRON: Colour = (0.06, 0.06, 0.065)
CURL = (38.0, 76.0, 60.0)  # degrees of a finger's three joints round a handle
GRIP_RADIUS, GRIP_HALF, PLATE_RADIUS, PLATE_HALF = 0.014, 0.065, 0.045, 0.03  # metres
PAD_RADIUS, PAD_HALF, PAD_UP, LEVER_RADIUS, LEVER_M = 0.05, 0.11, 0.055, 0.03, 0.8  # metres
Weights = dict[str, np.ndarray]  # by bone, each (N,)


def added(s: Subject, mesh: Mesh, verts: np.ndarray, faces: np.ndarray, colour: Colour, kind: int, w: Weights) -> Mesh:
    """The mesh with one more piece."""
    n, k = len(verts), mesh.w_idx.shape[1]
    idx, val = np.zeros((n, k), mesh.w_idx.dtype), np.zeros((n, k), mesh.w_val.dtype)
    for j, (bone, much) in enumerate(w.items()):
        idx[:, j], val[:, j] = s.bone(bone), much
    return replace(
        mesh,
        verts=np.concatenate([mesh.verts, verts]),
        faces=np.concatenate([mesh.faces, faces + len(mesh.verts)]).astype(np.int32),
        colour=np.concatenate([mesh.colour, np.tile(np.float32(colour), (n, 1))]),
        cover=np.concatenate([mesh.cover, np.ones(n, np.float32)]),
        kind=np.concatenate([mesh.kind, np.full(len(faces), kind, np.int32)]),
        w_idx=np.concatenate([mesh.w_idx, idx]),
        w_val=np.concatenate([mesh.w_val, val]),
    )


def _grid(rings: int, around: int, closed: bool) -> np.ndarray:
    """Triangles between rings of vertices."""
    k, j = np.meshgrid(np.arange(rings - 1), np.arange(around if closed else around - 1), indexing="ij")
    a, b = (k * around + j).ravel(), (k * around + (j + 1) % around).ravel()
    return np.concatenate([np.stack([a, a + around, b], 1), np.stack([b, a + around, b + around], 1)])


def _outside(s: Subject, verts: np.ndarray, by: np.ndarray) -> np.ndarray:
    """The vertices, moved so that each is at least its share of `by`, metres, outside the body."""
    hull = s.vertices_of("body")
    normals = vertex_normals(s.verts, s.faces["body"])[hull]
    out = verts.copy()
    for _ in range(3):
        for i, v in enumerate(out):
            near = int(((s.verts[hull] - v) ** 2).sum(1).argmin())
            out[i] = v + max(by[i] - float((v - s.verts[hull[near]]) @ normals[near]), 0.0) * normals[near]
    return out


def with_skirt(s: Subject, mesh: Mesh, length: float, colour: Colour) -> Mesh:
    """A skirt from under the shirt down to `length`, a share of hip to ankle; it follows both thighs."""
    first, around, rings = SKIRT
    verts = s.verts[first : first + around * rings].reshape(rings, around, 3)
    order = np.argsort(np.arctan2(*(verts[rings // 2] - verts[rings // 2].mean(0))[:, :2].T))
    hip, ankle = (float(s.heads[s.bone(b)][2]) for b in ("upperleg01.L", "foot.L"))
    height = verts[:, :, 2].mean(1)
    kept = (height > hip - length * (hip - ankle)) & (height < hip + 0.05)  # what is higher is under the shirt
    rows = verts[kept][:, order]
    about = rows.mean(1, keepdims=True)
    verts = (about + (rows - about) * [1.05, 1.05, 1.0]).reshape(-1, 3)
    low = np.clip((hip + 0.02 - verts[:, 2]) / 0.2, 0, 1)  # 0 at the waist: with the pelvis; 1 with the legs
    left = np.clip(0.5 + verts[:, 0] / 0.24, 0, 1)
    weights = {"root": 1 - low, "upperleg01.L": low * left, "upperleg01.R": low * (1 - left)}
    return added(s, mesh, verts, _grid(int(kept.sum()), around, True), colour, CLOTH, weights)


def with_long_hair(s: Subject, mesh: Mesh, length: float, colour: Colour) -> Mesh:
    """Hair that falls over ears and neck, `length` metres down from the eyes."""
    eyes = (s.verts[s.vertices_of("helper-l-eye")].mean(0) + s.verts[s.vertices_of("helper-r-eye")].mean(0)) / 2
    middle = np.array([0.0, s.heads[s.bone("head")][1] + 0.015, eyes[2]])
    around, rings = 33, 24
    t = np.linspace(-0.06, length, rings)[:, None]  # metres below the eyes
    half = 112 - 42 * np.clip((t - 0.08) / 0.12, 0, 1)  # degrees from the back: beside the face, behind the shoulders
    turn = np.deg2rad(half * np.linspace(-1, 1, around))
    wide = np.where(t < 0.12, 0.082, 0.082 + 0.10 * (t - 0.12))
    lock = 1 + 0.03 * np.sin(9 * turn + 8 * t)
    deep = np.where(t < 0.10, 0.105, 0.105 - 0.06 * np.clip((t - 0.10) / 0.1, 0, 1))
    x, y, z = (wide * lock * np.sin(turn), deep * lock * np.cos(turn), -t + 0 * turn)
    by = np.repeat(np.where(t[:, 0] < 0.12, 0.016, 0.036), around)  # over the shirt
    outer = _outside(s, (middle + np.stack([x, y, z], -1)).reshape(-1, 3), by)
    inner = outer - 0.008 * unit_rows(outer - middle - np.stack([0 * x, 0 * y, z], -1).reshape(-1, 3))
    sheet = _grid(rings, around, False)
    faces = np.concatenate([sheet, sheet[:, ::-1] + len(outer)])
    down = np.clip((np.tile(t, (1, around)).ravel() - 0.10) / 0.16, 0, 1)  # 0 with the head, 1 with the back
    down = np.tile(down, 2)
    weights = {"head": 1 - down, "neck01": down * (1 - down), "spine01": down**2}
    return added(s, mesh, np.concatenate([outer, inner]), faces, colour, HAIR, weights)


def unit_rows(v: np.ndarray) -> np.ndarray:
    return v / (np.linalg.norm(v, axis=1, keepdims=True) + 1e-9)


def with_dumbbells(s: Subject, mesh: Mesh) -> Mesh:
    """One in each hand: a handle across the palm, a plate at either end."""
    for side in "LR":
        centre, axis = _handle(s, side)
        for along, half, radius in (
            (0.0, GRIP_HALF, GRIP_RADIUS),
            *((k * (GRIP_HALF + PLATE_HALF), PLATE_HALF, PLATE_RADIUS) for k in (-1, 1)),
        ):
            verts, faces = _cylinder(centre + along * axis, axis, half, radius)
            mesh = added(s, mesh, verts, faces, IRON, SHOE, {f"wrist.{side}": np.ones(len(verts))})
    return mesh


def with_pads(s: Subject, mesh: Mesh) -> Mesh:
    """A calf machine's pads, one on each shoulder, on levers that reach behind; they rise and lean with the chest."""
    for side in "LR":
        pad = s.heads[s.bone(f"upperarm01.{side}")] * [0.65, 1, 1] + PAD_UP * Z
        for centre, half, radius in (
            (pad, PAD_HALF, PAD_RADIUS),
            (pad + LEVER_M / 2 * Y, LEVER_M / 2, LEVER_RADIUS),
        ):
            verts, faces = _cylinder(centre, Y, half, radius)
            mesh = added(s, mesh, verts, faces, IRON, SHOE, {"spine01": np.ones(len(verts))})
    return mesh


WITH = {"dumbbells": with_dumbbells, "pads": with_pads}


def _handle(s: Subject, side: str) -> tuple[np.ndarray, np.ndarray]:
    """At rest: the middle of what the hand holds, and the way it points."""
    wrist, index, little, middle = (
        s.heads[s.bone(f"{n}.{side}")] for n in ("wrist", "finger2-1", "finger5-1", "finger3-1")
    )
    across = unit(index - little)
    palm = -unit(np.cross(index - wrist, little - wrist)) * (1 if side == "L" else -1)
    return middle + 0.030 * palm - 0.004 * unit(middle - wrist), across


def _cylinder(centre: np.ndarray, axis: np.ndarray, half: float, radius: float) -> tuple[np.ndarray, np.ndarray]:
    """With its own vertices for the ends, so that their edges are sharp."""
    a = unit(np.cross(axis, X if abs(axis[0]) < 0.8 else Z))
    b, turn = np.cross(axis, a), np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = radius * (np.cos(turn)[:, None] * a + np.sin(turn)[:, None] * b)
    low, high = centre - half * axis, centre + half * axis
    verts = np.concatenate([low + ring, high + ring, [low], low + ring, [high], high + ring])
    j = np.arange(24)
    after = (j + 1) % 24
    ends = [
        np.stack([0 * j + 48, 49 + after, 49 + j], 1),
        np.stack([0 * j + 73, 74 + j, 74 + after], 1),
    ]
    side = np.concatenate([np.stack([j, after, 24 + j], 1), np.stack([after, 24 + after, 24 + j], 1)])
    return verts, np.concatenate([side, *ends])


def gripping(s: Subject, pose: Pose) -> Pose:
    """The pose with fingers closed round a handle; the rest of the body is as it was."""
    d, p = pose.d.copy(), pose.p.copy()
    for side in "LR":
        _, across = _handle(s, side)
        for finger in range(2, 6):
            for joint in range(1, 4):
                b = s.bone(f"finger{finger}-{joint}.{side}")
                q = int(s.parents[b])
                p[b] = p[q] + d[q] @ (s.heads[b] - s.heads[q])
                d[b] = d[q] @ rot(across, CURL[joint - 1] * (-1 if side == "L" else 1))
    return Pose(d, p)
