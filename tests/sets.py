"""Judged sets made up: results as `analyze` writes them, of a person whose true range is given."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Literal

from formcheck import result
from formcheck.exercises import EXERCISES
from formcheck.motion.spec import Exercise
from formcheck.result import SCHEMA, Fault, Phases, RepResult, Result, Rom

Side = Literal["left", "right", "both"]


def a_set(
    exercise: str = "calf-raise",
    *,
    range_: float = 60.0,
    unit: str = "deg",
    uncertainty: float = 4.0,
    target: float | None = 75.0,
    reps: int = 8,
    sides: Sequence[Side] = ("both",),
    by_side: dict[str, float] | None = None,
    view: str = "side",
    suited: bool = True,
    variant: str | None = None,
    lift: float = 1.3,
    lower: float = 1.4,
    tempo: str = "2-1-2",
    faulty: Sequence[int] = (),
    symmetry: tuple[float, float] | None = None,
    scatter: float = 1.0,
    seed: int = 0,
    model: str = "full",
) -> Result:
    """A set of `reps` repetitions a side, one side after the other; the repetitions in `faulty` lack form."""
    dice = random.Random(seed)
    found: list[RepResult] = []
    for side in sides:
        for _ in range(reps):
            i = len(found)
            size = round((by_side or {}).get(side, range_) + dice.gauss(0, scatter), 3)
            found.append(
                RepResult(
                    index=i + 1, side=side, start_s=6.0 * i, top_start_s=6.0 * i + lift,
                    top_end_s=6.0 * i + lift + 1, end_s=6.0 * i + lift + 1 + lower,
                    rom=Rom(name="range", value=size, unit=unit, target=target, uncertainty=uncertainty),
                    tempo=Phases(concentric_s=round(lift + dice.gauss(0, 0.05), 3), hold_s=1.0,
                                 eccentric_s=round(lower + dice.gauss(0, 0.05), 3), rest_s=1.0),
                    score=80, faults=[_fault(EXERCISES[exercise], 6.0 * i)] if i + 1 in faulty else [],
                )
            )  # fmt: skip
    sizes = [rep.rom.value for rep in found if rep.rom.value is not None]
    mean = sum(sizes) / len(sizes) if sizes else None
    left, right = symmetry or (None, None)
    index = None if left is None or right is None else 200 * abs(left - right) / (left + right)
    return Result(
        schema=SCHEMA, formcheck="0.1.0", model=result.Model(variant=model, sha256="0" * 64), complete=True,
        exercise=exercise, variant=variant, tempo_prescription=tempo,
        source=result.SourceFile(path="set.mp4", kind="video", width=640, height=480, frames=900, duration_s=30.0),
        view=result.ViewFound(detected=view, suited=suited, advice=None), posture="upright",
        tracking=result.Tracking(usable=1.0, gaps=[]), reps=found, attempts=[],
        checks=[result.Check(id=c.id, verdict="pass", reps=[], reason=None) for c in EXERCISES[exercise].cues[:3]],
        summary=result.Summary(
            reps=len(found), attempts=0, score=80, score_parts={"tempo": 100.0},
            rom=result.RomSummary(
                mean=mean, sd=scatter, min=min(sizes, default=None), max=max(sizes, default=None), unit=unit
            ),
            tempo=Phases(concentric_s=lift, hold_s=1.0, eccentric_s=lower, rest_s=1.0),
            symmetry=result.Symmetry(left=left, right=right, index_pct=index, uncertainty_pct=index and 3.0),
            advice=result.Advice(good=None, next=None),
        ),
        findings=[],
    )  # fmt: skip


def a_hold_set(
    seconds: Sequence[float] = (20.0,),
    clean: Sequence[float] | None = None,
    *,
    broken_by: Sequence[str] = (),
    judged: Sequence[str] = ("sag", "pike"),
) -> Result:
    """Planks held so long, one after the other; those that were not clean throughout have the fault "sag"."""
    bare = a_set("plank", sides=())
    plank, holds, t = EXERCISES["plank"], [], 2.0
    for i, (held, good) in enumerate(zip(seconds, clean or seconds, strict=True), 1):
        faults = [Fault(id="sag", severity=2, value=-20.0, limit=-11.0, unit="deg", confidence="high", at_s=t + 1,
                        cue=plank.cue("sag").say, source="PL2")] if good < held else []  # fmt: skip
        rom = Rom(name="held time", value=held, unit="s", target=30.0, uncertainty=0.5)
        holds.append(
            result.HoldResult(
                index=i, side="both", start_s=t, end_s=t + held, held_s=held, clean_s=good, rom=rom,
                broken_by=list(broken_by) if faults else [], faults=faults,
            )
        )  # fmt: skip
        t += held + 5
    checks = [
        result.Check(
            id=c.id, verdict="pass" if c.id in judged else "not-assessable", reps=[],
            reason=None if c.id in judged else "not seen",
        )
        for c in plank.cues
    ]  # fmt: skip
    summary = bare.summary.model_copy(
        update={"reps": len(holds), "held_s": sum(seconds), "clean_s": sum(clean or seconds), "score": None}
    )
    return bare.model_copy(update={"kind": "holds", "holds": holds, "checks": checks, "summary": summary})


def a_step_set(left: int = 4, right: int = 4, *, opening: float = 0.3, faulty: Sequence[int] = ()) -> Result:
    """Steps to the left, then to the right; those in `faulty` have the first cue's fault."""
    bare, walk = a_set("lateral-walk", sides=(), view="front"), EXERCISES["lateral-walk"]
    ways: list[Literal["left", "right"]] = [*["left"] * left, *["right"] * right]  # type: ignore[list-item]
    steps = [
        result.StepResult(
            index=i, side=way, start_s=2.0 * i, end_s=2.0 * i + 1,
            rom=Rom(name="opening of the feet", value=opening, unit="T", target=0.25, uncertainty=0.05),
            faults=[_fault(walk, 2.0 * i)] if i in faulty else [],
        )
        for i, way in enumerate(ways, 1)
    ]  # fmt: skip
    summary = bare.summary.model_copy(update={"reps": len(steps), "score": None})
    return bare.model_copy(update={"kind": "steps", "steps": steps, "summary": summary})


def _fault(exercise: Exercise, at_s: float) -> Fault:
    cue = exercise.cues[0]
    return Fault(
        id=cue.id, severity=2, value=20.0, limit=15.0, unit="deg", confidence="high", at_s=at_s, cue=cue.say, source="M"
    )


def faulty(of: Result, id_: str, reps: Sequence[int], borderline: Sequence[int] = (), **more: Any) -> Result:
    """The set with a fault in these repetitions."""
    cue = EXERCISES[of.exercise].cue(id_)
    fault = {"id": id_, "severity": 2, "value": 20.0, "limit": 15.0, "unit": "deg", "confidence": "high",
             "cue": cue.say, "source": "M"}  # fmt: skip
    with_it = [
        rep.model_copy(update={"faults": [Fault.model_validate({**fault, "at_s": rep.top_start_s, **more})]})
        if rep.index in reps
        else rep
        for rep in of.reps
    ]
    check = result.Check(id=id_, verdict="fail", reps=list(reps), reason=None, borderline=list(borderline))
    return of.model_copy(update={"reps": with_it, "checks": [*(c for c in of.checks if c.id != id_), check]})
