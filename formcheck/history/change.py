"""What changed between two performances, or two groups of them, and whether the change can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.history.performance import SetMetrics, unit_of
from formcheck.judging.estimate import MeanEstimate, difference, pooled

Verdict = Literal["better", "worse", "changed", "no change you can trust", "not known"]
METRICS = ("range", "concentric", "eccentric", "control", "clean", "symmetry")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChange:
    """One measure before and after. delta is after minus before; None where either is not known.

    how  the change in a word, such as "larger" or "slower"; "" where none can be trusted
    """

    metric: str
    unit: str
    before: MeanEstimate | None
    after: MeanEstimate | None
    delta: MeanEstimate | None
    verdict: Verdict
    how: str = ""


def why_not(a: SetMetrics, b: SetMetrics) -> str | None:
    """Why these two must not be compared, in a sentence; None if they may."""
    for p in (a, b):
        if p.trouble:
            return f"{p.trouble[0].upper()}{p.trouble[1:]}."
    if a.exercise != b.exercise:
        return "They are different exercises."
    if a.view != b.view:
        return (
            f"One shows the {a.view} view, the other the {b.view} view: each view measures with an error of its own, "
            "so the difference says nothing about you. Film from the same place."
        )
    if a.variant != b.variant:
        return f"They are different variants ({a.variant or 'unknown'} and {b.variant or 'unknown'})."
    if a.side != b.side:
        return f"They are different sides ({a.side} and {b.side}): that is balance, not progress."
    if (a.person or "").casefold() != (b.person or "").casefold():
        return f"They are of different people ({a.person or 'no name'} and {b.person or 'no name'})."
    if a.unit != b.unit:
        return f"One range is in {a.unit}, the other in {b.unit}: give --height with both."
    if a.model != b.model:
        return f"They were seen with different pose models ({a.model} and {b.model})."
    return None


def changes(before: Sequence[SetMetrics], after: Sequence[SetMetrics]) -> list[MetricChange]:
    """Every measure that is known on either side. All must be comparable, and each group holds one at least."""
    everyone = [*before, *after]
    cues = frozenset.intersection(*(p.judged for p in everyone))
    same_tempo = len({p.asked for p in everyone}) == 1
    target = max((p.target for p in everyone if p.target is not None), default=None)
    out = []
    for metric in METRICS:
        a, b = _pool(before, metric, cues), _pool(after, metric, cues)
        if metric == "control" and not same_tempo:
            a = b = None  # kept against another tempo
        if a is None and b is None:
            continue
        delta = difference(a, b) if a and b else None
        verdict, how = _judge(metric, a, b, delta, target)
        unit = unit_of(metric, everyone[0].unit)
        out.append(MetricChange(metric=metric, unit=unit, before=a, after=b, delta=delta, verdict=verdict, how=how))
    return out


def _pool(group: Sequence[SetMetrics], metric: str, cues: frozenset[str]) -> MeanEstimate | None:
    values = [p.clean(cues) if metric == "clean" else p.measures.get(metric) for p in group]
    known = [v for v in values if v is not None]
    return pooled(known) if known else None


def _judge(
    metric: str, a: MeanEstimate | None, b: MeanEstimate | None, delta: MeanEstimate | None, target: float | None
) -> tuple[Verdict, str]:
    if a is None or b is None or delta is None:
        return "not known", ""
    if abs(delta.value) <= delta.uncertainty:
        return "no change you can trust", ""
    grew = delta.value > 0
    if metric == "range":
        how = "larger" if grew else "smaller"
        if target is None:
            return "changed", how
        # past the target more is not better, and less is no loss while it reaches the target
        short = (a.value if grew else b.value) < target
        return ("better" if grew else "worse") if short else "changed", how
    if metric in ("concentric", "eccentric"):
        return "changed", "slower" if grew else "faster"
    better = grew is not (metric == "symmetry")
    words = {"control": ("nearer the tempo", "off the tempo"), "clean": ("more of them", "fewer of them"),
             "symmetry": ("more even", "less even")}  # fmt: skip
    return ("better", words[metric][0]) if better else ("worse", words[metric][1])
