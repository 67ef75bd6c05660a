"""Series of comparable sets, and their changes over the weeks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from formcheck.history.change import MetricChange, changes, why_not
from formcheck.history.performance import SetMetrics

GROUP = 3  # sets compared at each end; fewer if the series has fewer than twice as many
OWN_REPS = 3  # good repetitions needed for the person's own range


@dataclass(frozen=True, slots=True)
class Trend:
    """At least one comparable set, sorted by time.

    apart  why it is separate from an earlier series of the same exercise, side and person, if there is one
    """

    sets: tuple[SetMetrics, ...]
    apart: str | None = None

    @property
    def last(self) -> SetMetrics:
        return self.sets[-1]

    @property
    def own_range(self) -> float | None:
        """Median range of the good repetitions in the last sets; None if there are too few."""
        good = [x for p in self.sets[-GROUP:] for x in p.good_ranges]
        return median(good) if len(good) >= OWN_REPS else None

    @property
    def ends(self) -> tuple[tuple[SetMetrics, ...], tuple[SetMetrics, ...]] | None:
        """The first and the last sets, without overlap; None with a single set, or if they cannot be compared."""
        k = min(GROUP, len(self.sets) // 2)
        return (self.sets[:k], self.sets[-k:]) if k and not self.last.trouble else None

    @property
    def change(self) -> list[MetricChange]:
        """From the first sets to the last; empty if nothing can be compared."""
        return changes(*self.ends) if self.ends else []


def series_of(found: Iterable[SetMetrics]) -> list[Trend]:
    """Group sets into series, oldest first, by person, exercise and side."""
    ordered = sorted(found, key=lambda p: (p.at is None, p.at))
    kept: dict[tuple[object, ...], list[SetMetrics]] = {}
    for p in ordered:
        key: tuple[object, ...] = (
            (p.person or "").casefold(), p.exercise, p.side, p.variant or "", p.view, p.unit, p.model, p.trouble or "",
        )  # fmt: skip
        kept.setdefault(key, []).append(p)
    out: list[Trend] = []
    for sets in (tuple(kept[key]) for key in sorted(kept, key=lambda k: tuple(map(str, k)))):
        alike = [s for s in out if _alike(s.last, sets[0]) and not s.last.trouble]
        out.append(Trend(sets, why_not(alike[-1].last, sets[-1]) if alike else None))
    return out


def _alike(a: SetMetrics, b: SetMetrics) -> bool:
    return (a.exercise, a.side, (a.person or "").casefold()) == (b.exercise, b.side, (b.person or "").casefold())
