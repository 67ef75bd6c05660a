"""A busy background: racks, stacks, lockers, wall bars and posters along every wall, all drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .patterns import PATTERNS
from .room import Box, Paint, Room, muted, out_of_the_way

AISLE_M = 1.45  # from the middle of the room, kept free
AT_THE_WALL_M = 1.15  # kept free on either side of a person who leans on the wall
NEAR_M = 1.2  # nothing stands this close to a camera
WALLS = ("", "bricks", "stripes", "bars", "grid", "checks")
PITCHES = (0.03, 0.06, 0.12, 0.25, 0.5)  # metres: texture at several scales


def fill(rng: np.random.Generator, room: Room, eyes: Sequence[np.ndarray], wall: bool = False) -> None:
    """Furnishes the room. `wall`: somebody leans on the back wall."""
    pattern = str(rng.choice(WALLS))
    if pattern:
        colour = np.clip(room.wall_colour * rng.uniform(0.45, 0.85), 0, 0.85)
        room.wall_paint = Paint(pattern, float(rng.choice(PITCHES[2:])), colour)
    for axis in (0, 1):
        for far in (room.lo, room.hi):
            _along(rng, room, axis, float(far[axis]), eyes, wall and axis == 1 and far is room.hi)


def _along(
    rng: np.random.Generator, room: Room, axis: int, wall_at: float, eyes: Sequence[np.ndarray], leaned_on: bool
) -> None:
    """Things side by side along the wall across `axis`, with gaps; posters and bars above the lower ones."""
    inward = 1.0 if wall_at < 0 else -1.0
    at, end = float(room.lo[1 - axis]) + 0.1, float(room.hi[1 - axis]) - 0.1
    while at < end - 0.3:
        width = float(min(rng.uniform(0.35, 1.5), end - at))
        kind = (_rack, _stack, _locker, _bars, _poster, _frame)[int(rng.integers(6))]
        for u, v, z in kind(rng, width):
            lo, hi = np.zeros(3), np.zeros(3)
            lo[1 - axis], hi[1 - axis] = at + u[0], at + u[1]
            lo[axis], hi[axis] = sorted((wall_at + inward * v[0], wall_at + inward * v[1]))
            lo[2], hi[2] = z
            if _free(lo, hi, eyes, leaned_on):
                room.boxes.append(Box(lo, hi, _colour(rng), paint=_paint(rng)))
        at += width + float(rng.uniform(0.02, 0.5))


def _free(lo: np.ndarray, hi: np.ndarray, eyes: Sequence[np.ndarray], leaned_on: bool) -> bool:
    nearest = np.clip(0.0, lo[:2], hi[:2])
    if leaned_on and abs(nearest[0]) < AT_THE_WALL_M:
        return False
    if not leaned_on and float(np.linalg.norm(nearest)) < AISLE_M:
        return False
    return all(
        out_of_the_way(lo, hi, eye) and float(np.linalg.norm(np.clip(eye, lo, hi) - eye)) > NEAR_M for eye in eyes
    )


Parts = list[tuple[tuple[float, float], tuple[float, float], tuple[float, float]]]  # along, from the wall, up


def _rack(rng: np.random.Generator, width: float) -> Parts:
    """Two posts, two to four shelves, and weights on each."""
    deep, high = float(rng.uniform(0.3, 0.5)), float(rng.uniform(0.9, 2.1))
    parts: Parts = [((u, u + 0.05), (0.0, 0.05), (0.0, high)) for u in (0.0, width - 0.05)]
    parts += [((u, u + 0.05), (deep - 0.05, deep), (0.0, high)) for u in (0.0, width - 0.05)]
    for z in np.linspace(0.25, high - 0.1, int(rng.integers(2, 5))):
        parts.append(((0.0, width), (0.0, deep), (float(z) - 0.03, float(z))))
        u = 0.06
        while u < width - 0.15:
            size = float(rng.uniform(0.06, 0.22))
            if rng.random() < 0.75:
                parts.append(((u, u + size), (0.08, deep - 0.04), (float(z), float(z) + float(rng.uniform(0.06, 0.2)))))
            u += size + 0.03
    return parts


def _stack(rng: np.random.Generator, width: float) -> Parts:
    """Boxes on top of each other, each a little smaller."""
    parts: Parts = []
    z, inset = 0.0, 0.0
    for _ in range(int(rng.integers(1, 5))):
        high = float(rng.uniform(0.2, 0.5))
        parts.append(((inset, max(width - inset, inset + 0.1)), (0.02, 0.6 - inset / 2), (z, z + high)))
        z, inset = z + high, inset + float(rng.uniform(0, 0.08))
    return parts


def _locker(rng: np.random.Generator, width: float) -> Parts:
    high, door = float(rng.uniform(1.6, 2.1)), float(rng.uniform(0.25, 0.4))
    doors = max(int(width / door), 1)
    return [((k * door, (k + 1) * door - 0.012), (0.0, 0.45), (0.05, high)) for k in range(doors)]


def _bars(rng: np.random.Generator, width: float) -> Parts:
    """Wall bars: rungs between two posts."""
    gap = float(rng.uniform(0.14, 0.25))
    posts: Parts = [((u, u + 0.06), (0.0, 0.12), (0.0, 2.2)) for u in (0.0, width - 0.06)]
    return posts + [
        ((0.06, width - 0.06), (0.06, 0.10), (float(z), float(z) + 0.035)) for z in np.arange(0.2, 2.1, gap)
    ]


def _poster(rng: np.random.Generator, width: float) -> Parts:
    z = float(rng.uniform(0.7, 1.4))
    return [((0.0, width), (0.0, 0.02), (z, z + float(rng.uniform(0.4, 0.9))))]


def _frame(rng: np.random.Generator, width: float) -> Parts:
    """A training machine: a bench in an upright frame, with a block of weights."""
    high = float(rng.uniform(1.5, 2.2))
    w = max(width, 0.6)
    return [
        ((0.0, 0.08), (0.3, 0.38), (0.0, high)),
        ((w - 0.08, w), (0.3, 0.38), (0.0, high)),
        ((0.0, w), (0.3, 0.38), (high - 0.08, high)),
        ((0.15, w - 0.15), (0.25, 0.45), (0.05, 0.05 + float(rng.uniform(0.3, 0.8)))),
        ((0.2, w - 0.2), (0.45, 0.9), (0.38, 0.46)),
    ]


def _colour(rng: np.random.Generator) -> np.ndarray:
    """Mostly greys and blacks, now and then a bright one."""
    if rng.random() < 0.3:
        return np.clip(rng.uniform(0.03, 0.6, 3), 0.03, 0.7)
    return np.asarray(muted(rng) * rng.choice([0.25, 1.0]))


def _paint(rng: np.random.Generator) -> Paint | None:
    if rng.random() < 0.45:
        return None
    return Paint(str(rng.choice(PATTERNS)), float(rng.choice(PITCHES)), _colour(rng))
