"""Why a clip was judged as it was: each labelled repetition beside the found one, and a reason for each stray."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from formcheck.motion.rep_counter import COUNT
from formcheck.motion.session import Movement
from formcheck.result import RepResult, Result
from formcheck.scoring.against_labels import matches
from formcheck.scoring.labels import LabelledRep, Labels

Moved = Callable[[float, float], str]  # what the signal did between two seconds, in words
SAME = 0.3  # of the shorter one must overlap: neighbours often touch


@dataclass(frozen=True, slots=True)
class ExplainedRep:
    """A labelled repetition, a found one, or both where they are the same. reason is set where one is missing."""

    number: int | None  # of the label, from 1
    true: LabelledRep | None
    found: RepResult | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """A movement that was seen and not counted, and not told as an attempt: it looked like another exercise."""

    start_s: float
    end_s: float
    say: str


def lines(labels: Labels, r: Result, found: Sequence[Movement], moved: Moved) -> list[ExplainedRep]:
    """In order of time. Without labelled times every found repetition stands alone, with no reason."""
    pairs = matches(labels.rep_times, r.reps)
    partner = {id(t): f for t, f in pairs}
    taken = {id(f): t for t, f in pairs}
    number = {id(t): i for i, t in enumerate(labels.rep_times, 1)}
    out = []
    for t in labels.rep_times:
        f = partner.get(id(t))
        out.append(ExplainedRep(number[id(t)], t, f, None if f else _why_missing(t, r, found, moved)))
    for f in r.reps:
        if id(f) not in taken:
            doubled = next((number[id(t)] for t in labels.rep_times if _meet(t, f)), None)
            reason = _why_extra(f, doubled, labels, found) if labels.rep_times else None
            out.append(ExplainedRep(None, None, f, reason))
    return sorted(out, key=lambda line: (line.true or line.found or r.reps[0]).start_s)


def others(r: Result, found: Sequence[Movement]) -> list[Other]:
    """What was taken for another movement, each once."""
    out: list[Other] = []
    for f in sorted(found, key=lambda f: f.shape.start_s):
        say = _another(f)
        known: list[_Span] = [*r.reps, *r.attempts, *out]
        if say and not any(_meet(f.shape, x) for x in known):
            out.append(Other(f.shape.start_s, f.shape.end_s, say))
    return out


def of_rep(rep: RepResult, found: Sequence[Movement], slow_motion: float = 1.0) -> Movement | None:
    """The excursion that became this repetition; found in times of the real movement, as the session left it."""
    return next((f for f in found if _same(f, rep, slow_motion)), None)


def _same(f: Movement, rep: RepResult, slow: float = 1.0) -> bool:
    return abs(f.shape.start_s * slow - rep.start_s) < 0.001 and abs(f.shape.end_s * slow - rep.end_s) < 0.001


def _another(f: Movement) -> str | None:
    return next((g.say for g in f.refused if not g.attempt), None)


class _Span(Protocol):
    """Anything that lies between two seconds."""

    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


def _why_missing(t: LabelledRep, r: Result, found: Sequence[Movement], moved: Moved) -> str:
    """The first that explains it: another repetition, an attempt, another movement, a gap, too small a signal."""
    for f in r.reps:
        if _meet(t, f):
            return f"it was counted together with its neighbour, as one from {f.start_s:.1f} to {f.end_s:.1f} s"
    for a in r.attempts:
        if _meet(t, a):
            size = next((_size(f) for f in found if abs(f.shape.start_s - a.start_s) < 0.001), "")
            return f"it was kept as an attempt from {a.start_s:.1f} to {a.end_s:.1f} s, {a.reason} ({a.detail}{size})"
    inside = [f for f in found if _meet(t, f.shape)]
    for seen in inside:
        if say := _another(seen):
            return f"it was seen and taken for something else: {say}"
    for gap in r.tracking.gaps:
        if _meet(t, gap):
            return f"it was out of sight from {gap.start_s:.1f} to {gap.end_s:.1f} s: {gap.reason}"
    if inside:
        return f"only {inside[0].reading.name} showed it, which is not counted by in the {r.view.detected} view"
    return f"nothing was found there: {moved(t.start_s, t.end_s)}"


def _why_extra(f: RepResult, doubled: int | None, labels: Labels, found: Sequence[Movement]) -> str:
    seen = of_rep(f, found)
    size = _size(seen) if seen else ""
    if doubled is not None:
        return f"the labelled repetition {doubled} was counted twice{size}"
    for a in labels.attempts or []:
        if _meet(a, f):
            return f"the label calls it an attempt ({a.reason}), it was counted{size}"
    return f"no repetition is labelled there{size}"


def _size(f: Movement) -> str:
    went, needed = 100 * f.excursion.size, 100 * COUNT
    return f"; {f.reading.name} went {went:.0f} % of a full movement, {needed:.0f} % are needed"


def _meet(a: _Span, b: _Span) -> bool:
    shorter = min(a.end_s - a.start_s, b.end_s - b.start_s)
    return min(a.end_s, b.end_s) - max(a.start_s, b.start_s) > SAME * shorter
