"""Whole phases, from the first movement to the last, in seconds comparable with a prescribed tempo.

Where a movement begins and ends is lost in noise; where it passes 5 % and 95 % is not. How much lies beyond depends on
how the speed is spread: at even speed the whole takes 1.2 times as long, at the least jerk 1.6 times. The time from
25 % to 75 % tells them apart. This is the one place that converts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isnan

TYPICAL = 1.4  # if the movement itself is unknown: the median of people on film
LEAST, MOST = 1.15, 1.65
EVEN, EVEN_TAKES = 1.8, 1.21  # 5-95 % over 25-75 %, and whole over 5-95 %, at even speed with short ramps
SMOOTH, SMOOTH_TAKES = 2.2, 1.61  # the same for minimum jerk


@dataclass(frozen=True, slots=True)
class PhaseEdges:
    """Edges of the whole phases of one repetition, seconds."""

    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float


def stretch_of(measured_s: float, middle_s: float) -> float:
    """How much longer a movement takes whole than from 5 % to 95 %, given the seconds of that and of 25 % to 75 %."""
    if not middle_s > 0 or isnan(measured_s):
        return TYPICAL
    share = (measured_s / middle_s - EVEN) / (SMOOTH - EVEN)
    return min(max(EVEN_TAKES + share * (SMOOTH_TAKES - EVEN_TAKES), LEAST), MOST)


def whole_of(start_s: float, top_start_s: float, top_end_s: float, end_s: float, stretch: float) -> PhaseEdges:
    """The edges moved outwards by half of what a phase takes longer; at the top at most until they meet."""
    there, back = ((stretch - 1) / 2 * (b - a) for a, b in ((start_s, top_start_s), (top_end_s, end_s)))
    share = _room(top_end_s - top_start_s, there + back)
    return PhaseEdges(start_s - there, top_start_s + share * there, top_end_s - share * back, end_s + back)


def in_turn(measured: Sequence[tuple[float, float]], wholes: Sequence[PhaseEdges]) -> list[PhaseEdges]:
    """One after the other: where a rest is too short for both its ends, they meet.

    measured  first and last edge of each, as whole_of() was given them
    """
    out = list(wholes)
    for i, ((_, end), (start, _)) in enumerate(pairwise(measured)):
        a, b = out[i].end_s - end, start - out[i + 1].start_s
        share = _room(start - end, a + b)
        out[i] = replace(out[i], end_s=end + share * a)
        out[i + 1] = replace(out[i + 1], start_s=start - share * b)
    return out


def _room(there_is: float, wanted: float) -> float:
    """The available share of what is needed."""
    return min(1.0, max(there_is, 0.0) / wanted) if wanted > 0 else 1.0
