"""The empty room as the camera sees it: ray-cast once per clip, because the camera does not move."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .camera import Camera
from .patterns import Noise, painted
from .room import Box, Mat, Room

SUPER = 2  # supersampling
FLOOR, BACK_WALL, OTHER = range(3)
Colour = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Backdrop:
    radiance: np.ndarray  # (H,W,3) ambient and key light
    ambient: np.ndarray  # (H,W,3) ambient light only
    pos: np.ndarray  # (H,W,3) the place seen, metres
    plane: np.ndarray  # (H,W) FLOOR is what the body lies or stands on
    front: np.ndarray | None  # (H,W) depth of furniture that may hide a body, if there is any


@dataclass(eq=False)
class Seen:
    """What each ray meets."""

    eye: np.ndarray
    ray: np.ndarray  # (H,W,3) unit
    far: np.ndarray  # (H,W) distance
    pos: np.ndarray
    normal: np.ndarray
    axis: np.ndarray  # 0, 1, 2: a wall across that axis, the floor or the ceiling; 3: a box
    colour: np.ndarray
    shade: np.ndarray  # 1, less in corners


def trace(room: Room, cam: Camera, light: np.ndarray, key: np.ndarray, amb: np.ndarray, support: float) -> Backdrop:
    """`support` is the height the body lies at: 0 for the floor, else the top of a bench."""
    seen = _meet_walls(room, cam)
    noise = Noise(room.seed)
    floor = (seen.axis == 2) & (seen.ray[..., 2] < 0)
    paint_room(seen, room, noise, floor)
    plane = np.where(floor, FLOOR, np.where((seen.axis == 1) & (seen.ray[..., 1] > 0), BACK_WALL, OTHER))
    front = np.full_like(seen.far, np.inf) if any(b.solid for b in room.boxes) else None
    for box in room.boxes:
        hit = _meet_box(seen, box, noise, floor)
        plane[hit] = OTHER
        if front is not None:
            front[hit] = seen.far[hit] if box.solid else np.inf
    if support:
        plane[plane == FLOOR] = OTHER
        plane[np.abs(seen.pos[..., 2] - support) < 1e-6] = FLOOR
    if front is not None:
        front = (front * (seen.ray @ cam.axes[2]))[::SUPER, ::SUPER].astype(np.float32)
    ambient, full = lit(seen, light, key, amb)
    return Backdrop(
        _shrink(full, cam),
        _shrink(ambient, cam),
        seen.pos[::SUPER, ::SUPER].astype(np.float32).copy(),
        plane[::SUPER, ::SUPER].astype(np.int8),
        front,
    )


def paint_room(seen: Seen, room: Room, noise: Noise, floor: np.ndarray) -> None:
    _paint_walls(seen, room, noise, floor)
    seen.colour[floor] = _floor_colour(room, noise, seen.pos[floor])
    if room.mat is not None:
        _lay_mat(seen, room.mat, room.mat_colour, floor, noise)


def _meet_walls(room: Room, cam: Camera) -> Seen:
    ray, eye = cam.rays(SUPER), cam.eye
    with np.errstate(divide="ignore", invalid="ignore"):
        leave = np.where(ray > 0, (room.hi - eye) / ray, (room.lo - eye) / ray)
    axis = leave.argmin(-1)
    far = np.take_along_axis(leave, axis[..., None], -1)[..., 0]
    pos = eye + ray * far[..., None]
    normal = -np.take_along_axis(np.sign(ray), axis[..., None], -1) * np.eye(3)[axis]
    shade = corner_shade(room, pos, axis)
    colour = np.tile(room.wall_colour.astype(np.float32), (*far.shape, 1))
    return Seen(eye, ray, far, pos, normal, axis, colour, shade)


def corner_shade(room: Room, pos: np.ndarray, axis: np.ndarray) -> np.ndarray:
    shade = np.ones(axis.shape)
    for k in range(3):
        for wall in (room.lo[k], room.hi[k]):
            shade *= 1 - 0.32 * np.exp(-np.abs(pos[..., k] - wall) / 0.28) * (axis != k)
    return shade


def _meet_box(seen: Seen, box: Box, noise: Noise, floor: np.ndarray) -> np.ndarray:
    """Puts the box where it is the nearest thing, and its contact shade on the floor around it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (box.lo - seen.eye) / seen.ray, (box.hi - seen.eye) / seen.ray
    enter, leave = np.minimum(a, b), np.maximum(a, b)
    near = enter.max(-1)
    hit = (near < leave.min(-1)) & (near > 0) & (near < seen.far)
    axis, ray = enter.argmax(-1), seen.ray
    seen.far[hit] = near[hit]
    seen.pos[hit] = (seen.eye + ray * near[..., None])[hit]
    seen.normal[hit] = (-np.sign(np.take_along_axis(ray, axis[..., None], -1)) * np.eye(3)[axis])[hit]
    seen.axis[hit] = 3
    seen.colour[hit] = box_colour(box, seen.pos[hit], noise)
    seen.shade *= np.where(floor & (seen.pos[..., 2] < 0.01), around(box, seen.pos), 1)
    return hit


