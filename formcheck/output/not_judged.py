"""What of a set was not judged, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from formcheck.messages import _
from formcheck.result import Result

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


def unjudged(r: Result) -> dict[str, list[str]]:
    """By reason, the ids of what this view, or any view, cannot show."""
    by_reason: dict[str, list[str]] = {}
    for c in r.checks:
        if c.verdict == "not-assessable":
            by_reason.setdefault(c.reason or "", []).append(c.id)
    return by_reason
