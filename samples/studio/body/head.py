"""A subject's skin, face, hair and eyes."""

from __future__ import annotations

import numpy as np

from .mesh import EYE, HAIR, Layer, follows, smoothed
from .subject import Subject

Colour = tuple[float, float, float]
ROSY = np.array([1.06, 0.93, 0.92])
# the hairline on the head: forward of the neck joint, height over the eyes, both in eye-to-crown units
LINE_FORWARD = (-1.0, -0.35, -0.10, 0.02, 0.14, 0.22, 0.34, 0.50, 0.72, 1.0)
LINE_HEIGHT = (-0.75, -0.60, -0.30, 0.22, 0.18, -0.18, -0.10, 0.30, 0.60, 0.66)


def complexion(s: Subject, skin: Colour, hair: Colour, rng: np.random.Generator) -> np.ndarray:
    """(V,3) the colour of the skin: a little blotchy, with cheeks, lips, brows and lids."""
    v = s.verts
    blotch = np.sin(v * [31, 27, 19] + rng.uniform(0, 6, 3)).sum(1) / 3
    c = np.array(skin) * (1 + 0.05 * blotch)[:, None]
    left, right = (v[s.vertices_of(f"helper-{k}-eye")].mean(0) for k in "lr")
    middle = (left + right) / 2
    q = (v - middle) / (left[0] - right[0])  # in units of the gap between the eyes
    x, z = np.abs(q[:, 0]), q[:, 2]
    front = (v[:, 1] < middle[1] + 0.045) & (np.abs(z) < 2.2)
    cheek = np.exp(-(((x - 0.62) / 0.28) ** 2 + ((z + 0.62) / 0.3) ** 2)) * front
    c = c * (1 + cheek[:, None] * (ROSY - 1) * 1.6)
    mouth = (x < 0.42) & (v[:, 1] < middle[1] + 0.02)
    lips = mouth & (np.abs(z + 1.13 - 0.05 * x) < 0.135 - 0.12 * x**2)
    c[lips] = c[lips] * [0.82, 0.50, 0.52]
    arch = 0.27 + 0.10 * np.sin(np.clip((x - 0.15) / 0.62, 0, 1) * 2.2)
    brow = (x > 0.17) & (x < 0.80) & (np.abs(z - arch) < 0.075) & front
    c[brow] = 0.3 * c[brow] + 0.7 * np.array(hair)
    lid = (np.hypot((x - 0.5) / 0.30, z / 0.17) < 1.0) & front
    c[lid] = c[lid] * 0.55
    fingers = np.array([b.startswith("finger") for b in s.main_bone])
    c[fingers] = c[fingers] * ROSY
    return c


def hair(s: Subject, normals: np.ndarray, colour: Colour) -> Layer:
    """Short hair: the scalp, thicker away from the hairline."""
    v, body = s.verts, s.faces["body"]
    cover = _scalp(s)
    thick = 0.006 + 0.016 * np.clip(cover / 0.03, 0, 1)
    wave = 1 + 0.25 * np.sin(v[:, 0] * 160 + np.sin(v[:, 2] * 60) * 2)
    verts = smoothed(v, body, cover > -0.01, 6) + normals * thick[:, None]
    return Layer(body[(cover[body] > -0.02).any(1)], verts, np.array(colour) * wave[:, None], cover, HAIR)


def _scalp(s: Subject) -> np.ndarray:
    """(V,) above 0 on the hair-covered scalp, about metres from the hairline."""
    v = s.verts
    eye_z = v[s.vertices_of("helper-l-eye")][:, 2].mean()
    size = v[s.vertices_of("body")][:, 2].max() - eye_z
    forward = (s.heads[s.bone("head")][1] - v[:, 1]) / size
    line = np.interp(forward, LINE_FORWARD, LINE_HEIGHT) - 0.05 * np.abs(v[:, 0]) / size
    over = (v[:, 2] - eye_z) / size - line
    return np.where(follows(s, "head") > 0.5, np.clip(over * size, -1, 0.05), -1.0)


def eyes(s: Subject, iris: Colour) -> list[Layer]:
    layers = []
    for side in "lr":
        v, ids = s.verts, s.vertices_of(f"helper-{side}-eye")
        centre = v[ids].mean(0)
        off = np.hypot(v[:, 0] - centre[0], v[:, 2] - centre[2]) / np.abs(v[ids] - centre).max()
        pupil, coloured = (off < 0.22)[:, None], (off < 0.50)[:, None]
        colour = np.where(pupil, 0.01, np.where(coloured, np.array(iris), 0.62))
        layers.append(Layer(s.faces[f"helper-{side}-eye"], v, colour, np.ones(len(v)), EYE))
    return layers
