"""The result file as typed models, `formcheck.result/1`: what `analyze --json` writes and others read.

Times are seconds from the start of the file, angles degrees. What is not known is null, never 0 and never
left out. `Result.model_json_schema()` is the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.exercises import EXERCISES
from formcheck.motion.exercise import Tempo

SCHEMA: Literal["formcheck.result/1"] = "formcheck.result/1"

LARGEST = 1e9  # of any number in a result: seconds, degrees, pixels


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Model(_Model):
    variant: str
    sha256: str


class SourceFile(_Model):
    path: str
    kind: Literal["video", "camera", "landmarks"]
    width: int
    height: int
    frames: int
    duration_s: float
    slow_motion: float = Field(1.0, description="the clip shows the movement this many times slowed down")


class ViewFound(_Model):
    detected: str
    suited: bool
    advice: str | None


class GapFound(_Model):
    start_s: float
    end_s: float
    reason: str


class Tracking(_Model):
    usable: float = Field(ge=0, le=1, description="share of the frames whose signal could be read")
    gaps: list[GapFound]


class Rom(_Model):
    name: str
    value: float | None
    unit: str
    target: float | None
    uncertainty: float | None = Field(description="half-width of a 90 % interval")


class Phases(_Model):
    concentric_s: float | None
    hold_s: float | None
    eccentric_s: float | None
    rest_s: float | None


class Fault(_Model):
    id: str
    severity: Literal[1, 2, 3]
    value: float | None
    limit: float | None
    unit: str
    confidence: Literal["high", "low"]
    at_s: float
    cue: str
    source: str


class RepResult(_Model):
    index: int
    side: Literal["left", "right", "both"]
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    rom: Rom
    tempo: Phases
    score: float | None
    faults: list[Fault]


class AttemptResult(_Model):
    start_s: float
    end_s: float
    reason: Literal["short", "too-fast", "tracking-lost", "wrong-posture", "unfinished"]
    detail: str


class Check(_Model):
    id: str
    verdict: Literal["pass", "fail", "not-assessable"]
    reps: list[int]
    reason: str | None


class RomSummary(_Model):
    mean: float | None
    sd: float | None
    min: float | None
    max: float | None
    unit: str


class Symmetry(_Model):
    left: float | None
    right: float | None
    index_pct: float | None = Field(description="difference of the two in percent of their mean")
    uncertainty_pct: float | None = Field(None, description="half-width of a 90 % interval of index_pct")


class Advice(_Model):
    good: str | None
    next: str | None
    source: str | None = Field(None, description="what `next` rests on: the guide's sentence, or another source")


class Summary(_Model):
    reps: int
    attempts: int
    score: float | None = Field(description="0 to 100, experimental")
    score_parts: dict[str, float] = Field(default_factory=dict, description="what the score is made of, 0 to 100")
    rom: RomSummary
    tempo: Phases
    symmetry: Symmetry
    advice: Advice


class Finding(_Model):
    id: str
    text: str


class Result(_Model):
    """One judged set."""

    schema_: Literal["formcheck.result/1"] = Field(alias="schema")
    formcheck: str
    model: Model
    complete: bool
    exercise: str
    variant: str | None
    tempo_prescription: str
    source: SourceFile
    view: ViewFound
    posture: str
    tracking: Tracking
    reps: list[RepResult]
    attempts: list[AttemptResult]
    checks: list[Check]
    summary: Summary
    findings: list[Finding] = Field(description="what else a person should know: wrong exercise, cut-off file")

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


def read(text: str | bytes) -> Result:
    """A result from outside. Raises ValueError if it is none, of no exercise, or says what cannot be."""
    return possible(Result.model_validate_json(text))


def possible(found: Result) -> Result:
    """The result as it is. Raises ValueError if it is of no exercise, or says what cannot be."""
    for number in _numbers(found.model_dump()):
        if not abs(number) <= LARGEST:
            raise ValueError(f"{str(number)[:20]} is no measure of anything")
    if found.exercise not in EXERCISES:
        raise ValueError(f'there is no exercise "{found.exercise}"')
    Tempo.parse(found.tempo_prescription)
    if any(not r.start_s <= r.top_start_s <= r.top_end_s <= r.end_s for r in found.reps):
        raise ValueError("a repetition that ends before it begins")
    return found


def _numbers(said: Any) -> Iterator[float]:
    """All numbers in there, however deep."""
    if isinstance(said, dict | list):
        for part in said.values() if isinstance(said, dict) else said:
            yield from _numbers(part)
    elif isinstance(said, int | float):
        yield said
