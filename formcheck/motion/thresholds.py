"""How to detect a fault: a value beyond a limit, a rushed phase, a short range, or a declining one. Data only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Floats
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import View

Phase = Literal["concentric", "hold", "eccentric"]
PHASES: tuple[Phase, ...] = ("concentric", "hold", "eccentric")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A fault in a repetition: a measure beyond its limit by at least its interval.

    uncertainty  half-width of the 90 % interval of the measure's own error near the limit, in the unit: from
                 benchmarks/intervals.py, or what clean repetitions of other clips differ by
    why          where the limit lies and what it keeps apart: measured figures, or a source
    needs        what would show it where this view does not always, for the person
    near         from where to where the measure is near what is asked for, and praised; None: never praised
    frames       the same in each frame, for a hold: how long it was kept
    """

    measure: Callable[[RepWindow], Evidence]
    limit: float
    uncertainty: float
    unit: str
    why: str
    below: bool = False
    views: frozenset[View] = frozenset(View)
    needs: str = ""
    near: tuple[float, float] | None = None
    frames: Callable[[RepWindow], Floats] | None = None


@dataclass(frozen=True, slots=True)
class RushedPhase:
    """A phase that is too quick, in two of three repetitions. Judged from 5 % to 95 %, which noise moves least: an even
    2 s reads 1.2 to 1.7 s. People see whole phases.

    least   seconds: less is not lowered but dropped, not lifted but thrown
    shares  of the whole phase that a person asks for with a tempo of their own
    """

    least: Mapping[Phase, float]
    shares: Mapping[Phase, float]
    views: frozenset[View] = frozenset(View)


@dataclass(frozen=True, slots=True)
class ShortRange:
    """A range under a share of the target, or under `own` of the set's larger ones, by at least its interval.

    uncertainty  share of the range's printed interval that holds around the limit: small ranges are misread less
    also         another reading of the range, in its unit, that must fall short too: one that no other fault lowers
    """

    share: float
    uncertainty: float = 1.0
    own: float = 0.7
    shares: Mapping[str, float] = field(default_factory=dict)  # other shares, by variant
    also: Callable[[RepWindow], Evidence] | None = None


@dataclass(frozen=True, slots=True)
class RangeDecline:
    """The last three under a share of the second to fifth, in a set of at least so many.

    uncertainty  half-width of the share's 90 % interval: what is wrong with the range in all of them alike drops out
    """

    share: float = 0.75
    least: int = 7
    uncertainty: float = 0.08


Sign = Threshold | RushedPhase | ShortRange | RangeDecline
