"""Two sets of one exercise compared, for each side of the body, with what changed beyond measurement error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from formcheck.exercises import EXERCISES
from formcheck.history.balance import balance
from formcheck.history.change import MetricChange, changes, why_not
from formcheck.history.performance import SetMetrics
from formcheck.judging.estimate import MeanEstimate
from formcheck.result import RepResult, Result


@dataclass(frozen=True, slots=True)
class Outline:
    """The mean repetition: seconds of its three whole phases in order, and its range in the unit.

    first and last are the concentric and the eccentric phase, or vice versa if lowering comes first.
    """

    first_s: float
    far_s: float
    last_s: float
    size: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """The same side of the body in A and B. refused says why they cannot be compared; then there are no changes."""

    a: SetMetrics
    b: SetMetrics
    refused: str | None
    changes: tuple[MetricChange, ...]


def pairs(a: Sequence[SetMetrics], b: Sequence[SetMetrics]) -> list[Pair]:
    """The sides that both sets have; without one, the first of each, which is refused."""
    both = [(p, q) for p in a for q in b if p.side == q.side] or list(zip(a[:1], b[:1], strict=True))
    out = []
    for p, q in both:
        reason = why_not(p, q)
        out.append(Pair(p, q, reason, () if reason else tuple(changes([p], [q]))))
    return out


def left_and_right(sides: Sequence[SetMetrics], r: Result) -> Pair | None:
    """The two sides of one set as a pair, A the left one; None if one of them was not measured.

    Limbs that move together have only their ranges apart.
    """
    by = {p.side: p for p in sides}
    left, right = by.get("left"), by.get("right")
    if (p := by.get("both")) and "range" in p.measures:
        y, error = r.summary.symmetry, p.measures["range"]
        if y.left is not None and y.right is not None:
            left, right = (
                replace(
                    p,
                    side=side,
                    judged=frozenset(),
                    peak=None,
                    measures={"range": MeanEstimate(value, error.sampling, error.systematic)},
                )
                for side, value in (("left", y.left), ("right", y.right))
            )
    if left is None or right is None:
        return None
    found = [
        MetricChange(
            metric=d.metric, unit=d.unit, before=d.left, after=d.right,
            delta=MeanEstimate(-d.delta.value, d.delta.sampling, d.delta.systematic),
            verdict="changed" if d.trusted else "no change you can trust", how=d.how,
        )
        for d in balance(left, right).differences
    ]  # fmt: skip
    return Pair(left, right, None, tuple(found))


def outline(p: SetMetrics) -> Outline | None:
    """The mean repetition; None if it could not be timed."""
    there, back = (
        ("eccentric_s", "concentric_s") if EXERCISES[p.exercise].lowers_first else ("concentric_s", "eccentric_s")
    )
    reps = (x for x in p.counted if isinstance(x, RepResult))
    every = ([getattr(r.lasted, phase) for phase in (there, "hold_s", back)] for r in reps)
    spans = [spans for spans in every if None not in spans]
    if not spans:
        return None
    size = p.measures.get("range")
    first, far, last = (fmean(s) for s in zip(*spans, strict=True))
    return Outline(first, far, last, None if size is None else size.value)


def broken(p: SetMetrics) -> dict[str, int]:
    """Number of repetitions, holds or steps with each fault, by its id."""
    found: dict[str, int] = {}
    for x in p.counted:
        for id_ in {f.id for f in x.faults}:
            found[id_] = found.get(id_, 0) + 1
    return found
