"""Two sets of one exercise beside each other, side by side of the body, with what changed beyond the error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.history.change import Change, changes, why_not
from formcheck.history.performance import Performance


@dataclass(frozen=True, slots=True)
class Outline:
    """The mean repetition: seconds of its three parts in the order they come, and how far it went, in the unit.

    first and last are the concentric and the eccentric phase, or the other way round where lowering comes first.
    """

    first_s: float
    far_s: float
    last_s: float
    size: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """The same side of the body in A and in B. refused says why nothing may be concluded, and then there are no
    changes."""

    a: Performance
    b: Performance
    refused: str | None
    changes: tuple[Change, ...]


def pairs(a: Sequence[Performance], b: Sequence[Performance]) -> list[Pair]:
    """The sides that both have; if there is none of them, the first of either, which is refused."""
    both = [(p, q) for p in a for q in b if p.side == q.side] or list(zip(a[:1], b[:1], strict=True))
    out = []
    for p, q in both:
        reason = why_not(p, q)
        out.append(Pair(p, q, reason, () if reason else tuple(changes([p], [q]))))
    return out


def outline(p: Performance) -> Outline | None:
    """The mean repetition; None if it could not be timed."""
    spans = [
        (r.top_start_s - r.start_s, r.top_end_s - r.top_start_s, r.end_s - r.top_end_s)
        for r in p.reps
        if r.tempo.concentric_s is not None
    ]
    if not spans:
        return None
    size = p.measures.get("range")
    first, far, last = (fmean(s) for s in zip(*spans, strict=True))
    return Outline(first, far, last, None if size is None else size.value)


def broken(p: Performance) -> dict[str, int]:
    """In how many repetitions each fault was found, by its id."""
    found: dict[str, int] = {}
    for rep in p.reps:
        for id_ in {f.id for f in rep.faults}:
            found[id_] = found.get(id_, 0) + 1
    return found
