"""From a concluded set to the result that is written and shown. The only place where numbers are rounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isnan
from statistics import fmean, stdev

from formcheck import __version__, result
from formcheck.capture.landmarks import SourceInfo
from formcheck.motion.exercise import Exercise, Pace, Phase, Tempo
from formcheck.motion.faults import Form, judge_form
from formcheck.motion.grade import Grade, grade
from formcheck.motion.readings import hurried
from formcheck.motion.verdict import NO_FRAMES, Rep, SetOfReps
from formcheck.motion.view import Posture
from formcheck.output.advice import advice_of, borderline_of, checks_of, fault_of, score_of, symmetry_of
from formcheck.text import readable

TIME, SHARE = 3, 3
FOLLOWED = 0.7  # of the frames: less, and repetitions may be missing
WAYS: dict[Phase, str] = {"concentric": "lifting", "hold": "the hold", "eccentric": "lowering"}


def result_of(
    exercise: Exercise,
    done: SetOfReps,
    info: SourceInfo,
    *,
    frames: int,
    duration_s: float,
    tempo: Tempo,
    complete: bool,
    slow_motion: float,
) -> result.Result:
    """The result file of one set. Times of the real movement are put back to times of the file."""

    def file_s(t: float) -> float:
        return round(t * slow_motion, TIME)

    suited, lost = exercise.suited(done.view), _lost(done)
    form = judge_form(exercise, done, tempo)
    grades = [grade(exercise, r, f, tempo) for r, f in zip(done.reps, form.faults, strict=True)]
    return result.Result(
        schema=result.SCHEMA,
        formcheck=__version__,
        model=result.Model(variant=info.model.variant, sha256=info.model.sha256),
        complete=complete,
        exercise=exercise.name,
        variant=done.variant,
        tempo_prescription=str(tempo),
        tempo_set_by=tempo.set_by,
        source=result.SourceFile(
            path=info.address or readable(info.path),
            kind=info.kind,
            width=info.width,
            height=info.height,
            frames=frames,
            duration_s=round(duration_s, TIME),
            slow_motion=slow_motion,
        ),
        view=result.ViewFound(
            detected=done.view,
            suited=suited,
            advice=None if suited and exercise.sees(done.view).range else exercise.camera,
        ),
        posture=done.posture,
        tracking=result.Tracking(
            usable=round(done.usable, SHARE),
            gaps=[
                result.GapFound(start_s=file_s(g.start_s), end_s=file_s(g.end_s), reason=g.reason) for g in done.gaps
            ],
        ),
        reps=[
            _rep(
                i,
                r,
                file_s,
                [fault_of(f, file_s) for f in faults],
                [borderline_of(f, file_s) for f in doubtful],
                g.total,
            )
            for i, (r, faults, doubtful, g) in enumerate(
                zip(done.reps, form.faults, form.borderline, grades, strict=True), 1
            )
        ],
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
        checks=checks_of(exercise, form),
        summary=_summary(exercise, done, form, grades, reliable=suited and not lost and not _unfollowed(done)),
        findings=_findings(exercise, done, info, _hurry(form, done, hurried(exercise, done, tempo))),
    )


def _hurry(form: Form, done: SetOfReps, quick: Sequence[Phase]) -> str:
    """What to remark on phases that are quicker than the guide's: nothing where that is a fault, "" too for none."""
    verdicts = {c.verdict for c in form.checks if isinstance(c.cue.sign_in(done.view), Pace)}
    if not quick or "fail" in verdicts:
        return ""
    what, are = " and ".join(WAYS[p] for p in quick).capitalize(), "is" if len(quick) == 1 else "are"
    no_fault = "" if "borderline" in verdicts else "That is no fault; "
    return f"{what} {are} much quicker than the guide's tempo. {no_fault}--tempo sets your own."


def _rep(
    index: int,
    r: Rep,
    file_s: Callable[[float], float],
    faults: list[result.Fault],
    borderline: list[result.Borderline],
    score: float | None,
) -> result.RepResult:
    return result.RepResult(
        index=index,
        side=r.side.value if r.side else "both",
        start_s=file_s(r.start_s),
        top_start_s=file_s(r.top_start_s),
        top_end_s=file_s(r.top_end_s),
        end_s=file_s(r.end_s),
        rom=result.Rom(
            name=r.size.name,
            value=_size(r.size.value, r.size.unit),
            unit=r.size.unit,
            target=_size(r.size.target, r.size.unit),
            uncertainty=_size(r.size.uncertainty, r.size.unit),
        ),
        tempo=result.Phases(
            concentric_s=_time(r.concentric_s),
            hold_s=_time(r.hold_s),
            eccentric_s=_time(r.eccentric_s),
            rest_s=_time(r.rest_s),
        ),
        whole=_whole(r, file_s),
        score=None if score is None else round(score),
        faults=faults,
        borderline=borderline,
    )


def _whole(r: Rep, file_s: Callable[[float], float]) -> result.WholePhases | None:
    if r.whole is None:
        return None
    return result.WholePhases(
        start_s=file_s(r.whole.start_s),
        concentric_s=_time(r.lasted("concentric")),
        hold_s=_time(r.lasted("hold")),
        eccentric_s=_time(r.lasted("eccentric")),
        rest_s=_time(r.whole_rest_s),
    )


def _time(x: float | None) -> float | None:
    return None if x is None else round(x, TIME)


