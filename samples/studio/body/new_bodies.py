"""Makes the files in `shapes/` from the anny body model. Needs anny and torch, which nothing else here does:

python -m samples.studio.body.new_bodies
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .subject import PARTS, SHAPES, STEP_M

COUNT = 8


def phenotype(index: int) -> dict[str, float]:
    """Body number `index`: women and men by turns, of three origins, 30 to 70 years, slim to heavy."""
    r = np.random.default_rng(7000 + index)
    origins = ("caucasian", "african", "asian")

    def between(lo: float, hi: float) -> float:
        return round(float(r.uniform(lo, hi)), 3)

    gender = (0.05, 0.95)[index % 2]
    return {
        "gender": gender,
        "age": between(0.62, 0.92),
        "muscle": between(0.35, 0.75),
        "weight": between(0.30, 0.80),
        "height": between(0.28, 0.50) if gender < 0.5 else between(0.35, 0.60),
        "proportions": between(0.4, 0.8),
        "cupsize": between(0.3, 0.6),
        "firmness": between(0.4, 0.8),
        **{o: 0.8 if o == origins[index % 3] else 0.1 for o in origins},
    }


def write_all(folder: Path = SHAPES) -> None:
    import anny
    import torch

    model = anny.Anny(phenotypes="all", topology="anny-full", skinning_method="lbs").to(dtype=torch.float32)
    data = Path(anny.__path__[0]) / "data"
    groups = _triangles(data / "mpfb2/3dobjs/base.obj")
    regressors = torch.load(data / "keypoints/coco.pth", weights_only=True)
    folder.mkdir(exist_ok=True)
    np.savez_compressed(folder / "shared.npz", **_shared(model, groups, regressors))
    for k in range(COUNT):
        upright = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
        with torch.no_grad():
            out = model(pose_parameters=upright, phenotype_kwargs=phenotype(k))
        verts, heads = out["rest_vertices"][0].numpy(), out["rest_bone_heads"][0].numpy()
        floor = np.array([0, 0, verts[np.unique(groups["body"]), 2].min()])
        np.savez_compressed(folder / f"body-{k}.npz", verts=_steps(verts - floor), heads=_steps(heads - floor))


def _shared(model: Any, groups: dict[str, np.ndarray], regressors: dict[str, Any]) -> dict[str, np.ndarray]:
    """What all bodies have in common, in small types."""
    rows = [w.numpy() for w in regressors.values()]
    used = [np.flatnonzero(w) for w in rows]
    return {
        "bones": np.array(list(model.bone_labels)),
        "parents": np.array(model.bone_parents, np.int16),
        "w_idx": model.vertex_bone_indices.numpy().astype(np.uint8),
        "w_val": model.vertex_bone_weights.numpy().astype(np.float16),
        "lm_names": np.array(list(regressors)),
        "lm_count": np.array([len(u) for u in used], np.int16),
        "lm_vertex": np.concatenate(used).astype(np.uint16),
        "lm_weight": np.concatenate([w[u] for w, u in zip(rows, used, strict=True)]).astype(np.float16),
        **{f"faces_{part}": f.astype(np.uint16) for part, f in groups.items()},
    }


def _steps(metres: np.ndarray) -> np.ndarray:
    return np.round(metres / STEP_M).astype(np.int32)


def _triangles(path: Path) -> dict[str, np.ndarray]:
    """The triangles of each part of the base mesh (an OBJ file of polygons in groups)."""
    faces: dict[str, list[list[int]]] = {part: [] for part in PARTS}
    group = ""
    for line in path.read_text().splitlines():
        if line.startswith("g "):
            group = line.split()[1]
        elif line.startswith("f ") and group in faces:
            corners = [int(t.split("/")[0]) - 1 for t in line.split()[1:]]
            faces[group] += [[corners[0], *corners[i : i + 2]] for i in range(1, len(corners) - 1)]
    return {part: np.array(f, np.int32) for part, f in faces.items()}


if __name__ == "__main__":
    write_all()
