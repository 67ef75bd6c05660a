"""The judgement of a whole set: verdicts, the score, the two sides, and what to fix next."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, isnan
from statistics import fmean

from formcheck.exercises.references import GUIDE
from formcheck.judging.cue_verdict import CueVerdict
from formcheck.judging.estimate import difference, mean_of
from formcheck.judging.faults import FormJudgement
from formcheck.messages import _
from formcheck.motion.cue import Cue
from formcheck.motion.pose import Side
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise
from formcheck.wording import NOUNS, out_of


@dataclass(frozen=True, slots=True)
class RangeSymmetry:
    """The mean range of either side, and by how many percent of their mean they differ; None: not known."""

    left: float | None = None
    right: float | None = None
    percent: float | None = None
    uncertainty: float | None = None  # of percent: half-width of a 90 % interval


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing that was good, the one to fix next, and its source; None if there is none."""

    good: str | None = None
    next: str | None = None
    source: str | None = None


def symmetry_of(done: SetAnalysis) -> RangeSymmetry:
    """Left and right range, and their difference in percent of the mean, for limbs that move together or in turn.

    The interval includes the error of the range on each side: one arm may be seen better than the other throughout.
    """
    measured = [r for r in done.reps if r.size.value is not None]
    together = [(r, r.both) for r in measured if r.both is not None and not isnan(sum(r.both))]
    if together:
        left, right = ([b[i] for __, b in together] for i in (0, 1))
        own = fmean(r.size.uncertainty or 0.0 for r, __ in together)
        apart = mean_of([b[1] - b[0] for __, b in together], hypot(own, own))
    else:
        sizes = [[r.size for r in measured if r.side is side] for side in Side]
        left, right = ([s.value for s in side if s.value is not None] for side in sizes)
        if left and right:
            errors = [fmean(s.uncertainty or 0.0 for s in side) for side in sizes]
            apart = difference(mean_of(left, errors[0]), mean_of(right, errors[1]))
    mean = (fmean(left) + fmean(right)) / 2 if left and right else 0.0
    if not mean > 0:
        return RangeSymmetry()
    return RangeSymmetry(fmean(left), fmean(right), 100 * abs(apart.value) / mean, 100 * apart.uncertainty / mean)


def advice_of(exercise: Exercise, form: FormJudgement, reps: int) -> NextStep:
    """One thing that was good, and the one to fix next (by severity, then frequency) with its source."""
    if not reps:
        return NextStep()
    failed = sorted((j for j in form.checks if j.verdict == "fail"), key=lambda j: _weight(j, form), reverse=True)
    praised = next((j.cue.good for j in form.checks if j.praised), None)
    if not failed:
        return NextStep(praised)
    j = failed[0]
    often = out_of(len(j.reps), reps, NOUNS[exercise.counts]) if j.reps else _("across the set")
    return NextStep(praised, f"{j.cue.say}. {j.cue.meaning} ({often})", _behind(exercise, j.cue))


def _behind(exercise: Exercise, cue: Cue) -> str:
    """The guide's own sentence if the cue comes from the guide, else its first source."""
    return (
        _("guide: {guide}").format(guide=exercise.guide)
        if exercise.guide and GUIDE in cue.references
        else cue.references[0].title
    )


def _weight(j: CueVerdict, form: FormJudgement) -> tuple[float, int]:
    severity = max((f.severity for faults in form.faults for f in faults if f.cue is j.cue), default=j.cue.severity)
    return severity, len(j.reps)
