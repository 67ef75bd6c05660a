"""Shading kernels: the body's surface, and the light a body takes from the room."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def shade_body(
    ids,
    bary,
    depth,
    ao,
    faces,
    kind,
    colour,
    normals,
    rest,
    world,
    eye,
    light,
    key,
    amb,
    shadow,
    s_axes,
    s_centre,
    s_scale,
    out,
):
    h, w = ids.shape
    n_s = shadow.shape[0]
    n, c, p, r = np.empty(3), np.empty(3), np.empty(3), np.empty(3)
    for y in range(h):
        for x in range(w):
            f = ids[y, x]
            if f < 0:
                continue
            b1, b2 = bary[y, x, 0], bary[y, x, 1]
            b0 = 1 - b1 - b2
            i, j, k = faces[f, 0], faces[f, 1], faces[f, 2]
            mat = kind[f]
            for q in range(3):
                n[q] = b0 * normals[i, q] + b1 * normals[j, q] + b2 * normals[k, q]
                c[q] = b0 * colour[i, q] + b1 * colour[j, q] + b2 * colour[k, q]
                p[q] = b0 * world[i, q] + b1 * world[j, q] + b2 * world[k, q]
                r[q] = b0 * rest[i, q] + b1 * rest[j, q] + b2 * rest[k, q]
            if mat == 1:  # cloth: creases and weave
                g = 0.16 * np.cos(r[2] * 46 + 5 * np.sin(r[0] * 13) + 3 * np.sin(r[1] * 17))
                g2 = 0.14 * np.cos(r[0] * 58 + 4 * np.sin(r[2] * 11))
                n[2] += g
                n[0] += g2
            elif mat == 0:
                sp = 1 + 0.035 * np.sin(r[0] * 210 + 3 * np.sin(r[2] * 160)) * np.sin(r[2] * 190 + r[1] * 120)
                for q in range(3):
                    c[q] *= sp
            m = 1.0 / (np.sqrt(n[0] ** 2 + n[1] ** 2 + n[2] ** 2) + 1e-9)
            vx, vy, vz = eye[0] - p[0], eye[1] - p[1], eye[2] - p[2]
            vm = 1.0 / np.sqrt(vx * vx + vy * vy + vz * vz)
            vx *= vm
            vy *= vm
            vz *= vm
            for q in range(3):
                n[q] *= m
            facing = n[0] * vx + n[1] * vy + n[2] * vz
            if facing < 0:  # inside of a sleeve or hem
                for q in range(3):
                    n[q] = -n[q]
                    c[q] *= 0.5
                facing = -facing
            # shadow, 3x3 filtered, with a normal offset
            lx, ly, lz = 0.0, 0.0, 0.0
            for q in range(3):
                o = p[q] + n[q] * 0.022 - s_centre[q]
                lx += s_axes[0, q] * o
                ly += s_axes[1, q] * o
                lz += s_axes[2, q] * o
            u = int((lx * s_scale + 0.5) * n_s)
            v = int((ly * s_scale + 0.5) * n_s)
            lit = 0.0
            for dv in range(-1, 2):
                for du in range(-1, 2):
                    uu, vv = u + du, v + dv
                    if uu < 0 or vv < 0 or uu >= n_s or vv >= n_s or shadow[vv, uu] > lz - 0.012:
                        lit += 1.0 / 9
            ndl = n[0] * light[0] + n[1] * light[1] + n[2] * light[2]
            wrap = 0.25 if mat == 0 else 0.12
            diff = max((ndl + wrap) / (1 + wrap), 0.0)
            hx, hy, hz = light[0] + vx, light[1] + vy, light[2] + vz
            hm = 1.0 / np.sqrt(hx * hx + hy * hy + hz * hz)
            ndh = max((n[0] * hx + n[1] * hy + n[2] * hz) * hm, 0.0)
            spec = 0.0
            h2 = ndh * ndh
            h4 = h2 * h2
            h16 = h4 * h4 * h4 * h4
            rim = 1 - facing
            if mat == 0:
                spec = 0.07 * h16 + 0.05 * rim * rim * rim
            elif mat == 2 or mat == 3:
                spec = 0.055 * h16 * h4
            elif mat == 4:
                spec = 0.7 * h16 * h16 * h16 * h16 * h16
            near = 1 - 0.42 * np.exp(-max(p[2], 0.0) / 0.16) * (0.6 - 0.4 * n[2])
            sky = (0.60 + 0.40 * n[2]) * near * ao[y, x] + 0.12 * max(facing, 0.0)
            for q in range(3):
                sss = 1.0
                if mat == 0 and q == 0:
                    sss = 1.06
                direct = key[q] * diff * lit * sss * (0.55 + 0.45 * ao[y, x])
                out[y, x, q] = c[q] * (amb[q] * sky + direct) + spec * key[q] * lit


@njit(cache=True, fastmath=True)
def light_room(
    pos,
    plane,
    shadow,
    s_axes,
    s_centre,
    s_scale,
    contact,
    c_lo,
    c_scale,
    wall,
    w_lo,
    w_scale,
    use_wall,
    out_lit,
    out_occ,
):
    h, w = plane.shape
    n_s, n_c = shadow.shape[0], contact.shape[0]
    for y in range(h):
        for x in range(w):
            lx, ly, lz = 0.0, 0.0, 0.0
            for q in range(3):
                o = pos[y, x, q] - s_centre[q]
                lx += s_axes[0, q] * o
                ly += s_axes[1, q] * o
                lz += s_axes[2, q] * o
            u = int((lx * s_scale + 0.5) * n_s)
            v = int((ly * s_scale + 0.5) * n_s)
            lit = 1.0
            if 1 < u < n_s - 2 and 1 < v < n_s - 2:
                lit = 0.0
                for dv in range(-1, 2):
                    for du in range(-1, 2):
                        if shadow[v + dv, u + du] > lz - 0.02:
                            lit += 1.0 / 9
            out_lit[y, x] *= lit
            occ = 0.0
            if plane[y, x] == 0:
                a = int((pos[y, x, 0] - c_lo[0]) * c_scale)
                b = int((pos[y, x, 1] - c_lo[1]) * c_scale)
                if 0 <= a < n_c and 0 <= b < n_c:
                    occ = contact[b, a]
            elif plane[y, x] == 1 and use_wall:
                a = int((pos[y, x, 0] - w_lo[0]) * w_scale)
                b = int((pos[y, x, 2] - w_lo[1]) * w_scale)
                if 0 <= a < n_c and 0 <= b < n_c:
                    occ = wall[b, a]
            out_occ[y, x] *= 1 - 0.75 * occ


@njit(cache=True, fastmath=True)
def compose(ambient, radiance, lit, occ):
    h, w, _ = ambient.shape
    out = np.empty((h, w, 3), np.float32)
    for y in range(h):
        for x in range(w):
            for q in range(3):
                a = ambient[y, x, q]
                out[y, x, q] = (a + (radiance[y, x, q] - a) * lit[y, x]) * occ[y, x]
    return out
