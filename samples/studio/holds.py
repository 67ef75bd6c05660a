"""The exact truth of a hold: when the position is reached and left, and when it is broken within."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .scene import Scene, exercising
from .there import SPANS, Span, Standing
from .truth import TrueRep

STEP_S = 1 / 30


@dataclass(frozen=True)
class TrueSpan:
    """Seconds of the clip beyond a fault's limit, and the value farthest from it."""

    fault: str
    start: float
    end: float
    most: float


@dataclass(frozen=True)
class TrueHold:
    """From 95 % of the way in to 95 % of the way out, or as much as the clip shows."""

    start: float
    end: float
    spans: tuple[TrueSpan, ...]
    stands: dict[str, Standing]

    @property
    def clean_s(self) -> float:
        """Seconds in which nothing is beyond its limit."""
        free, at = 0.0, self.start
        for s in sorted(self.spans, key=lambda s: s.start):
            free, at = free + max(s.start - at, 0.0), max(at, s.end)
        return free + max(self.end - at, 0.0)


def true_holds(scene: Scene, reps: list[TrueRep]) -> list[TrueHold]:
    whole = [(r, max(r.top_start, 0.0), min(r.top_end, scene.seconds)) for r in reps if not r.rep.attempt]
    return [_hold(scene, r, start, end) for r, start, end in whole if end > start]


def _hold(scene: Scene, r: TrueRep, start: float, end: float) -> TrueHold:
    act = next(a for a in reversed(scene.sets) if a.start - scene.begin <= r.start)
    part, times = exercising(act), np.arange(start, end, STEP_S)
    series = [part.movement.measures(part.local(float(t + scene.begin - act.start))) for t in times]
    spans, stands = [], {}
    for fault, limit in SPANS[scene.spec.exercise].items():
        values = np.array([m[limit.measure] for m in series])
        spans += [_span(fault, limit, times, values, i, j) for i, j in runs(values, limit, 0.0)]
        if fault in r.rep.faults:
            stands[fault] = standing(values, limit)
    return TrueHold(start, end, tuple(spans), stands)


def _span(fault: str, limit: Span, times: np.ndarray, values: np.ndarray, i: int, j: int) -> TrueSpan:
    most = values[i:j].min() if limit.below else values[i:j].max()
    return TrueSpan(fault, float(times[i]), float(times[j - 1] + STEP_S), round(float(most), 3))


def standing(values: np.ndarray, limit: Span) -> Standing:
    """There, if for sure it is beyond its limit for long enough; not, if for sure it is not."""

    def longest(by: float) -> float:
        return max((STEP_S * (j - i) for i, j in runs(values, limit, by)), default=0.0)

    if longest(1.0) >= limit.lasting_s + limit.doubt_s:
        return "there"
    return "borderline" if longest(-1.0) > limit.lasting_s - limit.doubt_s else "no"


def runs(values: np.ndarray, limit: Span, by: float) -> list[tuple[int, int]]:
    """First sample and the one after the last of each stretch beyond the limit by so many intervals."""
    on = np.array([False, *(limit.beyond(float(v), by) for v in values), False])
    turns = np.flatnonzero(on[1:] != on[:-1])
    return [(int(a), int(b)) for a, b in pairwise(turns) if on[a + 1]]
