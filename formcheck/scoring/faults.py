"""Labelled faults against those that were raised: what was missed, and what was raised wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import RangeDecline
from formcheck.result import RepResult, Result
from formcheck.scoring.labels import LabelledRep, Labels

Kind = Literal["missed", "false"]
Pair = tuple[LabelledRep | None, RepResult]
Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class FaultCase:
    """One repetition, or what is only known of the whole clip (rep None).

    true    labelled faults
    found   faults that were raised
    judged  faults that this view, variant and tracking let be judged
    open    faults that say nothing here about right and wrong: their truth is not known, or no verdict was given
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
    """A fault that was missed, or raised wrongly, in some of the repetitions that are labelled with it, or without."""

    id: str
    kind: Kind
    reps: list[int] = Field(description="numbers of the repetitions; none: the clip as a whole")
    of: int = Field(description="how many are labelled with it (missed) or without it (false)")
    fails: bool = Field(description="the view must judge it, and it is wrong wherever it can be: the clip fails")

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __str__(self) -> str:
        says, with_ = KINDS[self.kind]
        share = f" ({len(self.reps)} of {self.of} labelled {with_} it)" if self.reps else ""
        return f"{self.id} {says} in {place(self.reps)}{share}"


KINDS: dict[Kind, tuple[str, str]] = {"missed": ("missed", "with"), "false": ("raised wrongly", "without")}


def place(reps: Iterable[int]) -> str:
    """Repetitions by their numbers, from 1; none: the clip as a whole."""
    numbers = sorted(n for n in reps if n)
    if not numbers:
        return "the clip as a whole"
    return f"rep{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"


def fault_cases(exercise: Exercise, labels: Labels, r: Result, pairs: Sequence[Pair]) -> list[FaultCase]:
    """Every repetition whose faults are known; then the clip, for faults of the set and those told without a place."""
    # what another cue explains was seen well enough to be judged
    judged = frozenset(c.id for c in r.checks if c.verdict != "not-assessable" or c.explained_by)
    told = frozenset(labels.faults or ())
    of_set = frozenset(c.id for c in exercise.cues if any(isinstance(s, RangeDecline) for s in c.signs))
    of_set |= {g.cue for g in exercise.gates if g.cue}
    number = {id(t): i for i, t in enumerate(labels.rep_times, 1)}
    cases = []
    for true, found in pairs:
        raised, open_ = frozenset(f.id for f in found.faults), of_set | undecided(true, found)
        index = number.get(id(true), found.index)
        if true is not None and true.faults is not None:
            cases.append(FaultCase(index, frozenset(true.faults), raised, judged, open_))
        elif labels.all_clean or labels.faults is not None:  # which repetitions have a told fault is not known
            cases.append(FaultCase(index, frozenset(), raised, judged, open_ | told))
    told -= {f for t in labels.rep_times for f in t.faults or ()}
    if known := told | (of_set if labels.all_clean else frozenset()):
        raised = frozenset(c.id for c in r.checks if c.verdict == "fail")
        near = frozenset(c.id for c in r.checks if c.verdict == "borderline")
        cases.append(FaultCase(None, told, raised & known, judged & known, near))
    return cases


def undecided(true: LabelledRep | None, found: RepResult) -> Ids:
    """Cues that were acted too near their limit to tell, or read so where none was acted: neither missed nor false.

    What was clearly acted and reads as borderline is missed.
    """
    acted = frozenset(true.faults or ()) if true else frozenset[str]()
    labelled = frozenset(true.borderline) if true else frozenset[str]()
    return labelled | (frozenset(b.id for b in found.borderline) - acted)


def mismatches(cases: Sequence[FaultCase], must: Ids) -> list[Mismatch]:
    """By fault. What was not judged is neither missed nor false: that is what coverage tells."""
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
