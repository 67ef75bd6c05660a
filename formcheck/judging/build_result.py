"""From a concluded set to the result that is written and shown. Numbers are rounded here and in build_rep.py alone."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, stdev
from typing import Any

from formcheck import result
from formcheck.exercises.own_target import target_set_by
from formcheck.judging.advice import RangeSymmetry, advice_of, symmetry_of
from formcheck.judging.build_hold import hold_results
from formcheck.judging.build_rep import DIGITS, TIME, peak_of, rep_results, rounded_size, rounded_time, step_results
from formcheck.judging.faults import FormJudgement, judge_form
from formcheck.judging.findings import (
    between_sets,
    camera_of,
    findings_of,
    hardly_followed,
    limb_hidden,
    mostly_others,
    movements_lost,
)
from formcheck.judging.score import SetScore, grade
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise, Tempo
from formcheck.sanitize import readable
from formcheck.source import NOTHING_NOTED, ReadingNotes, SourceInfo
from formcheck.version import __version__

SHARE = 3


def result_of(
    exercise: Exercise,
    done: SetAnalysis,
    info: SourceInfo,
    notes: ReadingNotes = NOTHING_NOTED,
    *,
    frames: int,
    duration_s: float,
    tempo: Tempo,
    complete: bool,
    slow_motion: float,
) -> result.Result:
    """The result of one set. Times of the real movement become times of the file again."""

    def file_s(t: float) -> float:
        return round(t * slow_motion, TIME)

    suited = exercise.suited(done.view)
    in_part = bool(movements_lost(done) or mostly_others(done) or limb_hidden(done))
    form = judge_form(exercise, done, tempo)
    grades = [grade(exercise, r, f, tempo) for r, f in zip(done.reps, form.faults, strict=True)]
    holds = hold_results(done.reps, form, file_s) if exercise.kind == "holds" else []
    return result.Result(
        schema=result.SCHEMA,
        formcheck=__version__,
        model=result.Model(variant=info.model.variant, sha256=info.model.sha256),
        complete=complete,
        exercise=exercise.name,
        variant=done.variant,
        tempo_prescription=str(tempo),
        tempo_set_by=tempo.set_by,
        target_set_by=target_set_by(exercise),
        source=result.SourceFile(
            path=info.address or readable(info.path),
            kind=info.kind,
            width=info.width,
            height=info.height,
            frames=frames,
            left_out=notes.left_out,
            duration_s=round(duration_s, TIME),
            slow_motion=slow_motion,
        ),
        view=result.ViewFound(
            detected=done.view,
            suited=suited,
            advice=None if suited and exercise.sees(done.view).range else exercise.camera,
        ),
        posture=done.posture,
        camera=result.CameraMotion(moves=True, effect=moved) if (moved := camera_of(done)) else None,
        tracking=result.Tracking(
            usable=round(done.usable, SHARE),
            gaps=[
                result.GapFound(start_s=file_s(g.start_s), end_s=file_s(g.end_s), reason=g.reason) for g in done.gaps
            ],
        ),
        kind=exercise.kind,
        reps=rep_results(exercise, done.reps, form, grades, file_s) if exercise.kind == "repetitions" else [],
        holds=holds,
        steps=step_results(done.reps, form, file_s) if exercise.kind == "steps" else [],
        attempts=[
            result.AttemptResult.model_validate(
                {
                    "start_s": file_s(a.start_s),
                    "end_s": file_s(a.end_s),
                    "reason": a.reason,
                    "detail": a.detail,
                }
            )
            for a in done.attempts
        ],
        checks=_checks(exercise, form),
        summary=_summary(
            exercise,
            done,
            form,
            grades,
            holds=holds,
            in_part=in_part,
            reliable=suited and not in_part and not hardly_followed(done) and not any(done.unclear.values()),
        ),
        findings=[
            result.Finding(id=id_, text=text)
            for id_, text in findings_of(exercise, done, form, tempo, info, notes).items()
        ],
    )


def _summary(
    exercise: Exercise,
    done: SetAnalysis,
    form: FormJudgement,
    grades: Sequence[SetScore],
    *,
    holds: Sequence[result.HoldResult],
    in_part: bool,
    reliable: bool,
) -> result.Summary:
    sizes = [r.size.value for r in done.reps if r.size.value is not None]
    peaks = [p for r in done.reps if (p := peak_of(exercise, r)) is not None]
    unit = done.reps[0].size.unit if done.reps else exercise.ranges[0].unit
    advice = advice_of(exercise, form, len(done.reps))
    return result.Summary(
        reps=len(done.reps),
        attempts=len(done.attempts),
        count_reliable=reliable,
        **_scores([] if in_part else grades),
        rom=result.RomSummary(
            mean=rounded_size(fmean(sizes), unit) if sizes else None,
            sd=rounded_size(stdev(sizes), unit) if len(sizes) > 1 else None,
            min=rounded_size(min(sizes), unit) if sizes else None,
            max=rounded_size(max(sizes), unit) if sizes else None,
            unit=unit,
            peak=rounded_size(fmean(peaks), unit) if peaks else None,
        ),
        tempo=result.Phases(
            concentric_s=_mean([r.concentric_s for r in done.reps]),
            hold_s=_mean([r.hold_s for r in done.reps]),
            eccentric_s=_mean([r.eccentric_s for r in done.reps]),
            rest_s=_mean([r.rest_s for r in done.reps if not between_sets(r)]),
        ),
        whole=result.Phases(
            concentric_s=_mean([r.lasted("concentric") for r in done.reps]),
            hold_s=_mean([r.lasted("hold") for r in done.reps]),
            eccentric_s=_mean([r.lasted("eccentric") for r in done.reps]),
            rest_s=_mean([r.whole_rest_s for r in done.reps if not between_sets(r)]),
        ),
        held_s=rounded_time(sum(h.held_s for h in holds)) if exercise.kind == "holds" else None,
        clean_s=rounded_time(sum(h.clean_s for h in holds)) if exercise.kind == "holds" else None,
        symmetry=_symmetry(symmetry_of(done) if reliable else RangeSymmetry(), unit),
        advice=result.Advice(good=advice.good, next=advice.next, source=advice.source),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return rounded_time(fmean(known)) if known else None


def _symmetry(y: RangeSymmetry, unit: str) -> result.Symmetry:
    digits = DIGITS.get(unit, 3)
    return result.Symmetry(
        left=_rounded(y.left, digits),
        right=_rounded(y.right, digits),
        index_pct=_rounded(y.percent, 1),
        uncertainty_pct=_rounded(y.uncertainty, 1),
    )


def _rounded(x: float | None, digits: int) -> float | None:
    return None if x is None else round(x, digits)


def _checks(exercise: Exercise, form: FormJudgement) -> list[result.Check]:
    """The verdict on every cue, and on what no view can show."""
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


def _scores(grades: Sequence[SetScore]) -> dict[str, Any]:
    """The score of the set and its parts, 0 to 100."""
    totals = [g.total for g in grades if g.total is not None]
    names = list(dict.fromkeys(n for g in grades for n in g.parts)) if totals else []
    return {
        "score": round(fmean(totals)) if totals else None,
        "score_parts": {n: round(100 * fmean(g.parts[n] for g in grades if n in g.parts)) for n in names},
    }
