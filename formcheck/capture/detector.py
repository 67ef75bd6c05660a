"""MediaPipe's pose landmarker: a picture in, landmarks out. The only module that uses MediaPipe."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from formcheck.capture.frames import Picture
from formcheck.capture.import_later import later
from formcheck.capture.machine import must_suit
from formcheck.capture.no_network import OfflineThread
from formcheck.capture.pose_models import unusable
from formcheck.errors import ModelError
from formcheck.messages import _
from formcheck.motion.landmarks import HAND
from formcheck.source import LandmarkFrame, Singles

try:
    with later("matplotlib", "matplotlib.pyplot", "sounddevice"):  # two thirds of the time, and never used here
        import mediapipe as mp
        from mediapipe.tasks.python import BaseOptions, vision
except (ImportError, OSError) as e:  # pragma: no cover - a machine without system libraries
    from formcheck.capture.system_libraries import explain

    raise explain(e) from e


APART = 0.35  # of the smaller person's extent: two poses closer than this are one person seen twice
STARTS = 10  # pictures with a person until the graph has allocated all its memory, which it talks about
RIGHT_HAND = "Right"  # in pictures that are not mirrored: as the pose model's wrists say in 29 of 35 photographs
Part = tuple[int, int, int]  # of a picture: left, top, and the side of a square


@dataclass(frozen=True, slots=True)
class RawDetection:
    """MediaPipe's result for a frame, or for the part of it that it was shown; size is that of the whole frame."""

    t: float
    result: Any
    part: Part | None = None
    size: tuple[int, int] = (0, 0)


class _Landmarker:
    """A landmarker of MediaPipe, kept offline, and with stderr muted while it starts: it logs at first."""

    def __init__(self, model: Path, task: Any, options: Any) -> None:
        must_suit()
        self._graph: Any = None
        self._offline = OfflineThread()
        try:
            with _quiet:
                self._graph = self._offline.run(task.create_from_options, options)
        except (RuntimeError, ValueError, OSError) as e:
            self._offline.close()
            raise ModelError(
                _("{name} is not a pose model that MediaPipe can load; see models/README.md").format(name=model.name)
            ) from e
        self._starting = STARTS
        self._model = model

    def close(self) -> None:
        """Safe to call twice."""
        if self._graph is not None:
            try:
                with _quiet:
                    self._offline.run(self._graph.close)
            except RuntimeError:  # it has failed before, and would fail again when garbage-collected
                self._graph._handle = None
            self._graph = None
        self._offline.close()

    def _ask(self, rgb: Picture, ms: int | None = None) -> Any:
        """MediaPipe's result for a picture; ms in VIDEO mode."""
        try:
            with _quiet if self._starting else contextlib.nullcontext():
                result = self._offline.run(self._detect, rgb, ms)
        except RuntimeError as e:
            raise unusable(self._model) from e
        if self._starting and (getattr(result, "pose_landmarks", None) or getattr(result, "hand_landmarks", None)):
            self._starting -= 1
        return result

    def _detect(self, rgb: Picture, ms: int | None) -> Any:
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
        return self._graph.detect(image) if ms is None else self._graph.detect_for_video(image, ms)


def _poses(model: Path, mode: Any, poses: int) -> tuple[Path, Any, Any]:
    base = BaseOptions(model_asset_path=str(model))
    return (
        model,
        vision.PoseLandmarker,
        vision.PoseLandmarkerOptions(base_options=base, running_mode=mode, num_poses=poses),
    )


