"""What is said of one cue: of one repetition, and of the set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.motion.spec import Cue

Verdict = Literal["pass", "borderline", "fail", "not-assessable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFault:
    """One cue that one repetition broke, or may have: value lies beyond the limit by the uncertainty, or within it.

    at_s   the worst moment, in seconds of the movement
    limit  where a fault begins; asked is what the guide or the person prescribes, where that is a number
    value  of a pace: seconds of the whole phase, as are its limit and uncertainty
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
    """One cue over the set: which repetitions (from 0) broke it and which may have, or why that cannot be said.

    judged     in how many repetitions it could be judged
    explained  cues that explain what is seen in the others
    praised    whether it was near what is asked for in most repetitions
    """

    cue: Cue
    verdict: Verdict
    reps: tuple[int, ...] = ()
    reason: str | None = None
    borderline: tuple[int, ...] = ()
    judged: int = 0
    explained: tuple[str, ...] = ()
    praised: bool = False
