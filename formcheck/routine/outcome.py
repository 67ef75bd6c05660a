"""The outcome of a routine: every planned set, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.motion.spec import Kind
from formcheck.result import Result
from formcheck.routine.model import Routine
from formcheck.routine.plan import PlannedSet
from formcheck.routine.sides import Side
from formcheck.routine.unfinished import DoneSet
from formcheck.version import __version__


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)


class SetOutcome(_Part):
    """A planned set. done is null if it was not reached; result is null also for a set of an earlier run."""

    exercise: str
    kind: Kind
    title: str
    side: Side | None
    reps: int | None = Field(description="repetitions, holds or steps asked for")
    seconds: float | None = Field(description="asked for; of holds, seconds held")
    done: DoneSet | None
    result: Result | None


class RoutineOutcome(_Part):
    """What `routine run --json` writes."""

    schema_: Literal["formcheck.routine/1"] = Field(alias="schema")
    formcheck: str = __version__
    title: str
    person: str | None
    complete: bool
    sets: list[SetOutcome]


def outcome_of(
    routine: Routine, planned: Sequence[PlannedSet], done: Sequence[DoneSet], results: Mapping[int, Result],
    person: str | None, *, complete: bool,
) -> RoutineOutcome:  # fmt: skip
    """done: the sets so far, the first of the plan; results by their place in it."""
    sets = [
        SetOutcome(
            exercise=p.step.exercise, kind=p.exercise.kind, title=p.title, side=p.side,
            reps=p.step.reps, seconds=p.step.seconds,
            done=done[i] if i < len(done) else None, result=results.get(i),
        )
        for i, p in enumerate(planned)
    ]  # fmt: skip
    return RoutineOutcome(
        schema="formcheck.routine/1", title=routine.title, person=person, complete=complete, sets=sets
    )
