"""Label files (`formcheck.labels/1`): the part of the truth a clip is scored against."""

from __future__ import annotations

from typing import Any

from .body import EXERCISES
from .holds import TrueHold, true_holds
from .scene import Scene
from .terms import AT_TOP, BEGINS_BY_LOWERING, CAN, FAULT_ID, ONE_SIDED, RANGE, VARIANT, VIEW
from .there import Standing, faults_there
from .truth import SIDE, TrueRep

LONGEST_GAP_S = 0.4  # a rep whose body is hidden for longer is lost


def label(scene: Scene, reps: list[TrueRep]) -> dict[str, Any]:
    spec, done = scene.spec, scene.spec.exercise
    judged_as = done if done in EXERCISES else spec.judged_as
    if judged_as not in EXERCISES:
        known = ", ".join(EXERCISES)
        raise ValueError(f"{done} is no exercise: `judged_as` must say which one it is mistaken for: {known}")
    out: dict[str, Any] = {
        "schema": "formcheck.labels/1",
        "exercise": judged_as.replace("_", "-"),
    }
    if len(spec.views) == 1:  # after a cut there is another
        out["view"] = VIEW.get(spec.view, spec.view)
    if judged_as in VARIANT:
        out["variant"] = VARIANT[judged_as][spec.variant if judged_as == done else ""]
    if judged_as != done:
        out |= _no_exercise(scene, reps)
    else:
        out |= _holds(scene, reps) if EXERCISES[done].kind == "hold" else _exercise(scene, reps)
    out |= {
        "height_cm": round(100 * scene.person.figure.stature),
        "origin": "rendered",
        "licence": "CC0-1.0",
        "camera": ", then ".join(spec.views),
    }
    return {k: v for k, v in (out | spec.label).items() if v is not None}


def _holds(scene: Scene, reps: list[TrueRep]) -> dict[str, Any]:
    """What is held instead of counted: seconds held in all (`held_s`) and without a fault (`hold_s`)."""
    kind, can = scene.spec.exercise, CAN[scene.spec.exercise]
    rows = [_hold(kind, h) for h in true_holds(scene, reps)]
    acted = sorted({f for row in rows for f in row["faults"]})
    out: dict[str, Any] = {
        "suited": all("c" in can[view] for view in scene.spec.views),
        "hold_s": round(sum(row["clean_s"] for row in rows), 2) if all("clean_s" in row for row in rows) else None,
        "held_s": round(sum(row["held_s"] for row in rows), 2),
        "holds": rows,
        "faults": acted,
    }
    if rows and not scene.spec.set.faults and out["suited"]:
        out["all_clean"] = True
    return out


def _hold(kind: str, h: TrueHold) -> dict[str, Any]:
    spans = sorted(h.spans, key=lambda s: s.start)
    row: dict[str, Any] = {"start_s": round(h.start, 3), "end_s": round(h.end, 3)}
    row |= {"held_s": round(h.end - h.start, 3), "clean_s": round(h.clean_s, 3)}
    row["faults"] = _ids(kind, h.stands, "there")
    if borderline := _ids(kind, h.stands, "borderline"):  # which may cost seconds or not
        row["borderline"] = borderline
        del row["clean_s"]
    row["spans"] = [
        {"fault": FAULT_ID[kind][s.fault], "start_s": round(s.start, 3), "end_s": round(s.end, 3), "most": s.most}
        for s in spans
    ]
    return row


def _no_exercise(scene: Scene, reps: list[TrueRep]) -> dict[str, Any]:
    done, judged_as = scene.spec.exercise, scene.spec.judged_as
    notes = f"{done.replace('_', ' ')}: no rep of this exercise"
    out: dict[str, Any] = {"reps": 0, "rep_times": [], "faults": [], "notes": notes}
    if (done, judged_as) == ("two_leg_rdl", "single_leg_rdl"):
        out["attempts"] = [_attempt(r, "wrong-posture", scene) for r in reps]
    return out


