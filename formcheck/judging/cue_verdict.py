"""The judgement of one cue: in one repetition, and over the set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.motion.cue import Cue

Verdict = Literal["pass", "borderline", "fail", "not-assessable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFault:
    """One cue that one repetition broke, or may have: value is beyond the limit by the uncertainty, or within it.

    at_s   the worst moment, in seconds of the movement
    limit  where a fault begins; asked is the number that the guide or the person prescribes, if any
    value  for a rushed phase: seconds of the whole phase; likewise limit and uncertainty
    """

    cue: Cue
    value: float
    limit: float
    uncertainty: float
    unit: str
    at_s: float
    severity: int
    confident: bool
    asked: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CueVerdict:
    """One cue over the set: which repetitions (from 0) broke it and which may have, or why it is not judged.

    judged     number of repetitions in which it could be judged
    explained  cues that explain the evidence in the others
    praised    whether most repetitions were close to the target
    """

    cue: Cue
    verdict: Verdict
    reps: tuple[int, ...] = ()
    reason: str | None = None
    borderline: tuple[int, ...] = ()
    judged: int = 0
    explained: tuple[str, ...] = ()
    praised: bool = False
