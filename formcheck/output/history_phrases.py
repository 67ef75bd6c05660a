"""The history in words: series, changes and sides, for the terminal and the pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from formcheck.exercises import EXERCISES
from formcheck.history.change import METRICS, MetricChange, Verdict
from formcheck.history.performance import SetMetrics
from formcheck.history.trend import Trend
from formcheck.judging.estimate import MeanEstimate
from formcheck.messages import _, figure
from formcheck.output.phrases import quantity, sign
from formcheck.wording import TO_THE, as_sentence, plural, side_of_body, view_of, word_of

BLOCKS = "▁▂▃▄▅▆▇"
NAMES = {"held_clean": _("seconds clean"), "concentric": _("lift"), "eccentric": _("lowering"),
         "control": _("control"), "symmetry": _("left-right gap")}  # fmt: skip
CLEAN = {"repetitions": _("clean reps"), "holds": _("share clean"), "steps": _("clean steps")}
SHARES = {
    "repetitions": _("share of the reps without a fault, over the cues that every set could judge"),
    "holds": _("share of the seconds that were clean"),
    "steps": _("share of the steps without a fault, over the cues that every set could judge"),
}
OWN = {
    "repetitions": _("Your own range is {own} (median of the reps with good form in the last sets)"),
    "holds": _("You hold for {own} (median of the holds with good form in the last sets)"),
    "activity": _("You are active for {own} (median of the bouts with good form in the last sets)"),
    "steps": _("Your own range is {own} (median of the steps with good form in the last sets)"),
}
MEANS = {
    "held_clean": _("seconds without a fault that lasts a second"),
    "control": _(
        "how closely the tempo was followed: 100 from four fifths to twice the seconds asked for, "
        "less beyond; experimental"
    ),
    "symmetry": _("difference between the sides, in percent of their mean"),
}
UNCLEAR: Verdict = "no change you can trust"  # as the history file names it
VERDICTS: dict[Verdict, str] = {"better": _("better"), "worse": _("worse"), "not known": _("not known")}
NO_CHANGE, NO_DIFFERENCE = _("no clear change"), _("no clear difference")
DIGITS = {"deg": 0, "cm": 1, "s": 1, "%": 0, "points": 0}


def name_of(metric: str, exercise: str) -> str:
    """The name of a measure in this exercise."""
    e = EXERCISES[exercise]
    ways = {"concentric": e.phases.get("lift"), "eccentric": e.phases.get("lower")}
    named = {"range": _(e.ranges[0].name), "clean": CLEAN[e.kind], "held": word_of(e.seconds), **ways}
    return named.get(metric) or NAMES[metric]


def plain(x: float, unit: str) -> str:
    return figure(x, f".{DIGITS.get(unit, 2)}f")


def measured(e: MeanEstimate | None, unit: str, *, bare: bool = False) -> str:
    """A value with its interval, or without it (bare), or a dash."""
    if e is None:
        return "–"
    interval = "" if bare else f" ± {plain(e.uncertainty, unit)}"
    return f"{plain(e.value, unit)}{interval}{sign(unit)}"


def delta_of(c: MetricChange) -> str:
    """The change with its interval, without the unit (the value beside it has one), or a dash."""
    return "–" if c.delta is None else apart(c.delta, c.unit)


def apart(delta: MeanEstimate, unit: str) -> str:
    """A difference with its interval; one more digit if rounding would hide which of the two is larger."""
    digits = DIGITS.get(unit, 2)
    if f"{abs(delta.value):.{digits}f}" == f"{delta.uncertainty:.{digits}f}":
        digits += 1
    form = f".{digits}f"
    none = float(format(delta.value, form)) == 0
    value = figure(0.0, form) if none else figure(delta.value, f"+{form}")
    return f"{value} ± {figure(delta.uncertainty, form)}"


def verdict_of(c: MetricChange, *, brief: bool = False) -> str:
    """better, worse or neither, and how; brief leaves out the verdict words when the table is narrow."""
    how = _(c.how)
    if c.verdict == "changed":
        return how
    if c.verdict == UNCLEAR:
        return NO_CHANGE
    verdict = VERDICTS[c.verdict]
    return f"{verdict}: {how}" if how else verdict


def title_of(p: SetMetrics) -> str:
    return EXERCISES[p.exercise].title


def kind_of(p: SetMetrics, *, sided: bool = True) -> str:
    """Person, variant, side (if sided) and view."""
    side = side_of(p) if sided else ""
    view = view_of(p.view)
    return " · ".join(x for x in (p.person, p.variant and word_of(p.variant), side, view) if x)


def side_of(p: SetMetrics) -> str:
    """The side: "left side", of steps their direction; "" where both work together."""
    if p.side == "both":
        return ""
    return TO_THE[p.side] if p.kind == "steps" else side_of_body(p.side)


def sets(n: int) -> str:
    return plural(n, "set")


def compared(s: Trend) -> str:
    """Which sets the changes compare, or why nothing is compared."""
    if s.last.trouble:
        return _("Not compared: {trouble}.").format(trouble=s.last.trouble)
    if s.ends is None:
        return _("One set so far, so nothing to compare yet.")
    k = len(s.ends[0])
    return (
        _("Last set compared with the first.")
        if k == 1
        else _("Last {k} sets compared with the first {k}.").format(k=k)
    )


def values_of(s: Trend, metric: str) -> list[MeanEstimate | None]:
    """A measure in every set of a series; what depends on cues uses only those that every set could judge."""
    return _over_all(s.sets, metric)


def sparkline(values: Sequence[MeanEstimate | None], width: int = 16) -> str:
    """The last values as blocks; a space where a value is missing.

    The blocks span the values, or the measurement error if that is larger, so that noise looks flat.
    """
    shown = values[-width:]
    known = [v.value for v in shown if v is not None]
    if not known:
        return ""
    error = 2 * max(v.uncertainty for v in shown if v is not None)
    middle, span = (min(known) + max(known)) / 2, max(max(known) - min(known), error) or 1.0
    top = len(BLOCKS) - 1
    return "".join(" " if v is None else BLOCKS[round(((v.value - middle) / span + 0.5) * top)] for v in shown)


def own_and_asked(s: Trend) -> str:
    """The person's own range, the target with the share of it that the last set reached, and where that ended."""
    p, unit, parts = s.last, s.last.unit, []
    if s.own_range is not None:
        parts.append(OWN[p.counts].format(own=quantity(s.own_range, unit)))
    if p.target is not None:
        parts.append(_target(p))
    if p.peak is not None:
        parts.append(_("the last set ended at {peak} on average").format(peak=quantity(p.peak, unit)))
    return f"{as_sentence('; '.join(parts))}." if parts else ""


