"""Left against right, for exercises done one side at a time.

The guide recommends them for "addressing any muscle imbalances between the left and right sides of the body" [G2].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from formcheck.history.performance import SetMetrics, unit_of
from formcheck.judging.estimate import MeanEstimate, difference
from formcheck.messages import N_

SLOWER = N_("left slower"), N_("right slower")
HOW = {
    "range": (N_("left larger"), N_("right larger")),
    "held": (N_("left longer"), N_("right longer")),
    "control": (N_("left closer to the tempo"), N_("right closer to the tempo")),
}
MEASURES = ("range", "held", "concentric", "eccentric", "control")


@dataclass(frozen=True, slots=True)
class SideDifference:
    """left minus right of one measure; trusted if it is larger than its uncertainty."""

    metric: str
    unit: str
    left: MeanEstimate
    right: MeanEstimate
    delta: MeanEstimate

    @property
    def trusted(self) -> bool:
        return abs(self.delta.value) > self.delta.uncertainty

    @property
    def how(self) -> str:
        """The clear difference in words; "" without one."""
        if not self.trusted:
            return ""
        return HOW.get(self.metric, SLOWER)[self.delta.value < 0]


@dataclass(frozen=True, slots=True)
class SideBalance:
    """The last comparable sets of the two sides; one set if it contains both sides."""

    left: SetMetrics
    right: SetMetrics
    differences: tuple[SideDifference, ...]

    @property
    def apart(self) -> timedelta | None:
        """Time between the two sets; None if unknown."""
        return abs(self.left.at - self.right.at) if self.left.at and self.right.at else None

    @property
    def weaker(self) -> Literal["left", "right"] | None:
        """The side with the smaller range or the shorter hold; None without a clear difference."""
        extent = next((d for d in self.differences if d.metric == self.left.extent and d.trusted), None)
        return None if extent is None else "left" if extent.delta.value < 0 else "right"


def balances(found: Iterable[SetMetrics]) -> list[SideBalance]:
    """Pair the last left and right sets of the same person, exercise, variant and view."""
    last: dict[tuple[object, ...], dict[str, SetMetrics]] = {}
    for p in sorted(found, key=lambda p: (p.at is None, p.at)):
        if p.side != "both" and not p.trouble:
            key = ((p.person or "").casefold(), p.exercise, p.variant, p.view, p.unit, p.model, p.asked)
            last.setdefault(key, {})[p.side] = p
    return [balance(pair["left"], pair["right"]) for pair in last.values() if len(pair) == 2]


def balance(left: SetMetrics, right: SetMetrics) -> SideBalance:
    """Compare two sides. Counts have no interval, so they are only in the SetMetrics."""
    found = []
    for metric in MEASURES:
        a, b = left.measures.get(metric), right.measures.get(metric)
        if a is not None and b is not None:
            found.append(SideDifference(metric, unit_of(metric, left.unit), a, b, difference(b, a)))
    return SideBalance(left, right, tuple(found))
