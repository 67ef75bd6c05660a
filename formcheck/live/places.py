"""Where everything stands in the window: the count and the cue get their room first, the picture the rest."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.live.board import Area, Board

COUNT = 0.285  # of the height: the letters of the count; its digits are then a fifth of it
CUE = 0.14  # of the shorter side: the letters of a cue; its capitals are then a tenth of it
WIDE = 1.5  # width over height: below it a cue may need smaller letters, or three lines
MARGIN, HEAD = 0.03, 0.06  # of the shorter side
FOOT, FOOT_NARROW = 0.045, 0.08  # of it too; the latter has room for two lines
KEYS = 0.038  # of it too: the letters at the foot
SIDE = 0.62  # of the height: as wide as "12 of 12"
ABOVE, ABOVE_WORDS = 0.42, 0.31  # of the height of a tall screen: what stands above the picture; without a count
BESIDE = 0.58  # of the width of a tall screen without a count: a tall picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """head: the exercise, on one line; side: count and phase; picture: the camera's; band: one cue; foot: keys."""

    head: Area
    side: Area
    picture: Area
    band: Area
    foot: Area


def places(board: Board, aspect: float, *, words: bool = True, count: bool = True) -> Places:
    """For a camera's picture of this aspect (width over height).

    Without words in the band, the picture takes their place; without a count, part of its place on a tall screen.
    """
    w, h, unit = board.width, board.height, min(board.width, board.height)
    m = MARGIN * unit
    head = Area(m, m / 2, w - 2 * m, HEAD * unit)
    low = (FOOT if w / h > WIDE else FOOT_NARROW) * unit
    foot = Area(m, h - m / 2 - low, w - 2 * m, low)
    inner = Area(m, head.foot + m / 2, w - 2 * m, foot.foot - head.foot - m / 2)
    if w < h:  # a tall screen: one below the other
        side = inner.above(inner.y + (ABOVE if count else ABOVE_WORDS) * h)
        band = inner.below(inner.foot - 0.29 * h)
        picture = Area(inner.x, side.foot + m / 2, inner.wide, band.y - side.foot - m)
        if aspect < 1 and not count:  # beside the words
            side = Area(inner.x, inner.y, (1 - BESIDE) * inner.wide - m, band.y - inner.y - m / 2)
            picture = Area(side.right + m, inner.y, BESIDE * inner.wide, side.high)
    elif aspect < 1 and w / h > WIDE:  # a tall picture: beside everything
        wide = inner.high * aspect
        picture = Area(inner.right - wide, inner.y, wide, inner.high)
        left = Area(inner.x, inner.y, inner.wide - wide - m, inner.high)
        band = left.below(left.foot - 0.42 * h)
        side = left.above(band.y - m / 2)
    else:
        band = inner.below(inner.foot - (0.335 if w / h > WIDE else 0.36) * h)
        side = Area(inner.x, inner.y, SIDE * h, band.y - inner.y - m / 2)
        picture = Area(side.right + m, inner.y, inner.right - side.right - m, side.high)
    if not words:
        picture = Area(picture.x, picture.y, picture.wide, inner.foot - picture.y)
        side = side if w < h else Area(side.x, side.y, side.wide, inner.high)
    if board.has_foot:
        band = band.above(foot.y)
        picture = picture if picture.foot <= foot.y else picture.above(foot.y)
    return Places(head=head, side=side, picture=picture, band=band, foot=foot)
