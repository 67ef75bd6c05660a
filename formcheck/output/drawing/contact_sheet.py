"""The contact sheet: one picture of the set, with one row per repetition showing start, top and end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from formcheck.capture.frames import Frames, Picture
from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.motion.pose import Floats
from formcheck.output.drawing.blur import Faces, head_of
from formcheck.output.drawing.contact_rows import Row, rows_of
from formcheck.output.drawing.overlay import draw_body
from formcheck.output.drawing.replay import ReplayOverlay
from formcheck.output.drawing.scene import seen
from formcheck.output.drawing.text_box import Colour, Word, typeface, wrapped
from formcheck.output.drawing.video import LARGEST, matched
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.phrases import STOPPED, counted, headline, phases
from formcheck.result import Result

CELL, WORDS = (300, 360), 350  # pixels: size limit of a still, and width of the text before it
TEXT, SMALL, LINE, MARGIN, GAP = 22, 19, 29, 28, 10
PAPER, INK, DIM, WARN = (250, 250, 248), (24, 28, 34), (98, 106, 114), (176, 92, 0)
AROUND = 0.12  # margin around the person, as a share of their size

Box = tuple[int, int, int, int]  # left, top, right, bottom


def write(
    place: Path, clip: Path, r: Result, take: LandmarkLog, *, blur_face: bool, progress: Callable[[float], None]
) -> None:
    """Write the sheet as PNG. Raises SourceError if the clip cannot be read again, OSError if it cannot be written."""
    rows, said = rows_of(r, float(take.t[0]), float(take.t[-1]))
    wanted = {_nearest(take.t, t) for row in rows for t in row.at_s}
    pictures, story, box = _pictures(clip, r, take, wanted, blur_face, progress)
    cells = []
    for row in rows:  # the frame between two repetitions is a still of both
        stills = {i: pictures[i].copy() for i in (_nearest(take.t, t) for t in row.at_s)}
        for i, picture in stills.items():
            draw_body(picture, story.of_rep(i, row.rep))
        cells.append([_cell(stills[_nearest(take.t, t)], box) for t in row.at_s])
    _sheet(r, rows, cells, said).save(place, "PNG", optimize=True)


def _nearest(t: Floats, at_s: float) -> int:
    return int(np.abs(t - at_s).argmin())


def _pictures(
    clip: Path, r: Result, take: LandmarkLog, wanted: set[int], blur_face: bool, progress: Callable[[float], None]
) -> tuple[dict[int, Picture], ReplayOverlay, Box]:
    """The pictures by frame, their overlay, and the part with the person."""
    t = take.t
    frames = Frames(clip, float(t[0]), float(t[max(wanted)]), LARGEST)
    size = frames.width, frames.height
    story = ReplayOverlay(r, take, size)
    faces = Faces(t, [head_of(story.points(i)) for i in range(len(t))]) if blur_face else None
    pictures = {}
    try:
        for i, frame in matched(frames, t):
            progress(frame.t)
            if i in wanted:
                picture = frame.rgb.copy()
                if faces:
                    faces.blur(picture, i)
                pictures[i] = picture
    finally:
        frames.close()
    return pictures, story, _person([story.points(i) for i in sorted(wanted)], size)


def _person(points: list[Floats], size: tuple[int, int]) -> Box:
    """A box around the person in all poses, with a margin; the whole picture if no one is visible."""
    every = np.concatenate(points)
    every = every[seen(every)]
    if not len(every):
        return 0, 0, *size
    low, high = every.min(axis=0), every.max(axis=0)
    room = AROUND * float((high - low).max())
    left, top = np.maximum(low - room, 0)
    right, bottom = np.minimum(high + room, size)
    return int(left), int(top), int(np.ceil(right)), int(np.ceil(bottom))


def _cell(picture: Picture, box: Box) -> Image.Image:
    left, top, right, bottom = box
    scale = min(CELL[0] / (right - left), CELL[1] / (bottom - top))
    size = round(scale * (right - left)), round(scale * (bottom - top))
    return Image.fromarray(picture).crop(box).resize(size, Image.Resampling.LANCZOS)


def _sheet(r: Result, rows: list[Row], cells: list[list[Image.Image]], said: str) -> Image.Image:
    wide, high = cells[0][0].size
    words = [
        [Word(row.head, TEXT, INK, bold=True), *_words(row.lines, SMALL, INK), *_words([row.warn], SMALL, WARN)]
        for row in rows
    ]
    high = max(high, *(round(LINE * len(x)) for x in words))
    width = 2 * MARGIN + WORDS + 3 * (wide + GAP)
    head, foot = _headline(r, width), _footline(r, said, width)
    height = 2 * MARGIN + round(LINE * (len(head) + 1.8 + len(foot))) + len(rows) * (high + GAP)
    sheet = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(sheet)
    y = float(MARGIN)
    for word in head:
        y = _say(pen, MARGIN, y, word)
    y += 0.6 * LINE
    for k, name in enumerate(rows[0].names):
        _say(pen, MARGIN + WORDS + k * (wide + GAP), y, Word(name, SMALL, DIM))
    y += LINE
    for lines, stills in zip(words, cells, strict=True):
        at = y
        for word in lines:
            at = _say(pen, MARGIN, at, word)
        for k, still in enumerate(stills):
            sheet.paste(still, (MARGIN + WORDS + k * (wide + GAP), round(y)))
        y += high + GAP
    for word in foot:
        y = _say(pen, MARGIN, y, word)
    return sheet


def _headline(r: Result, width: int) -> list[Word]:
    what = headline(r)
    m = r.summary.attempts
    said = [counted(r), *([_("{n} not counted").format(n=m)] if m else [])]
    asked = zip(phases(EXERCISES[r.exercise]), r.tempo_prescription.split("-"), strict=True)
    named = ", ".join(f"{name} {s} s" for name, s in asked if float(s))
    if r.kind == "repetitions":
        said.append(_("target: {tempo}").format(tempo=named))
    room = width - 2 * MARGIN
    lines = [Word(line, TEXT + 6, INK, bold=True) for line in wrapped(what, TEXT + 6, room, bold=True)]
    return lines + [Word(line, SMALL, DIM) for line in wrapped(" · ".join(said), SMALL, room)]


def _footline(r: Result, said: str, width: int) -> list[Word]:
    lines = [said] if said else []
    if not r.complete:
        lines.append(STOPPED)
    if r.summary.advice.next:
        lines.append(_("Next: {next}").format(next=r.summary.advice.next))
    if r.movements:
        lines += [f.text for f in r.findings]
    return [Word(x, SMALL, DIM) for line in lines for x in wrapped(line, SMALL, width - 2 * MARGIN)]


def _words(lines: Sequence[str], size: int, colour: Colour) -> list[Word]:
    return [Word(x, size, colour) for line in lines for x in wrapped(line, size, WORDS - 2 * GAP) if x]


def _say(pen: ImageDraw.ImageDraw, x: float, y: float, word: Word) -> float:
    """Write a line; returns the position of the next one."""
    pen.text((x, y), word.text, word.colour, typeface(word))
    return y + LINE * word.size / TEXT
