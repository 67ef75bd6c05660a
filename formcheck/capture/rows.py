"""Frames of landmarks as rows of bytes: in a recording, and from the process that saw them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.landmarks import BODY
from formcheck.motion.pose import CameraPlace
from formcheck.source import LandmarkFrame


def row_type(points: int) -> np.dtype[np.void]:
    """Of frames with so many landmarks."""
    return np.dtype(
        [
            ("t", "<f8"),
            ("image", "<f4", (points, 3)),
            ("world", "<f4", (points, 3)),
            ("visibility", "<f4", (points,)),
            ("camera", "<f8", (6,)),
        ]
    )


ROW = row_type(BODY.points)
MOST_PLACE = 1e6


def row_of(seen: LandmarkFrame) -> bytes:
    row = np.zeros(1, row_type(len(seen.visibility)))
    place = seen.place
    row["t"], row["image"], row["world"], row["visibility"] = seen.t, seen.image, seen.world, seen.visibility
    turn, shift = place.turn, place.shift
    row["camera"] = turn.real, turn.imag, shift.real, shift.imag, place.shot, place.frozen
    return row.tobytes()


def frames_of(rows: bytes, points: int = BODY.points) -> Iterator[LandmarkFrame]:
    for row in np.frombuffer(rows, row_type(points)):
        yield LandmarkFrame(float(row["t"]), row["image"], row["world"], row["visibility"], place_of(row["camera"]))


def place_of(camera: NDArray[np.float64]) -> CameraPlace:
    """Where the camera was. Raises ValueError for what no camera does."""
    if not (np.abs(camera) < MOST_PLACE).all():
        raise ValueError("a camera out of this world")
    turn_re, turn_im, shift_re, shift_im, shot, frozen = camera.tolist()
    return CameraPlace(complex(turn_re, turn_im), complex(shift_re, shift_im), int(shot), bool(frozen))
