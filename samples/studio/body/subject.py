"""A person at rest: mesh, skeleton, skin weights and landmark weights, read from `shapes/`.

All bodies share one topology, skeleton and weights (`shared.npz`); a body is only where its vertices and
joints lie, in steps of 1/20 mm. `new_bodies.py` makes further ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

SHAPES = Path(__file__).parent / "shapes"
STEP_M = 1 / 20_000
PARTS = ("body", "helper-tights", "helper-l-eye", "helper-r-eye")


@dataclass(frozen=True, eq=False)
class Subject:
    verts: np.ndarray  # (V,3) rest pose, metres, z up, facing -y, body left = +x
    faces: dict[str, np.ndarray]  # part -> (F,3)
    bones: list[str]
    parents: np.ndarray  # (B,) -1 for the root
    heads: np.ndarray  # (B,3) where each bone begins
    w_idx: np.ndarray  # (V,K) bones that move a vertex
    w_val: np.ndarray  # (V,K) how much
    landmarks: dict[str, tuple[np.ndarray, np.ndarray]]  # name -> vertices and their weights

    def bone(self, name: str) -> int:
        return self.bones.index(name)

    @cached_property
    def main_bone(self) -> np.ndarray:
        """(V,) the name of the bone that moves a vertex most."""
        return np.array(self.bones)[self.w_idx[np.arange(len(self.verts)), self.w_val.argmax(1)]]

    def vertices_of(self, part: str) -> np.ndarray:
        return np.unique(self.faces[part])


@cache
def load(index: int) -> Subject:
    """Body number `index` of the pool."""
    path = SHAPES / f"body-{index}.npz"
    if not path.exists():
        raise ValueError(f"no body {index}; there are 0 to {count() - 1}")
    shared, body = np.load(SHAPES / "shared.npz"), np.load(path)
    rows = np.split(np.arange(len(shared["lm_vertex"])), np.cumsum(shared["lm_count"])[:-1])  # per landmark
    return Subject(
        verts=body["verts"] * STEP_M,
        heads=body["heads"] * STEP_M,
        faces={part: shared[f"faces_{part}"].astype(np.int32) for part in PARTS},
        bones=[str(b) for b in shared["bones"]],
        parents=shared["parents"].astype(np.int32),
        w_idx=shared["w_idx"].astype(np.int32),
        w_val=_sum_to_one(shared["w_val"]),
        landmarks={
            str(n): (shared["lm_vertex"][r].astype(np.int32), _sum_to_one(shared["lm_weight"][r]))
            for n, r in zip(shared["lm_names"], rows, strict=True)
        },
    )


def _sum_to_one(weights: np.ndarray) -> np.ndarray:
    """Weights along the last axis, freed of the rounding to 16 bits."""
    w = weights.astype(np.float32)
    return w / w.sum(-1, keepdims=True)


def count() -> int:
    return len(list(SHAPES.glob("body-*.npz")))
