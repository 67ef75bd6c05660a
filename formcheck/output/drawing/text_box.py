"""Text on a dark translucent box, rendered once and placed on many pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from formcheck.capture.frames import Picture

Colour = tuple[int, int, int]  # RGB
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # DejaVu Sans: complete, and available everywhere
DARK, DARKNESS = (12, 16, 22), 168  # of 255
BASE = 0.94  # of the letters' height: from the top of a line to what its letters stand on
PAD, LEADING, ROUND = 0.55, 1.18, 0.45  # shares of the unit, of the letters' height, of the unit
LEAST, STEPS = 8, 40  # pixels: the smallest letters tried; and how many sizes are tried
BREAKS = 0.6  # of the letters asked for: in smaller ones a word may be broken
STAYS = re.compile(r"\d+([.,]\d+)?|\w:")  # a number, a key: no line ends after it
LISTS, LONG = " · ", 3  # between items: a list with so many of them breaks there
NARROWER = 0.6, 0.7, 0.8, 0.85, 0.9, 0.95  # of the width: tried, so that lines are even
FINE = 4  # oversampling of corners, for smooth edges


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a line. size is the letter height in pixels."""

    text: str
    size: int
    colour: Colour = (255, 255, 255)
    bold: bool = False


Line = tuple[Word, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TextBox:
    """How much of the picture below remains (of 255), and what is added; both (height, width, 3)."""

    left: Picture
    added: Picture

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.left.shape[1], self.left.shape[0]

    def lay(self, picture: Picture, x: int, y: int) -> None:
        """Draw it on the picture with its top left corner at x, y, cropped to the picture."""
        height, width = picture.shape[:2]
        a, b = max(0, -x), max(0, -y)
        w, h = min(self.size[0], width - x) - a, min(self.size[1], height - y) - b
        if w <= 0 or h <= 0:
            return
        part = picture[y + b : y + b + h, x + a : x + a + w]
        cv2.multiply(part, self.left[b : b + h, a : a + w], dst=part, scale=1 / 255)
        cv2.add(part, self.added[b : b + h, a : a + w], dst=part)


@lru_cache(48)
def plate(lines: tuple[Line, ...], unit: float, least: int = 0) -> TextBox:
    """A box that fits its lines, at least `least` pixels wide."""
    pad = round(PAD * unit)
    widths = [sum(typeface(w).getlength(w.text) for w in line) for line in lines]
    heights = [max(round(LEADING * w.size) for w in line) for line in lines]
    width, height = max(least, round(max(widths)) + 2 * pad), sum(heights) + round(1.2 * pad)
    image = Image.new("RGBA", (width, height), (*DARK, 0))
    image.putalpha(_rounded(width, height, round(ROUND * unit)))
    draw = ImageDraw.Draw(image)
    y = 0.6 * pad
    for line, high in zip(lines, heights, strict=True):
        x = float(pad)
        foot = y + high - 0.24 * max(w.size for w in line)  # the baseline
        for word in line:
            draw.text((x, foot), word.text, (*word.colour, 255), typeface(word), anchor="ls")
            x += typeface(word).getlength(word.text)
        y += high
    return _plate(image)


@lru_cache(64)
def bare(word: Word) -> TextBox:
    """One line without a box around it."""
    size = round(typeface(word).getlength(word.text)) + 2, round(LEADING * word.size)
    image = Image.new("RGBA", size, (*word.colour, 0))
    ImageDraw.Draw(image).text((0, BASE * word.size), word.text, (*word.colour, 255), typeface(word), anchor="ls")
    return _plate(image)


@lru_cache(8)
def blank(width: int, height: int, unit: float) -> TextBox:
    """A box without text."""
    image = Image.new("RGBA", (width, height), (*DARK, 0))
    image.putalpha(_rounded(width, height, round(ROUND * unit)))
    return _plate(image)


def wrapped(text: str, size: int, width: float, *, bold: bool = False) -> list[str]:
    """The text wrapped to the given width in pixels, except for longer words."""
    font, lines = typeface(Word("", size, bold=bold)), [""]
    for words in _together(text):
        for word in words.split(" ") if font.getlength(words) > width else [words]:
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and font.getlength(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines


def _together(text: str) -> list[str]:
    """Its words, a number with what it counts, and a key with what it does; of a long list its items."""
    if text.count(LISTS) >= LONG:
        return text.replace(LISTS, f"{LISTS.rstrip()}\n").split("\n")
    words: list[str] = []
    for word in text.split():
        if words and STAYS.fullmatch(words[-1].rpartition(" ")[2]):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def fitted(
    text: str, size: int, width: float, height: float, *, lines: int = 9, bold: bool = False
) -> tuple[int, list[str]]:
    """The largest letters up to this size in which the text fits, and its lines; a word breaks in small ones only."""
    least = max(LEAST, round(BREAKS * size))
    for letters in range(size, LEAST, -max(1, size // STEPS)):
        rows = wrapped(text, letters, width, bold=bold)
        if letters <= least:
            rows = [part for row in rows for part in _broken(row, letters, width, bold=bold)]
        if len(rows) > lines or len(rows) * round(LEADING * letters) > height:
            continue
        if all(typeface(Word("", letters, bold=bold)).getlength(row) <= width for row in rows):
            return letters, rows if letters <= least else _even(text, letters, width, rows, bold=bold)
    return LEAST, wrapped(text, LEAST, width, bold=bold)


def _even(text: str, size: int, width: float, rows: list[str], *, bold: bool) -> list[str]:
    """As many lines, of more equal length, so that no word is alone on the last one."""
    font = typeface(Word("", size, bold=bold))

    def shortest(lines: list[str]) -> float:
        return min(font.getlength(line) for line in lines)

    narrower = (wrapped(text, size, share * width, bold=bold) for share in NARROWER)
    fit = [x for x in narrower if len(x) == len(rows) and all(font.getlength(line) <= width for line in x)]
    return max([rows, *fit], key=shortest) if len(rows) > 1 else rows


def _broken(row: str, size: int, width: float, *, bold: bool) -> list[str]:
    """A row with one word that is too long, such as an address, in pieces."""
    font, pieces = typeface(Word("", size, bold=bold)), [""]
    if font.getlength(row) <= width:
        return [row]
    for letter in row:
        if font.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _plate(image: Image.Image) -> TextBox:
    rgba = np.asarray(image)
    solid = np.repeat(rgba[:, :, 3:], 3, axis=2)
    added = cv2.multiply(np.ascontiguousarray(rgba[:, :, :3]), solid, scale=1 / 255)
    return TextBox(np.asarray(255 - solid, np.uint8), np.asarray(added, np.uint8))


@lru_cache(16)
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width, height), DARKNESS)
    r = min(radius, width // 2, height // 2)
    if r < 1:
        return mask
    disc = Image.new("L", (2 * r * FINE, 2 * r * FINE), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, 2 * r * FINE - 1, 2 * r * FINE - 1), DARKNESS)
    disc = disc.resize((2 * r, 2 * r), Image.Resampling.BOX)
    for x, y, part in (
        (0, 0, (0, 0, r, r)),
        (width - r, 0, (r, 0, 2 * r, r)),
        (0, height - r, (0, r, r, 2 * r)),
        (width - r, height - r, (r, r, 2 * r, 2 * r)),
    ):
        mask.paste(disc.crop(part), (x, y))
    return mask


def typeface(word: Word) -> ImageFont.FreeTypeFont:
    return _font_of(word.size, word.bold)


@lru_cache(32)
def _font_of(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size)
