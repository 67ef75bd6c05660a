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

FOLLOWS_S = 3.0  # the steadied picture follows the camera with this time constant


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
        self._follow(frame.t, place)
        turn = place.turn / self._from.turn
        shift = (place.shift - self._from.shift) / self._from.turn
        if turn == 1 and shift == 0:
            return SteadyFrame(frame, place)
        return SteadyFrame(Frame(frame.t, _moved(frame.rgb, turn, shift)), place, turn, shift)

    def restored(self, steady: SteadyFrame, look: RawDetection) -> LandmarkFrame:
        """The landmarks that the model saw, in the frame as it was."""
        found = seen(look)
        if steady.turn != 1 or steady.shift != 0:
            height, width = steady.frame.rgb.shape[:2]
            found = replace(found, image=_moved_back(found.image, steady.turn, steady.shift, width / height))
        there = found.image[~np.isnan(found.image[:, 0])]
        self._person = there if len(there) else None
        return replace(found, place=steady.place)

    def _follow(self, t: float, place: CameraPlace) -> None:
        if not place.moved or place.shot != self._from.shot:
            self._from = place
        else:
            share = 1 - exp(-max(t - self._t, 0.0) / FOLLOWS_S)
            turn = self._from.turn + share * (place.turn - self._from.turn)
            shift = self._from.shift + share * (place.shift - self._from.shift)
            self._from = replace(place, turn=turn, shift=shift)
        self._t = t


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
