"""The surface of the window: texts in large letters beside and below the camera's picture, never over it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from formcheck.capture.opencv import cv2
from formcheck.capture.picture import Picture
from formcheck.output.drawing.text_box import BASE, DARK, LEADING, Colour, Word, bare, fitted, typeface

WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Area:
    """Pixels from the left and from the top."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        return self.x + self.wide

    @property
    def foot(self) -> float:
        return self.y + self.high

    def below(self, y: float) -> Area:
        """The part below this y."""
        return Area(self.x, y, self.wide, max(0.0, self.foot - y))

    def above(self, y: float) -> Area:
        """The part above this y."""
        return Area(self.x, self.y, self.wide, min(self.high, max(0.0, y - self.y)))


@dataclass(frozen=True, slots=True)
class Written:
    """A text on the board, as it was written: what its ink covers, the height of its letters in pixels, its lines."""

    text: str
    ink: Area
    letters: int
    lines: int


class Board:
    """One picture of the window. `written` tells what stands on it and where; has_foot: keys are to stand there."""

    def __init__(self, width: int, height: int, *, has_foot: bool = False) -> None:
        self.has_foot = has_foot
        self.picture = _dark(width, height).copy()
        self.written: list[Written] = []
        self.pictures: list[Area] = []

    @property
    def width(self) -> int:
        return int(self.picture.shape[1])

    @property
    def height(self) -> int:
        return int(self.picture.shape[0])

    def write(
        self, text: str, box: Area, letters: float, colour: Colour = WHITE, *, bold: bool = False, lines: int = 9,
        middle: bool = False, centred: bool = False,
    ) -> Area:  # fmt: skip
        """Write into the box, in letters up to this height, smaller if it does not fit. Returns where it stands.

        middle: half way down the box; centred: in the middle of each line.
        """
        if not text or box.wide < 1 or box.high < 1:
            return Area(box.x, box.y, 0, 0)
        size, rows = _fitted(text, round(letters), box.wide, box.high, lines, bold)
        high = len(rows) * round(LEADING * size)
        top = box.y + (box.high - high) / 2 if middle else box.y
        wide, inks = 0.0, []
        for i, row in enumerate(rows):
            word = Word(row, size, colour, bold)
            length = typeface(word).getlength(row)
            x = box.x + (box.wide - length) / 2 if centred else box.x
            y = round(top + i * round(LEADING * size))
            bare(word).lay(self.picture, round(x), y)
            inks.append(np.add(typeface(word).getbbox(row, anchor="ls"), [x, y + BASE * size] * 2))
            wide = max(wide, length)
        (left, up), (right, low) = np.min(inks, 0)[:2], np.max(inks, 0)[2:]
        self.written.append(Written(text, Area(left, up, right - left, low - up), size, len(rows)))
        return Area(box.x + (box.wide - wide) / 2 if centred else box.x, top, wide, high)

    def show(self, picture: Picture, box: Area) -> Area:
        """Put a picture into the box, as large as it fits. Returns where it stands."""
        factor = min(box.wide / picture.shape[1], box.high / picture.shape[0])
        wide, high = max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor))
        x, y = round(box.x + (box.wide - wide) / 2), round(box.y)
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        self.picture[y : y + high, x : x + wide] = cv2.resize(picture, (wide, high), interpolation=how)
        self.pictures.append(Area(x, y, wide, high))
        return self.pictures[-1]

    def fill(self, box: Area, colour: Colour) -> None:
        """A filled rectangle."""
        corners = (round(box.x), round(box.y)), (round(box.right) - 1, round(box.foot) - 1)
        if box.wide >= 1 and box.high >= 1:
            cv2.rectangle(self.picture, *corners, colour, -1)


@lru_cache(1)
def _dark(width: int, height: int) -> Picture:
    return np.full((height, width, 3), DARK, np.uint8)


@lru_cache(64)
def _fitted(
    text: str, letters: int, wide: float, high: float, lines: int, bold: bool
) -> tuple[int, tuple[str, ...]]:  # fmt: skip
    size, rows = fitted(text, letters, wide, high, lines=lines, bold=bold)
    return size, tuple(rows)
