"""How a phase spends its time: shares of the way (0 to 1) over shares of the time (0 to 1)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Profile = Callable[[np.ndarray], np.ndarray]


def smooth(x: np.ndarray) -> np.ndarray:
    """Minimum jerk: fastest in the middle."""
    x = np.clip(x, 0, 1)
    return x**3 * (10 - 15 * x + 6 * x * x)


def early(x: np.ndarray) -> np.ndarray:
    """Fast start, slow finish."""
    return smooth(1 - (1 - np.clip(x, 0, 1)) ** 1.8)


def late(x: np.ndarray) -> np.ndarray:
    """Slow start, fast finish."""
    return smooth(np.clip(x, 0, 1) ** 1.8)


def steady(x: np.ndarray) -> np.ndarray:
    """Constant speed, with 8 % of the time to reach it and to stop."""
    x, r = np.clip(x, 0, 1), 0.08
    ramp_in, ramp_out = np.minimum(x, r), np.clip(x - (1 - r), 0, r)
    return (ramp_in**2 / (2 * r) + np.clip(x - r, 0, 1 - 2 * r) + ramp_out - ramp_out**2 / (2 * r)) / (1 - r)


def stop(x: np.ndarray) -> np.ndarray:
    """Half of the way, a stop for 30 % of the time, then the rest of it."""
    return (smooth(x / 0.35) + smooth((x - 0.65) / 0.35)) / 2


def dropped(x: np.ndarray) -> np.ndarray:
    """Let go: gathers speed evenly until it lands."""
    return np.asarray(np.clip(x, 0, 1) ** 2)


def thrown(x: np.ndarray) -> np.ndarray:
    """The mirror image: all speed at once, lost evenly on the way."""
    return 1 - dropped(1 - np.clip(x, 0, 1))


MIXED: dict[str, Profile] = {f.__name__: f for f in (smooth, early, late, steady, stop)}  # what "mixed" draws from
PROFILES = MIXED | {f.__name__: f for f in (dropped, thrown)}
