"""From the evidence of every repetition to faults, and to a verdict on every cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Literal

import numpy as np

from formcheck.motion.exercise import Cue, Exercise, Fade, Pace, Short, Sign, Tempo
from formcheck.motion.praise import near, praised
from formcheck.motion.verdict import Rep, SetOfReps

Verdict = Literal["pass", "fail", "not-assessable"]
OWN_REPS = 3  # repetitions before one is held against the others
BENEFIT = 1.3  # of the doubt: a pace that is known roughly is a fault where this much more would be one too
NEAR = 2  # a rushed repetition is said when another within this many is rushed too
HIDDEN = "the landmarks it needs were not seen well enough in this clip"
UNTIMED = "too few frames a second to time it"
UNTOLD = "no reliable sign of it has been found in this view yet"


@dataclass(frozen=True, slots=True)
class Fault:
    """One cue that one repetition broke.

    at_s   the worst moment, in seconds of the movement
    limit  where a fault begins; asked is what the guide or the person prescribes, where that is a number
    value  of a pace: seconds of the whole phase, as is its limit
    """

    cue: Cue
    value: float
    limit: float
    unit: str
    at_s: float
    severity: int
    confident: bool
    asked: float | None = None


@dataclass(frozen=True, slots=True)
class CueVerdict:
    """One cue over the set: which repetitions (from 0) broke it, or why that cannot be said.

    judged     in how many repetitions it could be judged; None where it is judged over the set
    explained  cues that explain what is seen in the others
    praised    whether it was near what is asked for in most repetitions
    """

    cue: Cue
    verdict: Verdict
    reps: tuple[int, ...] = ()
    reason: str | None = None
    judged: int | None = None
    explained: tuple[str, ...] = ()
    praised: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Faults by repetition, and the verdict on every cue that some view could show.

    near  by repetition the cues that it kept, and was near what is asked for
    """

    faults: list[list[Fault]]
    checks: list[CueVerdict]
    near: list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Measured:
    value: float
    limit: float
    unit: str
    at_s: float
    bad: bool
    asked: float | None = None


def judge_form(exercise: Exercise, done: SetOfReps, tempo: Tempo) -> Form:
    """Hold every cue against every repetition, as far as this view can show it."""
    sees = exercise.sees(done.view)
    checks: dict[str, CueVerdict] = {}
    read: dict[str, list[_Measured | None]] = {}
    nearby: list[set[str]] = [set() for _ in done.reps]
    found: list[dict[str, Fault]] = [{} for _ in done.reps]
    for cue in exercise.cues:
        if cue.id not in (*sees.must, *sees.may):
            checks[cue.id] = CueVerdict(cue, "not-assessable", reason=_needs_view(exercise, cue))
            continue
        sign = cue.sign_in(done.view)
        if any(g.cue == cue.id for g in exercise.gates):
            checks[cue.id] = _refused(cue, done)
            for ids in nearby:  # what was counted passed the gate
                ids.add(cue.id)
        elif sign is None:
            checks[cue.id] = CueVerdict(cue, "not-assessable", reason=UNTOLD)
        elif isinstance(sign, Fade):
            checks[cue.id] = _fade(cue, sign, done.reps)
        else:
            readings = read[cue.id] = _read(cue, sign, done, tempo)
            known = any(r is not None for r in readings)
            reason = None if known else _why_unknown(exercise, cue, sign, done)
            checks[cue.id] = CueVerdict(cue, "pass" if known else "not-assessable", reason=reason)
            for rep, faults, ids, r in zip(done.reps, found, nearby, readings, strict=True):
                if r is not None and not r.bad and near(sign, rep, r.value, tempo):
                    ids.add(cue.id)
                if r is not None and r.bad:
                    sure = cue.id in sees.must  # what is not sure is never more than polish
                    severity = cue.severity if sure else 1
                    faults[cue.id] = Fault(cue, r.value, r.limit, r.unit, r.at_s, severity, sure, r.asked)
    kept = [[f for f in faults.values() if not any(other in faults for other in f.cue.unless)] for faults in found]
    for id_, readings in read.items():
        checks[id_] = _over_the_set(checks[id_], readings, found)
        for faults, ids in zip(found, nearby, strict=True):
            if any(other in faults for other in checks[id_].cue.unless):
                ids.discard(id_)
    said = praised(checks.values(), nearby, done.reps)
    return Form(kept, [replace(c, praised=id_ in said) for id_, c in checks.items()], [frozenset(x) for x in nearby])


def _over_the_set(
    check: CueVerdict, readings: Sequence[_Measured | None], found: Sequence[Mapping[str, Fault]]
) -> CueVerdict:
    """The verdict on a cue that is read in every repetition. What another cue explains is neither kept nor broken."""
    explained = [tuple(other for other in check.cue.unless if other in faults) for faults in found]
    broken = tuple(i for i, faults in enumerate(found) if check.cue.id in faults and not explained[i])
    judged = sum(r is not None and not by for r, by in zip(readings, explained, strict=True))
    check = replace(check, judged=judged)
    if broken:
        return replace(check, verdict="fail", reps=broken)
    hides = [by for r, by in zip(readings, explained, strict=True) if r is not None and by and (r.bad or not judged)]
    if check.verdict == "pass" and hides:
        others = tuple(dict.fromkeys(other for by in hides for other in by))
        reason = f"explained by {', '.join(other.replace('-', ' ') for other in others)}"
        return replace(check, verdict="not-assessable", reason=reason, explained=others)
    return check


