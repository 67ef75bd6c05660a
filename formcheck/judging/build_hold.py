"""The holds of a result: seconds held, seconds without a fault, and what broke them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from formcheck import result
from formcheck.judging.build_rep import borderline_result, fault_result, rom_of, rounded_time
from formcheck.judging.cue_verdict import CueFault
from formcheck.judging.faults import FormJudgement
from formcheck.motion.hold_form import clean_seconds
from formcheck.motion.movement import Movement
from formcheck.motion.rep import Rep

ENDS_S = 1.0  # a cue broken this close to the end ended the hold


def hold_results(reps: Sequence[Rep], form: FormJudgement, file_s: Callable[[float], float]) -> list[result.HoldResult]:
    """file_s turns a time of the real movement into a time of the file. Seconds held are of the real movement."""
    return [
        _hold(i, r, r.movement, of_rep, doubtful, file_s=file_s)
        for i, (r, of_rep, doubtful) in enumerate(zip(reps, form.faults, form.borderline, strict=True), 1)
        if r.movement
    ]


def _hold(
    index: int,
    r: Rep,
    m: Movement,
    faults: Sequence[CueFault],
    borderline: Sequence[CueFault],
    *,
    file_s: Callable[[float], float],
) -> result.HoldResult:
    spans = {f.cue.id: m.broken.get(f.cue.id, ()) for f in faults}
    clean = clean_seconds(r.start_s, r.end_s, m.held_s, tuple(s for of_cue in spans.values() for s in of_cue))
    return result.HoldResult(
        index=index,
        side=r.side.value if r.side else "both",
        start_s=file_s(r.start_s),
        end_s=file_s(r.end_s),
        held_s=rounded_time(m.held_s) or 0.0,
        clean_s=rounded_time(clean) or 0.0,
        rom=rom_of(r),
        broken_by=[id_ for id_, of_cue in spans.items() if any(b >= r.end_s - ENDS_S for __, b in of_cue)],
        faults=[fault_result(f, file_s) for f in faults],
        borderline=[borderline_result(f, file_s) for f in borderline],
    )
