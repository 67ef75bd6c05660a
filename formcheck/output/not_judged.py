"""What of a set was not judged, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.result import Result
from formcheck.wording import as_sentence

TRIES = {  # movements that were not counted
    "short": _("{n} too small"),
    "too-fast": _("{n} too quick"),
    "tracking-lost": _("{n} lost midway"),
    "wrong-posture": _("{n} not counted"),
    "unfinished": _("{n} unfinished"),
}


def not_counted(reasons: Iterable[str]) -> str:
    """Movements that were not counted, in a few words: "2 too small"; "" if there were none."""
    by = Counter(reasons)
    if not by:
        return ""
    reason, n = by.most_common(1)[0]
    return TRIES[reason].format(n=n) if len(by) == 1 else _("{n} not counted").format(n=by.total())


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Cues that were not judged for one reason. What no view shows has no cue: its reason says what it is."""

    cues: tuple[str, ...]
    reason: str


def unjudged(r: Result) -> list[Unjudged]:
    """What this view cannot show, by reason, and then what no view shows."""
    says = {c.id: c.say for c in EXERCISES[r.exercise].cues}
    by_reason: dict[str, list[str]] = {}
    never: list[Unjudged] = []
    for c in r.checks:
        if c.verdict != "not-assessable":
            continue
        reason = c.reason or ""
        if c.id in says:
            by_reason.setdefault(reason, []).append(says[c.id])
        else:
            never.append(Unjudged((), as_sentence(reason)))
    return [*(Unjudged(tuple(cues), reason) for reason, cues in by_reason.items()), *never]
