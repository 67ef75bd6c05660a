"""Decoded pictures as they are shown: in RGB, upright, with square pixels, all of one size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.container import Container, Turn
from formcheck.capture.opencv import cv2 as cv2

ENOUGH = 1280  # pixels on the longer side: the model sees a person in 256 x 256, so more only costs time
OPENCV_VERSION: str = cv2.__version__
TO_RGB = cv2.COLOR_BGR2RGB

Picture = NDArray[np.uint8]
Size = tuple[int, int]  # width and height


class Upright:
    """Makes the decoded pictures of one file upright. `size` is that of the first, before it was scaled down."""

    def __init__(self, about: Container, cap: Any) -> None:
        """Make it before reading: it stops cap from turning the pictures itself, because cap knows no mirrors."""
        self._about, self._turn = about, about.turn
        self.as_stored(cap)
        if self._turn is not None:
            self._across = self._turn.swap
        else:
            self._across = bool(cap.get(cv2.CAP_PROP_ORIENTATION_META) % 180)
        self._pixel = 1 / about.pixel if self._across else about.pixel
        self.size: Size = (0, 0)

    def as_stored(self, cap: Any) -> None:
        """Have cap give the pictures as they are stored; again when it was opened again."""
        if self._turn is not None:
            cap.set(cv2.CAP_PROP_ORIENTATION_AUTO, 0)

    def rgb(self, bgr: Any, largest: int | None = None, *, t: float, number: int = 0) -> Picture:
        """The picture, its longer side at most largest; one of another size is fitted into that of the first.

        t and number say which it is, in the file's own times, from 0.
        """
        bgr = self._turned(bgr)
        stored = self._about.stored(t, number)
        if stored is not None and self._across:
            stored = stored[::-1]
        size = square_size(*(stored or size_of(bgr)), self._pixel)
        if self.size == (0, 0):
            self.size = size
        if size == self.size:
            return to_rgb(bgr, TO_RGB, largest, self._pixel)
        return fitted(to_rgb(resized(bgr, size), TO_RGB), scaled_size(self.size, largest))

    def _turned(self, picture: Any) -> Any:
        turn = self._turn
        if turn is None or turn == Turn():
            return picture
        if turn.swap:
            picture = cv2.transpose(picture)
        if turn.mirror_x or turn.mirror_y:
            picture = cv2.flip(picture, -1 if turn.mirror_x and turn.mirror_y else int(turn.mirror_x))
        return picture


def size_of(picture: Any) -> Size:
    height, width = picture.shape[:2]
    return width, height


def square_size(width: int, height: int, pixel: float) -> Size:
    """The size with square pixels; nothing is made smaller. pixel is the width of one over its height."""
    return (round(width * pixel), height) if pixel >= 1 else (width, round(height / pixel))


def scaled_size(size: Size, largest: int | None) -> Size:
    """At most largest on the longer side."""
    if not largest or max(size) <= largest:
        return size
    scale = largest / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def to_rgb(picture: Any, code: int, largest: int | None = None, pixel: float = 1.0) -> Picture:
    """A decoded picture as RGB with square pixels, at most largest on its longer side; code is OpenCV's, as TO_RGB."""
    return np.asarray(cv2.cvtColor(at_most(picture, largest, pixel), code), np.uint8)


def at_most(picture: Any, largest: int | None, pixel: float = 1.0) -> Any:
    """The picture with square pixels, scaled down to largest on its longer side."""
    now = size_of(picture)
    return resized(picture, scaled_size(square_size(*now, pixel), largest))


def fitted(rgb: Picture, size: Size) -> Picture:
    """The whole picture in the middle of one of that size, black around it."""
    if size_of(rgb) == size:
        return rgb
    width, height = size_of(rgb)
    scale = min(size[0] / width, size[1] / height)
    inner = resized(rgb, (min(size[0], max(1, round(width * scale))), min(size[1], max(1, round(height * scale)))))
    whole = np.zeros((size[1], size[0], 3), np.uint8)
    left, top = (size[0] - inner.shape[1]) // 2, (size[1] - inner.shape[0]) // 2
    whole[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return whole


def resized(picture: Any, size: Size) -> Any:
    """The picture stretched to that size."""
    width, height = size_of(picture)
    if size == (width, height):
        return picture
    small = size[0] * size[1] <= 0.25 * width * height
    # INTER_AREA below half size; above, linear is as good and four times faster
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if small else cv2.INTER_LINEAR)
