"""An outline of where to stand or lie, and the progress of holding still."""

from __future__ import annotations

from formcheck.capture.opencv import cv2
from formcheck.capture.picture import Picture
from formcheck.motion.view import Posture
from formcheck.output.drawing.text_box import Colour

STANDING = (0.56, 0.10, 0.96)  # width as a share of its height, top and bottom as shares of the picture's height
LYING = (0.84, 0.46, 0.92)  # width as a share of the picture's, top and bottom
CORNER = 0.16  # of the shorter side: the length of a corner's arms


def outline(picture: Picture, posture: Posture, colour: Colour, still: float) -> None:
    """Draw its corners, in place. still, 0 to 1, fills a line along the top."""
    height, width = picture.shape[:2]
    upright = posture in (Posture.UPRIGHT, Posture.BENT_OVER, Posture.HANGING, Posture.HAND)
    share, top, bottom = STANDING if upright else LYING
    top, bottom = top * height, bottom * height
    wide = min(share * (bottom - top), 0.92 * width) if upright else share * width
    left, right = (width - wide) / 2, (width + wide) / 2
    arm, thick = CORNER * min(wide, bottom - top), max(3, height // 110)
    for x, y, dx, dy in ((left, top, 1, 1), (right, top, -1, 1), (right, bottom, -1, -1), (left, bottom, 1, -1)):
        corner = (round(x), round(y))
        cv2.line(picture, corner, (round(x + dx * arm), corner[1]), colour, thick, cv2.LINE_AA)
        cv2.line(picture, corner, (corner[0], round(y + dy * arm)), colour, thick, cv2.LINE_AA)
    if still > 0:
        cv2.rectangle(picture, (0, 0), (round(still * width), 2 * thick), colour, -1)
