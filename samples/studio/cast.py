"""Ray casting into a room of boxes whose surfaces are painted: two rays a pixel, each from a copy of fitting size."""

from __future__ import annotations

import numpy as np
from numba import njit

FAR = 1e9  # depth where nothing can hide a body


@njit(cache=True)
def cast(eye, axes, focal, width, height, lo, hi, rectangles, texels, starts, sizes, fine, plane_of):
    """Box 0 is the room, seen from inside. Surface of a box: 6 * box + 2 * axis + (0 low, 1 high)."""
    radiance = np.zeros((height, width, 3), np.float32)
    ambient = np.zeros((height, width, 3), np.float32)
    pos = np.empty((height, width, 3), np.float32)
    plane = np.empty((height, width), np.int8)
    front = np.full((height, width), FAR, np.float32)
    n_boxes = len(rectangles)
    row = np.empty(n_boxes, np.int64)
    ray, at, inverse = np.empty(3), np.empty(3), np.empty(3)
    light = np.empty(6)
    for y in range(height):
        n_row = 0
        for b in range(n_boxes):
            if rectangles[b, 2] <= y < rectangles[b, 3]:
                row[n_row] = b
                n_row += 1
        for x in range(width):
            for sample in range(2):
                shift = 0.25 + 0.5 * sample
                dx, dy = (x + shift - width / 2) / focal, (y + shift - height / 2) / focal
                far, surface = 1e30, 0
                for k in range(3):  # ray has depth 1: `far` is a depth
                    ray[k] = dx * axes[0, k] + dy * axes[1, k] + axes[2, k]
                    if abs(ray[k]) < 1e-9:
                        ray[k] = 1e-9
                    inverse[k] = 1 / ray[k]
                    end = 1 if ray[k] > 0 else 0
                    t = ((hi[0, k] if end else lo[0, k]) - eye[k]) * inverse[k]
                    if t < far:
                        far, surface = t, 2 * k + end
                for r in range(n_row):
                    b = row[r]
                    if not rectangles[b, 0] <= x < rectangles[b, 1]:
                        continue
                    enter, leave, side = -1e30, 1e30, 0
                    for k in range(3):
                        t0, t1 = (lo[b + 1, k] - eye[k]) * inverse[k], (hi[b + 1, k] - eye[k]) * inverse[k]
                        end = 0
                        if t0 > t1:
                            t0, t1, end = t1, t0, 1
                        if t0 > enter:
                            enter, side = t0, 2 * k + end
                        leave = min(leave, t1)
                    if 0 < enter < leave and enter < far:
                        far, surface = enter, 6 * (b + 1) + side
                for k in range(3):
                    at[k] = eye[k] + far * ray[k]
                _look_up(at, ray, far / focal, surface, lo, texels, starts, sizes, fine, light)
                for q in range(3):
                    ambient[y, x, q] += light[q] / 2
                    radiance[y, x, q] += light[q + 3] / 2
                if sample == 0:
                    for k in range(3):
                        pos[y, x, k] = at[k]
                    plane[y, x] = plane_of[surface]
                    if surface >= 6:
                        front[y, x] = far
    return radiance, ambient, pos, plane, front


@njit(cache=True)
def _look_up(at, ray, pixel, surface, lo, texels, starts, sizes, fine, out):
    """The light of a surface at a place; `pixel` is the size of a pixel there, metres."""
    b, axis = surface // 6, (surface % 6) // 2
    u, v = (1 if axis == 0 else 0), (1 if axis == 2 else 2)
    length = np.sqrt(ray[0] ** 2 + ray[1] ** 2 + ray[2] ** 2)
    tilt = max(abs(ray[axis]) / length, 0.1)
    wanted = pixel / (fine[surface] * np.sqrt(tilt))  # between the short and the long way of a tilted pixel
    level = min(max(int(np.log2(max(wanted, 1.0)) + 0.35), 0), starts.shape[1] - 1)
    texel = fine[surface] * 2.0**level
    high, wide = sizes[surface, level, 0], sizes[surface, level, 1]
    gu = min(max((at[u] - lo[b, u]) / texel - 0.5, 0.0), wide - 1.0)
    gv = min(max((at[v] - lo[b, v]) / texel - 0.5, 0.0), high - 1.0)
    iu, iv = int(gu), int(gv)
    fu, fv = gu - iu, gv - iv
    iu1, iv1 = min(iu + 1, wide - 1), min(iv + 1, high - 1)
    start = starts[surface, level]
    a, c = start + iv * wide, start + iv1 * wide
    for q in range(6):
        top = texels[a + iu, q] * (1 - fu) + texels[a + iu1, q] * fu
        bottom = texels[c + iu, q] * (1 - fu) + texels[c + iu1, q] * fu
        out[q] = top * (1 - fv) + bottom * fv
