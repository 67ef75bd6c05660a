"""A pinhole camera that looks at a target from an azimuth, elevation and distance."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import numpy as np

from .body.rig import unit


@dataclass(frozen=True)
class Camera:
    """Azimuth 0 looks along +y (at the front of a person who faces -y); 90 is the +x side."""

    azimuth: float = 0.0
    elevation: float = 5.0
    distance: float = 3.5
    target: tuple[float, float, float] = (0.0, 0.0, 0.9)
    fov: float = 45.0  # vertical, degrees
    roll: float = 0.0
    width: int = 640
    height: int = 480

    @property
    def eye(self) -> np.ndarray:
        a, e = np.deg2rad([self.azimuth, self.elevation])
        d = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
        return np.asarray(self.target) + self.distance * d

    @property
    def axes(self) -> np.ndarray:
        """Rows: image right, image down, forward."""
        fwd = unit(np.asarray(self.target) - self.eye)
        right = unit(np.cross(fwd, [0.0, 0.0, 1.0]))
        down = np.cross(fwd, right)
        r = np.deg2rad(self.roll)
        return np.stack([np.cos(r) * right + np.sin(r) * down, np.cos(r) * down - np.sin(r) * right, fwd])

    @property
    def right(self) -> np.ndarray:
        """The picture's right, on the floor."""
        a = np.deg2rad(self.azimuth)
        return np.array([np.cos(a), np.sin(a)])

    def focal(self, scale: float = 1.0) -> float:
        return scale * self.height / 2 / np.tan(np.deg2rad(self.fov) / 2)

    def project(self, points: np.ndarray, scale: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
        """Pixel positions (N,2) and depths (N,)."""
        q = (points - self.eye) @ self.axes.T
        z = q[..., 2]
        f = self.focal(scale)
        c = np.array([self.width, self.height]) * scale / 2
        return q[..., :2] / np.maximum(z, 1e-6)[..., None] * f + c, z

    def rays(self, scale: float = 1.0) -> np.ndarray:
        w, h = int(self.width * scale), int(self.height * scale)
        x, y = np.meshgrid(np.arange(w) + 0.5, np.arange(h) + 0.5)
        f = self.focal(scale)
        d = np.stack([(x - w / 2) / f, (y - h / 2) / f, np.ones_like(x)], -1) @ self.axes
        return d / np.linalg.norm(d, axis=-1, keepdims=True)

    def describe(self) -> dict:
        return asdict(self) | {"eye": self.eye.tolist(), "world_to_camera_rows": self.axes.tolist()}


def turned(cam: Camera, right: float, up: float) -> Camera:
    """The same place, looking so many degrees further to the right and up."""
    to = replace(cam, azimuth=cam.azimuth - right, elevation=cam.elevation - up)
    return shifted(to, cam.eye - to.eye)


def shifted(cam: Camera, by: np.ndarray) -> Camera:
    """The same direction, from a place moved by so many metres."""
    x, y, z = np.asarray(cam.target) + by
    return replace(cam, target=(float(x), float(y), float(z)))


def zoomed(cam: Camera, factor: float) -> Camera:
    """The focal length times `factor`."""
    return replace(cam, fov=float(2 * np.rad2deg(np.arctan(np.tan(np.deg2rad(cam.fov) / 2) / factor))))


def padded(cam: Camera, pad: int) -> Camera:
    """The same camera with `pad` more pixels on each side."""
    h = cam.height + 2 * pad
    fov = 2 * np.rad2deg(np.arctan(np.tan(np.deg2rad(cam.fov) / 2) * h / cam.height))
    return replace(cam, fov=float(fov), width=cam.width + 2 * pad, height=h)
