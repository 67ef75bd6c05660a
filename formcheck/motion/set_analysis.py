"""From all movements found to the set: repetitions, attempts, and what was not visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import hypot, isnan

from formcheck.messages import _
from formcheck.motion.coverage import Gap
from formcheck.motion.movement import Movement
from formcheck.motion.plausible import doubted, only_believed, side_doubted
from formcheck.motion.rep import Attempt, Rep, RepRange
from formcheck.motion.rep_counter import COUNT, MAX_GAP_S
from formcheck.motion.set_evidence import chosen, signals_for, views_of
from formcheck.motion.settings import Settings
from formcheck.motion.shot import Shot, most
from formcheck.motion.spec import Exercise, Range
from formcheck.motion.view import Posture, View
from formcheck.motion.whole_phases import PhaseEdges, in_turn

NO_FRAMES = _("no picture for more than {seconds:g} s").format(seconds=MAX_GAP_S)
REASONS = {
    "no-frames": "tracking-lost",
    "cut": "unfinished",
    "moved-away": "unfinished",
    "too-long": "unfinished",
}  # as results name them
# What lies behind the person moves less than they do when a camera is carried: of its travel up and across, so much
# stays in a length. Set on the calf raises of one plan of moving cameras (0.11 to 0.21, and 0.03 to 0.09 across).
STAYS_UP, STAYS_ACROSS = 0.2, 0.08
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
    from_toes: bool = False  # heights were measured from the feet, because the camera moves
    cuts_s: tuple[float, ...] = ()
    perhaps: View | None = None  # the other view that it may be: only what both show is judged
    head_out: bool = False  # of the picture, most of the time
    unclear: Mapping[str, bool] = field(default_factory=dict)  # why something is not judged, and if it was counted by
    slowed: int | None = None  # how many times, where nothing was counted but would be in a faster clip


def conclude(
    exercise: Exercise,
    settings: Settings,
    found: Sequence[Movement],
    *,
    shots: Sequence[Shot],
    coverage: Mapping[str, tuple[float, list[Gap]]],
    head_out: bool = False,
) -> SetAnalysis:
    """Choose the readings that fit the view, merge them, and tell repetitions from attempts."""
    views = views_of(settings, found, shots)
    movements = only_believed(exercise, chosen(exercise, found, views))
    counted = Counter(views[f.shot] for f in movements if f.counts)
    longest = max(shots, key=lambda s: s.looks, default=None)
    view = most(counted, views[longest.number] if longest else settings.view or View.UNKNOWN)
    rep_signals = signals_for(exercise, view)
    others = Counter(f.other for f in movements if f.other)
    variant = settings.variant or _variant(exercise, movements)
    best = max((coverage[r.name] for r in rep_signals if r.name in coverage), key=lambda c: c[0], default=(0.0, []))
    perhaps = {s.number: None if settings.view else s.perhaps(views[s.number]) for s in shots}
    measured = {shot: _range_for(exercise, seen, perhaps[shot]) for shot, seen in views.items()}
    reps: list[Rep] = []
    attempts: list[Attempt] = []
    wholes = in_turn([(f.start_s, f.end_s) for f in movements], [f.whole for f in movements])
    for i, f in enumerate(movements):
        if f.counts:
            size = _size(exercise, f, measured[f.shot], variant, settings.height_cm)
            rep = _rep(exercise, f, size, wholes[i], views[f.shot])
            after = movements[i + 1] if i + 1 < len(movements) else None
            rests = after is not None and after.shot == f.shot and not after.other  # and did nothing else
            if after and rests and rep.timed and not f.hidden[3]:
                rest, whole = after.start_s - rep.end_s, wholes[i + 1].start_s - wholes[i].end_s
                rep = replace(rep, rest_s=max(rest, 0.0), whole_rest_s=max(whole, 0.0))
            reps.append(rep)
        else:
            attempts.append(_attempt(exercise, f, measured[f.shot], settings.height_cm))
    if reps:
        reps[-1] = replace(reps[-1], rest_s=None, whole_rest_s=None)
    from_toes = any(exercise.signal_named(f.signal).moved for f in movements if f.counts)
    return SetAnalysis(
        view=view,
        posture=most(sum((s.postures for s in shots), Counter()), Posture.UNKNOWN),
        variant=variant,
        usable=best[0],
        reps=reps,
        attempts=attempts,
        gaps=best[1],
        others=others,
        camera_moved=from_toes or any(s.camera_moved for s in shots),
        from_toes=from_toes,
        perhaps=next((perhaps[shot] for shot, seen in views.items() if seen is view and perhaps[shot]), None),
        cuts_s=tuple(s.start_s for s in shots[1:]),
        head_out=head_out,
        unclear=_unclear(exercise, view, reps),
    )


def _unclear(exercise: Exercise, view: View, reps: Sequence[Rep]) -> dict[str, bool]:
    """Why something that this view shows is not judged, and whether the count rests on the same landmarks."""
    sees, found = exercise.sees(view), dict[str, bool]()
    shown = [c for c in exercise.cues if c.id in sees.judged]
    for m in (rep.movement for rep in reps if rep.movement):
        found |= {why: found.get(why, False) for c in shown if (why := doubted(exercise, m, c))}
        if why := doubted(exercise, m) or side_doubted(exercise, m):
            found[why] = True
    return found


def _variant(exercise: Exercise, found: Sequence[Movement]) -> str | None:
    votes = Counter(f.variant for f in found if f.variant and f.counts)
    return votes.most_common(1)[0][0] if votes else None


def _range_for(exercise: Exercise, view: View, perhaps: View | None) -> tuple[int, Range] | None:
    if perhaps and not exercise.sees(perhaps).range:
        return None
    return next(((i, r) for i, r in enumerate(exercise.ranges) if view in r.views), None)


def _rep(exercise: Exercise, f: Movement, size: RepRange, whole: PhaseEdges, view: View) -> Rep:
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
        view=view,
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
    parallax = hypot(STAYS_ACROSS * f.camera.real, STAYS_UP * f.camera.imag) * of_rise
    camera = parallax if r.unit not in ("deg", "s") else 0.0  # angles hardly notice
    spread = hypot(r.uncertainties.get(variant or "", r.uncertainty), f.strains[i], noise, between, camera)
    return RepRange(
        name=r.name,
        unit=unit,
        value=value * factor,
        target=target,
        uncertainty=spread * factor,
        degraded=f.strains[i] > 0 or camera > 0,
    )


def _attempt(exercise: Exercise, f: Movement, measured: tuple[int, Range] | None, height_cm: float | None) -> Attempt:
    start, end = f.start_s, f.end_s
    refused = next((g for g in f.refused if g.attempt), None) or next(iter(f.refused), None)
    if refused and (f.reason is None or not refused.attempt):
        return Attempt(start, end, "wrong-posture", refused.say, f)
    if f.reason in ("short", "too-fast") and (why := doubted(exercise, f)):
        return Attempt(start, end, "tracking-lost", why, f)
    if f.reason == "short":
        detail = (
            _("{value:.0f} % of a full movement").format(value=100 * f.size)
            if f.size < COUNT
            else _("much smaller than the others")
        )
        if measured and f.ranges and not isnan(f.ranges[measured[0]]) and f.size < COUNT:
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
        "cut": _("cut off by a cut of the film"),
        "too-long": _("did not come back within {seconds:.0f} s").format(seconds=exercise.longest_s),
        "moved-away": _("broken off: the person moved to another place"),
        # what the clip's end cuts has not come all the way back
        "unfinished": _("cut off by the start of the clip")
        if f.closed <= f.valley
        else _("cut off by the end of the clip"),
    }.get(f.reason or "", _("could not be measured"))
    reason = REASONS.get(f.reason or "", f.reason or "tracking-lost")
    return Attempt(start, end, reason, detail, f)