def _why_unknown(exercise: Exercise, cue: Cue, sign: Sign | Pace | Short, done: SetOfReps) -> str:
    if not done.reps:
        return "no repetition was counted"
    if isinstance(sign, Short) and exercise.sees(done.view).range is None:
        return _needs_view(exercise, cue)
    if isinstance(sign, Sign) and sign.needs:
        return f"needs {sign.needs}"
    return UNTIMED if isinstance(sign, Pace) and not any(r.timed for r in done.reps) else HIDDEN


def _read(cue: Cue, sign: Sign | Pace | Short, done: SetOfReps, tempo: Tempo) -> list[_Measured | None]:
    match sign:
        case Pace():
            return _confirmed([_pace(sign, rep, tempo) for rep in done.reps])
        case Short():
            return _short(cue, sign, done)
        case Sign():
            out: list[_Measured | None] = []
            for rep in done.reps:
                value, at_s = rep.evidence.get(cue.id, (float("nan"), 0.0))
                bad = value < sign.limit if sign.below else value > sign.limit
                out.append(None if isnan(value) else _Measured(value, sign.limit, sign.unit, at_s, bad))
            return out


def _pace(sign: Pace, rep: Rep, tempo: Tempo) -> _Measured | None:
    """The phase that is shortest against what is asked: judged from 5 % to 95 %, told as the whole phase."""
    known = []
    for phase, share in sign.shares.items():
        took, least = rep.about(phase), share * tempo.of(phase)
        if took is not None and least:
            doubt = 1.0 if rep.took(phase) is not None else BENEFIT
            known.append((doubt * took / least, took, least, phase))
    if not known:
        return None
    ratio, took, least, phase = min(known)
    value, limit = (rep.as_whole(phase, s) for s in (took, least))
    return _Measured(value, limit, "s", rep.moment(phase), ratio < 1, tempo.of(phase))


def _confirmed(readings: list[_Measured | None]) -> list[_Measured | None]:
    """One that is rushed alone is let pass: two of three are a habit."""
    bad = [r is not None and r.bad for r in readings]
    out = list(readings)
    for i, r in enumerate(readings):
        if r is not None and r.bad and sum(bad[max(0, i - NEAR) : i + NEAR + 1]) < 2:
            out[i] = replace(r, bad=False)
    return out


def _short(cue: Cue, sign: Short, done: SetOfReps) -> list[_Measured | None]:
    """Against the target, and against the person's own repetitions of this set."""
    sizes = [r.size.value for r in done.reps if r.size.value is not None and not r.size.strained]
    share = sign.shares.get(done.variant or "", sign.share)
    own = sign.own * float(np.quantile(sizes, 0.75)) if len(sizes) >= OWN_REPS else 0.0
    out: list[_Measured | None] = []
    for r in done.reps:
        if r.size.value is None or r.size.target is None:
            out.append(None)
            continue
        limit = max(share * r.size.target, own)
        at_s = (r.top_start_s + r.top_end_s) / 2
        also, _ = r.evidence.get(cue.id, (float("nan"), at_s))
        bad = r.size.value < limit and not also >= limit
        out.append(_Measured(r.size.value, limit, r.size.unit, at_s, bad, r.size.target))
    return out


def _fade(cue: Cue, sign: Fade, reps: Sequence[Rep]) -> CueVerdict:
    """The last repetitions against the second to fifth."""
    sizes = [r.size.value for r in reps]
    if len(reps) < sign.least or any(s is None for s in sizes):
        return CueVerdict(cue, "not-assessable", reason=f"takes {sign.least} measured repetitions")
    known = [s for s in sizes if s is not None]
    early, late = sum(known[1:5]) / 4, sum(known[-3:]) / 3
    return CueVerdict(cue, "fail" if late < sign.share * early else "pass")


def _refused(cue: Cue, done: SetOfReps) -> CueVerdict:
    """What a gate refused is kept as attempts; one may be a slip, two are a habit."""
    refused = sum(a.reason == "wrong-posture" for a in done.attempts)
    if not done.reps and not refused:
        return CueVerdict(cue, "not-assessable", reason="no repetition was counted")
    return CueVerdict(cue, "fail" if refused > 1 else "pass")


def _needs_view(exercise: Exercise, cue: Cue) -> str:
    """Which views would show a cue: those that must, or else those that may and have a sign of it."""
    must = [v for v, s in exercise.views.items() if cue.id in s.must]
    views = must or [v for v, s in exercise.views.items() if cue.id in s.may and cue.sign_in(v)]
    return f"needs the {' or '.join(views)} view" if views else UNTOLD
