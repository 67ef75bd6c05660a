"""Layers of a dressed body as one mesh, each a copy of some of the subject's vertices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .subject import Subject

SKIN, CLOTH, HAIR, SHOE, EYE = range(5)  # materials, as shade.py knows them


@dataclass(frozen=True, eq=False)
class Layer:
    """All arrays but `faces` are per vertex of the subject."""

    faces: np.ndarray  # (F,3) vertices of the subject
    verts: np.ndarray  # (V,3) places at rest
    colour: np.ndarray  # (V,3) linear-light albedo
    cover: np.ndarray  # (V,) the layer is cut, per pixel, where this falls below 0
    material: int


@dataclass(frozen=True, eq=False)
class Mesh:
    verts: np.ndarray  # (N,3) rest
    faces: np.ndarray  # (F,3)
    colour: np.ndarray  # (N,3)
    cover: np.ndarray  # (N,)
    kind: np.ndarray  # (F,) material
    w_idx: np.ndarray  # (N,K) bones
    w_val: np.ndarray  # (N,K) and their weights


def merge(s: Subject, layers: list[Layer]) -> Mesh:
    used = [np.unique(layer.faces) for layer in layers]
    first = np.cumsum([0, *(len(u) for u in used)])
    faces = [start + np.searchsorted(u, layer.faces) for start, u, layer in zip(first, used, layers, strict=False)]
    rows = np.concatenate(used)

    def gather(field: str) -> np.ndarray:
        return np.concatenate([getattr(layer, field)[u] for layer, u in zip(layers, used, strict=True)])

    return Mesh(
        verts=gather("verts"),
        faces=np.concatenate(faces).astype(np.int32),
        colour=gather("colour").astype(np.float32),
        cover=gather("cover").astype(np.float32),
        kind=np.repeat([layer.material for layer in layers], [len(layer.faces) for layer in layers]).astype(np.int32),
        w_idx=s.w_idx[rows],
        w_val=s.w_val[rows],
    )


def follows(s: Subject, *prefixes: str) -> np.ndarray:
    """(V,) how much each vertex is moved by bones of such names, 0 to 1."""
    hit = np.array([b.startswith(prefixes) for b in s.bones])
    return (s.w_val * hit[s.w_idx]).sum(1)


def smoothed(verts: np.ndarray, faces: np.ndarray, mask: np.ndarray, rounds: int) -> np.ndarray:
    """Vertices in the mask drawn half-way to the mean of their neighbours, some times."""
    n = len(verts)
    e = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    e = np.concatenate([e, e[:, ::-1]])
    neighbours = np.bincount(e[:, 0], minlength=n).clip(1)[:, None]
    out = verts.copy()
    for _ in range(rounds):
        mean = np.stack([np.bincount(e[:, 0], out[e[:, 1], c], n) for c in range(3)], 1) / neighbours
        out[mask] = 0.5 * out[mask] + 0.5 * mean[mask]
    return out
