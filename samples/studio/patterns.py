"""What surfaces are painted with: clouds of noise, planks, and patterns of two colours."""

from __future__ import annotations

import cv2
import numpy as np

from .room import Paint

PATTERNS = ("stripes", "bars", "checks", "bricks", "grid", "print", "speckle")


class Noise:
    """Textures: a cloudy one, and a tone for each plank or tile."""

    def __init__(self, seed: int, side: int = 512):
        self.rng = np.random.default_rng(seed)
        cloud = np.zeros((side, side), np.float32)
        for k, strength in ((8, 1.0), (32, 0.5), (128, 0.35), (512, 0.25)):
            coarse = self.rng.standard_normal((k, k)).astype(np.float32)
            cloud += strength * cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
        self.cloud = cloud / cloud.std()
        self.tones = self.rng.uniform(0.75, 1.2, (64, 64)).astype(np.float32)

    def at(self, u: np.ndarray, v: np.ndarray, per_m: float) -> np.ndarray:
        n = len(self.cloud)
        return np.asarray(self.cloud[(v * per_m * n).astype(int) % n, (u * per_m * n).astype(int) % n])

    def plank(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        return np.asarray(self.tones[row % 64, column % 64])


def painted(colour: np.ndarray, paint: Paint | None, u: np.ndarray, v: np.ndarray, noise: Noise) -> np.ndarray:
    """(..., 3): `colour`, and the paint's own where its pattern is. `u` goes across, `v` up, in metres."""
    if paint is None:
        return np.broadcast_to(colour, (*u.shape, 3))
    second = _second(paint.pattern, u / paint.pitch, v / paint.pitch, noise)
    return np.where(second[..., None], paint.colour, colour)


def _second(pattern: str, u: np.ndarray, v: np.ndarray, noise: Noise) -> np.ndarray:
    """Where the second colour is; the pattern repeats after 1."""
    match pattern:
        case "stripes":
            return np.asarray(np.mod(u, 1) < 0.5)
        case "bars":
            return np.asarray(np.mod(v, 1) < 0.35)
        case "checks":
            return np.asarray((np.mod(u, 1) < 0.5) ^ (np.mod(v, 1) < 0.5))
        case "bricks":
            shifted = u + 0.5 * np.mod(np.floor(2 * v), 2)
            return np.asarray((np.mod(2 * v, 1) < 0.12) | (np.mod(shifted, 1) < 0.06))
        case "grid":
            return np.asarray((np.mod(u, 1) < 0.08) | (np.mod(v, 1) < 0.08))
        case "print":  # blots within blots
            return np.asarray(noise.at(u, v, 0.1) + 0.8 * noise.at(u, v, 0.37) > 0.4)
        case "speckle":
            return np.asarray(noise.at(u, v, 1.0) > 0.7)
    raise ValueError(f"no pattern {pattern!r}; there are {', '.join(PATTERNS)}")
