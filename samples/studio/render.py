"""Renders posed bodies over a static room, in linear light: soft key shadow, contact shade, occlusion."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .backdrop import trace
from .baked import BakedRoom
from .body.mesh import Mesh
from .body.rig import Pose, skin, unit, vertex_normals
from .camera import Camera
from .raster import raster
from .room import Room
from .shade import compose, light_room, shade_body

cv2.setNumThreads(1)  # one core per clip: run several clips side by side

SUPER = 2  # supersampling of the body
SHADOW = 384  # shadow map side
CONTACT = 160  # contact map side
SPAN = 3.2  # metres covered by both


@dataclass(frozen=True)
class Light:
    azimuth: float = -35.0
    elevation: float = 55.0
    key: float = 1.0
    ambient: float = 0.62
    warmth: float = 0.0  # -1 cool .. 1 warm

    @property
    def direction(self) -> np.ndarray:
        a, e = np.deg2rad([self.azimuth, self.elevation])
        return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])

    def colours(self) -> tuple[np.ndarray, np.ndarray]:
        w = np.array([1 + 0.12 * self.warmth, 1.0, 1 - 0.15 * self.warmth])
        return self.key * w, self.ambient * (2 - w)


@dataclass(eq=False)
class Actor:
    """A dressed body, and after `take` where it is in this frame."""

    mesh: Mesh
    heads: np.ndarray

    def take(self, pose: Pose) -> None:
        m = self.mesh
        self.verts = skin(m.verts, m.w_idx, m.w_val, pose.d, pose.p, self.heads)
        self.normals = vertex_normals(self.verts, m.faces)
        self.centre = self.verts.mean(0)

    def depth_map(self, xy: np.ndarray, z: np.ndarray, side: int) -> np.ndarray:
        return raster(xy, z, self.mesh.faces, self.mesh.cover, side, side, False)[2]


class Renderer:
    def __init__(
        self,
        cam: Camera,
        room: Room,
        light: Light,
        wall_contact: bool = False,
        support: float = 0.0,
        baked: bool = False,
    ):
        """`support` is the height a body lies at: the floor, or a bench. A `baked` room is quicker for
        many boxes, and lets a moving camera `look`."""
        self.cam, self.wall_contact, self.support = cam, wall_contact, support
        self.key, self.ambient = light.colours()
        self.light = light.direction
        lit = self.light, self.key, self.ambient, support
        self.baked = BakedRoom(room, *lit) if baked else None
        self.room = self.baked.seen_from(cam) if self.baked else trace(room, cam, *lit)
        self.wall_y = float(room.hi[1])
        aside = unit(np.cross([0.0, 0.0, 1.0], self.light))
        # the third axis points away from the light
        self.light_axes = np.stack([aside, np.cross(self.light, aside), -self.light])

    def look(self, cam: Camera) -> None:
        """The next frames are of this camera."""
        if self.baked is None:
            raise ValueError("this camera does not move")
        self.cam, self.room = cam, self.baked.seen_from(cam)

    def frame(self, cast: list[tuple[Actor, Pose]]) -> np.ndarray:
        """(H,W,3) linear light with every actor in the pose given."""
        for actor, pose in cast:
            actor.take(pose)
        lit = np.ones((self.cam.height, self.cam.width), np.float32)
        shade = np.ones_like(lit)
        drawn = [(actor, self._shadow(actor, lit, shade)) for actor, _ in cast]
        lit, shade = cv2.GaussianBlur(lit, (0, 0), 1.6), cv2.GaussianBlur(shade, (0, 0), 1.2)
        img = compose(self.room.ambient, self.room.radiance, lit, shade)
        drawn.sort(key=lambda a: -float(np.linalg.norm(a[0].centre - self.cam.eye)))  # far ones first
        for actor, shadow in drawn:
            self._draw(actor, shadow, img)
        return img

    def _shadow(self, a: Actor, lit: np.ndarray, shade: np.ndarray) -> np.ndarray:
        """Takes the actor's shadow from `lit` and its closeness from `shade`; returns its shadow map."""
        v, c = a.verts, a.centre
        q = (v - c) @ self.light_axes.T
        shadow = a.depth_map((q[:, :2] / SPAN + 0.5) * SHADOW, q[:, 2], SHADOW)
        floor_lo = c[:2] - SPAN / 2
        wall_lo = np.array([c[0], c[2]]) - SPAN / 2
        floor = wall = self._contact(a, v[:, :2] - floor_lo, v[:, 2] - self.support, 1.6)
        if self.wall_contact:
            wall = self._contact(a, v[:, [0, 2]] - wall_lo, self.wall_y - v[:, 1], 1.8)
        light_room(
            self.room.pos,
            self.room.plane,
            shadow,
            self.light_axes,
            c,
            1 / SPAN,
            floor,
            floor_lo,
            CONTACT / SPAN,
            wall,
            wall_lo,
            CONTACT / SPAN,
            self.wall_contact,
            lit,
            shade,
        )
        return shadow

    def _contact(self, a: Actor, xy: np.ndarray, gap: np.ndarray, sigma: float) -> np.ndarray:
        height = a.depth_map(xy / SPAN * CONTACT, np.maximum(gap, 0.0), CONTACT)
        return cv2.GaussianBlur(np.exp(-np.minimum(height, 9) / 0.07).astype(np.float32), (0, 0), sigma)

    def _draw(self, a: Actor, shadow: np.ndarray, img: np.ndarray) -> None:
        """Shades the actor, supersampled in its bounding box, over the image."""
        m, cam = a.mesh, self.cam
        xy, z = cam.project(a.verts, SUPER)
        seen = xy[z > 0.05]
        if len(seen) == 0:
            return
        size = [cam.width, cam.height]
        lo = np.clip(np.floor(seen.min(0) / SUPER).astype(int) - 2, 0, size)
        hi = np.clip(np.ceil(seen.max(0) / SUPER).astype(int) + 2, 0, size)
        w, h = (int(x) for x in hi - lo)
        if w <= 0 or h <= 0:
            return
        ids, bary, depth = raster(xy - lo * SUPER, z, m.faces, m.cover, w * SUPER, h * SUPER, True)
        if self.room.front is not None:
            front = self.room.front[lo[1] : hi[1], lo[0] : hi[0]].repeat(SUPER, 0).repeat(SUPER, 1)
            ids[depth > front] = -1
        out = np.zeros((*ids.shape, 3), np.float32)
        shade_body(
            ids,
            bary,
            depth,
            _creases(ids, depth, float(z.max())),
            m.faces,
            m.kind,
            m.colour,
            a.normals,
            m.verts,
            a.verts,
            cam.eye,
            self.light,
            self.key,
            self.ambient,
            shadow,
            self.light_axes,
            a.centre,
            1 / SPAN,
            out,
        )
        rgb = cv2.resize(out, (w, h), interpolation=cv2.INTER_AREA)
        alpha = cv2.resize((ids >= 0).astype(np.float32), (w, h), interpolation=cv2.INTER_AREA)[..., None]
        view = img[lo[1] : hi[1], lo[0] : hi[0]]
        view *= 1 - alpha
        view += rgb


def _creases(ids: np.ndarray, depth: np.ndarray, far: float) -> np.ndarray:
    """Screen-space ambient occlusion: darker where the surroundings are nearer."""
    near = np.where(ids >= 0, depth, far + 0.3).astype(np.float32)
    small = near[::2, ::2]
    dark = np.zeros_like(small)
    for sigma, strength in ((3.0, 9.0), (9.0, 4.5)):
        dark += np.clip((small - cv2.GaussianBlur(small, (0, 0), sigma)) * strength, 0, 0.35)
    return cv2.resize(1 - dark, (near.shape[1], near.shape[0]), interpolation=cv2.INTER_LINEAR)
