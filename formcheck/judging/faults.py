"""From the evidence of each repetition to faults, and to a verdict on each cue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from formcheck.judging.cue_verdict import CueFault, CueVerdict, Verdict
from formcheck.judging.margins import Margin, read_reps
from formcheck.judging.praise import near, praised
from formcheck.messages import _
from formcheck.motion.cue import Cue
from formcheck.motion.plausible import doubted
from formcheck.motion.rep import Rep
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.thresholds import RangeDecline, RushedPhase, ShortRange, Threshold
from formcheck.wording import view_of

HIDDEN = _("the landmarks it needs were not visible")
UNSURE = _("it is not sure from where this is filmed")
UNMEASURED = _("the range could not be measured")
UNTIMED = _("the frame rate is too low to time it")
UNTOLD = _("cannot be detected reliably from this view yet")


@dataclass(frozen=True, slots=True)
class FormJudgement:
    """Faults and borderline cases by repetition, and the verdict on every cue that some view could show.

    near  by repetition, the cues that it clearly kept while close to the target
    """

    faults: list[list[CueFault]]
    borderline: list[list[CueFault]]
    checks: list[CueVerdict]
    near: list[frozenset[str]]


def judge_form(exercise: Exercise, done: SetAnalysis, tempo: Tempo) -> FormJudgement:
    """Check every repetition against every cue that this view can show."""
    sees = exercise.sees(done.view)
    if done.perhaps:
        sees = sees.shared(exercise.sees(done.perhaps))
    checks: dict[str, CueVerdict] = {}
    read: dict[str, list[Margin | None]] = {}
    nearby: list[set[str]] = [set() for __ in done.reps]
    found: list[dict[str, tuple[CueFault, Margin]]] = [{} for __ in done.reps]
    for cue in exercise.cues:
        if cue.id not in sees.judged:
            unsure = done.perhaps and cue.id in exercise.sees(done.view).judged
            why = UNSURE if unsure else _needs_view(exercise, cue)
            checks[cue.id] = CueVerdict(cue=cue, verdict="not-assessable", reason=why)
            continue
        sign = cue.sign_in(done.view)
        if any(g.cue == cue.id for g in exercise.gates):
            checks[cue.id] = _refused(cue, done)
            for ids in nearby:  # a counted repetition passed the gate
                ids.add(cue.id)
        elif sign is None:
            checks[cue.id] = CueVerdict(cue=cue, verdict="not-assessable", reason=UNTOLD)
        elif isinstance(sign, RangeDecline):
            checks[cue.id] = _fade(cue, sign, done.reps)
        else:
            margins = read[cue.id] = read_reps(cue, sign, done, tempo)
            known = any(r is not None for r in margins)
            reason = None if known else _why_unknown(exercise, cue, sign, done)
            checks[cue.id] = CueVerdict(cue=cue, verdict="pass" if known else "not-assessable", reason=reason)
            for rep, cues, ids, r in zip(done.reps, found, nearby, margins, strict=True):
                if r is None:
                    continue
                if not r.good:
                    sure = cue.id in sees.reliable  # an uncertain fault is never more than polish
                    severity = cue.severity if sure else 1
                    fault = CueFault(
                        cue=cue,
                        value=r.value,
                        limit=r.limit,
                        uncertainty=r.uncertainty,
                        unit=r.unit,
                        at_s=r.at_s,
                        severity=severity,
                        confident=sure,
                        asked=r.asked,
                    )
                    cues[cue.id] = fault, r
                elif not r.lone and near(sign, rep, r.value, tempo):
                    ids.add(cue.id)
    broken = [{id_ for id_, (__, r) in cues.items() if r.bad} for cues in found]
    told = [
        [(f, r) for f, r in cues.values() if ids.isdisjoint(f.cue.unless)]
        for cues, ids in zip(found, broken, strict=True)
    ]
    faults = [[f for f, r in of_rep if r.bad] for of_rep in told]
    doubtful = [[f for f, r in of_rep if not r.bad] for of_rep in told]
    for id_, margins in read.items():
        checks[id_] = _over_the_set(checks[id_], margins, broken, _with(id_, faults), _with(id_, doubtful))
        for ids, near_to in zip(broken, nearby, strict=True):
            if not ids.isdisjoint(checks[id_].cue.unless):
                near_to.discard(id_)
    checks = {id_: _explained(c, exercise) for id_, c in checks.items()}
    said = praised(checks.values(), nearby, done.reps)
    all_checks = [replace(c, praised=id_ in said) for id_, c in checks.items()]
    return FormJudgement(faults, doubtful, all_checks, [frozenset(ids) for ids in nearby])


def _with(id_: str, faults: list[list[CueFault]]) -> tuple[int, ...]:
    return tuple(i for i, of_rep in enumerate(faults) if any(f.cue.id == id_ for f in of_rep))


def _over_the_set(
    check: CueVerdict,
    margins: Sequence[Margin | None],
    found: Sequence[Collection[str]],
    broken: tuple[int, ...],
    doubtful: tuple[int, ...],
) -> CueVerdict:
    """A cue fails if one repetition breaks it, and passes if most repetitions clearly keep it.

    found holds the broken cues by repetition: evidence that another cue explains counts neither way.
    """
    explained = [tuple(other for other in check.cue.unless if other in ids) for ids in found]
    judged = sum(r is not None and not by for r, by in zip(margins, explained, strict=True))
    check = replace(check, judged=judged)
    if broken or doubtful:
        verdict: Verdict = "fail" if broken else "pass" if 2 * len(doubtful) < judged else "borderline"
        return replace(check, verdict=verdict, reps=broken, borderline=doubtful)
    pairs = zip(margins, explained, strict=True)
    hides = [by for r, by in pairs if r is not None and by and (not r.good or not judged)]
    if check.verdict == "pass" and hides:
        others = tuple(dict.fromkeys(other for by in hides for other in by))
        return replace(check, verdict="not-assessable", explained=others)
    return check


def _explained(check: CueVerdict, exercise: Exercise) -> CueVerdict:
    """With the reason in the words of the cues that explain it."""
    if not check.explained:
        return check
    says = [_("“{cue}”").format(cue=c.say) for c in exercise.cues if c.id in check.explained]
    return replace(check, reason=_("explained by {cues}").format(cues=", ".join(says)))


def _why_unknown(exercise: Exercise, cue: Cue, sign: Threshold | RushedPhase | ShortRange, done: SetAnalysis) -> str:
    if not done.reps:
        return _("no reps were counted")
    if isinstance(sign, ShortRange) and exercise.sees(done.view).range is None:
        return _needs_view(exercise, cue)
    if why := next((w for r in done.reps if r.movement and (w := doubted(exercise, r.movement, cue))), None):
        return why
    if isinstance(sign, ShortRange):
        return UNMEASURED
    if isinstance(sign, Threshold) and sign.needs:
        return _("needs {needs}").format(needs=sign.needs)
    return UNTIMED if isinstance(sign, RushedPhase) and not any(r.timed for r in done.reps) else HIDDEN


def _fade(cue: Cue, sign: RangeDecline, reps: Sequence[Rep]) -> CueVerdict:
    """The last three repetitions against the second to fifth."""
    sizes = [r.size.value for r in reps]
    if len(reps) < sign.least or any(s is None for s in sizes):
        return CueVerdict(
            cue=cue, verdict="not-assessable", reason=_("needs {least} measured reps").format(least=sign.least)
        )
    known = [s for s in sizes if s is not None]
    early, late = sum(known[1:5]) / 4, sum(known[-3:]) / 3
    beyond = sign.share - late / early
    verdict: Verdict = "fail" if beyond >= sign.uncertainty else "pass" if beyond <= -sign.uncertainty else "borderline"
    return CueVerdict(cue=cue, verdict=verdict, judged=len(reps))


def _refused(cue: Cue, done: SetAnalysis) -> CueVerdict:
    """Movements that a gate rejected are attempts; one may be a slip, two are a habit.

    No interval: movements on either side of a gate are three measurement errors or more from its limit.
    """
    refused = sum(a.tried for a in done.attempts)
    judged = len(done.reps) + refused
    if not judged:
        return CueVerdict(cue=cue, verdict="not-assessable", reason=_("no reps were counted"))
    return CueVerdict(cue=cue, verdict="fail" if refused > 1 else "pass", judged=judged)


def _needs_view(exercise: Exercise, cue: Cue) -> str:
    """Which views would show a cue: the reliable ones, or else the rough ones that have a sign of it."""
    must = [v for v, s in exercise.views.items() if cue.id in s.reliable]
    views = must or [v for v, s in exercise.views.items() if cue.id in s.rough and cue.sign_in(v)]
    return _("needs the {views}").format(views=_(" or ").join(map(view_of, views))) if views else UNTOLD