def _target(p: SetMetrics) -> str:
    said = _("the target is {target}") if p.guide is None else _("your target is {target}, the guide's {guide}")
    text = said.format(target=quantity(p.target, p.unit), guide=quantity(p.guide, p.unit))
    last = p.measures.get(p.extent)
    if last is None or not p.target:
        return text
    return _("{target} (last set: {share:.0f} % of it)").format(target=text, share=100 * last.value / p.target)


def meanings(together: Iterable[Sequence[SetMetrics]], named: Collection[str] = METRICS) -> list[str]:
    """What the measures with a name of our own are: "control: how closely …". together: sets of one table."""
    shown = {(m, sets[0].kind) for sets in together for m in METRICS if m in named and any(_over_all(sets, m))}
    metrics = {m for m, __ in shown}
    said = [f"{NAMES[m]}: {means}." for m, means in MEANS.items() if m in metrics]
    return said + [f"{name}: {SHARES[kind]}." for kind, name in CLEAN.items() if ("clean", kind) in shown]


def _over_all(sets: Sequence[SetMetrics], metric: str) -> list[MeanEstimate | None]:
    cues = frozenset.intersection(*(p.judged for p in sets))
    return [p.measure(metric, cues) for p in sets]


def weekdays() -> list[str]:
    """Short names, from Monday."""
    return [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")]


def day(at: datetime | None) -> str:
    """A local date."""
    return _("not stored") if at is None else f"{at.astimezone():%Y-%m-%d}"


def moment(at: datetime | None) -> str:
    """A local date and time."""
    return _("not stored") if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"
