"""What the faults of a set come to: verdicts, the score, the two sides, and what to mend next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot, isnan
from statistics import fmean
from typing import Any

from formcheck import result
from formcheck.exercises.references import GUIDE
from formcheck.judging.cue_verdict import CueFault, CueVerdict
from formcheck.judging.estimate import difference, mean_of
from formcheck.judging.faults import FormJudgement
from formcheck.judging.score import SetScore
from formcheck.motion.pose import Side
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Cue, Exercise

DIGITS = {"deg": 1, "s": 2, "cm": 1}


def fault_of(f: CueFault, file_s: Callable[[float], float]) -> result.Fault:
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
            "asked": None if f.asked is None else round(f.asked, digits),
            "at_s": file_s(f.at_s),
            "cue": f.cue.say,
            "source": f.cue.source,
        }
    )


def borderline_of(f: CueFault, file_s: Callable[[float], float]) -> result.Borderline:
    said = fault_of(f, file_s)
    return result.Borderline.model_validate(said.model_dump(include=set(result.Borderline.model_fields)))


def checks_of(exercise: Exercise, form: FormJudgement) -> list[result.Check]:
    """Every cue, and what no view can show."""
    checks = [
        result.Check(
            id=j.cue.id,
            verdict=j.verdict,
            reps=[i + 1 for i in j.reps],
            reason=j.reason,
            borderline=[i + 1 for i in j.borderline],
            judged=j.judged,
            explained_by=list(j.explained),
            praised=j.praised,
        )
        for j in form.checks
    ]
    return checks + [
        result.Check(id=id_, verdict="not-assessable", reps=[], reason=reason)
        for id_, reason in exercise.unseen.items()
    ]


def score_of(grades: Sequence[SetScore]) -> dict[str, Any]:
    """The set's score, and its parts, 0 to 100."""
    totals = [g.total for g in grades if g.total is not None]
    names = list(dict.fromkeys(n for g in grades for n in g.parts)) if totals else []
    return {
        "score": round(fmean(totals)) if totals else None,
        "score_parts": {n: round(100 * fmean(g.parts[n] for g in grades if n in g.parts)) for n in names},
    }


def symmetry_of(done: SetAnalysis) -> result.Symmetry:
    """Left and right range, and by how much of their mean they differ: limbs that move together, or sides in turn.

    The interval holds the range's own error on either side: one arm may be seen better than the other in every frame.
    """
    measured = [r for r in done.reps if r.size.value is not None]
    together = [(r, r.both) for r in measured if r.both is not None and not isnan(sum(r.both))]
    if together:
        left, right = ([b[i] for _, b in together] for i in (0, 1))
        own = fmean(r.size.uncertainty or 0.0 for r, _ in together)
        apart = mean_of([b[1] - b[0] for _, b in together], hypot(own, own))
    else:
        sizes = [[r.size for r in measured if r.side is side] for side in Side]
        left, right = ([s.value for s in side if s.value is not None] for side in sizes)
        if left and right:
            errors = [fmean(s.uncertainty or 0.0 for s in side) for side in sizes]
            apart = difference(mean_of(left, errors[0]), mean_of(right, errors[1]))
    mean = (fmean(left) + fmean(right)) / 2 if left and right else 0.0
    if not mean > 0:
        return result.Symmetry(left=None, right=None, index_pct=None, uncertainty_pct=None)
    digits = DIGITS.get(done.reps[0].size.unit, 3)
    return result.Symmetry(
        left=round(fmean(left), digits),
        right=round(fmean(right), digits),
        index_pct=round(100 * abs(apart.value) / mean, 1),
        uncertainty_pct=round(100 * apart.uncertainty / mean, 1),
    )


def advice_of(exercise: Exercise, form: FormJudgement, reps: int) -> result.Advice:
    """One thing that was good, and the one to mend next: the gravest, then the most frequent; and what it rests on."""
    if not reps:
        return result.Advice(good=None, next=None, source=None)
    failed = sorted((j for j in form.checks if j.verdict == "fail"), key=lambda j: _weight(j, form), reverse=True)
    praised = next((j.cue.good for j in form.checks if j.praised), None)
    if not failed:
        return result.Advice(good=praised, next=None, source=None)
    j = failed[0]
    often = f"{len(j.reps)} of {reps} reps" if j.reps else "over the set"
    return result.Advice(good=praised, next=f"{j.cue.say}. {j.cue.meaning} ({often})", source=_behind(exercise, j.cue))


def _behind(exercise: Exercise, cue: Cue) -> str:
    """The guide's own sentence where a cue comes from the guide, else the first of its sources."""
    return f"guide: {exercise.guide}" if exercise.guide and GUIDE in cue.references else cue.references[0].title


def _weight(j: CueVerdict, form: FormJudgement) -> tuple[float, int]:
    severity = max((f.severity for faults in form.faults for f in faults if f.cue is j.cue), default=j.cue.severity)
    return severity, len(j.reps)
