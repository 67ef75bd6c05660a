"""Frame times, and the effects of a shaking hand or a covered lens."""

from __future__ import annotations

import cv2
import numpy as np

from .schedule import RATE, wander
from .spec import Film

BLUR_STEPS = 4


def frame_times(rng: np.random.Generator, film: Film, seconds: float) -> np.ndarray:
    """Even at `fps`; a variable film wanders from there to 0.6 of it, and drops a frame now and then."""
    if not film.variable:
        return np.arange(max(int(seconds * film.fps), 1)) / film.fps
    slow, out, t = wander(rng, seconds + 1, 0.2), [], 0.0
    while t < seconds:
        out.append(t)
        gap = (1.35 + 0.35 * np.tanh(slow[int(t * RATE)])) / film.fps
        t += gap * (2 if rng.random() < 0.02 else 1)
    return np.array(out)


def exposures(film: Film, times: np.ndarray) -> list[np.ndarray]:
    """The instants each frame is the mean of."""
    if film.shutter <= 0:
        return [np.array([t]) for t in times]
    gaps = np.append(np.diff(times), 1 / film.fps)
    return [t - np.linspace(0, 1, BLUR_STEPS) * film.shutter * g for t, g in zip(times, gaps, strict=True)]


class Hand:
    """The place of the picture over time: a slow sway, a tremor, a little roll."""

    def __init__(self, rng: np.random.Generator, amount: float, seconds: float):
        self.amount, self.pad = amount, int(np.ceil(4 * amount)) + 2 if amount else 0
        slow = [wander(rng, seconds, 0.5) for _ in range(3)]
        fast = [wander(rng, seconds, 3.5) for _ in range(3)]
        self.track = np.stack([s + 0.22 * f for s, f in zip(slow, fast, strict=True)], 1) * amount

    def matrix(self, t: float, width: int, height: int) -> np.ndarray:
        """2x3: pixels of the padded picture to pixels of the film."""
        at = self.track[min(int(max(t, 0) * RATE), len(self.track) - 1)]
        x, y, r = np.clip(at, -4 * self.amount, 4 * self.amount)
        m = cv2.getRotationMatrix2D((width / 2 + self.pad, height / 2 + self.pad), 0.12 * float(r), 1.0)
        m[:, 2] += np.array([x, y]) - self.pad
        return m

    def warp(self, image: np.ndarray, t: float, width: int, height: int) -> np.ndarray:
        if not self.pad:
            return image
        return cv2.warpAffine(image, self.matrix(t, width, height), (width, height), borderMode=cv2.BORDER_REPLICATE)


def cover(image: np.ndarray, film: Film, t: float) -> np.ndarray:
    """Something dark slides over the lens within 0.2 s, and away again."""
    if film.covered is None:
        return image
    begin, end = film.covered
    share = min((t - begin) / 0.2, (end - t) / 0.2, 1.0)
    if share <= 0:
        return image
    edge = int(share * image.shape[1])
    out = image.copy()
    finger = np.array([0.05, 0.02, 0.015], np.float32)
    out[:, :edge] = 0.04 * cv2.GaussianBlur(image[:, :edge], (0, 0), 25) + finger
    return out
