"""A clip in which nobody is seen, and landmarks that are played in place of the pose model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from clips import Shot, write
from streams import CYCLE_S

from formcheck.capture.detector import RawDetection
from formcheck.source import LandmarkFrame

REPS, FPS = 2, 15


class Played:
    """In place of the pose model: the landmarks at the time of the frame."""

    frames: Iterable[LandmarkFrame] = ()
    found_near = unsure = small = False

    def __init__(self, model: Path, fps: float | None = None) -> None:
        self._frames = list(self.frames)

    def look(self, t: float, rgb: object) -> RawDetection:
        frame = self._frames[min(round(t * FPS), len(self._frames) - 1)]
        points, world = (
            [[SimpleNamespace(x=x, y=y, z=z, visibility=1.0) for x, y, z in part.tolist()]]
            for part in (frame.image, frame.world)
        )
        return RawDetection(t, SimpleNamespace(pose_landmarks=points, pose_world_landmarks=world))

    def close(self) -> None:
        pass


def wall(path: Path, seconds: float = REPS * CYCLE_S + 1) -> Path:
    """A still wall of tiles and a lamp that flickers, as a clip."""
    tiles = np.kron(np.random.default_rng(1).integers(40, 200, (9, 16, 3)), np.ones((20, 20, 1))).astype(np.uint8)

    def shots() -> Iterator[Shot]:
        for i in range(round(seconds * FPS)):
            picture = tiles.copy()
            picture[80:100, 140:180] += np.uint8(12 * (i % 2))
            yield i / FPS, picture

    return write(path, shots())
