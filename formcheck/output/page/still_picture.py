"""One frame for a page: cropped to the person, as a small JPEG, with the lines to draw over it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.capture.frames import Picture
from formcheck.motion.highlight import Bone
from formcheck.motion.pose import Points
from formcheck.output.drawing.cue_angle import Angle
from formcheck.output.drawing.scene import pixels, seen, skeleton

Point = tuple[float, float]

LONGEST = 640  # pixels
QUALITY = 80
MARGIN = 0.14  # of the body's size, on every side
NARROWEST, WIDEST = 0.62, 1.6  # width over height
ARC = 0.55  # of the line's length
STEPS = 16
FONT = 0.06  # of the picture's longer side
BEYOND = 0.05  # of the crop's longer side: distance of the number from the line, so that it hides nothing
INSIDE = 0.08  # of the longer side: least distance of the number from the edges


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the frame, in pixels of the frame."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """An angle as lines on the picture, in its pixels; text is None if the frame does not show the number."""

    line: tuple[Point, Point]
    should_be: tuple[Point, Point]
    arc: Sequence[Point]
    text_at: Point
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    src: str
    width: int
    height: int
    bones: Sequence[tuple[Point, Point]]
    limb: Sequence[tuple[Point, Point]]  # the body part of the cue, if no angle shows it
    angle: Drawn | None

    @property
    def font(self) -> int:
        """Size of the number at the angle."""
        return round(FONT * max(self.width, self.height))


def size_of(xys: Sequence[Points], width: int, height: int) -> tuple[int, int]:
    """Width and height of a crop that fits any of these bodies, in pixels of the frame."""
    boxes = [_box(xy, height) for xy in xys if not np.isnan(xy).all()]
    if not boxes:
        return width, height
    w, h = (max(b[i + 2] - b[i] for b in boxes) for i in (0, 1))
    margin = 2 * MARGIN * max(w, h)
    w, h = w + margin, h + margin
    w, h = max(w, NARROWEST * h), max(h, w / WIDEST)
    return min(width, round(w)), min(height, round(h))


def cut(xy: Points, size: tuple[int, int], width: int, height: int) -> Cut:
    """A part of the frame of the given size, with the body in the middle."""
    w, h = size
    if np.isnan(xy).all():
        return Cut((width - w) // 2, (height - h) // 2, w, h)
    x0, y0, x1, y1 = _box(xy, height)
    x, y = ((x0 + x1) / 2 - w / 2, (y0 + y1) / 2 - h / 2)
    return Cut(int(np.clip(x, 0, width - w)), int(np.clip(y, 0, height - h)), w, h)


def _box(xy: Points, height: int) -> tuple[float, float, float, float]:
    p = pixels(xy, height)
    p = p[seen(p)]
    return (*p.min(axis=0).tolist(), *p.max(axis=0).tolist())


def still(
    rgb: Picture,
    xy: Points,
    part: Cut,
    limb: Sequence[Bone],
    angle: Angle | None = None,
    text: str | None = None,
    *,
    longest: int = LONGEST,
) -> Still:
    """The part of the frame with its skeleton and angle; xy (33,) in frame heights. text labels the angle."""
    height = rgb.shape[0]
    scale = min(1.0, longest / max(part.width, part.height))
    w, h = max(1, round(part.width * scale)), max(1, round(part.height * scale))
    picture = rgb[part.y : part.y + part.height, part.x : part.x + part.width]
    small = cv2.resize(picture, (w, h), interpolation=cv2.INTER_AREA)
    ok, jpeg = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    assert ok, "a picture of positive size can be encoded"

    def place(p: complex) -> Point:
        x, y = pixels(np.array([p]), height)[0]
        return round(float(x - part.x) * scale, 1), round(float(y - part.y) * scale, 1)

    def lines(bones: Sequence[Bone]) -> list[tuple[Point, Point]]:
        return [(place(xy[a]), place(xy[b])) for a, b in bones if not np.isnan(xy[a] + xy[b])]

    src = "data:image/jpeg;base64," + b64encode(jpeg.tobytes()).decode()
    drawn = (
        None if angle is None else _drawn(angle, place, text, (w, h), BEYOND * max(part.width, part.height) / height)
    )
    return Still(src=src, width=w, height=h, bones=lines(skeleton(xy)), limb=[] if angle else lines(limb), angle=drawn)


def _drawn(
    a: Angle, place: Callable[[complex], Point], text: str | None, size: tuple[int, int], beyond: float
) -> Drawn:
    turn = np.angle((a.end - a.joint) / (a.should_be - a.joint))
    from_joint = (a.should_be - a.joint) * np.exp(1j * np.linspace(0, turn, STEPS))
    arc = [place(complex(a.joint + ARC * v)) for v in from_joint]
    outward = from_joint[STEPS // 2] / abs(from_joint[STEPS // 2])
    return Drawn(
        (place(a.joint), place(a.end)),
        (place(a.joint), place(a.should_be)),
        arc,
        _inside(place(complex(a.joint + (abs(a.end - a.joint) + beyond) * outward)), size),
        text,
    )


def _inside(p: Point, size: tuple[int, int]) -> Point:
    edge = INSIDE * max(size)
    return min(max(p[0], edge), size[0] - edge), min(max(p[1], edge), size[1] - edge)
