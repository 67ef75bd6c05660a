"""The screen of the running set: count, phase and range beside the picture, one cue below it."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np

from formcheck.capture.frames import Picture
from formcheck.live.board import Area, Board
from formcheck.live.places import COUNT, CUE, places
from formcheck.messages import _
from formcheck.output.drawing.overlay import AMBER, FULL, GREEN, GREY, WHITE, draw_body
from formcheck.output.drawing.scene import Scene
from formcheck.output.drawing.text_box import BASE, Word, typeface
from formcheck.output.phrases import seconds
from formcheck.wording import as_sentence, noun_after

TROUGH = (58, 66, 74)  # of a bar
OF, LEAST_OF = 0.075, 0.5  # of the shorter side: the letters of "of 12"; and of those: smaller, and it stands below


def show_set(board: Board, mirrored: Picture, scene: Scene) -> None:
    """Draw the running set. mirrored is the camera's picture as it is shown; the scene's points are its pixels."""
    words = scene.cue or scene.praise or scene.note
    at = places(board, mirrored.shape[1] / mirrored.shape[0], words=bool(words))
    board.write(scene.title, at.head, at.head.high / 1.2, GREY, lines=1, middle=True)
    shown = board.show(mirrored, at.picture)
    factor = shown.wide / mirrored.shape[1]
    part = board.picture[round(shown.y) : round(shown.foot), round(shown.x) : round(shown.right)]
    draw_body(part, replace(scene, points=scene.points * factor))
    foot, beside = _count(board, at.side, scene)
    foot = _phase(board, at.side.below(foot), scene)
    unit = min(board.width, board.height)
    if scene.cue:
        board.write(f"▲ {scene.cue}", at.band, CUE * unit, AMBER, bold=True, middle=True)
    elif scene.praise:
        board.write(f"✓ {scene.praise}", at.band, CUE * unit, GREEN, bold=True, middle=True)
    elif scene.note:
        board.write(scene.note, at.band, 0.75 * CUE * unit, WHITE, middle=True)
    elif scene.size:
        below = at.side.below(foot).above(foot + 0.2 * unit)
        board.write(scene.size, below if below.high > CUE * unit else beside, CUE * unit, bold=True, lines=1)


def _count(board: Board, box: Area, scene: Scene) -> tuple[float, Area]:
    """The count: the largest thing on the screen. Returns its foot, and the room beside it, above its noun."""
    h, letters = board.height, COUNT * board.height
    box = box.below(box.y - 0.12 * letters)  # a line has room above its digits
    number = board.write(f"{scene.reps}", box, letters, WHITE, bold=True, lines=1)
    foot = number.y + 1.0 * letters
    of = _("of {total} s") if scene.counts in ("holds", "activity") else _("of {total}")
    told = of.format(total=scene.goal) if scene.goal else noun_after(scene.reps, scene.counts)
    small = OF * min(h, board.width)
    room = box.right - number.right - 0.02 * h
    size = small * min(1.0, room / typeface(Word("", round(small))).getlength(told))
    if size >= LEAST_OF * small:
        line = number.y + BASE * (letters - size)  # on which the digits stand
        board.write(told, Area(box.right - room, line, room + 1, 1.2 * size), size, GREY, lines=1)
    else:
        foot = board.write(told, Area(box.x, foot, box.wide, small), 0.8 * small, GREY, lines=1).foot
    aside = [_("about") if scene.about and scene.reps else "", scene.attempts]
    if text := " · ".join(x for x in aside if x):
        foot = board.write(text, Area(box.x, foot, box.wide, 0.055 * h), 0.045 * h, GREY, lines=1).foot
    return foot, Area(box.right - room, box.y + 0.2 * letters, room, 0.3 * letters)


def _phase(board: Board, box: Area, scene: Scene) -> float:
    """The phase with its time, and below it the bar that fills towards the target. Returns its foot."""
    unit = min(board.width, board.height)
    gap = 0.015 * unit
    if scene.phase:
        row = box.above(box.y + 0.085 * unit)
        word = board.write(as_sentence(scene.phase), row, 0.07 * unit, WHITE, bold=True, lines=1)
        if scene.seconds is not None:
            text = seconds(scene.seconds)
            if scene.asked:
                text = _("{seconds:.1f} of {asked:g} s").format(seconds=scene.seconds, asked=scene.asked)
            beside = Area(word.right + 2 * gap, row.y, row.right - word.right - 2 * gap, row.high)
            board.write(text, beside.below(row.y + 0.012 * unit), 0.055 * unit, WHITE, lines=1)
            if scene.asked:
                line = Area(row.x, row.foot, row.wide, max(3.0, 0.012 * unit))
                board.fill(line, TROUGH)
                board.fill(replace(line, wide=row.wide * min(1.0, scene.seconds / scene.asked)), WHITE)
        box = box.below(row.foot + 0.012 * unit + gap)
    if scene.reach is None:
        return box.y
    _range(board, Area(box.x, box.y, box.wide, 0.05 * unit), scene)
    return box.y + 0.05 * unit + gap


def _range(board: Board, bar: Area, scene: Scene) -> None:
    """A bar with the progress of the movement, its target beside it, and where the tempo would be now."""
    label = Area(bar.x + 0.7 * bar.wide, bar.y, 0.3 * bar.wide, bar.high)
    board.write(scene.target, label, 0.85 * bar.high, GREY, lines=1, middle=True)
    bar = replace(bar, wide=0.68 * bar.wide)
    reach = 0.0 if scene.reach is None or isnan(scene.reach) else float(np.clip(scene.reach, 0, FULL))
    board.fill(bar, TROUGH)
    board.fill(replace(bar, wide=bar.wide * reach / FULL), GREEN)
    thin = max(2.0, 0.1 * bar.high)
    if scene.guide is not None:
        x = bar.x + bar.wide * float(np.clip(scene.guide, 0, FULL)) / FULL
        board.fill(Area(x - thin / 2, bar.y, thin, bar.high), GREY)
    target = bar.x + bar.wide / FULL
    board.fill(Area(target - thin / 2, bar.y - 0.2 * bar.high, thin, 1.4 * bar.high), WHITE)
