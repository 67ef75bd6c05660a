"""Draw a scene over a picture: skeleton, count, phase, range, cue, and what is not visible.

Sizes scale with the picture, so that text is readable on a phone in any format. For colour-blind viewers green and
amber also differ in style: green is a plain line, amber is thicker with stripes, and its text has a mark.
"""

from __future__ import annotations

from functools import lru_cache
from math import isnan

import cv2
import numpy as np

from formcheck.capture.frames import Picture
from formcheck.messages import _
from formcheck.motion.highlight import Bone
from formcheck.motion.pose import Floats
from formcheck.output.drawing.scene import Scene, seen, skeleton
from formcheck.output.drawing.text_box import Colour, Line, TextBox, Word, blank, plate, wrapped
from formcheck.output.phrases import seconds
from formcheck.wording import noun_after

GREEN: Colour = (46, 214, 160)
AMBER: Colour = (255, 176, 0)
WHITE: Colour = (255, 255, 255)
GREY: Colour = (196, 204, 212)
BLACK: Colour = (10, 12, 16)
STRIPE = 1.5  # distance between the stripes of an amber line, in thicknesses
FULL = 1.2  # of the target: the upper end of the range bar
SUBPIXEL = 4  # fractional bits in OpenCV's coordinates


def draw(picture: Picture, scene: Scene) -> None:
    """Draw on an RGB picture, in place."""
    height, width = picture.shape[:2]
    unit = _unit(picture)
    draw_body(picture, scene)
    _range(picture, scene, unit)
    count = _count(scene, unit)
    left, gap = scene.corner == "left", _gap(picture)
    _put(picture, count, gap, left=left)
    if scene.phase:
        _put(picture, _phase(scene, unit), gap, left=not left)
        _tempo(picture, scene, unit, left=not left)
    foot = height - gap
    if scene.note:
        note = _note(scene.note, max(9, round(0.9 * unit)), 0.7 * width, unit)
        foot -= note.size[1]
        _put(picture, note, foot, left=left)
        foot -= gap
    if scene.cue:
        cue = _cue(scene.cue, round(1.15 * unit), 8.5 * unit, unit)
        _put(picture, cue, foot - cue.size[1] if scene.low else 2 * gap + count.size[1], left=left)


def draw_body(picture: Picture, scene: Scene) -> None:
    """Draw only the skeleton, in place."""
    unit = _unit(picture)
    points, there = scene.points, seen(scene.points)
    thin, thick = max(1, round(0.09 * unit)), max(2, round(0.24 * unit))
    limb = {frozenset(b) for b in scene.limb}
    for bone in skeleton(scene.points):
        if frozenset(bone) not in limb and there[list(bone)].all():
            _line(picture, points, bone, WHITE, thin)
    coloured = [b for b in scene.limb if there[list(b)].all()]
    colour, thick, dot = (AMBER, round(1.7 * thick), thick) if scene.amber else (GREEN, thick, 0.75 * thick)
    for bone in coloured:  # one by one, so that overlapping bones stay visible
        _line(picture, points, bone, BLACK, thick + 2 * thin)
        _line(picture, points, bone, colour, thick)
        if scene.amber:
            _stripes(picture, points, bone, thick)
    for joint in {j for b in coloured for j in b}:
        _dot(picture, points[joint], BLACK, dot + thin)
        _dot(picture, points[joint], colour, dot)


def _line(picture: Picture, points: Floats, bone: Bone, colour: Colour, thick: int) -> None:
    a, b = (_fine(points[i]) for i in bone)
    cv2.line(picture, a, b, colour, thick, cv2.LINE_AA, SUBPIXEL)


def _stripes(picture: Picture, points: Floats, bone: Bone, thick: int) -> None:
    """Dark slanted stripes across a line, like warning tape."""
    a, b = points[list(bone)]
    n = round(float(np.hypot(*(b - a))) / (STRIPE * thick))
    if n < 1:
        return
    step = (b - a) / n
    slant = np.array([-step[1], step[0]]) / np.hypot(*step) * thick / 2 + step / np.hypot(*step) * thick / 3
    for k in range(n):
        at = a + (k + 0.5) * step
        ends = (_fine(at - slant), _fine(at + slant))
        cv2.line(picture, *ends, BLACK, max(1, round(0.35 * thick)), cv2.LINE_AA, SUBPIXEL)


def _dot(picture: Picture, point: Floats, colour: Colour, radius: float) -> None:
    cv2.circle(picture, _fine(point), round(radius * 2**SUBPIXEL), colour, -1, cv2.LINE_AA, SUBPIXEL)


def _fine(point: Floats) -> tuple[int, int]:
    x, y = np.clip(point, -30_000, 30_000) * 2**SUBPIXEL
    return round(float(x)), round(float(y))


def _put(picture: Picture, p: TextBox, y: int, *, left: bool) -> None:
    """At the left or the right edge, y pixels from the top."""
    margin = _gap(picture)
    p.lay(picture, margin if left else picture.shape[1] - margin - p.size[0], y)


