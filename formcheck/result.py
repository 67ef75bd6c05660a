"""The result file as typed models, `formcheck.result/2`: what `analyze --json` writes and others read.

Times are seconds from the start of the file, angles degrees. What is not known is null, never 0 and never
left out. `Result.model_json_schema()` is the JSON Schema. Files of `formcheck.result/1` are read too: what
they do not say takes the default that is written beside each field.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from formcheck.exercises import EXERCISES
from formcheck.motion.spec import Tempo
from formcheck.motion.thresholds import Phase
from formcheck.motion.whole_phases import TYPICAL, whole_of

SCHEMA: Literal["formcheck.result/2"] = "formcheck.result/2"
OLD_SCHEMA = "formcheck.result/1"
NEW_IN_2: dict[str, Any] = {  # what version 1 did not have
    **dict.fromkeys(("kind", "tempo_set_by", "part", "camera", "holds", "steps"), True),
    "reps": {"__all__": {"whole": True, "borderline": True, "faults": {"__all__": {"uncertainty", "asked"}}}},
    "checks": {"__all__": {"borderline", "judged", "explained_by", "praised"}},
    "summary": {"count_reliable", "whole"},
}

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
    slow_motion: float = Field(default=1.0, description="the clip shows the movement this many times slowed down")


class ViewFound(_Model):
    detected: str
    suited: bool
    advice: str | None


class ResultPart(_Model):
    """The part of the clip that this result is of, where one clip holds several sets."""

    index: int = 1
    of: int = 1
    start_s: float
    end_s: float


class CameraMotion(_Model):
    """What the camera did while it filmed."""

    moves: bool
    effect: str | None = Field(default=None, description="what the motion does to the numbers, for a person")


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
    """Seconds of each phase. Which instants they lie between is said where they stand."""

    concentric_s: float | None
    hold_s: float | None
    eccentric_s: float | None
    rest_s: float | None

    def of(self, phase: Phase) -> float | None:
        return {"concentric": self.concentric_s, "hold": self.hold_s, "eccentric": self.eccentric_s}[phase]


class WholePhases(Phases):
    start_s: float = Field(description="when the first movement of the repetition begins")


class Fault(_Model):
    id: str
    severity: Literal[1, 2, 3]
    value: float | None = Field(description="of a pace: seconds of the whole phase, as limit and asked")
    limit: float | None = Field(description="where a fault begins")
    unit: str
    asked: float | None = Field(default=None, description="what is prescribed, where that is a number: target or tempo")
    uncertainty: float | None = Field(
        default=None,
        description="half-width of a 90 % interval of value; a fault lies beyond the limit by at least this",
    )
    confidence: Literal["high", "low"]
    at_s: float
    cue: str
    source: str


class Borderline(_Model):
    """A cue whose measure lies within its interval of the limit: neither kept nor broken."""

    id: str
    value: float
    limit: float
    unit: str
    uncertainty: float
    at_s: float


class HoldResult(_Model):
    """A position that was held. held_s: in all; clean_s: of these without a fault; broken_by: ids that ended it."""

    index: int
    side: Literal["left", "right", "both"]
    start_s: float
    end_s: float
    held_s: float
    clean_s: float
    broken_by: list[str]
    faults: list[Fault]


class StepResult(_Model):
    """An opening and a closing that travels."""

    index: int
    direction: Literal["left", "right"]
    start_s: float
    end_s: float
    rom: Rom
    faults: list[Fault]


class RepResult(_Model):
    index: int
    side: Literal["left", "right", "both"]
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    rom: Rom
    tempo: Phases = Field(
        description="between the four instants above, where progress passes 5 % and 95 % of its peak: "
        "an even 2 s reads about 1.3 s"
    )
    whole: WholePhases | None = Field(
        default=None,
        description="seconds of whole phases, from the first movement to the last, comparable with the tempo asked "
        "for; estimated from `tempo` and from how the speed is spread",
    )
    score: float | None
    faults: list[Fault]
    borderline: list[Borderline] = []

    @property
    def lasted(self) -> Phases:
        """Whole phases, for people; of a file of version 1 about."""
        return self.whole or _whole(self.tempo)


class AttemptResult(_Model):
    start_s: float
    end_s: float
    reason: Literal["short", "too-fast", "tracking-lost", "wrong-posture", "unfinished"]
    detail: str


class Check(_Model):
    id: str
    verdict: Literal["pass", "borderline", "fail", "not-assessable"]
    reps: list[int] = Field(description="repetitions that broke it")
    reason: str | None
    borderline: list[int] = Field(default=[], description="repetitions too near the limit to tell")
    judged: int | None = Field(default=None, description="in how many repetitions it could be judged")
    explained_by: list[str] = Field(
        default=[], description="cues that explain what is seen, so that this one is not judged"
    )
    praised: bool = Field(default=False, description="near what is asked for in most repetitions, not merely no fault")


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
    uncertainty_pct: float | None = Field(default=None, description="half-width of a 90 % interval of index_pct")


class Advice(_Model):
    good: str | None
    next: str | None
    source: str | None = Field(
        default=None, description="what `next` rests on: the guide's sentence, or another source"
    )


class Summary(_Model):
    reps: int
    attempts: int
    count_reliable: bool = Field(default=True, description="false: about so many; findings say why")
    score: float | None = Field(description="0 to 100, experimental")
    score_parts: dict[str, float] = Field(default_factory=dict, description="what the score is made of, 0 to 100")
    rom: RomSummary
    tempo: Phases
    whole: Phases | None = Field(default=None, description="means of the whole phases")
    symmetry: Symmetry
    advice: Advice

    @property
    def lasted(self) -> Phases:
        """Means of the whole phases, for people; of a file of version 1 about."""
        return self.whole or _whole(self.tempo)


def _whole(tempo: Phases) -> Phases:
    """About the whole phases, of a movement of which only these times are known."""
    lift, hold, lower = tempo.concentric_s, tempo.hold_s, tempo.eccentric_s
    if lift is None or hold is None or lower is None:
        return tempo.model_copy(
            update={p: x and TYPICAL * x for p, x in (("concentric_s", lift), ("eccentric_s", lower))}
        )
    w = whole_of(0.0, lift, lift + hold, lift + hold + lower, TYPICAL)
    return Phases(
        concentric_s=w.top_start_s - w.start_s,
        hold_s=w.top_end_s - w.top_start_s,
        eccentric_s=w.end_s - w.top_end_s,
        rest_s=tempo.rest_s and max(tempo.rest_s + lift + hold + lower - (w.end_s - w.start_s), 0.0),
    )


class Finding(_Model):
    id: str
    text: str


class Result(_Model):
    """One judged set."""

    schema_: Literal["formcheck.result/2"] = Field(alias="schema")
    formcheck: str
    model: Model
    complete: bool
    kind: Literal["repetitions", "holds", "steps"] = "repetitions"
    exercise: str
    variant: str | None
    tempo_prescription: str = Field(description="lift-hold-lower, seconds of whole phases")
    tempo_set_by: Literal["guide", "person"] = Field(default="guide", description="who asks for this tempo")
    source: SourceFile
    view: ViewFound
    posture: str
    tracking: Tracking
    part: ResultPart | None = None
    camera: CameraMotion | None = None
    reps: list[RepResult]
    holds: list[HoldResult] = []
    steps: list[StepResult] = []
    attempts: list[AttemptResult]
    checks: list[Check]
    summary: Summary
    findings: list[Finding] = Field(description="what else a person should know: wrong exercise, cut-off file")

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _upgrade(cls, said: Any) -> Any:
        """A file of version 1 has nothing that version 2 has not: what it lacks takes its default."""
        if isinstance(said, dict) and said.get("schema") == OLD_SCHEMA:
            return {**said, "schema": SCHEMA}
        return said


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
