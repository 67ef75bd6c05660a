"""From linear light to the 8 bits of a cheap camera: softness, vignette, tone curve, grain."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numba import njit

_WHITE = 1.6  # linear light at the end of the tone curve


@dataclass(frozen=True)
class Sensor:
    noise: float = 0.010  # of full scale
    blur: float = 0.55  # pixels
    exposure: float = 1.0
    vignette: float = 0.12


class Developer:
    def __init__(self, sensor: Sensor, width: int, height: int, rng: np.random.Generator):
        self.sensor, self.rng = sensor, rng
        yy, xx = np.mgrid[0:height, 0:width]
        r2 = ((xx - width / 2) / (width / 2)) ** 2 + ((yy - height / 2) / (height / 2)) ** 2
        self.gain = ((1 - sensor.vignette * r2 / 2) * sensor.exposure).astype(np.float32)
        grain = rng.standard_normal((height + 64, width + 64, 3)).astype(np.float32)
        self.grain = grain * 0.6 + grain.mean(-1, keepdims=True) * 0.9
        self.curve = _tone_curve()

    def __call__(self, image: np.ndarray) -> np.ndarray:
        """8-bit RGB of an image in linear light."""
        if self.sensor.blur > 0:
            image = cv2.GaussianBlur(image, (0, 0), self.sensor.blur)
        h, w = image.shape[:2]
        oy, ox = self.rng.integers(0, 64, 2)
        return _develop(image, self.gain, self.curve, self.grain[oy : oy + h, ox : ox + w], self.sensor.noise)


def _tone_curve() -> np.ndarray:
    g = np.linspace(0, _WHITE, 4096)

    def shoulder(x: np.ndarray | float) -> np.ndarray | float:
        return x * (1 + x / 2.2**2) / (1 + 0.75 * x)

    tone = 1.12 * shoulder(g) / shoulder(_WHITE)
    srgb = np.where(tone <= 0.0031308, 12.92 * tone, 1.055 * np.clip(tone, 1e-9, None) ** (1 / 2.4) - 0.055)
    return np.clip(srgb, 0, 1).astype(np.float32)


@njit(cache=True, fastmath=True)
def _develop(img, gain, curve, grain, noise):
    h, w, _ = img.shape
    out = np.empty((h, w, 3), np.uint8)
    for y in range(h):
        for x in range(w):
            k = gain[y, x] * (4095 / 1.6)
            for q in range(3):
                i = min(max(int(img[y, x, q] * k), 0), 4095)
                v = curve[i] + noise * grain[y, x, q]
                out[y, x, q] = int(min(max(v, 0.0), 1.0) * 255 + 0.5)
    return out
