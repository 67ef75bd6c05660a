"""The angle of a cue in one picture: the actual line, the correct line, and the degrees between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.motion.highlight import Shows
from formcheck.motion.landmarks import Joint
from formcheck.motion.pose import UP, Part, Points, Side, Track, median
from formcheck.motion.session import UNSEEN_IS_NAN


@dataclass(frozen=True, slots=True)
class Angle:
    """Points of the picture in frame heights, y up; should_be is as far from the joint as end."""

    joint: complex
    end: complex
    should_be: complex

    @property
    def degrees(self) -> float:
        return abs(float(np.degrees(np.angle((self.end - self.joint) / (self.should_be - self.joint)))))


@UNSEEN_IS_NAN
def angle_of(shows: Shows, now: Track, rest: Track, working: Side | None) -> Angle | None:
    """The angle in the single frame of `now`; None if its landmarks were not visible. rest has frames at rest."""
    found = [a for side in _sides(shows, now, working) if (a := _on_side(shows, now, rest, side)) is not None]
    if shows.against == "mirror":  # both sides differ by the same angle: show the lower one
        return min(found, key=lambda a: a.end.imag, default=None)
    return max(found, key=lambda a: a.degrees, default=None)


def _sides(shows: Shows, now: Track, working: Side | None) -> list[Side | None]:
    if shows.side == "middle":
        return [None]
    if shows.side == "worse":
        return list(Side)
    if shows.side == "near" or working is None:
        return [max(Side, key=lambda s: np.nan_to_num(median(now.world_at(Part.SHOULDER, s)[:, 2]), nan=-9.0))]
    return [working if shows.side == "working" else working.other]


def _on_side(shows: Shows, now: Track, rest: Track, side: Side | None) -> Angle | None:
    joint, line = _at(now, shows.joint, side), _line(now, shows, side)
    toward = _toward(shows, now, rest, side)
    if np.isnan(joint + toward) or np.isnan(line[0]) or not abs(toward) > 0 or not abs(line[0]) > 0:
        return None
    return Angle(complex(joint), complex(joint + line[0]), complex(joint + abs(line[0]) * toward / abs(toward)))


def _toward(shows: Shows, now: Track, rest: Track, side: Side | None) -> complex:
    """The correct direction of the line, of any length."""
    line = complex(_line(now, shows, side)[0])
    match shows.against:
        case "straight":
            return complex(_upper(now, shows, side)[0])
        case "square":
            across = complex(_upper(now, shows, side)[0]) * UP
            return across if (across * line.conjugate()).real > 0 else -across
        case "trunk":
            trunk = complex(now.trunk[0])
            return trunk if (trunk * line.conjugate()).real > 0 else -trunk
        case "mirror":
            up = complex(now.trunk[0])
            other = complex(_line(now, shows, side.other if side else None)[0])
            return up * (other / up).conjugate()
        case "rest" if shows.before is None:
            return _mean(_line(rest, shows, side))
        case "rest":
            return complex(_upper(now, shows, side)[0]) * _mean(_line(rest, shows, side) / _upper(rest, shows, side))


def _mean(directions: Points) -> complex:
    seen = directions[~np.isnan(directions)]
    return complex((seen / np.abs(seen)).mean()) if len(seen) else complex(np.nan, np.nan)


def _line(track: Track, shows: Shows, side: Side | None) -> Points:
    return _points(track, shows.end, side) - _points(track, shows.joint, side)


def _upper(track: Track, shows: Shows, side: Side | None) -> Points:
    assert shows.before is not None
    return _points(track, shows.joint, side) - _points(track, shows.before, side)


def _points(track: Track, part: Joint, side: Side | None) -> Points:
    return track.mid(part) if side is None else track.at(part, side)


def _at(track: Track, part: Joint, side: Side | None) -> complex:
    return complex(_points(track, part, side)[0])
