"""A small drawing of where the camera belongs: standing, seen from beside; on the floor, seen from above."""

from __future__ import annotations

from itertools import pairwise

from formcheck.capture.opencv import cv2
from formcheck.live.board import Area, Board
from formcheck.motion.spec import Exercise
from formcheck.motion.view import Posture, View
from formcheck.output.drawing.overlay import AMBER, GREEN, GREY

Point = tuple[float, float]  # shares of the drawing's width, from its lower left corner
Path = tuple[Point, ...]
TOWARDS: tuple[Path, ...] = (  # facing the camera, which is at the left
    ((0.78, 0.36), (0.78, 0.22), (0.79, 0.03), (0.74, 0.03)),
    ((0.78, 0.36), (0.74, 0.28), (0.69, 0.27)),
)
ASIDE: tuple[Path, ...] = (  # facing the reader
    ((0.78, 0.37), (0.78, 0.22), (0.74, 0.03)),
    ((0.78, 0.22), (0.82, 0.03)),
    ((0.70, 0.23), (0.73, 0.36), (0.83, 0.36), (0.86, 0.23)),
)
ON_FLOOR: dict[Posture, tuple[Path, ...]] = {
    Posture.PRONE: (((0.36, 0.40), (0.58, 0.40), (0.84, 0.40)), ((0.36, 0.40), (0.16, 0.45))),
    Posture.SIDE_LYING: (((0.28, 0.43), (0.54, 0.43), (0.64, 0.33), (0.78, 0.40)), ((0.3, 0.43), (0.36, 0.33))),
    Posture.SUPINE: (((0.36, 0.40), (0.84, 0.40)), ((0.56, 0.46), (0.36, 0.45), (0.36, 0.35), (0.56, 0.34))),
    Posture.FRONT_SUPPORT: (((0.36, 0.40), (0.84, 0.40)), ((0.34, 0.48), (0.36, 0.40), (0.34, 0.32))),
    Posture.ALL_FOURS: (
        ((0.36, 0.40), (0.60, 0.40)),
        ((0.34, 0.48), (0.36, 0.40), (0.34, 0.32)),
        ((0.80, 0.44), (0.60, 0.44), (0.60, 0.36), (0.80, 0.36)),
    ),
    Posture.HAND: (
        ((0.44, 0.30), (0.42, 0.40), (0.58, 0.40), (0.56, 0.30), (0.44, 0.30)),
        ((0.42, 0.40), (0.40, 0.47)),
        ((0.47, 0.40), (0.465, 0.49)),
        ((0.53, 0.40), (0.535, 0.49)),
        ((0.58, 0.40), (0.60, 0.47)),
        ((0.43, 0.33), (0.36, 0.40)),
    ),
    Posture.SEATED: (
        ((0.36, 0.48), (0.34, 0.40), (0.36, 0.32)),
        ((0.56, 0.48), (0.36, 0.43), (0.36, 0.36), (0.80, 0.36)),
    ),
}
HEAD: dict[Posture, Point] = {Posture.SIDE_LYING: (0.21, 0.43)}
LYING_HEAD, STANDING_HEAD = (0.29, 0.40), (0.78, 0.43)  # of the other postures
HIGH, ROUND = 0.5, 0.045  # of the width: the whole drawing, the head


def draw_camera(board: Board, box: Area, exercise: Exercise) -> Area:
    """Draw it into the box, as large as it fits. Returns where it is."""
    wide = min(box.wide, box.high / HIGH)
    at = Area(box.x, box.y, wide, HIGH * wide)
    thick = max(2, round(0.014 * wide))

    def pixel(p: Point) -> tuple[int, int]:
        return round(at.x + p[0] * wide), round(at.foot - p[1] * wide)

    def line(path: Path, colour: tuple[int, int, int], thickness: int = thick) -> None:
        for a, b in pairwise(path):
            cv2.line(board.picture, pixel(a), pixel(b), colour, thickness, cv2.LINE_AA)

    thin = max(1, thick // 2)
    limbs = ON_FLOOR.get(exercise.posture)
    if limbs is None:
        best = next(v for v in exercise.views if exercise.suited(v))
        line(((0.02, 0.01), (0.96, 0.01)), GREY, thin)
        for limb in TOWARDS if best is View.FRONT else ASIDE:
            line(limb, GREEN)
        for far in ((0.66, 0.48), (0.66, 0.02)):
            line(((0.17, 0.25), far), AMBER, thin)
        line(((0.1, 0.23), (0.1, 0.01)), AMBER)
        camera = (0.04, 0.28), (0.16, 0.22)
    else:
        for limb in limbs:
            line(limb, GREEN)
        for far in ((0.1, 0.27), (0.9, 0.27)):
            line(((0.5, 0.11), far), AMBER, thin)
        camera = (0.45, 0.10), (0.55, 0.03)
    head = HEAD.get(exercise.posture, LYING_HEAD if limbs else STANDING_HEAD)
    if exercise.landmarks.together:
        cv2.circle(board.picture, pixel(head), round(ROUND * wide), GREEN, -1, cv2.LINE_AA)
    cv2.rectangle(board.picture, pixel(camera[0]), pixel(camera[1]), AMBER, -1)
    return at
