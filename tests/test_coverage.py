"""What the measure of coverage says, of results made up here."""

from __future__ import annotations

import pytest
from sets import a_hold_set

from benchmarks.coverage import pairs_of, report
from formcheck.errors import SourceError
from formcheck.exercises import EXERCISES
from formcheck.result import Check, Result
from formcheck.scoring.labels import Labels

pytestmark = pytest.mark.clip
PLANK = Labels(exercise="plank", view="side")
NO_PLANK = Labels(exercise="plank", view="side", holds=[])
MUST = EXERCISES["plank"].views["side"].reliable  # type: ignore[index]


def with_check(**changed: object) -> Result:
    """A judged plank whose check of the first must cue is changed."""
    r = a_hold_set(judged=MUST)
    rest = [c for c in r.checks if c.id != MUST[0]]
    changed = {"id": MUST[0], "verdict": "pass", "reps": [], "reason": None} | changed
    return r.model_copy(update={"checks": [*rest, Check.model_validate(changed)]})


def unjudged(labels: Labels, r: Result | SourceError) -> list[str | None]:
    return [p.why_not for p in pairs_of("clip", labels, r) if p.why_not]


@pytest.mark.parametrize("verdict", ["pass", "borderline", "fail"])
def test_any_verdict_is_a_judgement(verdict: str) -> None:
    assert len(pairs_of("clip", PLANK, with_check(verdict=verdict))) == len(MUST)
    assert unjudged(PLANK, with_check(verdict=verdict)) == []


def test_what_another_cue_explains_is_judged_and_what_is_not_seen_is_not() -> None:
    unseen = {"verdict": "not-assessable", "reason": "needs the side"}
    assert unjudged(PLANK, with_check(**unseen, explained_by=["pike"])) == []
    assert unjudged(PLANK, with_check(**unseen)) == ["needs the side (view side, 1 counted)"]


def test_a_clip_that_cannot_be_judged_costs_all_its_pairs_and_one_without_the_exercise_none() -> None:
    assert unjudged(PLANK, SourceError("nobody")) == ["nobody"] * len(MUST)
    assert pairs_of("clip", NO_PLANK, with_check()) == []


def test_the_report_counts_and_names_what_is_not_judged() -> None:
    judged = pairs_of("a", PLANK, with_check())
    lines = report([*judged, *pairs_of("b", PLANK, with_check(verdict="not-assessable", reason="hidden"))])
    n = len(MUST)
    assert f"| plank | side | 2 | {2 * n} | {2 * n - 1} |" in lines
    assert lines[-1] == f"- b: {MUST[0]}: hidden (view side, 1 counted)"
