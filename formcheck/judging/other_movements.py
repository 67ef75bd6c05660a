"""Movements that looked like another exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from formcheck.motion.movement import Movement

if TYPE_CHECKING:
    from formcheck.result import Result

SAME = 0.3  # of the shorter one must overlap, because neighbours often touch


@dataclass(frozen=True, slots=True)
class Other:
    """A movement that was neither counted nor reported as an attempt, because it looked like another exercise."""

    start_s: float
    end_s: float
    say: str


class Span(Protocol):
    """Anything with a start and an end, in seconds."""

    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


def others(r: Result, found: Sequence[Movement]) -> list[Other]:
    """Movements that looked like another exercise, without duplicates."""
    out: list[Other] = []
    for f in sorted(found, key=lambda f: f.start_s):
        say = another(f)
        known: list[Span] = [*r.reps, *r.attempts, *out]
        if say and not any(meet(f, x) for x in known):
            out.append(Other(f.start_s, f.end_s, say))
    return out


def another(f: Movement) -> str | None:
    """Why it did not look like the exercise, if so."""
    return next((g.say for g in f.refused if not g.attempt), None)


def meet(a: Span, b: Span) -> bool:
    """Whether two spans are the same movement, by their overlap."""
    shorter = min(a.end_s - a.start_s, b.end_s - b.start_s)
    return min(a.end_s, b.end_s) - max(a.start_s, b.start_s) > SAME * shorter