def _unit(picture: Picture) -> float:
    """Letter height in pixels: a phone shows a wide picture no wider than a tall one."""
    height, width = picture.shape[:2]
    return float(min(width / 27, height / 17))


def _gap(picture: Picture) -> int:
    return round(0.5 * _unit(picture))


def _count(scene: Scene, unit: float) -> TextBox:
    small = max(9, round(0.9 * unit))
    lines: list[Line] = []
    for part in scene.title.split(" · "):
        lines += [(Word(line, small, GREY),) for line in wrapped(part, small, 9 * unit) if line]
    if scene.about and scene.reps:
        lines.append((Word(_("about"), small, WHITE),))
    number = Word(f"{scene.reps}", round(2.3 * unit), WHITE, bold=True)
    lines.append((number, Word(f" {noun_after(scene.reps, scene.counts)}", round(1.1 * unit), WHITE)))
    if scene.attempts:
        lines.append((Word(scene.attempts, small, GREY),))
    return plate(tuple(lines), unit)


def _phase(scene: Scene, unit: float) -> TextBox:
    lines: list[Line] = [(Word(scene.phase or "", round(1.5 * unit), WHITE, bold=True),)]
    if scene.seconds is not None:
        text = seconds(scene.seconds)
        if scene.asked:
            text = _("{seconds:.1f} of {asked:g} s").format(seconds=scene.seconds, asked=scene.asked)
        lines.append((Word(text, round(1.0 * unit), WHITE),))
    if scene.asked:
        lines.append((Word(" ", max(2, round(0.3 * unit))),))  # space for the progress line
    return plate(tuple(lines), unit, round(6.6 * unit))


def _tempo(picture: Picture, scene: Scene, unit: float, *, left: bool) -> None:
    """A progress line under the phase."""
    if scene.seconds is None or not scene.asked:
        return
    p = _phase(scene, unit)
    gap, high = _gap(picture), max(2, round(0.2 * unit))
    x = _gap(picture) if left else picture.shape[1] - _gap(picture) - p.size[0]
    y, inset = gap + p.size[1] - high - round(0.35 * unit), round(0.55 * unit)
    wide = p.size[0] - 2 * inset
    _box(picture, x + inset, y, wide, high, (90, 98, 106))
    _box(picture, x + inset, y, wide * min(1.0, scene.seconds / scene.asked), high, WHITE)


def _range(picture: Picture, scene: Scene, unit: float) -> None:
    """A bar at the edge with the progress of the movement and its target."""
    if scene.reach is None:
        return
    height, width = picture.shape[:2]
    wide, high = round(0.85 * unit), round(0.5 * height)
    inset = max(2, round(0.18 * unit))
    left = scene.corner == "right"
    x = _gap(picture) if left else width - _gap(picture) - wide
    y = round(0.30 * height)
    blank(wide, high, unit).lay(picture, x, y)
    foot, full = y + high - inset, high - 2 * inset
    reach = 0.0 if isnan(scene.reach) else float(np.clip(scene.reach, 0, FULL)) / FULL
    _box(picture, x + inset, foot - full * reach, wide - 2 * inset, full * reach, GREEN)
    target = foot - full / FULL
    thin = max(2, round(0.1 * unit))
    _box(picture, x - 0.25 * unit, target - thin / 2, wide + 0.5 * unit, thin, WHITE)
    if scene.guide is not None:
        at = foot - full * float(np.clip(scene.guide, 0, FULL)) / FULL
        _box(picture, x, at - thin / 2, wide, thin, GREY)
    small = max(9, round(0.9 * unit))
    if scene.target:
        p = plate(((Word(scene.target, small, GREY),),), 0.5 * unit)
        beside = x + wide + round(0.35 * unit) if left else x - p.size[0] - round(0.35 * unit)
        p.lay(picture, beside, round(target - p.size[1] / 2))
    if scene.size:
        p = plate(((Word(scene.size, round(1.1 * unit), WHITE, bold=True),),), 0.5 * unit)
        _put(picture, p, y + high + _gap(picture) // 2, left=left)


def _box(picture: Picture, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
    """A filled rectangle with subpixel edges, so that it grows smoothly."""
    if wide <= 0 or high <= 0:
        return
    corners = np.array([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)])
    cv2.fillConvexPoly(picture, np.round(corners * 2**SUBPIXEL).astype(np.int32), colour, cv2.LINE_AA, SUBPIXEL)


@lru_cache(16)
def _cue(text: str, size: int, width: float, unit: float) -> TextBox:
    lines = wrapped(text, size, width, bold=True)
    words = [Word(line, size, AMBER, bold=True) for line in lines]
    mark = Word("▲ ", size, AMBER)
    indent = Word("   ", size, AMBER, bold=True)  # as wide as the mark
    return plate(tuple((mark if not i else indent, w) for i, w in enumerate(words)), unit)


@lru_cache(16)
def _note(text: str, size: int, width: float, unit: float) -> TextBox:
    return plate(tuple((Word(line, size, WHITE),) for line in wrapped(text, size, width)), unit)
