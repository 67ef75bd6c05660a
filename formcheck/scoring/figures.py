"""From scores of single clips to figures, each with its number of cases and an interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, floor, sqrt
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from formcheck.scoring.against_labels import ClipScore
from formcheck.scoring.faults import Mismatch

Z95 = 1.96


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Share(_Model):
    """A share of cases with its 95 % Wilson interval; null without cases."""

    value: float | None
    low: float | None
    high: float | None
    hits: int
    n: int


class Middle(_Model):
    """A median with its distribution-free 95 % interval (order statistics), and the 95th percentile."""

    median: float | None
    low: float | None
    high: float | None
    p95: float | None
    n: int


class FaultFigures(_Model):
    """Per repetition. coverage: how often the fault was judged, over the repetitions in views that must judge it."""

    precision: Share
    recall: Share
    f1: float | None
    coverage: Share


class Figures(_Model):
    """All figures of a group of clips."""

    clips: int
    exact_count: Share
    within_one: Share
    mean_count_error: float | None = Field(description="mean absolute error of the count, clips that can be counted")
    unsuited_said: Share = Field(description="clips whose view cannot count the exercise, and whose result says so")
    edges_s: Middle = Field(description="absolute error of start, top start, top end and end")
    phases: Middle = Field(description="relative error of concentric, hold and eccentric")
    rom: dict[str, Middle] = Field(description="absolute error of the range, by unit")
    rom_covered: Share = Field(description="ranges whose printed interval contains the truth")
    attempt_reasons: Share = Field(description="labelled attempts found with the right reason")
    view: Share
    side: Share
    variant: Share
    recognised: Share | None = Field(None, description="exercises that were recognised, with --exercise auto")
    misnamed: Share | None = Field(None, description="exercises that were taken for another one")
    faults: dict[str, FaultFigures]
    must_recall: Share | None = Field(
        None, description="labelled faults that the view must judge and that were found; not judged counts as not found"
    )
    false_alarms_per_clean_rep: Share


class ClipRow(_Model):
    """One scored clip. misses say what was expected and what was found; notes do not fail the clip."""

    clip: str
    exercise: str | None
    origin: str | None
    suited: bool | None
    expected: tuple[int, int] | None
    counted: int | None
    misses: list[str]
    notes: list[str]
    faults: list[Mismatch] | None = Field(
        None, description="missed faults and false alarms; null if none could be scored"
    )
    error: str | None
    seconds: float

    @property
    def failed(self) -> bool:
        return bool(self.error or self.misses)


class Comparison(_Model):
    """Differences from an earlier score, as text; apart lists what cannot be compared."""

    worse: list[str]
    better: list[str]
    apart: list[str]


class Score(_Model):
    """`formcheck.score/1`: what `score --json` writes."""

    schema_: Literal["formcheck.score/1"] = Field("formcheck.score/1", alias="schema")
    formcheck: str
    model: str
    clips: list[ClipRow]
    exercises: dict[str, Figures]
    all: Figures
    gates: list[str] = Field(description="missed gates, as text")
    baseline: Comparison | None = Field(None, description="compared with the score given by --baseline")
    seconds: float

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


def share(hits: int, n: int) -> Share:
    """Wilson 1927 score interval."""
    if n == 0:
        return Share(value=None, low=None, high=None, hits=0, n=0)
    p, z2 = hits / n, Z95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Share(value=p, low=max(0.0, centre - half), high=min(1.0, centre + half), hits=hits, n=n)


def middle(values: Iterable[float]) -> Middle:
    """Median and its interval from the ranks n/2 -+ 1.96 sqrt(n)/2."""
    x = sorted(abs(v) for v in values)
    n = len(x)
    if n == 0:
        return Middle(median=None, low=None, high=None, p95=None, n=0)
    reach = Z95 * sqrt(n) / 2
    low, high = max(floor(n / 2 - reach), 0), min(ceil(n / 2 + reach), n - 1)
    return Middle(median=float(np.median(x)), low=x[low], high=x[high], p95=float(np.percentile(x, 95)), n=n)


def figures(scores: Sequence[ClipScore]) -> Figures:
    """Counts, edges and ranges use only clips whose view can count the exercise."""
    able = [s for s in scores if s.suited]
    counts = [s.off for s in able if s.off is not None]
    rom = [e for s in able for e in s.rom]

    def agree(of: Callable[[ClipScore], tuple[bool, bool]]) -> Share:
        said = [of(s) for s in scores]
        return share(sum(right for known, right in said if known), sum(known for known, _ in said))

    named = [s.named for s in scores if s.named]
    unsuited = [s for s in scores if not s.suited]
    reasons = [ok for s in able for ok in s.attempts]
    clean = [c for s in able if s.all_clean for c in s.faults if c.rep is not None and c.scored]
    sure = [f in c.found for s in scores for c in s.faults for f in (c.true & s.must) - c.open]
    return Figures(
        clips=len(scores),
        exact_count=share(sum(c == 0 for c in counts), len(counts)),
        within_one=share(sum(abs(c) <= 1 for c in counts), len(counts)),
        mean_count_error=float(np.mean(np.abs(counts))) if counts else None,
        unsuited_said=share(sum(s.spoken for s in unsuited), len(unsuited)),
        edges_s=middle(e for s in able for e in s.edges),
        phases=middle((f - t) / t for s in able for f, t in s.phases if t > 0.2),
        rom={u: middle(e.error for e in rom if e.unit == u) for u in sorted({e.unit for e in rom})},
        rom_covered=share(sum(abs(e.error) <= e.uncertainty for e in rom), len(rom)),
        attempt_reasons=share(sum(reasons), len(reasons)),
        view=agree(lambda s: (s.view_known, s.wrong_view is None)),
        side=agree(lambda s: (s.side_known, s.wrong_side is None)),
        variant=agree(lambda s: (s.variant_known, s.wrong_variant is None)),
        recognised=share(sum(n == "right" for n in named), len(named)) if named else None,
        misnamed=share(sum(n == "wrong" for n in named), len(named)) if named else None,
        faults=_faults(scores),
        must_recall=share(sum(sure), len(sure)),
        false_alarms_per_clean_rep=share(sum(bool(c.found - c.open) for c in clean), len(clean)),
    )


def _faults(scores: Sequence[ClipScore]) -> dict[str, FaultFigures]:
    cases = [c for s in scores for c in s.faults]
    out = {}
    for fault in sorted({f for c in cases for f in (c.true | c.found) - c.open}):
        judged = [(fault in c.true, fault in c.found) for c in cases if fault in c.scored]
        must = [fault in c.judged for s in scores if fault in s.must for c in s.faults if c.rep is not None]
        hit = sum(t and f for t, f in judged)
        precision = share(hit, sum(f for _, f in judged))
        recall = share(hit, sum(t for t, _ in judged))
        p, r = precision.value, recall.value
        f1 = 2 * p * r / (p + r) if p and r else None
        out[fault] = FaultFigures(precision=precision, recall=recall, f1=f1, coverage=share(sum(must), len(must)))
    return out
