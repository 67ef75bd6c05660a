"""Compare labelled faults with raised ones: missed faults and false alarms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import RangeDecline
from formcheck.result import HoldResult, RepResult, Result, StepResult
from formcheck.scoring.labels import LabelledMovement, Labels
from formcheck.wording import numbered

Kind = Literal["missed", "false"]
Found = RepResult | HoldResult | StepResult
Pair = tuple[LabelledMovement | None, Found]
Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class FaultCase:
    """One repetition, or what is only labelled for the whole clip (rep None).

    true    labelled faults
    found   raised faults
    judged  faults that could be judged with this view, variant and tracking
    open    faults that are not scored here: not labelled, or without a verdict
    """

    rep: int | None
    true: Ids
    found: Ids
    judged: Ids
    open: Ids = frozenset()

    @property
    def scored(self) -> Ids:
        return self.judged - self.open


class Mismatch(BaseModel):
    """A fault missed in repetitions labelled with it, or raised in repetitions labelled without it."""

    id: str
    kind: Kind
    reps: list[int] = Field(description="numbers of the repetitions; empty: the whole clip")
    of: int = Field(description="number of repetitions labelled with it (missed) or without it (false)")
    fails: bool = Field(description="the view must judge it, and it is wrong everywhere: the clip fails")

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __str__(self) -> str:
        whole, some = KINDS[self.kind]
        return (some if self.reps else whole).format(id=self.id, where=place(self.reps), n=len(self.reps), of=self.of)


KINDS: dict[Kind, tuple[str, str]] = {
    "missed": (_("{id} missed in {where}"), _("{id} missed in {where} ({n} of {of} labelled with it)")),
    "false": (
        _("{id} falsely raised in {where}"),
        _("{id} falsely raised in {where} ({n} of {of} labelled without it)"),
    ),
}


def place(reps: Iterable[int]) -> str:
    """Repetitions by their numbers, from 1; none: the whole clip."""
    numbers = sorted(n for n in reps if n)
    if not numbers:
        return _("the whole clip")
    return numbered("rep", numbers)


def fault_cases(exercise: Exercise, labels: Labels, r: Result, pairs: Sequence[Pair]) -> list[FaultCase]:
    """Each repetition with known faults; then the clip, for faults of the set and those labelled without a rep."""
    # a fault explained by another cue could have been judged
    judged = frozenset(c.id for c in r.checks if c.verdict != "not-assessable" or c.explained_by)
    told = frozenset(labels.faults or ())
    of_set = frozenset(c.id for c in exercise.cues if any(isinstance(s, RangeDecline) for s in c.signs))
    of_set |= {g.cue for g in exercise.gates if g.cue}
    number = {id(t): i for i, t in enumerate(labels.movements, 1)}
    cases = []
    for true, found in pairs:
        raised, open_ = frozenset(f.id for f in found.faults), of_set | undecided(true, found)
        index = number.get(id(true), found.index)
        if true is not None and true.faults is not None:
            cases.append(FaultCase(index, frozenset(true.faults), raised, judged, open_))
        elif labels.all_clean or labels.faults is not None:  # faults labelled for the clip may be in any repetition
            cases.append(FaultCase(index, frozenset(), raised, judged, open_ | told))
    told -= {f for t in labels.movements for f in t.faults or ()}
    if known := told | (of_set if labels.all_clean else frozenset()):
        raised = frozenset(c.id for c in r.checks if c.verdict == "fail")
        near = frozenset(c.id for c in r.checks if c.verdict == "borderline")
        cases.append(FaultCase(None, told, raised & known, judged & known, near))
    return cases


def undecided(true: LabelledMovement | None, found: Found) -> Ids:
    """Borderline cues, by label, or by result if no fault was acted: neither missed nor false.

    A clearly acted fault that is only found borderline counts as missed.
    """
    acted = frozenset(true.faults or ()) if true else frozenset[str]()
    labelled = frozenset(true.borderline) if true else frozenset[str]()
    return labelled | (frozenset(b.id for b in found.borderline) - acted)


def mismatches(cases: Sequence[FaultCase], must: Ids) -> list[Mismatch]:
    """Mismatches by fault. Faults that were not judged are neither missed nor false; see coverage."""
    out = []
    for fault in sorted({f for c in cases for f in (c.true ^ c.found) & c.scored}):
        scored = [c for c in cases if fault in c.scored]
        for kind in KINDS:
            alike = [c for c in scored if (fault in c.true) is (kind == "missed")]
            wrong = [c for c in alike if (fault in c.found) is not (fault in c.true)]
            if wrong:
                everywhere = len(wrong) == len(alike if kind == "missed" else scored)
                reps = [c.rep for c in wrong if c.rep is not None]
                fails = everywhere and fault in must
                out.append(Mismatch(id=fault, kind=kind, reps=reps, of=len(alike), fails=fails))
    return out
