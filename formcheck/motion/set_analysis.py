"""From all movements found to the set: repetitions, attempts, and what was not visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import hypot, isnan

import numpy as np

from formcheck.messages import _
from formcheck.motion.coverage import Gap
from formcheck.motion.movement import Movement
from formcheck.motion.rep import Attempt, Rep, RepRange
from formcheck.motion.rep_counter import COUNT, MAX_GAP_S
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Range
from formcheck.motion.view import Posture, View
from formcheck.motion.whole_phases import PhaseEdges, in_turn

OWN_SHARE = 0.58  # of the set's median: less is not the same movement
OWN_REPS = 3
NO_FRAMES = _("no picture for more than {seconds:g} s").format(seconds=MAX_GAP_S)
SLOWEST_FRAMES_S = 1 / 8  # between frames: below 8 a second no phase can be timed
Z90 = 1.645


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAnalysis:
    view: View
    posture: Posture
    variant: str | None
    usable: float
    reps: list[Rep]
    attempts: list[Attempt]
    gaps: list[Gap] = field(default_factory=list)
    others: Mapping[str, int] = field(default_factory=dict)  # other movements, by what they were
    camera_moved: bool = False
    head_out: bool = False  # of the picture, most of the time
    slowed: int | None = None  # how many times, where nothing was counted but would be in a faster clip


def conclude(
    exercise: Exercise,
    settings: Settings,
    found: Sequence[Movement],
    *,
    view: View,
    posture: Posture,
    coverage: Mapping[str, tuple[float, list[Gap]]],
    head_out: bool = False,
) -> SetAnalysis:
    """Choose the readings that fit the view, merge them, and tell repetitions from attempts."""
    counted = Counter(f.view for f in found if f.counts)
    view = settings.view or (counted.most_common(1)[0][0] if counted else view)
    rep_signals = [r for r in exercise.rep_signals if view in r.views] or list(exercise.rep_signals[:1])
    names = [s.name for s in rep_signals]
    chosen = _merge([f for f in found if f.signal in names])
    others = Counter(g.say for f in chosen for g in f.refused[:1] if not g.attempt)
    between = [f.peak_s for f in chosen if not all(g.attempt for g in f.refused)]
    chosen = [f for f in chosen if all(g.attempt for g in f.refused)]
    if exercise.sees(view).range is not None:
        chosen = _own_range(chosen)
    variant = settings.variant or _variant(exercise, chosen)
    best = max((coverage[r.name] for r in rep_signals if r.name in coverage), key=lambda c: c[0], default=(0.0, []))
    measured = _range_for(exercise, view)
    reps: list[Rep] = []
    attempts: list[Attempt] = []
    wholes = in_turn([(f.start_s, f.end_s) for f in chosen], [f.whole for f in chosen])
    for i, f in enumerate(chosen):
        if f.counts:
            size = _size(exercise, f, measured, variant, settings.height_cm)
            rep = _rep(exercise, f, size, wholes[i])
            after = chosen[i + 1] if i + 1 < len(chosen) else None
            rested = after and not any(f.end_s < t < after.start_s for t in between)  # and did nothing else
            if after and rested and rep.timed and not f.hidden[3]:
                rest, whole = after.start_s - rep.end_s, wholes[i + 1].start_s - wholes[i].end_s
                rep = replace(rep, rest_s=max(rest, 0.0), whole_rest_s=max(whole, 0.0))
            reps.append(rep)
        else:
            attempts.append(_attempt(f, measured, settings.height_cm))
    if reps:
        reps[-1] = replace(reps[-1], rest_s=None, whole_rest_s=None)
    moved = any(exercise.signal_named(f.signal).moved for f in chosen if f.counts)
    return SetAnalysis(
        view=view,
        posture=posture,
        variant=variant,
        usable=best[0],
        reps=reps,
        attempts=attempts,
        gaps=best[1],
        others=others,
        camera_moved=moved,
        head_out=head_out,
    )


def _merge(found: Sequence[Movement]) -> list[Movement]:
    """In order of time; of two readings that saw the same movement, the one that accepts it."""
    kept: list[Movement] = []
    for f in sorted(found, key=lambda f: (not f.counts, bool(f.refused), -f.size)):
        if all(_overlap(f, k) <= 0.3 or k.signal == f.signal for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.peak_s)


def _overlap(a: Movement, b: Movement) -> float:
    """Share of the shorter movement that the other covers. A shape leaves out the rest in which an excursion began."""
    together = min(a.end_s, b.end_s) - max(a.start_s, b.start_s)
    return together / max(min(a.end_s - a.start_s, b.end_s - b.start_s), 1e-9)


def _own_range(found: list[Movement]) -> list[Movement]:
    """After three repetitions, one that is much smaller than the others is an attempt."""
    sizes = [f.size for f in found if f.counts]
    if len(sizes) < OWN_REPS:
        return found
    least = OWN_SHARE * float(np.median(sizes))
    return [replace(f, reason="short") if f.counts and f.size < least else f for f in found]


def _variant(exercise: Exercise, found: Sequence[Movement]) -> str | None:
    votes = Counter(f.variant for f in found if f.variant and f.counts)
    return votes.most_common(1)[0][0] if votes else None


def _range_for(exercise: Exercise, view: View) -> tuple[int, Range] | None:
    return next(((i, r) for i, r in enumerate(exercise.ranges) if view in r.views), None)


def _rep(exercise: Exercise, f: Movement, size: RepRange, whole: PhaseEdges) -> Rep:
    timed = f.frame_s <= SLOWEST_FRAMES_S
    first, hold, last = (x if timed and not isnan(x) else None for x in (f.rising_s, f.hold_s, f.falling_s))
    if exercise.lowers_first:
        first, last = last, first
    paces = f.paces[::-1] if exercise.lowers_first else f.paces
    return Rep(
        start_s=f.start_s,
        top_start_s=f.top_start_s,
        top_end_s=f.top_end_s,
        end_s=f.end_s,
        side=f.side,
        size=size,
        concentric_s=first,
        hold_s=hold,
        eccentric_s=last,
        rest_s=None,
        evidence=f.evidence,
        both=f.both,
        lowers_first=exercise.lowers_first,
        timed=timed,
        paces_s=paces,
        frame_s=f.frame_s,
        whole=whole,
        movement=f,
    )


def _told_in(r: Range, height_cm: float | None) -> tuple[str, float]:
    """The unit in which a range is reported, and the factor to get it."""
    if r.unit_per_height is None or height_cm is None:
        return r.unit, 1.0
    return "cm", r.unit_per_height * height_cm


def _size(
    exercise: Exercise,
    f: Movement,
    measured: tuple[int, Range] | None,
    variant: str | None,
    height_cm: float | None,
) -> RepRange:
    i, r = measured or (0, exercise.ranges[0])
    unit, factor = _told_in(r, height_cm)
    target = r.targets.get(variant or "")
    target = None if target is None else target * factor
    value = f.ranges[i]
    if measured is None or isnan(value):
        return RepRange(name=r.name, unit=unit, value=None, target=target, uncertainty=None)
    of_rise = abs(value) / max(f.top - f.rest, 1e-9)
    noise, between = Z90 * f.noise * of_rise, f.between * of_rise
    spread = hypot(r.uncertainties.get(variant or "", r.uncertainty), f.strains[i], noise, between)
    return RepRange(
        name=r.name,
        unit=unit,
        value=value * factor,
        target=target,
        uncertainty=spread * factor,
        degraded=f.strains[i] > 0,
    )


def _attempt(f: Movement, measured: tuple[int, Range] | None, height_cm: float | None) -> Attempt:
    start, end = f.start_s, f.end_s
    refused = next((g for g in f.refused if g.attempt), None)
    if f.reason is None and refused:
        return Attempt(start, end, "wrong-posture", refused.say, f)
    if f.reason == "short":
        detail = (
            _("{value:.0f} % of a full movement").format(value=100 * f.size)
            if f.size < COUNT
            else _("much smaller than the others")
        )
        if measured and not isnan(f.ranges[measured[0]]) and f.size < COUNT:
            unit, factor = _told_in(measured[1], height_cm)
            lacks = (COUNT / f.size - 1) * f.ranges[measured[0]] * factor
            detail = (
                _("{lacks:.0f}° short").format(lacks=lacks)
                if unit == "deg"
                else _("{lacks:.2g} {unit} short").format(lacks=lacks, unit=_(unit))
            )
        return Attempt(start, end, "short", detail, f)
    detail = {
        "too-fast": _("took only {value:.1f} s").format(value=end - start),
        "tracking-lost": _("tracking was lost midway"),
        "no-frames": NO_FRAMES,
        # what the clip's end cuts has not come all the way back
        "unfinished": _("cut off by the start of the clip")
        if f.closed <= f.valley
        else _("cut off by the end of the clip"),
    }.get(f.reason or "", _("could not be measured"))
    reason = "tracking-lost" if f.reason in (None, "no-frames") else f.reason
    return Attempt(start, end, reason, detail, f)
