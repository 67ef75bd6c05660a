"""Which moments of a set deserve a picture: each fault at its worst, and the best repetition at the same point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.motion.cue import Cue
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.result import AttemptResult, Check, Fault, RepResult, Result

MILD = 0.7  # of the worst excess: comparing two equally bad repetitions shows nothing


@dataclass(frozen=True, slots=True)
class Moment:
    """A second of the file. rep is None inside an attempt; fault is None if the repetition kept the cue."""

    t: float
    rep: RepResult | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A cue that was broken: how often, how badly, and the moments that show it.

    worst  the fault furthest beyond its limit; None for a fault of the whole set
    best   a repetition that kept the cue, at the same point of its movement; else the mildest fault
    """

    cue: Cue
    check: Check
    severity: int
    worst: Fault | None
    shown: Moment | None
    best: Moment | None


def broken(r: Result, exercise: Exercise) -> list[Broken]:
    """Every failed cue, the one to fix next first: by severity, then by frequency."""
    cues = {c.id: c for c in exercise.cues}
    found = [_broken(r, exercise, cues[c.id], c) for c in r.checks if c.verdict == "fail"]
    return sorted(found, key=lambda b: (b.severity, len(b.check.reps)), reverse=True)


def off(f: Fault) -> float:
    """How far a fault is past its limit, in its unit."""
    return abs(f.value - f.limit) if f.value is not None and f.limit is not None else -1.0


def _broken(r: Result, exercise: Exercise, cue: Cue, check: Check) -> Broken:
    faults = [(rep, f) for rep in r.reps for f in rep.faults if f.id == check.id]
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
    return Broken(
        cue=cue,
        check=check,
        severity=severity,
        worst=worst,
        shown=Moment(worst.at_s, rep, worst),
        best=_best(r.reps, faults, rep, worst),
    )


def _refused(cue: Cue, exercise: Exercise, attempts: Sequence[AttemptResult]) -> Moment | None:
    """The middle of the first attempt that a gate rejected because of this cue."""
    if not any(g.cue == cue.id for g in exercise.gates):
        return None
    first = next((a for a in attempts if a.reason == "wrong-posture"), None)
    return Moment((first.start_s + first.end_s) / 2) if first else None


def _best(
    reps: Sequence[RepResult], faults: Sequence[tuple[RepResult, Fault]], rep: RepResult, worst: Fault
) -> Moment | None:
    faulty = {x.index for x, _ in faults}
    kept = [x for x in reps if x.index not in faulty]
    if kept:
        best = max(kept, key=lambda x: (x.side == rep.side, -len(x.faults), x.score or 0.0))
        return Moment(same_point(worst.at_s, rep, best), best)
    mild, fault = min(faults, key=lambda x: off(x[1]))
    return Moment(fault.at_s, mild, fault) if off(fault) < MILD * off(worst) else None


def same_point(t: float, a: RepResult, b: RepResult) -> float:
    """The second of repetition b that corresponds to t in repetition a; outside, the distance to the edge is kept."""
    ours, theirs = ([x.start_s, x.top_start_s, x.top_end_s, x.end_s] for x in (a, b))
    before, after = min(0.0, t - ours[0]), max(0.0, t - ours[-1])
    return float(np.interp(t, ours, theirs)) + before + after


def gravest(rep: RepResult) -> Fault:
    """The fault of a repetition that a picture shows."""
    return max(rep.faults, key=lambda f: (f.severity, f.confidence == "high"))


def side_of(rep: RepResult | None) -> Side | None:
    """The side at work; None: both."""
    return None if rep is None or rep.side == "both" else Side(rep.side)
