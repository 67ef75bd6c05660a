"""Measures every text of the live window. `python docs/text_heights.py` writes the table of docs/live.md.

`--json` prints what breaks a rule instead, in the language of the environment: tests/test_text_heights.py.
The screens and their longest texts are in live_scenes.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from live_scenes import Screen, screens

from formcheck.exercises import EXERCISES
from formcheck.live.board import Area, Board, Written
from formcheck.live.places import KEYS, places

PAGE = Path(__file__).with_name("live.md")
BEGIN, END = "<!-- text heights -->", "<!-- end of text heights -->"
BOARDS = (640, 480), (1280, 720), (1920, 1080), (1080, 1920)
CAMERAS = (640, 480), (720, 1280)
LEAST = 0.02  # of the shorter side: no letters are smaller
SEEN = 0.15  # of a tall screen: the camera's picture where nothing is counted
COUNT, CUE, CUE_TALL, WORDS_OF_CUE = 0.2, 0.1, 0.09, 6  # the third of a tall screen's width


def drawn(screen: Screen, board: tuple[int, int], picture: np.ndarray) -> Board:
    made = Board(*board, has_foot=True)
    screen.draw(made, picture)
    foot = places(made, 1.0).foot
    made.write(screen.told or screen.keys, foot, KEYS * min(board), bold=bool(screen.told), lines=2, middle=True)
    return made


def grey(camera: tuple[int, int]) -> np.ndarray:
    return np.full((camera[1], camera[0], 3), 90, np.uint8)


def broken(name: str, screen: Screen, board: Board) -> Iterator[str]:
    """The rules that a screen breaks."""
    whole, unit = Area(0, 0, board.width, board.height), min(board.width, board.height)
    for w in board.written:
        if w.ink.x < 0 or w.ink.y < 0 or w.ink.right > whole.right or w.ink.foot > whole.foot:
            yield f"{w.text!r} leaves the picture"
        if any(_touch(w.ink, picture) for picture in board.pictures):
            yield f"{w.text!r} covers the camera's picture"
        if w.letters < LEAST * unit:
            yield f"{w.text!r} is written in letters of {w.letters} pixels"
    shown = sum(picture.wide * picture.high for picture in board.pictures) / (whole.wide * whole.high)
    if name.startswith(("setup", "watch", "paused", "hold still")) and board.width < board.height and shown < SEEN:
        yield f"the camera's picture takes {shown:.0%} of the screen"
    for a, b in combinations(board.written, 2):
        if _touch(a.ink, b.ink):
            yield f"{a.text!r} covers {b.text!r}"
    for row, text in screen.rows.items():
        w = written(board, text)
        if row in ("the count", "the countdown", "the rest"):
            if w.ink.high < COUNT * board.height:
                yield f"{row} is {w.ink.high / board.height:.0%} of the height"
            if w.letters < max(other.letters for other in board.written):
                yield f"{row} is not the largest"
        if row == "a cue" and w.letters < (CUE_TALL if board.width < board.height else CUE) * unit:
            yield f"{text!r} is {w.letters / unit:.1%} of the height"
        if row == "the exercise" and w.lines != 1:
            yield f"{text!r} takes {w.lines} lines"
        if row == "what to change" and board.width > board.height and w.lines > (2 if _beside(board) else 4):
            yield f"{text!r} takes {w.lines} lines"


def _beside(board: Board) -> bool:
    """Whether the band goes over the whole width: the picture is not as tall as the board."""
    return board.pictures[0].high < 0.7 * board.height


def written(board: Board, text: str) -> Written:
    return next(w for w in board.written if w.text == text)


def _touch(a: Area, b: Area) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.foot and b.y < a.foot


def wrong() -> list[str]:
    """Every rule that is broken, on every board, for every camera; and cues of too many words."""
    found = [f"cue {c.say!r} has too many words" for e in EXERCISES.values() for c in e.cues
             if len(c.say.split()) > WORDS_OF_CUE]  # fmt: skip
    for name, screen in screens().items():
        for size in BOARDS:
            for camera in CAMERAS:
                board = drawn(screen, size, grey(camera))
                found += [f"{name}, {size}, camera {camera}: {b}" for b in broken(name, screen, board)]
    return found


def table() -> str:
    """The height of letters in shares of the board's height, of the longest texts, for a camera of 4 : 3."""
    lines = ["| letters of | " + " | ".join(f"{w}×{h}" for w, h in BOARDS) + " |", "| --- |" + " --- |" * len(BOARDS)]
    for screen in screens().values():
        boards = [drawn(screen, size, grey(CAMERAS[0])) for size in BOARDS]
        for row, text in screen.rows.items():
            if any(line.startswith(f"| {row} |") for line in lines):
                continue
            shares = [f"{100 * written(b, text).letters / b.height:.1f} %" for b in boards]
            lines.append(f"| {row} | " + " | ".join(shares) + " |")
    return "\n".join(lines)


def page() -> str:
    """docs/live.md with the table as measured now."""
    before, __, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    if "--json" in sys.argv:
        print(json.dumps(wrong()))
    else:
        PAGE.write_text(page(), encoding="utf-8")
