"""The detector for a camera that moves: shows the pose model steadied pictures, and tells where the camera was.

The model smooths landmarks over time, so in a shaken picture they trail the person by one or two frames: half of the
shaking stays in them however well the camera's motion is known. Pictures laid over each other before the model sees
them have no such trail. A slow motion stays in them, so that the person stays in the picture.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp
from pathlib import Path

import numpy as np

from formcheck.capture.camera_tracker import CameraTracker
from formcheck.capture.closing import Closing
from formcheck.capture.detector import Detector, seen
from formcheck.capture.frames import Frame, Picture, cv2
from formcheck.motion.pose import FIRST_PLACE, CameraPlace
from formcheck.source import LandmarkFrame, Singles

FOLLOWS_S = 3.0  # the steadied picture follows the camera with this time constant


class SteadyDetector(Closing):
    """One person's landmarks per frame, in the frame as it is, with the camera's place. Must be closed."""

    def __init__(self, model: Path, fps: float | None = None) -> None:
        self._detector = Detector(model, fps)
        self.restart()

    def restart(self) -> None:
        """Another set begins: nothing is compared with what came before."""
        self._camera = CameraTracker()
        self._person: Singles | None = None
        self._from = FIRST_PLACE  # where the steadied pictures are seen from
        self._t = 0.0

    def look(self, frame: Frame) -> LandmarkFrame:
        """The landmarks of the next frame."""
        place = self._camera.push(frame.t, frame.rgb, self._person)
        self._follow(frame.t, place)
        turn = place.turn / self._from.turn
        shift = (place.shift - self._from.shift) / self._from.turn
        still = turn == 1 and shift == 0
        rgb = frame.rgb if still else _moved(frame.rgb, turn, shift)
        found = seen(self._detector.look(frame.t, rgb))
        if not still:
            found = replace(found, image=_moved_back(found.image, turn, shift, rgb.shape[1] / rgb.shape[0]))
        self._person = None if np.isnan(found.image[0, 0]) else found.image
        return replace(found, place=place)

    def close(self) -> None:
        self._detector.close()

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
