"""Ray casting into a room of boxes whose surfaces are painted: one ray a pixel, four more at edges."""

from __future__ import annotations

import numpy as np
from numba import njit

FAR = 1e9  # depth where nothing can hide a body
# where in its pixel a ray is: the only one, and four at an edge
SHIFT_X = np.array([[0.5, 0.5, 0.5, 0.5], [0.375, 0.875, 0.125, 0.625]])
SHIFT_Y = np.array([[0.5, 0.5, 0.5, 0.5], [0.125, 0.375, 0.625, 0.875]])
TILE = 16  # pixels: a tile knows which boxes may be in it


@njit(cache=True, fastmath=True, error_model="numpy")
def cast(eye, axes, focal, width, height, lo, hi, rectangles, texels, starts, sizes, fine, plane_of):
    """Box 0 is the room, seen from inside. Surface of a box: 6 * box + 2 * axis + (0 low, 1 high)."""
    radiance = np.zeros((height, width, 3), np.float32)
    ambient = np.zeros((height, width, 3), np.float32)
    pos = np.empty((height, width, 3), np.float32)
    plane = np.empty((height, width), np.int8)
    front = np.full((height, width), FAR, np.float32)
    met = np.empty((height, width), np.int32)
    near = np.empty(len(rectangles), np.int64)
    ray, at = np.empty(3), np.empty(3)
    light, total = np.empty(6), np.empty(6)
    across = (width + TILE - 1) // TILE
    tiles = across * ((height + TILE - 1) // TILE)
    for turn in range(2 * tiles):
        tile, edges = turn % tiles, turn >= tiles
        x0, y0 = tile % across * TILE, tile // across * TILE
        x1, y1 = min(x0 + TILE, width), min(y0 + TILE, height)
        n_near = 0
        for b in range(len(rectangles)):
            if rectangles[b, 0] < x1 and rectangles[b, 1] > x0 and rectangles[b, 2] < y1 and rectangles[b, 3] > y0:
                near[n_near] = b + 1
                n_near += 1
        for y in range(y0, y1):
            for x in range(x0, x1):
                if edges and not _at_edge(met, x, y):
                    continue
                rays = 4 if edges else 1
                total[:] = 0
                for k in range(rays):
                    dx, dy = (
                        (x + SHIFT_X[int(edges), k] - width / 2) / focal,
                        (y + SHIFT_Y[int(edges), k] - height / 2) / focal,
                    )
                    far, surface = _meet(eye, axes, dx, dy, lo, hi, near, n_near, ray)
                    for q in range(3):
                        at[q] = eye[q] + far * ray[q]
                    _look_up(at, ray, far / focal, surface, lo, texels, starts, sizes, fine, light)
                    for q in range(6):
                        total[q] += light[q] / rays
                for q in range(3):
                    ambient[y, x, q], radiance[y, x, q] = total[q], total[q + 3]
                if not edges:
                    met[y, x], plane[y, x] = surface, plane_of[surface]
                    for q in range(3):
                        pos[y, x, q] = at[q]
                    if surface >= 6:
                        front[y, x] = far
    return radiance, ambient, pos, plane, front


@njit(cache=True, fastmath=True, error_model="numpy")
def _at_edge(met, x, y):
    """Whether a neighbour shows another surface."""
    m, height, width = met[y, x], met.shape[0], met.shape[1]
    return (
        (x > 0 and met[y, x - 1] != m)
        or (y > 0 and met[y - 1, x] != m)
        or (x < width - 1 and met[y, x + 1] != m)
        or (y < height - 1 and met[y + 1, x] != m)
    )


@njit(cache=True, fastmath=True, error_model="numpy")
def _meet(eye, axes, dx, dy, lo, hi, near, n_near, ray):
    """The depth and the surface a ray meets first; `ray` is made to have depth 1."""
    far, surface = 1e30, 0
    for k in range(3):
        ray[k] = dx * axes[0, k] + dy * axes[1, k] + axes[2, k]
        if abs(ray[k]) < 1e-9:
            ray[k] = 1e-9
        end = 1 if ray[k] > 0 else 0
        t = ((hi[0, k] if end else lo[0, k]) - eye[k]) / ray[k]
        if t < far:
            far, surface = t, 2 * k + end
    for i in range(n_near):
        b = near[i]
        enter, leave, side = -1e30, 1e30, 0
        for k in range(3):
            inverse = 1 / ray[k]
            t0, t1 = (lo[b, k] - eye[k]) * inverse, (hi[b, k] - eye[k]) * inverse
            end = 0
            if t0 > t1:
                t0, t1, end = t1, t0, 1
            if t0 > enter:
                enter, side = t0, 2 * k + end
            leave = min(leave, t1)
        if 0 < enter < leave and enter < far:
            far, surface = enter, 6 * b + side
    return far, surface


@njit(cache=True, fastmath=True, error_model="numpy")
def _look_up(at, ray, pixel, surface, lo, texels, starts, sizes, fine, out):
    """The light of a surface at a place; `pixel` is the size of a pixel there, metres."""
    b, axis = surface // 6, (surface % 6) // 2
    u, v = (1 if axis == 0 else 0), (1 if axis == 2 else 2)
    length = np.sqrt(ray[0] ** 2 + ray[1] ** 2 + ray[2] ** 2)
    tilt = max(abs(ray[axis]) / length, 0.1)
    wanted = pixel / (fine[surface] * np.sqrt(tilt))  # between the short and the long way of a tilted pixel
    texel, level = fine[surface], 0
    while wanted > 1.57 and level < starts.shape[1] - 1:
        texel, wanted, level = 2 * texel, wanted / 2, level + 1
    high, wide = sizes[surface, level, 0], sizes[surface, level, 1]
    gu = min(max((at[u] - lo[b, u]) / texel - 0.5, 0.0), wide - 1.0)
    gv = min(max((at[v] - lo[b, v]) / texel - 0.5, 0.0), high - 1.0)
    iu, iv = int(gu), int(gv)
    fu, fv = gu - iu, gv - iv
    iu1, iv1 = min(iu + 1, wide - 1), min(iv + 1, high - 1)
    a = starts[surface, level] + iv * wide
    c = starts[surface, level] + iv1 * wide
    w00, w10, w01, w11 = (1 - fu) * (1 - fv), fu * (1 - fv), (1 - fu) * fv, fu * fv
    for q in range(6):
        out[q] = w00 * texels[a + iu, q] + w10 * texels[a + iu1, q] + w01 * texels[c + iu, q] + w11 * texels[c + iu1, q]
