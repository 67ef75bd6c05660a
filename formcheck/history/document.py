"""The history for programs, `formcheck.history/1`: the table, unrounded. null means unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from formcheck.history import balance, change, trend
from formcheck.history.change import METRICS, Verdict
from formcheck.history.performance import SetMetrics
from formcheck.judging import estimate
from formcheck.motion.spec import Kind

SCHEMA: Literal["formcheck.history/1"] = "formcheck.history/1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class Estimate(_Part):
    """A value and the half-width of its 90 % interval, in the unit of its measure."""

    value: float
    uncertainty: float


class Change(_Part):
    """One measure of the last sets against the first. how: the direction of a clear change."""

    metric: str
    unit: str
    before: Estimate | None
    after: Estimate | None
    change: Estimate | None
    verdict: Verdict
    how: str | None


class SetOf(_Part):
    """What one side did in one stored set."""

    set: int | None
    at: AwareDatetime | None
    reps: int = Field(description="repetitions, holds or steps, as `kind` of the series says")
    measures: dict[str, Estimate]


class Series(_Part):
    """Comparable sets, sorted by time.

    side          left, right, or both if they move together
    own_range     median range of the good repetitions, or seconds of the good holds, in the last sets, in the unit
    not_compared  why no changes are given, if so
    kept_apart    why it is separate from the series before it
    compared_sets numbers of the first and the last sets that the changes compare
    """

    person: str | None
    exercise: str
    variant: str | None
    kind: Kind
    side: str
    view: str
    unit: str
    model: str
    target: float | None
    own_range: float | None
    not_compared: str | None
    kept_apart: str | None
    sets: list[SetOf]
    compared_sets: list[list[int | None]] | None
    changes: list[Change]


class Difference(_Part):
    """One measure of both sides; trusted: the difference is larger than its uncertainty."""

    metric: str
    unit: str
    left: Estimate
    right: Estimate
    left_minus_right: Estimate
    trusted: bool


class Reps(_Part):
    left: int
    right: int


class Balance(_Part):
    """The last comparable sets of both sides. weaker: the side with a clearly smaller range."""

    person: str | None
    exercise: str
    variant: str | None
    view: str
    left_set: int | None
    right_set: int | None
    weaker: Literal["left", "right"] | None
    reps: Reps
    differences: list[Difference]


class History(_Part):
    """What `formcheck history --json` prints."""

    schema_: Literal["formcheck.history/1"] = Field(alias="schema")
    series: list[Series]
    balance: list[Balance]


def history_of(series: Iterable[trend.Trend], balances: Iterable[balance.SideBalance]) -> History:
    """Series and balances as printed."""
    return History(schema=SCHEMA, series=[_series(s) for s in series], balance=[_balance(b) for b in balances])


def change_of(c: change.MetricChange) -> Change:
    """One change as printed."""
    return Change(
        metric=c.metric, unit=c.unit, before=_known(c.before), after=_known(c.after), change=_known(c.delta),
        verdict=c.verdict, how=c.how or None,
    )  # fmt: skip


def _series(s: trend.Trend) -> Series:
    p = s.last
    return Series(
        person=p.person, exercise=p.exercise, variant=p.variant, kind=p.kind, side=p.side, view=p.view, unit=p.unit,
        model=p.model,
        target=p.target, own_range=s.own_range, not_compared=p.trouble, kept_apart=s.apart,
        sets=[_set(one) for one in s.sets],
        compared_sets=None if s.ends is None else [[one.set_id for one in end] for end in s.ends],
        changes=[change_of(c) for c in s.change],
    )  # fmt: skip


def _set(p: SetMetrics) -> SetOf:
    known = {k: e for k in METRICS if (e := p.measure(k, p.judged)) is not None}
    return SetOf(set=p.set_id, at=p.at, reps=len(p.counted), measures={k: _estimate(e) for k, e in known.items()})


def _balance(b: balance.SideBalance) -> Balance:
    p = b.left
    return Balance(
        person=p.person, exercise=p.exercise, variant=p.variant, view=p.view, left_set=p.set_id,
        right_set=b.right.set_id, weaker=b.weaker, reps=Reps(left=len(p.counted), right=len(b.right.counted)),
        differences=[
            Difference(
                metric=d.metric, unit=d.unit, left=_estimate(d.left), right=_estimate(d.right),
                left_minus_right=_estimate(d.delta), trusted=d.trusted,
            )
            for d in b.differences
        ],
    )  # fmt: skip


def _known(e: estimate.MeanEstimate | None) -> Estimate | None:
    return None if e is None else _estimate(e)


def _estimate(e: estimate.MeanEstimate) -> Estimate:
    return Estimate(value=round(e.value, 4), uncertainty=round(e.uncertainty, 4))
