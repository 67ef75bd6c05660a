"""A random box room: floor, walls, a mat, furniture along the walls, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .camera import Camera

CLEAR_M = 1.5  # furniture stays this far from the middle
FLOORS = {"wood": (0.36, 0.22, 0.12), "carpet": (0.30, 0.29, 0.28), "tile": (0.45, 0.43, 0.40)}
MATS = ((0.10, 0.25, 0.30), (0.28, 0.10, 0.28), (0.08, 0.08, 0.09), (0.15, 0.30, 0.12), (0.35, 0.12, 0.10))


@dataclass(frozen=True)
class Paint:
    """A second colour in a pattern (`patterns.py`)."""

    pattern: str
    pitch: float  # metres it repeats after
    colour: np.ndarray


@dataclass
class Box:
    lo: np.ndarray
    hi: np.ndarray
    colour: np.ndarray
    solid: bool = False  # may hide a body (else it stands far behind)
    paint: Paint | None = None


@dataclass(frozen=True)
class Mat:
    x: float
    y: float
    degrees: float
    half: tuple[float, float] = (0.95, 0.36)


@dataclass
class Room:
    lo: np.ndarray
    hi: np.ndarray
    floor: str  # a name of FLOORS
    floor_colour: np.ndarray
    wall_colour: np.ndarray
    mat: Mat | None
    mat_colour: tuple[float, float, float]
    boxes: list[Box] = field(default_factory=list)
    seed: int = 0  # of the textures
    wall_paint: Paint | None = None


def make_room(
    rng: np.random.Generator,
    camera: Camera,
    wall_y: float | None = None,
    mat_at: tuple[float, float] | None = None,
    eyes: Sequence[np.ndarray] = (),
) -> Room:
    """A room around the camera and the other places it films from; `wall_y` puts the back wall there."""
    eyes = [camera.eye, *eyes]
    mat = None
    if mat_at is not None:
        mat = Mat(float(mat_at[0] + rng.uniform(-0.1, 0.1)), mat_at[1], float(rng.uniform(-3, 3)))
    lo, hi = _walls(rng, eyes, wall_y)
    floor = str(rng.choice(list(FLOORS)))
    tint = rng.uniform(0.75, 1.2, 3) * rng.uniform(0.7, 1.2)
    wall = np.array([0.62, 0.60, 0.55]) * rng.uniform(0.85, 1.1, 3) * rng.uniform(0.7, 1.15)
    boxes = []
    for _ in range(int(rng.integers(2, 5))):
        corners = _furniture(rng, camera.eye, lo, hi, wall_y is None)
        if all(out_of_the_way(*corners, eye) for eye in eyes):
            boxes.append(Box(*corners, muted(rng)))
    boxes += [_picture(rng, hi[1]) for _ in range(int(rng.integers(0, 3)))]
    mat_colour = MATS[rng.integers(len(MATS))]
    return Room(
        lo,
        hi,
        floor,
        np.array(FLOORS[floor]) * tint,
        np.clip(wall, 0, 0.85),
        mat,
        mat_colour,
        boxes,
        int(rng.integers(1 << 30)),
    )


def _walls(rng: np.random.Generator, eyes: Sequence[np.ndarray], wall_y: float | None) -> tuple[np.ndarray, np.ndarray]:
    """The room's corners, with every camera inside."""
    back = rng.uniform(1.5, 2.6) if wall_y is None else wall_y
    lo = np.array([-rng.uniform(2.2, 3.2), -6.0, 0.0])
    hi = np.array([rng.uniform(2.2, 3.2), back, rng.uniform(2.4, 2.8)])
    lo[:2] = np.minimum(lo[:2], np.min(eyes, axis=0)[:2] - 0.4)
    hi = np.maximum(hi, np.max(eyes, axis=0) + np.array([0.4, 0.4, 0.2]))
    if wall_y is not None:
        hi[1] = wall_y
    return lo, hi


def _furniture(
    rng: np.random.Generator, eye: np.ndarray, lo: np.ndarray, hi: np.ndarray, deep: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Corners of a cupboard or a chest at the back wall or at a side wall."""
    wide, thick = rng.uniform(0.4, 1.4), rng.uniform(0.3, 0.6)
    high = rng.choice([0.45, 0.8, 1.1, 1.8]) * rng.uniform(0.9, 1.1)
    across = -np.sign(eye[:2]) * (np.abs(eye[:2]) > 0.8)  # the walls the camera faces
    if rng.random() < 0.5 or (deep and across[1] != 0):
        size = np.array([wide, thick, high])
        centre = np.array([rng.choice([-1, 1]) * rng.uniform(CLEAR_M, 2.6), hi[1] - thick / 2 - 0.02, high / 2])
    else:
        size = np.array([thick, wide, high])
        side = across[0] if across[0] else rng.choice([-1, 1])
        wall_x = hi[0] if side > 0 else lo[0]
        centre = np.array([wall_x - side * (thick / 2 + 0.02), rng.uniform(-1.0, 1.2), high / 2])
    return centre - size / 2, centre + size / 2


def out_of_the_way(lo: np.ndarray, hi: np.ndarray, eye: np.ndarray) -> bool:
    """Neither where the person is nor in the line of sight."""
    centre, size = (lo + hi)[:2] / 2, (hi - lo)[:2]
    away = float(np.linalg.norm(eye[:2]))
    view = -eye[:2] / (away + 1e-9)
    ahead = float((centre - eye[:2]) @ view)
    aside = abs(float((centre - eye[:2]) @ np.array([-view[1], view[0]]))) - float(size.max()) / 2
    in_sight = -0.5 < ahead < away + 0.3 and aside < 0.35 + 0.75 * max(ahead, 0)
    return not in_sight and bool(np.any(np.abs(centre) >= CLEAR_M))


def _picture(rng: np.random.Generator, wall_y: float) -> Box:
    half_w, half_h = rng.uniform(0.3, 0.8, 2) / 2
    x, z = rng.choice([-1, 1]) * rng.uniform(0.9, 2.2), rng.uniform(1.4, 1.8)
    lo, hi = np.array([x - half_w, wall_y - 0.03, z - half_h]), np.array([x + half_w, wall_y, z + half_h])
    return Box(lo, hi, muted(rng))


def muted(rng: np.random.Generator) -> np.ndarray:
    grey = rng.uniform(0.08, 0.55)
    return np.clip(grey * (1 + rng.uniform(-0.35, 0.35, 3)), 0.03, 0.75)