def _size(x: float | None, unit: str) -> float | None:
    return None if x is None or isnan(x) else round(x, 3 if unit == "foot lengths" else 1)


def _lost(done: SetOfReps) -> int:
    """How many movements were lost half-way, if that is more than were counted: what is left is not the set."""
    lost = sum(a.reason == "tracking-lost" for a in done.attempts)
    return lost if lost > len(done.reps) else 0


def _unfollowed(done: SetOfReps) -> bool:
    return bool(done.gaps) and done.usable < FOLLOWED


def _summary(
    exercise: Exercise, done: SetOfReps, form: Form, grades: Sequence[Grade], *, reliable: bool
) -> result.Summary:
    sizes = [r.size.value for r in done.reps if r.size.value is not None]
    unit = done.reps[0].size.unit if done.reps else exercise.ranges[0].unit
    return result.Summary(
        reps=len(done.reps),
        attempts=len(done.attempts),
        count_reliable=reliable,
        **score_of([] if _lost(done) else grades),
        rom=result.RomSummary(
            mean=_size(fmean(sizes), unit) if sizes else None,
            sd=_size(stdev(sizes), unit) if len(sizes) > 1 else None,
            min=_size(min(sizes), unit) if sizes else None,
            max=_size(max(sizes), unit) if sizes else None,
            unit=unit,
        ),
        tempo=result.Phases(
            concentric_s=_mean([r.concentric_s for r in done.reps]),
            hold_s=_mean([r.hold_s for r in done.reps]),
            eccentric_s=_mean([r.eccentric_s for r in done.reps]),
            rest_s=_mean([r.rest_s for r in done.reps]),
        ),
        whole=result.Phases(
            concentric_s=_mean([r.lasted("concentric") for r in done.reps]),
            hold_s=_mean([r.lasted("hold") for r in done.reps]),
            eccentric_s=_mean([r.lasted("eccentric") for r in done.reps]),
            rest_s=_mean([r.whole_rest_s for r in done.reps]),
        ),
        symmetry=symmetry_of(done) if reliable else result.Symmetry(left=None, right=None, index_pct=None),
        advice=advice_of(exercise, form, len(done.reps)),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return _time(fmean(known)) if known else None


def _findings(exercise: Exercise, done: SetOfReps, info: SourceInfo, hurry: str) -> list[result.Finding]:
    found = []
    if info.warning:
        found.append(result.Finding(id="cut-short", text=info.warning))
    if info.company_s:
        at = ", ".join(f"{t:.0f} s" for t in info.company_s[:3]) + (" and later" if len(info.company_s) > 3 else "")
        text = (
            f"A second person is in the picture (at {at}): what was measured may mix the two. "
            "Film alone, or keep to a part of the clip with --from and --to."
        )
        found.append(result.Finding(id="second-person", text=text))
    if done.camera_moved:
        text = "The camera moves: heights are measured from the feet, and are rougher. Lean it against something firm."
        found.append(result.Finding(id="camera-moves", text=text))
    if hurry:
        found.append(result.Finding(id="quick", text=hurry))
    wrong = None if done.reps else _wrong_exercise(exercise, done)
    if wrong:
        found.append(result.Finding(id="wrong-exercise", text=wrong))
    elif not exercise.suited(done.view):
        what = "the count and the side" if any(rep.side for rep in done.reps) else "the count"
        text = f"the {done.view} view does not show this exercise well enough to rely on {what}. {exercise.camera}"
        found.append(result.Finding(id="wrong-view", text=text[0].upper() + text[1:]))
    no_frames = sum(a.detail == NO_FRAMES for a in done.attempts)
    if lost := _lost(done):
        reps = f"{len(done.reps)} repetition{'' if len(done.reps) == 1 else 's'}"
        movements = "1 movement was" if lost == 1 else f"{lost} movements were"
        text = f"{movements} lost half-way and {reps} counted: too little was seen for a score."
        found.append(result.Finding(id="lost", text=text))
    if no_frames:
        often = "Once" if no_frames == 1 else f"{no_frames} times"
        late = "the computer or the camera fell behind" if info.kind == "camera" else "the clip leaves frames out"
        found.append(result.Finding(id="no-frames", text=f"{often} in a movement there was {NO_FRAMES}: {late}."))
    if _unfollowed(done):
        found.append(
            result.Finding(
                id="tracking",
                text=f"Only {done.usable:.0%} of the clip could be followed: {done.gaps[0].reason}.",
            )
        )
    return found


def _wrong_exercise(exercise: Exercise, done: SetOfReps) -> str | None:
    """Why nothing was counted, if what was done can be named."""
    tried = [a for a in done.attempts if a.reason == "wrong-posture"]
    if tried:
        return f"{len(tried)} movement{' was' if len(tried) == 1 else 's were'} not counted: {tried[0].detail}."
    if _unfollowed(done):  # of legs alone the rest is a guess
        return None
    lying = exercise.posture is not Posture.UPRIGHT
    if done.posture is not Posture.UNKNOWN and lying == (done.posture is Posture.UPRIGHT):
        how = "lying" if lying else "standing"
        return (
            f"This does not look like a {exercise.title.lower()}: it is done {how}, the person here is {done.posture}."
        )
    if done.others:
        what, times = max(done.others.items(), key=lambda x: x[1])
        return f"{times} movement{'' if times == 1 else 's'} did not look like a {exercise.title.lower()}: {what}."
    return None
