"""The screens before it is known which exercise it is: that it watches, and the list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from formcheck.capture.picture import Picture
from formcheck.live.board import Area, Board
from formcheck.live.places import CUE, places
from formcheck.messages import _
from formcheck.output.drawing.overlay import AMBER, GREEN, GREY, WHITE
from formcheck.output.drawing.text_box import Word, typeface

ROWS = 14  # of the list in one column


def show_watch(board: Board, mirrored: Picture, says: str, *, watching: bool, before: str = "") -> None:
    """says: what to do, in letters to be read from where the exercise is done. before: what the last set came to."""
    at = places(board, mirrored.shape[1] / mirrored.shape[0], count=False)
    unit = min(board.width, board.height)
    board.show(mirrored, at.picture)
    head = _("Watching") if watching else _("Almost ready")
    top = at.side.above(at.side.y + 0.15 * unit)
    board.write(head, top, 0.11 * unit, GREEN if watching else AMBER, bold=True, lines=1)
    if before:
        text, colour = _("Last set: {result}").format(result=before), WHITE
    else:
        text, colour = _("I will name it after two reps or a short hold"), GREY
    board.write(text, at.side.below(top.foot), 0.07 * unit, colour, lines=6)
    board.write(says, at.band, CUE * unit, WHITE, bold=True, lines=4, middle=True)


def show_choice(board: Board, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """A heading, and exercises with the keys that choose them."""
    at = places(board, 2.0)
    unit = min(board.width, board.height)
    head = Area(at.head.x, at.head.y, at.head.wide, 0.13 * unit)
    board.write(title, head, 0.09 * unit, WHITE, bold=True, lines=1, middle=True)
    columns = ceil(len(rows) / ROWS) if board.width > board.height else 1
    each = ceil(len(rows) / columns)
    wide, high = head.wide / columns, (at.foot.y - head.foot) / each
    letters = min(0.05 * unit, high / 1.25)
    longest = max(typeface(Word("", round(letters))).getlength(name) for __, name in rows)
    letters = int(letters * min(1.0, (wide - 1) / (longest + 2.4 * letters)))  # all of them alike
    for i, (key, name) in enumerate(rows):
        row = Area(head.x + i // each * wide, head.foot + i % each * high, wide, high)
        board.write(key, row, letters, GREEN, bold=True, lines=1)
        name_at = Area(row.x + 1.4 * letters, row.y, wide - 2.4 * letters, high)
        board.write(name, name_at, letters, WHITE, lines=1)
