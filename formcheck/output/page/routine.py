"""The page of a routine: a table of its sets, and what was good and what to fix in each."""

from __future__ import annotations

from typing import Any

from formcheck.exercises import EXERCISES
from formcheck.output.page.render import page
from formcheck.output.phrases import quantity
from formcheck.output.terminal.routine import clean_of, done_of
from formcheck.routine.outcome import RoutineOutcome, SetOutcome
from formcheck.wording import plural


def routine_page(outcome: RoutineOutcome, day: str) -> str:
    """The page as text. day: when it was done."""
    return page(
        "routine",
        title=outcome.title,
        person=outcome.person,
        day=day,
        complete=outcome.complete,
        count=plural(len(outcome.sets), "set"),
        sets=[_row(s) for s in outcome.sets],
        meanings=[],  # of measures over weeks: a session has none
    )


def _row(s: SetOutcome) -> dict[str, Any]:
    done = s.done
    return {
        "title": s.title,
        "done": done_of(done, EXERCISES[s.exercise].counts, s.reps, s.seconds) if done else "–",
        "clean": clean_of(done) if done else "",
        "size": quantity(done.size, done.unit) if done else "–",
        "score": "–" if done is None or done.score is None else f"{done.score:.0f}",
        "note": done.note if done else None,
        "good": s.result.summary.advice.good if s.result else None,
        "next": done.next if done else None,
        "findings": [f.text for f in s.result.findings] if s.result else [],
    }