def box_colour(box: Box, p: np.ndarray, noise: Noise) -> np.ndarray:
    u, v = p[..., 0] + p[..., 1] + 50, p[..., 2] + 50
    return painted(box.colour, box.paint, u, v, noise) * (1 + 0.06 * noise.at(u, v, 0.8))[..., None]


def around(box: Box, pos: np.ndarray) -> np.ndarray:
    """The contact shade of a box on the floor."""
    gap = np.maximum(np.maximum(box.lo[:2] - pos[..., :2], pos[..., :2] - box.hi[:2]), 0)
    return np.asarray(1 - 0.35 * np.exp(-np.hypot(gap[..., 0], gap[..., 1]) / 0.15))


def _paint_walls(seen: Seen, room: Room, noise: Noise, floor: np.ndarray) -> None:
    x, y, z = seen.pos[..., 0], seen.pos[..., 1], seen.pos[..., 2]
    along = np.where(seen.axis == 0, y, x)
    if room.wall_paint is not None:
        seen.colour = painted(room.wall_colour, room.wall_paint, along + 50, z + 50, noise).astype(np.float32)
    seen.colour *= (1 + 0.035 * noise.at(along + 50, z + 50, 0.31))[..., None]
    skirting = (seen.axis != 2) & (z < 0.09)
    seen.colour[skirting] = np.where(z[skirting][:, None] > 0.083, 0.35, 0.72)
    seen.colour[(seen.axis == 2) & ~floor] = 0.75


def _floor_colour(room: Room, noise: Noise, pos: np.ndarray) -> np.ndarray:
    x, y = pos[:, 0] + 50, pos[:, 1] + 50
    if room.floor == "wood":
        row = np.floor(y / 0.14).astype(int)
        shifted = x + 0.37 * row
        tone = noise.plank(row, np.floor(shifted / 1.1).astype(int)) * (1 + 0.10 * noise.at(x * 0.12, y * 1.6, 0.9))
        seam = (np.mod(y, 0.14) < 0.004) | (np.mod(shifted, 1.1) < 0.004)
        tone = np.where(seam, tone * 0.45, tone)
    elif room.floor == "tile":
        row, column = np.floor(y / 0.4).astype(int), np.floor(x / 0.4).astype(int)
        tone = (0.9 + 0.1 * noise.plank(row, column)) * (1 + 0.04 * noise.at(x, y, 0.7))
        tone = np.where((np.mod(y, 0.4) < 0.008) | (np.mod(x, 0.4) < 0.008), 0.6, tone)
    else:
        tone = 1 + 0.10 * noise.at(x, y, 1.1) + 0.08 * noise.rng.standard_normal(x.shape)
    return room.floor_colour * tone[:, None]


def _lay_mat(seen: Seen, mat: Mat, colour: Colour, floor: np.ndarray, noise: Noise) -> None:
    c, s = np.cos(np.deg2rad(mat.degrees)), np.sin(np.deg2rad(mat.degrees))
    x, y = seen.pos[..., 0] - mat.x, seen.pos[..., 1] - mat.y
    u, v = x * c + y * s, y * c - x * s
    inside = floor & (np.abs(u) < mat.half[0]) & (np.abs(v) < mat.half[1])
    rib = 1 + 0.08 * np.sign(np.sin(u[inside] * 420)) + 0.05 * noise.rng.standard_normal(int(inside.sum()))
    seen.colour[inside] = np.array(colour) * rib[:, None]


def lit(seen: Seen, light: np.ndarray, key: np.ndarray, amb: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ambient light alone, and with the key light added: it comes from `light` and falls off with distance."""
    facing = np.clip((seen.normal * light).sum(-1), 0, 1)
    up = 0.5 + 0.5 * seen.normal[..., 2]
    away = (seen.pos[..., 0] + 1.5 * light[0]) ** 2 + seen.pos[..., 1] ** 2
    falloff = np.exp(-0.06 * away.clip(0, 12))
    soft = (0.55 + 0.45 * up) * seen.shade * (0.75 + 0.25 * falloff)
    ambient = seen.colour * amb * soft[..., None]
    return ambient, ambient + seen.colour * key * (facing * falloff)[..., None]


def _shrink(image: np.ndarray, cam: Camera) -> np.ndarray:
    return cv2.resize(image.astype(np.float32), (cam.width, cam.height), interpolation=cv2.INTER_AREA)
