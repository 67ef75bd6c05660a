"""Which moments of a set deserve a picture: each fault at its worst, and the best repetition at the same point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.motion.cue import Cue
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import Phase
from formcheck.output.hold_curve import clean_moment
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.rep_edges import phase_at, phase_span, whole_edges
from formcheck.result import AttemptResult, Check, Counted, Fault, HoldResult, RepResult, Result


@dataclass(frozen=True, slots=True)
class Moment:
    """A second of the file. rep is None inside an attempt; fault is None if the repetition kept the cue."""

    t: float
    rep: Counted | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase of a repetition, in seconds of the file. fault is None if the repetition kept the cue."""

    rep: RepResult
    fault: Fault | None
    phase: Phase
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A cue that was broken: how often, how badly, and the moments that show it.

    worst  the fault furthest beyond its limit; None for a fault of the whole set
    best   a repetition that kept the cue, at the same point of its movement
    spans  of a fault of tempo: the phase in that repetition, and in the one that kept the cue
    """

    cue: Cue
    check: Check
    severity: int
    worst: Fault | None
    shown: Moment | None
    best: Moment | None
    spans: tuple[PhaseSpan, ...] = ()


def broken(r: Result, exercise: Exercise, take: LandmarkLog | None = None) -> list[Broken]:
    """Every failed cue, the one to fix next first: by severity, then by frequency.

    take  shows when a hold that broke a cue kept it
    """
    cues = {c.id: c for c in exercise.cues}
    found = [_broken(r, exercise, take, cues[c.id], c) for c in r.checks if c.verdict == "fail"]
    return sorted(found, key=lambda b: (b.severity, len(b.check.reps)), reverse=True)


def off(f: Fault) -> float:
    """How far a fault is past its limit, in its unit."""
    return abs(f.value - f.limit) if f.value is not None and f.limit is not None else -1.0


def _broken(r: Result, exercise: Exercise, take: LandmarkLog | None, cue: Cue, check: Check) -> Broken:
    faults = [(rep, f) for rep in r.movements for f in rep.faults if f.id == check.id]
    if not faults:
        return Broken(
            cue=cue,
            check=check,
            severity=cue.severity,
            worst=None,
            shown=_refused(cue, exercise, r.attempts),
            best=None,
        )
    rep, worst = max(faults, key=lambda x: off(x[1]))
    severity = max(f.severity for _, f in faults)
    best = _best(r.movements, cue, check, rep, worst)
    if best is None and take is not None and isinstance(rep, HoldResult):
        t = clean_moment(take, rep, cue.id)
        best = None if t is None else Moment(t, rep)
    return Broken(
        cue=cue,
        check=check,
        severity=severity,
        worst=worst,
        shown=Moment(worst.at_s, rep, worst),
        best=best,
        spans=_spans(r, exercise, rep, worst, best) if isinstance(rep, RepResult) and worst.unit == "s" else (),
    )


def _refused(cue: Cue, exercise: Exercise, attempts: Sequence[AttemptResult]) -> Moment | None:
    """The middle of the first attempt that a gate rejected because of this cue."""
    if not any(g.cue == cue.id for g in exercise.gates):
        return None
    first = next((a for a in attempts if a.reason == "wrong-posture"), None)
    return Moment((first.start_s + first.end_s) / 2) if first else None


def _best(reps: Sequence[Counted], cue: Cue, check: Check, rep: Counted, worst: Fault) -> Moment | None:
    doubtful = (*check.reps, *check.borderline)
    kept = [x for x in reps if x.index not in doubtful and not any(f.id in cue.unless for f in x.faults)]
    if not kept:
        return None

    def good(x: Counted) -> tuple[bool, int, float]:
        return x.side == rep.side, -len(x.faults), (x.score or 0.0) if isinstance(x, RepResult) else 0.0

    best = max(kept, key=good)
    return Moment(same_point(worst.at_s, rep, best), best)


def _spans(r: Result, exercise: Exercise, rep: RepResult, worst: Fault, best: Moment | None) -> tuple[PhaseSpan, ...]:
    first = exercise.lowers_first
    phase = phase_at(rep, worst.at_s, lowers_first=first)
    other = best.rep if best and isinstance(best.rep, RepResult) and best.rep.lasted.of(phase) else None
    both = [(rep, worst), *([(other, None)] if other else [])]

    def span(of: RepResult, fault: Fault | None) -> PhaseSpan:
        edges = whole_edges(of, r.source.slow_motion, lowers_first=first)
        return PhaseSpan(of, fault, phase, *phase_span(edges, phase, lowers_first=first))

    return tuple(span(*one) for one in both)


def same_point(t: float, a: Counted, b: Counted) -> float:
    """The second of repetition b that corresponds to t in repetition a; outside, the distance to the edge is kept."""
    ours, theirs = _points(a), _points(b)
    before, after = min(0.0, t - ours[0]), max(0.0, t - ours[-1])
    return float(np.interp(t, ours, theirs)) + before + after


def _points(x: Counted) -> list[float]:
    top = [x.top_start_s, x.top_end_s] if isinstance(x, RepResult) else []
    return [x.start_s, *top, x.end_s]


def gravest(rep: Counted) -> Fault:
    """The fault of a repetition that a picture shows."""
    return max(rep.faults, key=lambda f: (f.severity, f.confidence == "high"))


def side_of(rep: Counted | None) -> Side | None:
    """The side at work; None: both."""
    return None if rep is None or rep.side == "both" else Side(rep.side)
