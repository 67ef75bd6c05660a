"""Steadied pictures for the pose model where the camera moves, and their landmarks back in the pictures as they were.

The model smooths landmarks over time, so in a shaken picture they trail the person by one or two frames: half of the
shaking stays in them however well the camera's motion is known. Pictures laid over each other before the model sees
them have no such trail. A slow motion stays in them, so that the person stays in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp

import numpy as np

from formcheck.capture.camera_tracker import CameraTracker
from formcheck.capture.decode import Frame
from formcheck.capture.detector import RawDetection, seen
from formcheck.capture.picture import Picture, cv2
from formcheck.motion.pose import FIRST_PLACE, CameraPlace
from formcheck.source import LandmarkFrame, Singles

FOLLOWS_S, TURNS_S = 3.0, 0.25  # the steadied picture follows the camera, its turn and zoom, with these time constants
ASKEW = 0.004  # picture heights that a turn may leave at the person's edge: a shift will do, at a tenth of the cost


@dataclass(frozen=True, slots=True, eq=False)
class SteadyFrame:
    """A frame with its camera's place; its picture is moved: a point z of the frame is at turn * z + shift."""

    frame: Frame
    place: CameraPlace
    turn: complex = 1 + 0j
    shift: complex = 0j


class SteadyView:
    """Push each frame; show its picture to the model; restore what it saw."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Another set begins: nothing is compared with what came before."""
        self._camera = CameraTracker()
        self._person: Singles | None = None
        self._from = FIRST_PLACE  # where the steadied pictures are seen from
        self._t = 0.0

    def push(self, frame: Frame) -> SteadyFrame:
        """The next frame, steadied; the very same where the camera stands still."""
        place = self._camera.push(frame.t, frame.rgb, self._person)
        height, width = frame.rgb.shape[:2]
        self._follow(frame.t, place, (width / height + 1j) / 2)
        turn = place.turn / self._from.turn
        shift = (place.shift - self._from.shift) / self._from.turn
        middle, reach = _extent(self._person, width / height)
        if abs(turn - 1) * reach > ASKEW:
            return SteadyFrame(Frame(frame.t, _moved(frame.rgb, turn, shift)), place, turn, shift)
        by = (turn - 1) * middle + shift
        right, up = round(by.real * height), round(by.imag * height)
        if right == up == 0:
            return SteadyFrame(frame, place)
        return SteadyFrame(Frame(frame.t, _shifted(frame.rgb, right, up)), place, shift=complex(right, up) / height)

    def restored(self, steady: SteadyFrame, look: RawDetection) -> LandmarkFrame:
        """The landmarks that the model saw, in the frame as it was."""
        found = seen(look)
        if steady.turn != 1 or steady.shift != 0:
            height, width = steady.frame.rgb.shape[:2]
            found = replace(found, image=_moved_back(found.image, steady.turn, steady.shift, width / height))
        there = found.image[~np.isnan(found.image[:, 0])]
        self._person = there if len(there) else None
        return replace(found, place=steady.place)

    def _follow(self, t: float, place: CameraPlace, middle: complex) -> None:
        """The middle of the picture slowly, so that the person stays in it; turn and zoom about it at once, nearly."""
        if not place.moved or place.shot != self._from.shot:
            self._from = place
        else:
            slow, quick = (1 - exp(-max(t - self._t, 0.0) / s) for s in (FOLLOWS_S, TURNS_S))
            was, now = (p.turn * middle + p.shift for p in (self._from, place))
            turn = self._from.turn + quick * (place.turn - self._from.turn)
            self._from = replace(place, turn=turn, shift=was + slow * (now - was) - turn * middle)
        self._t = t


def _extent(person: Singles | None, aspect: float) -> tuple[complex, float]:
    """The middle of the person, or of the picture, and how far from there they reach, in picture heights."""
    z = np.array([0, aspect + 1j]) if person is None else person[:, 0] * aspect + 1j * (1 - person[:, 1])
    middle = complex(z.real.min() + z.real.max(), z.imag.min() + z.imag.max()) / 2
    return middle, float(np.abs(z - middle).max())


def _shifted(rgb: Picture, right: int, up: int) -> Picture:
    """The picture moved by whole pixels; what it leaves open continues its edges."""
    height, width = rgb.shape[:2]
    right, up = (max(1 - n, min(by, n - 1)) for by, n in ((right, width), (up, height)))
    kept = rgb[max(up, 0) : height + min(up, 0), max(-right, 0) : width - max(right, 0)]
    open_ = max(-up, 0), max(up, 0), max(right, 0), max(-right, 0)
    return np.asarray(cv2.copyMakeBorder(kept, *open_, cv2.BORDER_REPLICATE), np.uint8)


def _moved(rgb: Picture, turn: complex, shift: complex) -> Picture:
    """The picture, each point z of it at turn * z + shift: in heights, y up, where OpenCV has pixels, y down."""
    height, width = rgb.shape[:2]
    a, b = turn.conjugate(), height * (turn * 1j + shift - 1j).conjugate()
    to_there = np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]])
    return np.asarray(cv2.warpAffine(rgb, to_there, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _moved_back(image: Singles, turn: complex, shift: complex, aspect: float) -> Singles:
    """Landmarks of a moved picture in the picture as it was."""
    z = (image[:, 0] * aspect + 1j * (1 - image[:, 1]) - shift) / turn
    return np.stack((z.real / aspect, 1 - z.imag, image[:, 2]), 1).astype(np.float32)