def _exercise(scene: Scene, reps: list[TrueRep]) -> dict[str, Any]:
    spec, kind = scene.spec, scene.spec.exercise
    can = "".join(c for c in "cr" if all(c in CAN[kind][view] for view in spec.views))
    why_not = [_why_not(r, scene) for r in reps]
    counted = [r for r, why in zip(reps, why_not, strict=True) if why is None]
    attempts = [
        _attempt(r, why, scene)
        for r, why in zip(reps, why_not, strict=True)
        if why and r.start < scene.seconds and r.end > 0
    ]
    faults = faults_there(kind, spec.variant, 100 * scene.person.figure.stature, counted)
    halves = sum(stands.get("partial", "no") != "no" for stands in faults)
    acted = sorted({f for stands in faults for f in _ids(kind, stands, "there")})
    out: dict[str, Any] = {
        "suited": "c" in can,
        "reps": [len(counted) - halves, len(counted)] if halves else len(counted),
        "rep_times": [_rep_time(kind, r, stands, "r" in can) for r, stands in zip(counted, faults, strict=True)],
        "faults": acted,
    }
    if attempts:
        out["attempts"] = attempts
    if (kind, spec.variant) in ONE_SIDED:
        sides = {r.side for r in counted} or {SIDE[spec.side]}
        if len(sides) == 1:
            out["side"] = sides.pop()
        for row, r in zip(out["rep_times"], counted, strict=True):
            row["side"] = r.side
    if counted and not spec.set.faults and out["suited"] and not _imperfect(scene):
        out["all_clean"] = True
    return out | {"notes": _notes(scene, halves, FAULT_ID[kind].get("partial", ""))}


def _imperfect(scene: Scene) -> bool:
    """Whether a fault may be raised in a set in which none was acted."""
    plan = scene.spec.set
    uneven_speed = {"stop", "mixed"} & {plan.rise, plan.fall}
    return bool(plan.stunted or plan.flicks or plan.fade or plan.rest_drift > 0.1 or uneven_speed)


def _notes(scene: Scene, halves: int, fault: str) -> str:
    said = f"the fault `{fault}`" if fault else "their faults"
    notes = [f"half-range reps may be counted with {said} or kept as attempts"] if halves else []
    for edge, verb in ((scene.spec.begin, "begins"), (scene.spec.end, "ends")):
        if edge is not None:
            notes.append(f"the clip {verb} inside a rep: only whole reps are labelled")
    return "; ".join(notes)


def _why_not(r: TrueRep, scene: Scene) -> str | None:
    """The contract's reason why this is no rep of the clip, or None."""
    if r.start < 0 or r.end > scene.seconds:
        return "unfinished"
    if r.rep.attempt:
        return r.rep.attempt
    if scene.spec.film.covered is not None:
        begin, end = scene.spec.film.covered
        if min(end, r.end) - max(begin, r.start) > LONGEST_GAP_S:
            return "tracking-lost"
    return None


def _attempt(r: TrueRep, reason: str, scene: Scene) -> dict[str, Any]:
    begin, end = max(r.start, 0.0), min(r.end, scene.seconds)
    return {"start_s": round(begin, 3), "end_s": round(end, 3), "reason": reason}


def _ids(kind: str, stands: dict[str, Standing], how: Standing) -> list[str]:
    return sorted({id_ for f, s in stands.items() if s == how and (id_ := FAULT_ID[kind][f])})


def _rep_time(kind: str, r: TrueRep, stands: dict[str, Standing], with_range: bool) -> dict[str, Any]:
    concentric, eccentric = r.top_start - r.start, r.end - r.top_end
    if kind in BEGINS_BY_LOWERING:
        concentric, eccentric = eccentric, concentric
    tempo = {"concentric_s": concentric, "hold_s": r.top_end - r.top_start, "eccentric_s": eccentric}
    row: dict[str, Any] = {f"{n}_s": round(getattr(r, n), 3) for n in ("start", "top_start", "top_end", "end")}
    row["tempo"] = {n: round(s, 3) for n, s in tempo.items()}
    row["faults"] = _ids(kind, stands, "there")
    if borderline := _ids(kind, stands, "borderline"):
        row["borderline"] = borderline
    if with_range:
        name, unit, measure = RANGE[kind]
        value = r.measures[measure]["extreme" if kind in AT_TOP else "change"]
        row["rom"] = {"name": name, "value": round(abs(value), 2 if unit == "T" else 1), "unit": unit}
    return row
