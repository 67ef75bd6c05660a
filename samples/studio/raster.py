"""A small software rasteriser: triangle ids and barycentrics with a z-buffer, and depth maps."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def raster(xy, z, faces, cover, width, height, persp):
    """Nearest triangle per pixel.

    xy (V,2) pixel positions, z (V,) depth (larger is farther), cover (V,) clip scalar: where its
    interpolation is below 0 the surface is absent. persp: interpolate perspective-correctly.
    Returns id (H,W) int32 (-1: none), bary (H,W,2) and depth (H,W).
    """
    ids = np.full((height, width), -1, np.int32)
    bary = np.zeros((height, width, 2), np.float32)
    depth = np.full((height, width), 1e9, np.float32)
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ca, cb, cc = cover[a], cover[b], cover[c]
        if ca < 0 and cb < 0 and cc < 0:
            continue
        za, zb, zc = z[a], z[b], z[c]
        if persp and (za < 0.05 or zb < 0.05 or zc < 0.05):
            continue
        x0, y0, x1, y1, x2, y2 = xy[a, 0], xy[a, 1], xy[b, 0], xy[b, 1], xy[c, 0], xy[c, 1]
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        if abs(area) < 1e-12:
            continue
        inv = 1.0 / area
        lo_x = max(int(np.ceil(min(x0, x1, x2) - 0.5)), 0)
        hi_x = min(int(np.floor(max(x0, x1, x2) - 0.5)), width - 1)
        lo_y = max(int(np.ceil(min(y0, y1, y2) - 0.5)), 0)
        hi_y = min(int(np.floor(max(y0, y1, y2) - 0.5)), height - 1)
        for py in range(lo_y, hi_y + 1):
            sy = py + 0.5
            for px in range(lo_x, hi_x + 1):
                sx = px + 0.5
                w1 = ((sx - x0) * (y2 - y0) - (x2 - x0) * (sy - y0)) * inv
                w2 = ((x1 - x0) * (sy - y0) - (sx - x0) * (y1 - y0)) * inv
                w0 = 1.0 - w1 - w2
                if w0 < 0 or w1 < 0 or w2 < 0:
                    continue
                if persp:
                    q0, q1, q2 = w0 / za, w1 / zb, w2 / zc
                    d = 1.0 / (q0 + q1 + q2)
                    w1 = q1 * d
                    w2 = q2 * d
                    w0 = 1.0 - w1 - w2
                else:
                    d = w0 * za + w1 * zb + w2 * zc
                if d >= depth[py, px]:
                    continue
                if w0 * ca + w1 * cb + w2 * cc < 0:
                    continue
                depth[py, px] = d
                ids[py, px] = f
                bary[py, px, 0] = w1
                bary[py, px, 1] = w2
    return ids, bary, depth
