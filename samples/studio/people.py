"""The person and the conditions: body, clothes, light and sensor, drawn from a seeded generator."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from .body.clothes import Outfit
from .render import Light
from .sensor import Sensor

T = TypeVar("T")
ORIGINS = ("caucasian", "african", "asian")  # of body k: the k-th, and again from the first
_SKIN = {"african": (0.17, 0.085, 0.05), "asian": (0.60, 0.41, 0.28), "caucasian": (0.68, 0.46, 0.36)}
_DARK = [(0.015, 0.010, 0.008), (0.06, 0.035, 0.02)]
_HAIR = [*_DARK, (0.16, 0.09, 0.04), (0.40, 0.27, 0.12), (0.30, 0.29, 0.28)]
_SHIRT = [
    (0.10, 0.22, 0.42),
    (0.45, 0.08, 0.08),
    (0.05, 0.05, 0.06),
    (0.60, 0.60, 0.58),
    (0.08, 0.30, 0.18),
    (0.55, 0.42, 0.08),
    (0.30, 0.12, 0.33),
    (0.20, 0.21, 0.22),
]
_LEGS = [(0.04, 0.04, 0.05), (0.10, 0.12, 0.20), (0.22, 0.22, 0.22), (0.28, 0.24, 0.18), (0.12, 0.05, 0.08)]
_SHOES = [(0.6, 0.6, 0.6), (0.05, 0.05, 0.06), (0.35, 0.06, 0.06), (0.08, 0.15, 0.35)]


def _pick(r: np.random.Generator, xs: list[T]) -> T:
    return xs[int(r.integers(len(xs)))]


def outfit(r: np.random.Generator, body: int) -> Outfit:
    origin = ORIGINS[body % 3]
    tone = np.clip(np.array(_SKIN[origin]) * r.uniform(0.75, 1.2), 0.02, 0.8)
    return Outfit(
        skin=tuple(float(x) for x in tone),
        hair=_pick(r, _HAIR if origin == "caucasian" else _DARK),
        shirt=_pick(r, _SHIRT),
        legwear=_pick(r, _LEGS),
        shoe=_pick(r, _SHOES),
        sleeve=_pick(r, [0.45, 0.6, 0.6, 0.9, 1.85]),
        leg=_pick(r, [0.5, 0.65, 0.85, 1.8]),
        fit=float(r.uniform(0.004, 0.014)),
        stripes=bool(r.random() < 0.2),
    )


def light(r: np.random.Generator, dim: float = 0.0) -> Light:
    """`dim` 0 is a lit room, 1 an evening with one lamp."""
    key, ambient = r.uniform(0.45, 1.05), r.uniform(0.45, 0.8)
    return Light(
        float(r.uniform(-75, 75)),
        float(r.uniform(35, 70)),
        float(key * (1 - 0.8 * dim)),
        float(ambient * (1 - 0.93 * dim)),
        float(r.uniform(-1, 1)),
    )


def sensor(r: np.random.Generator, dim: float = 0.0) -> Sensor:
    return Sensor(
        noise=float(r.uniform(0.004, 0.016) + 0.045 * dim),
        blur=float(r.uniform(0.4, 0.9)),
        exposure=float(r.uniform(0.85, 1.15)),
        vignette=float(r.uniform(0.05, 0.25)),
    )
