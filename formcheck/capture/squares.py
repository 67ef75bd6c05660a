"""Squares of a picture: those to look for a person in, and the one around somebody who was found."""

from __future__ import annotations

import numpy as np

from formcheck.capture.detector import Part
from formcheck.capture.picture import Picture, size_of
from formcheck.motion.pose import Floats

SIDES = (0.6, 0.35)  # of the squares, as shares of the picture's shorter side
OVERLAP = 0.5
ROOM = 2.0  # side of the square around a person, in their extents: arms go up, and people lie down
EDGE = 0.08  # of the square: closer to its edge, it moves


def squares_of(width: int, height: int) -> list[Part]:
    """The squares to look at: the large ones first, from the middle outwards, because people film themselves there."""
    found: list[Part] = []
    for share in SIDES:
        side = max(1, round(share * min(width, height)))
        xs, ys = (_steps(whole, side) for whole in (width, height))
        middle = (width - side) / 2, (height - side) / 2
        found += sorted(
            ((x, y, side) for x in xs for y in ys), key=lambda s: (abs(s[0] - middle[0]) + abs(s[1] - middle[1]), s)
        )
    return found


def _steps(whole: int, side: int) -> list[int]:
    many = 1 + int(np.ceil((whole - side) / (OVERLAP * side)))
    return [round(x) for x in np.linspace(0, whole - side, many)]


def square_around(points: Floats) -> Part:
    """A square around a person, with room to move; it may go beyond the picture."""
    low, high = points.min(axis=0), points.max(axis=0)
    side = max(1, round(ROOM * float((high - low).max())))
    left, top = ((low + high - side) / 2).round().astype(int)
    return int(left), int(top), side


def leaves(points: Floats, part: Part, size: tuple[int, int]) -> bool:
    """Whether a person comes close to the edge of the square, where there is more of the picture beyond it."""
    left, top, side = part
    low, high = points.min(axis=0), points.max(axis=0)
    near = EDGE * side
    return bool(
        (low[0] < left + near and left > 0)
        or (low[1] < top + near and top > 0)
        or (high[0] > left + side - near and left + side < size[0])
        or (high[1] > top + side - near and top + side < size[1])
    )


def cut(rgb: Picture, part: Part) -> Picture:
    """A square of the picture, black beyond its edges."""
    left, top, side = part
    width, height = size_of(rgb)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, width), min(top + side, height)
    if (x1 - x0, y1 - y0) == (side, side):
        return np.ascontiguousarray(rgb[y0:y1, x0:x1])
    square = np.zeros((side, side, 3), np.uint8)
    if x1 > x0 and y1 > y0:
        square[y0 - top : y1 - top, x0 - left : x1 - left] = rgb[y0:y1, x0:x1]
    return square
