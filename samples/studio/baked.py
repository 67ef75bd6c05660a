"""The empty room for a camera that moves: every surface is painted and lit once, and looked up in each frame."""

from __future__ import annotations

import numpy as np

from .backdrop import BACK_WALL, FLOOR, OTHER, Backdrop, Seen, around, box_colour, corner_shade, lit, paint_room
from .camera import Camera
from .cast import cast
from .patterns import Noise
from .room import Room

TEXEL_M = 0.006  # of the finest copy
CEILING_TEXEL_M = 0.03
SHADE_M = 0.8  # no contact shade further from a box
LEVELS = 7  # copies of a surface, each half as fine


class BakedRoom:
    """Light falls on the room alike from wherever it is seen: only what a ray meets changes with the camera."""

    def __init__(self, room: Room, light: np.ndarray, key: np.ndarray, amb: np.ndarray, support: float):
        """`support` is the height the body lies at: 0 for the floor, else the top of a bench."""
        self.room, self.light, self.key, self.amb = room, light, key, amb
        self.noise = Noise(room.seed)
        self.lo = np.array([room.lo, *(b.lo for b in room.boxes)], float)
        self.hi = np.array([room.hi, *(b.hi for b in room.boxes)], float)
        surfaces = [(b, k, end) for b in range(len(self.lo)) for k in range(3) for end in (0, 1)]
        chains = [self._copies(*s) for s in surfaces]
        flat = [copy for chain in chains for copy in chain]
        self.sizes = np.array([[c.shape[:2] for c in chain] for chain in chains], np.int64)
        starts = np.cumsum([0, *(c.shape[0] * c.shape[1] for c in flat)])[:-1]
        self.starts = starts.reshape(len(surfaces), LEVELS)
        self.texels = np.concatenate([c.reshape(-1, 6) for c in flat])
        self.fine = np.array([_texel(b, k, end) for b, k, end in surfaces])
        self.plane = np.array([self._plane(b, k, end, support) for b, k, end in surfaces], np.int8)

    def seen_from(self, cam: Camera) -> Backdrop:
        radiance, ambient, pos, plane, front = cast(
            cam.eye,
            cam.axes,
            cam.focal(),
            cam.width,
            cam.height,
            self.lo,
            self.hi,
            self._rectangles(cam),
            self.texels,
            self.starts,
            self.sizes,
            self.fine,
            self.plane,
        )
        return Backdrop(radiance, ambient, pos, plane, front if len(self.lo) > 1 else None)

    def _rectangles(self, cam: Camera) -> np.ndarray:
        """(boxes, 4): the pixels each box may cover, from and to, x and y."""
        pick = np.array([[(k >> a) & 1 for a in range(3)] for k in range(8)], bool)
        corners = np.where(pick, self.hi[1:, None], self.lo[1:, None])
        xy, depth = cam.project(corners)
        whole = np.array([0, cam.width, 0, cam.height])
        out = np.tile(whole, (len(corners), 1))
        ahead = (depth > 0.05).all(-1)
        out[ahead, 0], out[ahead, 2] = (np.clip(xy[ahead].min(1) - 1, 0, whole[[1, 3]])).T.astype(int)
        out[ahead, 1], out[ahead, 3] = (np.clip(xy[ahead].max(1) + 2, 0, whole[[1, 3]])).T.astype(int)
        out[_out_of_sight(cam, corners)] = 0
        return np.asarray(out, np.int64)

    def _plane(self, b: int, axis: int, end: int, support: float) -> int:
        if axis == 2 and (b > 0) == bool(support) and end == (1 if support else 0):
            return FLOOR if not support or abs(self.hi[b, 2] - support) < 1e-6 else OTHER
        return BACK_WALL if (b, axis, end) == (0, 1, 1) else OTHER

    def _copies(self, b: int, axis: int, end: int) -> list[np.ndarray]:
        """(H,W,6) ambient light, and with key light; then the same at half the size, and so on."""
        lo, hi = self.lo[b], self.hi[b]
        u, v = [a for a in range(3) if a != axis]
        size = _texel(b, axis, end)
        n_u, n_v = (max(int(np.ceil((hi[a] - lo[a]) / size)), 1) for a in (u, v))
        pos = np.empty((n_v, n_u, 3))
        pos[..., axis] = (lo, hi)[end][axis]
        pos[..., u] = lo[u] + (np.arange(n_u) + 0.5) * size
        pos[..., v] = (lo[v] + (np.arange(n_v) + 0.5) * size)[:, None]
        outward = (1.0 if end else -1.0) * (1 if b else -1)  # a room is seen from inside
        ambient, full = lit(self._painted(pos, b, axis, end, outward), self.light, self.key, self.amb)
        out = [np.concatenate([ambient, full], -1).astype(np.float32)]
        for _ in range(LEVELS - 1):
            out.append(_halved(out[-1]))
        return out

    def _painted(self, pos: np.ndarray, b: int, axis: int, end: int, outward: float) -> Seen:
        grid = pos.shape[:2]
        normal = np.broadcast_to(outward * np.eye(3)[axis], pos.shape)
        axes = np.full(grid, axis if b == 0 else 3)
        colour = np.tile(self.room.wall_colour.astype(np.float32), (*grid, 1))
        seen = Seen(np.zeros(3), normal, np.zeros(grid), pos, normal, axes, colour, np.ones(grid))
        if b:
            seen.colour = box_colour(self.room.boxes[b - 1], pos, self.noise)
            return seen
        seen.shade = corner_shade(self.room, pos, axes)
        floor = np.full(grid, axis == 2 and end == 0)
        paint_room(seen, self.room, self.noise, floor)
        if floor.all():
            for box in self.room.boxes:
                x, y = (_reached(box.lo[a], box.hi[a], self.lo[0, a]) for a in (0, 1))
                seen.shade[y, x] *= around(box, pos[y, x])
        return seen


def _out_of_sight(cam: Camera, corners: np.ndarray) -> np.ndarray:
    """Of (boxes, 8, 3): which are behind the camera, or all on the outer side of one edge of the picture."""
    right, down, ahead = np.moveaxis((corners - cam.eye) @ cam.axes.T, -1, 0)
    across, up = ahead * cam.width / 2 / cam.focal(), ahead * cam.height / 2 / cam.focal()
    outside = (ahead < 0.05, right > across, right < -across, down > up, down < -up)
    return np.asarray(np.any([side.all(-1) for side in outside], axis=0))


def _reached(lo: float, hi: float, origin: float) -> slice:
    """The floor's texels that the contact shade of a box may reach."""
    return slice(max(int((lo - SHADE_M - origin) / TEXEL_M), 0), max(int((hi + SHADE_M - origin) / TEXEL_M), 0))


def _texel(b: int, axis: int, end: int) -> float:
    return CEILING_TEXEL_M if (b, axis, end) == (0, 2, 1) else TEXEL_M


def _halved(image: np.ndarray) -> np.ndarray:
    """Means of 2 by 2; an odd row or column is repeated."""
    h, w = image.shape[:2]
    image = np.pad(image, ((0, h % 2), (0, w % 2), (0, 0)), mode="edge")
    return np.asarray((image[::2, ::2] + image[1::2, ::2] + image[::2, 1::2] + image[1::2, 1::2]) / 4)
