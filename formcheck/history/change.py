"""What changed between two sets, or two groups of sets, and whether the change is real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.history.performance import SetMetrics, unit_of
from formcheck.judging.estimate import MeanEstimate, difference, pooled
from formcheck.messages import N_, _
from formcheck.wording import as_sentence, view_of, word_of

Verdict = Literal["better", "worse", "changed", "no change you can trust", "not known"]
EXTENTS = {
    "range": (N_("larger"), N_("smaller")),
    **dict.fromkeys(("held", "held_clean"), (N_("longer"), N_("shorter"))),
}
METRICS = ("range", "held", "held_clean", "concentric", "eccentric", "control", "clean", "symmetry")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChange:
    """One measure before and after. delta is after minus before; None if either is unknown.

    how  the change in a word, such as "larger" or "slower"; "" without a clear change
    """

    metric: str
    unit: str
    before: MeanEstimate | None
    after: MeanEstimate | None
    delta: MeanEstimate | None
    verdict: Verdict
    how: str = ""


def why_not(a: SetMetrics, b: SetMetrics) -> str | None:
    """Why these two cannot be compared, as a sentence; None if they can."""
    for p in (a, b):
        if p.trouble:
            return f"{as_sentence(p.trouble)}."
    if a.exercise != b.exercise:
        return _("They are different exercises.")
    if a.view != b.view:
        return _(
            "One set shows the {first}, the other the {second}. Each view has its own "
            "measurement error, so the difference says nothing about you. Film from the same "
            "place."
        ).format(first=view_of(a.view), second=view_of(b.view))
    if a.variant != b.variant:
        return _("They are different variants ({first} and {second}).").format(
            first=word_of(a.variant or "unknown"), second=word_of(b.variant or "unknown")
        )
    if a.side != b.side:
        return _("They are different sides ({first} and {second}), which would show balance, not progress.").format(
            first=word_of(a.side), second=word_of(b.side)
        )
    if (a.person or "").casefold() != (b.person or "").casefold():
        return _("They show different people ({first} and {second}).").format(
            first=a.person or _("no name"), second=b.person or _("no name")
        )
    if a.unit != b.unit:
        return _(
            "One range is in {first}, the other in {second}. Use --height with both, or add it with history edit."
        ).format(first=a.unit, second=b.unit)
    if a.model != b.model:
        return _("They were analysed with different pose models ({first} and {second}).").format(
            first=a.model, second=b.model
        )
    return None


def changes(before: Sequence[SetMetrics], after: Sequence[SetMetrics]) -> list[MetricChange]:
    """Every measure known on either side. All sets must be comparable; each group has at least one."""
    everyone = [*before, *after]
    cues = frozenset.intersection(*(p.judged for p in everyone))
    same_tempo = len({p.asked for p in everyone}) == 1
    target = max((p.target for p in everyone if p.target is not None), default=None)
    out = []
    for metric in METRICS:
        a, b = _pool(before, metric, cues), _pool(after, metric, cues)
        if metric == "control" and not same_tempo:
            a = b = None  # they followed different tempos
        if a is None and b is None:
            continue
        delta = difference(a, b) if a and b else None
        verdict, how = _judge(metric, a, b, delta, target, held=everyone[0].kind == "holds")
        unit = unit_of(metric, everyone[0].unit)
        out.append(MetricChange(metric=metric, unit=unit, before=a, after=b, delta=delta, verdict=verdict, how=how))
    return out


def _pool(group: Sequence[SetMetrics], metric: str, cues: frozenset[str]) -> MeanEstimate | None:
    known = [v for p in group if (v := p.measure(metric, cues)) is not None]
    return pooled(known) if known else None


def _judge(
    metric: str, a: MeanEstimate | None, b: MeanEstimate | None, delta: MeanEstimate | None, target: float | None, *,
    held: bool,
) -> tuple[Verdict, str]:  # fmt: skip
    if a is None or b is None or delta is None:
        return "not known", ""
    if abs(delta.value) <= delta.uncertainty:
        return "no change you can trust", ""
    grew = delta.value > 0
    if metric in EXTENTS:
        how = EXTENTS[metric][not grew]
        if target is None:
            return "changed", how
        # beyond the target more is not better, and less is no loss while it still reaches the target
        short = (a.value if grew else b.value) < target
        return ("better" if grew else "worse") if short else "changed", how
    if metric in ("concentric", "eccentric"):
        return "changed", N_("slower") if grew else N_("faster")
    better = grew is not (metric == "symmetry")
    clean = EXTENTS["range"] if held else (N_("more"), N_("fewer"))  # a share of seconds, or repetitions
    words = {"control": (N_("closer to the tempo"), N_("further from the tempo")), "clean": clean,
             "symmetry": (N_("more even"), N_("less even"))}  # fmt: skip
    return ("better", words[metric][0]) if better else ("worse", words[metric][1])
