"""MediaPipe's pose landmarker: a picture in, landmarks out. The only home of MediaPipe."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from formcheck.capture.frames import Picture
from formcheck.capture.landmarks import Seen
from formcheck.errors import ModelError

try:
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision
except (ImportError, OSError) as e:  # pragma: no cover - a machine without system libraries
    from formcheck.capture.libraries import explain

    raise explain(e) from e


class Detector:
    """One person's landmarks per frame, smoothed and tracked (VIDEO mode). Close it, or use `with`."""

    def __init__(self, model: Path) -> None:
        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(model)),
            running_mode=vision.RunningMode.VIDEO,
            num_poses=1,  # only for one pose does the graph smooth
        )
        try:
            with _quiet():
                self._landmarker: Any = vision.PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError, OSError) as e:
            raise ModelError(f"{model.name} is not a pose model that MediaPipe can load; see models/README.md") from e
        self._last_ms = -1
        self._starting = True

    def __enter__(self) -> Detector:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._landmarker is not None:
            with _quiet():
                self._landmarker.close()
            self._landmarker = None

    def see(self, t: float, rgb: Picture) -> Seen:
        """Landmarks of one frame; t in seconds, rising."""
        ms = max(round(t * 1000), self._last_ms + 1)  # the graph wants whole, strictly rising milliseconds
        self._last_ms = ms
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
        # the graph talks at its first frame, and again at the first person
        with _quiet() if self._starting else contextlib.nullcontext():
            result = self._landmarker.detect_for_video(image, ms)
        if not result.pose_landmarks:
            return Seen.nobody(t)
        self._starting = False
        points, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
        return Seen(
            t,
            np.array([(p.x, p.y, p.z) for p in points], np.float32),
            np.array([(p.x, p.y, p.z) for p in world], np.float32),
            np.array([p.visibility for p in points], np.float32),
        )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Send the process's stderr away: MediaPipe's native lines go past Python, and no setting stops them."""
    sys.stderr.flush()
    kept, sink = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(sink)
