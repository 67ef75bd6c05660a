"""The screen before the set: what to change, where to be, where the camera belongs, and the countdown."""

from __future__ import annotations

from formcheck.capture.frames import Picture
from formcheck.live.board import Board
from formcheck.live.camera_drawing import draw_camera
from formcheck.live.places import COUNT, CUE, places
from formcheck.live.setup_check import SetupState
from formcheck.live.stand_here import outline
from formcheck.messages import _
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.output.drawing.overlay import AMBER, GREEN, GREY, WHITE

FEW, MORE = 2, 4  # lines of advice, and where there is less width


def show_setup(
    board: Board, mirrored: Picture, exercise: Exercise, ready: SetupState, trouble: str | None, side: Side | None
) -> None:
    """trouble: what is wrong with the camera. side: the one that works, if known."""
    aspect = mirrored.shape[1] / mirrored.shape[0]
    at = places(board, aspect, count=ready.count is not None and aspect >= 1)
    unit = min(board.width, board.height)
    well = ready.fix is None and trouble is None
    shown = board.show(mirrored, at.picture)
    part = board.picture[round(shown.y) : round(shown.foot), round(shown.x) : round(shown.right)]
    outline(part, exercise.posture, GREEN if well else AMBER, ready.still)
    board.write(exercise.called(side), at.head, at.head.high / 1.2, GREY, lines=1, middle=True)
    if ready.count is not None:
        board.write(f"{ready.count}", at.side, COUNT * board.height, GREEN, bold=True, lines=1)
    else:
        head = _("No camera") if trouble else _("Hold still") if well else _("Almost ready")
        top = at.side.above(at.side.y + 0.13 * unit)
        board.write(head, top, 0.11 * unit, GREEN if well else AMBER, bold=True, lines=1)
        room = at.side.below(top.foot)
        drawn = draw_camera(board, room.above(room.y + 0.6 * room.high), exercise)
        board.write(exercise.camera, room.below(drawn.foot + 0.015 * unit), 0.045 * unit, GREY)
    says = trouble or (ready.fix.say if ready.fix else exercise.start)
    lines = FEW if at.band.wide > 1.2 * board.height and not trouble else MORE
    board.write(says, at.band, CUE * unit, WHITE, bold=True, lines=lines, middle=True)
