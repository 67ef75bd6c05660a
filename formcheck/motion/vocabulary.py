"""The words in which exercise files say what is measured: of one frame a geometry, of a movement what becomes of it.

    off_line(shoulder, hip, knee)                      in each frame, the mean of both sides
    height(knee, hip, of=working)                      of the limb that works
    moved(toe, 0.6)                                    within the last 0.6 s
    at_top(off_line(shoulder, hip, knee))              over a repetition: its median at the end position
    lasting(offset(hip, shoulder, ankle), 1)           the largest value that it keeps for a second
    steadiest_foot_moves                               a named measure written in Python

Angles are in degrees, lengths in trunk lengths (T), of hands in palm lengths. A value is NaN where a landmark was
not seen.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np

from formcheck.motion import feet, gates
from formcheck.motion.evidence import LASTS_S, lasting
from formcheck.motion.folding import elbows_fold
from formcheck.motion.landmarks import BODY, HAND, Joint
from formcheck.motion.lately import moved
from formcheck.motion.lines import ahead, off_line, outward
from formcheck.motion.movement import Evidence
from formcheck.motion.pose import UP, Floats, Side, Track, along, angle, either, median, upward_normal
from formcheck.motion.rep_window import RepWindow, resting

Of = Literal["both", "middle", "working", "other", "left", "right"]
Unit = Literal["deg", "trunk"]
POINTS: Mapping[str, Joint | None] = {"nose": None, **BODY.by_name, **HAND.by_name}


# Points that it takes, unit, and formula of points that are (n, 2), left and right, or (n, 1) where there is one.
GEOMETRY: Mapping[str, tuple[int, Unit, Callable[..., Floats]]] = {
    "angle": (3, "deg", lambda _, a, b, c: angle(a - b, c - b)),
    "bend": (3, "deg", lambda _, a, b, c: 180 - angle(a - b, c - b)),
    "off_line": (3, "deg", lambda _, a, b, c: off_line(a, b, c)),
    "lean": (2, "deg", lambda _, a, b: angle(b - a, UP)),
    "slant": (2, "deg", lambda _, a, b: np.degrees(np.angle((b - a) / UP))),
    "ahead": (2, "deg", ahead),
    "height": (2, "trunk", lambda _, a, b: np.asarray((a - b).imag)),
    "gap": (2, "trunk", lambda _, a, b: np.abs(a - b)),
    "reach": (5, "trunk", lambda _, a, *ends: np.max([np.abs(end - a) for end in ends], axis=0)),
    "curl": (5, "trunk", lambda _, a, *ends: -np.max([np.abs(end - a) for end in ends], axis=0)),
    "uneven": (1, "trunk", lambda _, a: np.abs(a[:, :1].imag - a[:, -1:].imag)),
    "above_other": (1, "trunk", lambda _, a: np.asarray((a - a[:, ::-1]).imag)),
    "outward": (2, "trunk", outward),
    "offset": (3, "trunk", lambda _, p, a, b: along(p - a, upward_normal(b - a))),
}
LATELY: Mapping[str, tuple[int, Unit, Callable[..., Floats]]] = {  # the same of the last seconds, which come first
    "moved": (1, "trunk", lambda seconds, track, a: moved(track.t, a, seconds)),
    "moved_from": (2, "trunk", lambda seconds, track, a, b: moved(track.t, a - b, seconds)),
}


@dataclass(frozen=True, slots=True)
class Geometry:
    """One number a frame.

    word    angle(a, b, c)        at b, 0 to 180
            bend(a, b, c)         of the joint b, 0 straight, larger the more it is bent
            off_line(a, b, c)     how far b is bent out of the line from a to c, 0 straight, above positive, -180 to 180
            lean(a, b)            of the line from a to b against the vertical, 0 to 180
            slant(a, b)           the same with a sign, positive to the left in the picture: sways to both sides add up
            ahead(a, b)           of the line from a to b against straight down, positive to where the nose points
            height(a, b)          of a over b, upwards in the picture
            gap(a, b)             between a and b
            reach(a, b, c, d, e)  from a to the furthest of the four others
            curl(a, b, c, d, e)   the same with a minus: larger the closer all of them come to a
            outward(a, b)         of a beside b in the picture, positive away from the middle of the body
            uneven(a)             between the heights of its left and right one
            above_other(a)        of one side's a over the other side's: of=working, of=left and so on
            offset(p, a, b)       of p from the line through a and b, positive above it
            moved(a, s)           of a in the picture, within the last s seconds
            moved_from(a, b, s)   of a as seen from b
    parts   None is the nose
    of      both: the mean of the two sides, or the one that is seen; middle: of the midpoints of left and right;
            working, other, left, right: of that side
    seconds that it looks back
    """

    word: str
    parts: tuple[Joint | None, ...]
    of: Of = "both"
    seconds: float = 0.0

    @property
    def unit(self) -> Unit:
        return (LATELY if self.seconds else GEOMETRY)[self.word][1]

    def of_side(self, side: Side | None) -> Callable[[Track], Floats]:
        """As a signal: lengths are in frame heights. side is the one that works."""
        return lambda track: self.read(track, side)

    def read(self, track: Track, side: Side | None = None) -> Floats:
        """Lengths are in frame heights. Where no working side is known it is the mean of both."""
        points = [
            track.nose[:, None] if p is None else track.mid(p)[:, None] if self.of == "middle" else track.pair(p)
            for p in self.parts
        ]
        formula = partial(LATELY[self.word][2], self.seconds) if self.seconds else GEOMETRY[self.word][2]
        x = formula(track, *points)
        if x.shape[1] == 1:
            return x[:, 0]
        if one := self._side(side):
            return x[:, 0 if one is Side.LEFT else -1]
        return either(x[:, 0], x[:, 1])

    def _side(self, working: Side | None) -> Side | None:
        match self.of:
            case "left" | "right":
                return Side(self.of)
            case "working" | "other" if working:
                return working if self.of == "working" else working.other
        return None

    def within(self, w: RepWindow, track: Track) -> Floats:
        """In a part of a repetition, lengths in T."""
        x = self.read(track, w.side)
        if self.seconds and len(track):  # what it says is of half of them ago
            x = np.interp(track.t + self.seconds / 2, track.t, x)
        return x if self.unit == "deg" else x / w.trunk


def _change(g: Geometry, w: RepWindow) -> float:
    return median(g.within(w, w.top)) - resting(g.within(w, w.rest))


def _peak_change(g: Geometry, w: RepWindow) -> float:
    return w.peak_change(g.of_side(w.side)) / (1 if g.unit == "deg" else w.trunk)


REDUCTIONS: Mapping[str, Callable[[Geometry, RepWindow], float]] = {  # over a movement
    "at_top": lambda g, w: median(g.within(w, w.top)),
    "at_rest": lambda g, w: resting(g.within(w, w.rest)),
    "change": _change,  # from rest to the top, medians
    "peak_change": _peak_change,  # from rest to the smoothed highest
    "typical": lambda g, w: median(g.within(w, w.track)),
    "range": lambda g, w: gates.most_of(g.within(w, w.track)),  # from the 5th to the 95th percentile
    "most": lambda g, w: gates.highest(g.within(w, w.track)),
    "least": lambda g, w: -gates.highest(-g.within(w, w.track)),
}
NAMED: Mapping[str, Callable[[RepWindow], float]] = {  # what these words cannot say
    f.__name__: f
    for f in (
        elbows_fold, gates.held_s, gates.arms_move, gates.body_follows, gates.body_turns, gates.elbows_before_chest,
        gates.forearms_lean_in, gates.hands_before_chest, gates.hands_move, gates.hips_move,
        gates.hips_sideways, gates.least_elbow_lift, gates.least_knee_range, gates.shoulders_move,
        gates.shoulders_rise, gates.steadiest_foot_moves, gates.toes_stray, gates.trunk_bends,
        gates.trunk_grows, feet.leg_drawn_up, feet.both_feet_point, feet.foot_way, feet.shank_tips,
    )
}  # fmt: skip
LASTING = ("lasting", "lasting_least")
LATEST_S = 1.0  # a session keeps the poses of the last 1.2 s


@dataclass(frozen=True, slots=True)
class MeasureOf:
    """One number for a movement: a reduced geometry, or a named measure. seconds is for what lasts."""

    reduced: str
    geometry: Geometry | None = None
    seconds: float = LASTS_S

    def __call__(self, w: RepWindow) -> float:
        return self.evidence(w)[0]

    def evidence(self, w: RepWindow) -> Evidence:
        """With the second of its worst moment."""
        m = w.movement
        if self.geometry is None:
            return NAMED[self.reduced](w), m.top_start_s
        if self.reduced in LASTING:
            sign = 1 if self.reduced == "lasting" else -1
            value, at = lasting(w.track.t, sign * self.geometry.within(w, w.track), self.seconds)
            return sign * value, at
        value = REDUCTIONS[self.reduced](self.geometry, w)
        if self.reduced in ("most", "least"):
            return value, _when(value, self.geometry.within(w, w.track), w.track.t, m.top_start_s)
        return value, m.start_s if self.reduced == "at_rest" else (m.top_start_s + m.top_end_s) / 2


def _when(value: float, x: Floats, t: Floats, otherwise: float) -> float:
    """The second at which x was nearest to the value."""
    off = np.abs(x - value)
    return otherwise if np.isnan(off).all() else float(t[np.nanargmin(off)])


def geometry(text: str) -> Geometry:
    """Read a geometry. Raises ValueError with what is wrong."""
    return _geometry(_parsed(text), text)


def measure(text: str) -> MeasureOf:
    """Read what is measured over a movement. Raises ValueError with what is wrong."""
    node = _parsed(text)
    match node:
        case ast.Name(id=name) if name in NAMED:
            return MeasureOf(name)
        case ast.Call(func=ast.Name(id=name), args=[of, *rest], keywords=[]) if name in (*REDUCTIONS, *LASTING):
            match rest:
                case []:
                    return MeasureOf(name, _geometry(of, text))
                case [ast.Constant(value=float() | int() as s)] if name in LASTING and not isinstance(s, bool):
                    return MeasureOf(name, _geometry(of, text), float(s))
    known = ", ".join((*REDUCTIONS, *LASTING, *NAMED))
    raise ValueError(f'"{text}" measures no movement, as at_top(angle(hip, knee, ankle)) does; there are {known}')


def _geometry(node: ast.expr, text: str) -> Geometry:
    match node:
        case ast.Call(func=ast.Name(id=word), args=args) if word in LATELY:
            *args, last = args or [node]
            s = last.value if isinstance(last, ast.Constant) else None
            if not isinstance(s, float | int) or not 0 < s <= LATEST_S:
                raise ValueError(f'{word} in "{text}" ends with the seconds that it looks back, up to {LATEST_S:g}')
            return _of_points(word, args, node.keywords, text, LATELY[word][0], float(s))
        case ast.Call(func=ast.Name(id=word), args=args) if word in GEOMETRY:
            return _of_points(word, args, node.keywords, text, GEOMETRY[word][0])
    raise ValueError(f'"{text}" needs one of {", ".join((*GEOMETRY, *LATELY))}')


def _of_points(
    word: str, args: list[ast.expr], keywords: list[ast.keyword], text: str, wants: int, seconds: float = 0.0
) -> Geometry:
    names = [a.id for a in args if isinstance(a, ast.Name)]
    of = [k.value.id for k in keywords if k.arg == "of" and isinstance(k.value, ast.Name)]
    if len(names) != len(args) or len(names) != wants:
        raise ValueError(f'{word} in "{text}" takes {wants} landmarks')
    if unknown := [n for n in names if n not in POINTS]:
        raise ValueError(f'"{unknown[0]}" in "{text}" is no landmark; there are {", ".join(POINTS)}')
    if len(of) != len(keywords) or len(of) > 1 or (of and of[0] not in get_args(Of)):
        raise ValueError(f'"{text}" may end with of=, one of {", ".join(get_args(Of))}')
    return Geometry(word, tuple(POINTS[n] for n in names), of[0] if of else "both", seconds)  # type: ignore[arg-type]


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as e:
        raise ValueError(f'"{text}" cannot be read: {e.msg}') from e
    except (ValueError, RecursionError, MemoryError) as e:  # null bytes, thousands of brackets
        raise ValueError(f'"{text[:60]}" cannot be read') from e
