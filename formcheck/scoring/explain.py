"""Why a clip was judged as it was: each labelled repetition with the one found, and a reason for each mismatch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from formcheck.messages import _
from formcheck.motion.movement import Movement
from formcheck.motion.rep_counter import COUNT
from formcheck.motion.set_evidence import meet
from formcheck.result import Result
from formcheck.scoring.against_labels import matches
from formcheck.scoring.faults import Found
from formcheck.scoring.labels import LabelledMovement, Labels
from formcheck.wording import view_of

Moved = Callable[[float, float], str]  # what the signal did between two seconds, in words


class Movements(Protocol):
    """What was found in the clip, and what became of it: output/landmark_log.py."""

    @property
    def found(self) -> Sequence[Movement]: ...
    def of_rep(self, rep: Found) -> Movement | None: ...
    def of_attempt(self, number: int) -> Movement | None: ...


@dataclass(frozen=True, slots=True)
class ExplainedRep:
    """A labelled repetition, a found one, or both if they match. reason says why one is missing."""

    number: int | None  # of the label, from 1
    true: LabelledMovement | None
    found: Found | None
    reason: str | None = None


def lines(labels: Labels, r: Result, movements: Movements, moved: Moved) -> list[ExplainedRep]:
    """Sorted by time. Without labelled times, every found repetition is listed alone, without a reason."""
    pairs = matches(labels.movements, r.movements)
    partner = {id(t): f for t, f in pairs}
    taken = {id(f): t for t, f in pairs}
    number = {id(t): i for i, t in enumerate(labels.movements, 1)}
    out = []
    for t in labels.movements:
        f = partner.get(id(t))
        out.append(ExplainedRep(number[id(t)], t, f, None if f else _why_missing(t, r, movements, moved)))
    for f in r.movements:
        if id(f) not in taken:
            doubled = next((number[id(t)] for t in labels.movements if meet(t, f)), None)
            reason = _why_extra(f, doubled, labels, movements.of_rep(f)) if labels.movements else None
            out.append(ExplainedRep(None, None, f, reason))
    return sorted(out, key=lambda line: (line.true or line.found or r.movements[0]).start_s)


def _why_missing(t: LabelledMovement, r: Result, movements: Movements, moved: Moved) -> str:
    """The first explanation that fits: a neighbour, an attempt, another exercise, a gap, or a signal too small."""
    for f in r.movements:
        if meet(t, f):
            return _("it was merged with its neighbour into one rep from {start_s:.1f} to {end_s:.1f} s").format(
                start_s=f.start_s, end_s=f.end_s
            )
    for i, a in enumerate(r.attempts):
        if meet(t, a):
            tried = movements.of_attempt(i)
            size = _size(tried) if tried else ""
            return _("it was kept as an attempt from {start_s:.1f} to {end_s:.1f} s, {reason} ({detail}{size})").format(
                start_s=a.start_s, end_s=a.end_s, reason=a.reason, detail=a.detail, size=size
            )
    inside = [f for f in movements.found if meet(t, f)]
    for seen in inside:
        if seen.other:
            return _("it looked like another movement: {what}").format(what=seen.other)
    for gap in r.tracking.gaps:
        if meet(t, gap):
            return _("it was out of sight from {start_s:.1f} to {end_s:.1f} s: {reason}").format(
                start_s=gap.start_s, end_s=gap.end_s, reason=gap.reason
            )
    if inside:
        return _("only {signal} showed it, and that does not count in the {view}").format(
            signal=_(inside[0].signal), view=view_of(r.view.detected)
        )
    return _("nothing was detected there: {start_s}").format(start_s=moved(t.start_s, t.end_s))


def _why_extra(f: Found, doubled: int | None, labels: Labels, seen: Movement | None) -> str:
    size = _size(seen) if seen else ""
    if doubled is not None:
        return _("labelled rep {doubled} was counted twice{size}").format(doubled=doubled, size=size)
    for a in labels.attempts or []:
        if meet(a, f):
            return _("it is labelled as an attempt ({reason}) but was counted{size}").format(reason=a.reason, size=size)
    return _("no rep is labelled there{size}").format(size=size)


def _size(f: Movement) -> str:
    went, needed = 100 * f.size, 100 * COUNT
    return _("; {signal} reached {went:.0f} % of a full movement, {needed:.0f} % needed").format(
        signal=_(f.signal), went=went, needed=needed
    )
