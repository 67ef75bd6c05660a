"""What the faults of a set come to: verdicts, the score, the two sides, and what to mend next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot, isnan
from statistics import fmean, stdev
from typing import Any

from formcheck import result
from formcheck.exercises.sources import GUIDE, SOURCES
from formcheck.motion.exercise import Exercise
from formcheck.motion.faults import CueVerdict, Fault, Form
from formcheck.motion.grade import Grade
from formcheck.motion.pose import Side
from formcheck.motion.verdict import Z90, SetOfReps

DIGITS = {"deg": 1, "s": 2, "cm": 1}


def fault_of(f: Fault, file_s: Callable[[float], float]) -> result.Fault:
    digits = DIGITS.get(f.unit, 3)
    return result.Fault.model_validate(
        {
            "id": f.cue.id,
            "severity": f.severity,
            "value": round(f.value, digits),
            "limit": round(f.limit, digits),
            "unit": f.unit,
            "uncertainty": round(f.uncertainty, digits),
            "confidence": "high" if f.confident else "low",
            "at_s": file_s(f.at_s),
            "cue": f.cue.say,
            "source": f.cue.source,
        }
    )


def borderline_of(f: Fault, file_s: Callable[[float], float]) -> result.Borderline:
    said = fault_of(f, file_s)
    return result.Borderline.model_validate(said.model_dump(include=set(result.Borderline.model_fields)))


def checks_of(exercise: Exercise, form: Form) -> list[result.Check]:
    """Every cue, and what no view can show."""
    checks = [
        result.Check(
            id=j.cue.id,
            verdict=j.verdict,
            reps=[i + 1 for i in j.reps],
            reason=j.reason,
            borderline=[i + 1 for i in j.borderline],
            judged=j.judged,
        )
        for j in form.checks
    ]
    return checks + [
        result.Check(id=id_, verdict="not-assessable", reps=[], reason=reason)
        for id_, reason in exercise.unseen.items()
    ]


def score_of(grades: Sequence[Grade]) -> dict[str, Any]:
    """The set's score, and its parts, 0 to 100."""
    totals = [g.total for g in grades if g.total is not None]
    names = list(dict.fromkeys(n for g in grades for n in g.parts)) if totals else []
    return {
        "score": round(fmean(totals)) if totals else None,
        "score_parts": {n: round(100 * fmean(g.parts[n] for g in grades if n in g.parts)) for n in names},
    }


def symmetry_of(done: SetOfReps) -> result.Symmetry:
    """Left and right range, and by how much of their mean they differ: limbs that move together, or sides in turn."""
    both = [r.both for r in done.reps if r.both is not None and not isnan(sum(r.both))]
    if both:
        left, right = ([b[i] for b in both] for i in (0, 1))
        spread = _error([b[0] - b[1] for b in both])  # within a repetition: what both arms share drops out
    else:
        left, right = (
            [r.size.value for r in done.reps if r.side is side and r.size.value is not None] for side in Side
        )
        spread = hypot(_error(left), _error(right)) if left and right else 0.0
    if not left or not right:
        return result.Symmetry(left=None, right=None, index_pct=None, uncertainty_pct=None)
    a, b = fmean(left), fmean(right)
    mean = (a + b) / 2
    if not mean > 0:
        return result.Symmetry(left=None, right=None, index_pct=None, uncertainty_pct=None)
    digits = DIGITS.get(done.reps[0].size.unit, 3)
    return result.Symmetry(
        left=round(a, digits),
        right=round(b, digits),
        index_pct=round(100 * abs(a - b) / mean, 1),
        uncertainty_pct=round(100 * Z90 * spread / mean, 1),
    )


def _error(xs: Sequence[float]) -> float:
    """Standard error of a mean; of a single value a tenth of it, as repetitions differ by about that."""
    return stdev(xs) / len(xs) ** 0.5 if len(xs) > 1 else 0.1 * abs(xs[0])


def advice_of(exercise: Exercise, form: Form, reps: int) -> result.Advice:
    """One thing that was good, and the one to mend next: the gravest, then the most frequent; and what it rests on."""
    if not reps:
        return result.Advice(good=None, next=None, source=None)
    failed = sorted((j for j in form.checks if j.verdict == "fail"), key=lambda j: _weight(j, form), reverse=True)
    praised = next((j.cue.good for j in form.checks if j.verdict == "pass" and j.cue.good), None)
    if not failed:
        return result.Advice(good=praised, next=None, source=None)
    j = failed[0]
    often = f"{len(j.reps)} of {reps} reps" if j.reps else "over the set"
    return result.Advice(
        good=praised, next=f"{j.cue.say}. {j.cue.meaning} ({often})", source=_behind(exercise, j.cue.source)
    )


def _behind(exercise: Exercise, tags: str) -> str:
    """The guide's own sentence where a cue comes from the guide, else the first of its sources."""
    first, *more = tags.split(", ")
    return f"guide: {exercise.guide}" if exercise.guide and GUIDE in (first, *more) else SOURCES[first]


def _weight(j: CueVerdict, form: Form) -> tuple[float, int]:
    severity = max((f.severity for faults in form.faults for f in faults if f.cue is j.cue), default=j.cue.severity)
    return severity, len(j.reps)
