"""The screens between and after sets: a note, the rest, a routine's list, the outcome of a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.capture.frames import Picture
from formcheck.live.board import Area, Board
from formcheck.live.camera_drawing import draw_camera
from formcheck.live.places import COUNT, CUE, places
from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.output.drawing.overlay import AMBER, GREEN, GREY, WHITE
from formcheck.output.drawing.text_box import Colour
from formcheck.output.phrases import beside_bar, counts, quantity, seconds
from formcheck.result import Result
from formcheck.wording import as_sentence, noun_after, view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the screen shows below the countdown of a rest. moves: where the camera has to go, "" if it stays"""

    next: str  # Clamshell, left leg on top
    amount: str  # 10 reps
    start: str  # how to get ready for it
    exercise: Exercise
    moves: str = ""
    last: str = ""  # what the set before came to


def show_note(board: Board, mirrored: Picture, text: str) -> None:
    """A note below the dimmed picture, such as a pause or a lost camera."""
    at = places(board, mirrored.shape[1] / mirrored.shape[0], count=False)
    whole = Area(at.band.x, at.side.y, at.band.wide, at.band.y - at.side.y)
    spare = max(0.0, whole.high - whole.wide * mirrored.shape[0] / mirrored.shape[1])
    board.show(mirrored // 3, whole.below(whole.y + spare / 2) if at.picture.foot <= at.band.y else at.picture)
    said = text if "://" in text else as_sentence(text)
    board.write(said, at.band, CUE * min(board.width, board.height), WHITE, bold=True, middle=True)


def show_rest(board: Board, mirrored: Picture, left: int, notice: Notice) -> None:
    """The seconds of rest left, what comes next, and whether the camera has to move for it."""
    at = places(board, mirrored.shape[1] / mirrored.shape[0])
    unit, h = min(board.width, board.height), board.height
    board.write(notice.last, at.head, at.head.high / 1.2, GREY, lines=1, middle=True)
    number_ = board.write(f"{left}", at.side, COUNT * h, GREEN, bold=True, lines=1)
    beside = Area(number_.right + 0.02 * unit, number_.y, at.side.right - number_.right - 0.02 * unit, number_.high)
    board.write(_("s rest"), beside.below(number_.foot - 0.13 * unit), 0.07 * unit, lines=1)
    if notice.moves:
        draw_camera(board, at.side.below(number_.foot), notice.exercise)
    board.show(mirrored, at.picture)
    rows: list[tuple[str, float, Colour, bool]] = [
        (_("Next: {next}, {amount}").format(next=notice.next, amount=notice.amount), 0.085, WHITE, True),
        (_("Move the camera") if notice.moves else "", 0.085, AMBER, True),
        (notice.moves, 0.06, AMBER, False),
        ("" if notice.moves else notice.start, 0.08, GREY, False),  # which the set-up shows again
    ]
    _rows(board, at.band, rows)


def show_list(board: Board, title: str, rows: Sequence[str], foot: str) -> None:
    """A heading, one line per set, and what to fix next."""
    at = places(board, 2.0)
    unit = min(board.width, board.height)
    head = Area(at.head.x, at.head.y, at.head.wide, 0.15 * unit)
    board.write(title, head, 0.11 * unit, WHITE, bold=True, lines=1, middle=True)
    below = Area(head.x, at.foot.y - (0.2 * unit if foot else 0), head.wide, 0.19 * unit if foot else 0)
    board.write(foot, below, 0.085 * unit, AMBER, bold=True, lines=2, middle=True)
    room = Area(head.x, head.foot, head.wide, below.y - head.foot - 0.02 * unit)
    each = min(0.14 * unit if board.width < board.height else 0.11 * unit, room.high / len(rows))
    for i, row in enumerate(rows):
        board.write(
            row, Area(room.x, room.y + i * each, room.wide, each), min(each / 1.25, 0.08 * unit), WHITE, lines=2
        )


def show_card(board: Board, r: Result, title: str, count: int) -> None:
    """The outcome of a set: count, range, score, what was good, what to fix next."""
    at = places(board, 2.0)
    unit = min(board.width, board.height)
    heading = f"{title} · {view_of(r.view.detected)}"
    board.write(heading, at.head, at.head.high / 1.2, GREY, lines=1, middle=True)
    top = Area(at.head.x, at.head.foot, at.head.wide, COUNT * board.height * 1.2)
    counted = board.write(f"{count}", top, COUNT * board.height, WHITE, bold=True, lines=1)
    figures = [(text, 0.075, colour, False) for text, colour in _figures(r, count)]
    low = Area(top.x, counted.foot, top.wide, at.foot.y - counted.foot)
    rows: list[tuple[str, float, Colour, bool]] = [
        (f"{mark} {text}", 0.085, colour, True)
        for mark, text, colour in (("✓", r.summary.advice.good, GREEN), ("▲", r.summary.advice.next, AMBER))
        if text
    ]
    rows += [(f.text, 0.045, GREY, False) for f in r.findings[:2]]
    if board.width > board.height:
        beside = Area(counted.right + 0.04 * unit, top.y, top.right - counted.right - 0.04 * unit, top.high)
        _rows(board, beside.below(beside.y + 0.05 * unit), figures)
        _rows(board, low, rows)
    else:
        _rows(board, low, [*figures, *rows])


def _figures(r: Result, count: int) -> list[tuple[str, Colour]]:
    """What stands beside the count."""
    s = r.summary
    noun = noun_after(count, counts(r))
    told = noun if s.count_reliable or not count else _("{reps} (about)").format(reps=noun)
    rows: list[tuple[str, Colour]] = [(told, WHITE)]
    if s.attempts:
        rows.append((_("{attempts} not counted").format(attempts=s.attempts), GREY))
    if r.kind == "holds" and r.form_judged:
        rows.append((_("{clean} of it clean").format(clean=seconds(s.clean_s)), WHITE))
    elif s.rom.mean is not None and r.kind != "holds":
        rom = r.movements[0].rom
        asked, size = beside_bar(s.rom.mean, rom.target, rom.unit) if rom.target else ("", "")
        if asked == _("target"):
            size = _("{share} of the target").format(share=size)
        else:
            size = _("{n} of {total}").format(n=size, total=asked) if asked else quantity(s.rom.mean, rom.unit)
        rows.append((f"{as_sentence(_(rom.name))} {size}", WHITE))
    if s.score is not None:
        rows.append((_("Score {score:.0f} (experimental)").format(score=s.score), WHITE))
    return rows


def _rows(board: Board, box: Area, rows: Sequence[tuple[str, float, Colour, bool]]) -> None:
    """Texts below each other, each with a share of the height as large as its letters, and of what is left over."""
    unit = min(board.width, board.height)
    rows = [row for row in rows if row[0]]
    y = box.y
    for i, (text, letters, colour, bold) in enumerate(rows):
        share = letters / sum(row[1] for row in rows[i:])
        room = Area(box.x, y, box.wide, (box.foot - y) * share)
        y = board.write(text, room, letters * unit, colour, bold=bold).foot + 0.008 * unit
