"""One repetition of the result. Numbers are rounded only here and in build_result.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isnan

from formcheck import result
from formcheck.judging.cue_verdict import CueFault
from formcheck.judging.faults import FormJudgement
from formcheck.judging.score import SetScore
from formcheck.motion.pose import Side
from formcheck.motion.rep import Rep
from formcheck.motion.spec import Exercise

TIME = 3
DIGITS = {"deg": 1, "s": 2, "cm": 1}


def rep_results(
    exercise: Exercise,
    reps: Sequence[Rep],
    form: FormJudgement,
    grades: Sequence[SetScore],
    file_s: Callable[[float], float],
) -> list[result.RepResult]:
    """The repetitions of a set, with their faults and scores."""
    parts = zip(reps, form.faults, form.borderline, grades, strict=True)
    return [
        _rep(i, r, faults, doubtful, g.total, peak=peak_of(exercise, r), file_s=file_s)
        for i, (r, faults, doubtful, g) in enumerate(parts, 1)
    ]


def step_results(reps: Sequence[Rep], form: FormJudgement, file_s: Callable[[float], float]) -> list[result.StepResult]:
    """The steps of a set; those whose direction was not seen go the way of most."""
    ways = [r.side for r in reps if r.side] or [Side.LEFT]
    return [
        result.StepResult(
            index=i,
            side=(r.side or max(ways, key=ways.count)).value,
            start_s=file_s(r.start_s),
            end_s=file_s(r.end_s),
            rom=rom_of(r),
            faults=[fault_result(f, file_s) for f in faults],
            borderline=[borderline_result(f, file_s) for f in doubtful],
        )
        for i, (r, faults, doubtful) in enumerate(zip(reps, form.faults, form.borderline, strict=True), 1)
    ]


def rom_of(r: Rep, peak: float | None = None) -> result.Rom:
    return result.Rom(
        name=r.size.name,
        value=rounded_size(r.size.value, r.size.unit),
        unit=r.size.unit,
        target=rounded_size(r.size.target, r.size.unit),
        uncertainty=rounded_size(r.size.uncertainty, r.size.unit),
        peak=rounded_size(peak, r.size.unit),
    )


def _rep(
    index: int,
    r: Rep,
    faults: Sequence[CueFault],
    borderline: Sequence[CueFault],
    score: float | None,
    *,
    peak: float | None,
    file_s: Callable[[float], float],
) -> result.RepResult:
    """file_s turns a time of the real movement into a time of the file."""
    return result.RepResult(
        index=index,
        side=r.side.value if r.side else "both",
        start_s=file_s(r.start_s),
        top_start_s=file_s(r.top_start_s),
        top_end_s=file_s(r.top_end_s),
        end_s=file_s(r.end_s),
        rom=rom_of(r, peak),
        tempo=result.Phases(
            concentric_s=rounded_time(r.concentric_s),
            hold_s=rounded_time(r.hold_s),
            eccentric_s=rounded_time(r.eccentric_s),
            rest_s=rounded_time(r.rest_s),
        ),
        whole=_whole(r, file_s),
        score=None if score is None else round(score),
        faults=[fault_result(f, file_s) for f in faults],
        borderline=[borderline_result(f, file_s) for f in borderline],
    )


def peak_of(exercise: Exercise, r: Rep) -> float | None:
    """The angle at the end position: rest and range together. None unless the range is of the angle that is counted."""
    m = r.movement
    if m is None or r.size.value is None:
        return None
    counted = exercise.signal_named(m.signal)
    return m.rest + r.size.value if counted.unit == "deg" and counted.name == r.size.name else None


def _whole(r: Rep, file_s: Callable[[float], float]) -> result.WholePhases | None:
    if r.whole is None:
        return None
    return result.WholePhases(
        start_s=file_s(r.whole.start_s),
        concentric_s=rounded_time(r.lasted("concentric")),
        hold_s=rounded_time(r.lasted("hold")),
        eccentric_s=rounded_time(r.lasted("eccentric")),
        rest_s=rounded_time(r.whole_rest_s),
    )


def rounded_time(x: float | None) -> float | None:
    return None if x is None else round(x, TIME)


def rounded_size(x: float | None, unit: str) -> float | None:
    return None if x is None or isnan(x) else round(x, 1 if unit in DIGITS else 3)


def fault_result(f: CueFault, file_s: Callable[[float], float]) -> result.Fault:
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


def borderline_result(f: CueFault, file_s: Callable[[float], float]) -> result.Borderline:
    said = fault_result(f, file_s)
    return result.Borderline.model_validate(said.model_dump(include=set(result.Borderline.model_fields)))