class Detector(_Landmarker):
    """One person's landmarks per frame. Must be closed.

    alone  each picture is seen by itself; otherwise landmarks are tracked and smoothed over time
    """

    def __init__(self, model: Path, *, alone: bool = False) -> None:
        self._alone = alone
        super().__init__(*self._task(model, vision.RunningMode.IMAGE if alone else vision.RunningMode.VIDEO))
        self._last_ms = -1

    def _task(self, model: Path, mode: Any) -> tuple[Path, Any, Any]:
        return _poses(model, mode, 1)  # the graph only smooths a single pose

    def look(self, t: float, rgb: Picture) -> RawDetection:
        """The model's result for one frame; t in seconds, increasing."""
        if self._alone:
            return RawDetection(t, self._ask(rgb))
        ms = max(round(t * 1000), self._last_ms + 1)  # the graph needs strictly increasing whole milliseconds
        self._last_ms = ms
        return RawDetection(t, self._ask(rgb, ms))


class HandDetector(Detector):
    """The landmarks of a left and a right hand per frame. Must be closed."""

    def _task(self, model: Path, mode: Any) -> tuple[Path, Any, Any]:
        base = BaseOptions(model_asset_path=str(model))
        return (
            model,
            vision.HandLandmarker,
            vision.HandLandmarkerOptions(base_options=base, running_mode=mode, num_hands=2),
        )


class PersonCounter(_Landmarker):
    """Checks whether a second person is in the picture, because tracking may jump to them."""

    def __init__(self, model: Path) -> None:
        super().__init__(*_poses(model, vision.RunningMode.IMAGE, 2))

    def in_picture(self, rgb: Picture) -> bool:
        """Whether two people are visible."""
        poses = self._ask(rgb).pose_landmarks
        if len(poses) < 2:
            return False
        height, width = rgb.shape[:2]
        one, two = (np.array([(p.x * width, p.y * height) for p in pose]) for pose in poses)
        apart = np.median(np.hypot(*(one - two).T))
        return bool(apart > APART * min(np.ptp(one, axis=0).max(), np.ptp(two, axis=0).max()))


def seen(look: RawDetection) -> LandmarkFrame:
    """MediaPipe's answer as arrays."""
    t, result = look.t, look.result
    if hasattr(result, "hand_landmarks"):
        return _hands(t, result)
    if not result.pose_landmarks:
        return LandmarkFrame.nobody(t)
    points, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
    image = np.array([(p.x, p.y, p.z) for p in points], np.float32)
    if look.part is not None:
        image = in_whole(image, look.part, look.size)
    return LandmarkFrame(
        t,
        image,
        np.array([(p.x, p.y, p.z) for p in world], np.float32),
        np.array([p.visibility for p in points], np.float32),
    )


def _hands(t: float, result: Any) -> LandmarkFrame:
    """Both hands, left and right point by point; of two that are called the same, the surer one."""
    frame = LandmarkFrame.nobody(t, HAND.points)
    image, world, visibility = frame.image, frame.world.copy(), frame.visibility
    found = zip(result.hand_landmarks, result.hand_world_landmarks, result.handedness, strict=True)
    for points, spatial, called in sorted(found, key=lambda hand: hand[2][0].score):
        first = int(called[0].category_name == RIGHT_HAND)
        image[first::2] = [(p.x, p.y, p.z) for p in points]
        world[first::2] = [(p.x, p.y, p.z) for p in spatial]
        visibility[first::2] = called[0].score
    return frame if np.isnan(world).all() else LandmarkFrame(t, image, world, visibility)


def in_whole(image: Singles, part: Part, size: tuple[int, int]) -> Singles:
    """Landmarks of a part as shares of the whole picture; z is in picture widths."""
    (left, top, side), (width, height) = part, size
    scale = np.array([side / width, side / height, side / width])
    return np.asarray(image * scale + np.array([left / width, top / height, 0]), np.float32)


class Quiet:
    """Mute the process's stderr: MediaPipe's native log lines bypass Python, and no setting stops them.

    Two threads may enter at once: the first mutes, the last restores.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._kept = -1

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                sys.stderr.flush()
                self._kept, sink = os.dup(2), os.open(os.devnull, os.O_WRONLY)
                os.dup2(sink, 2)
                os.close(sink)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                os.dup2(self._kept, 2)
                os.close(self._kept)


_quiet = Quiet()
