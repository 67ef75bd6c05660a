"""The result file as typed models, `formcheck.result/2`: what `analyze --json` writes.

Times are seconds from the start of the file, angles are degrees. Unknown values are null, never 0 and never left
out. `Result.model_json_schema()` is the JSON Schema. Files of `formcheck.result/1` can be read too: fields they
lack take their defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from formcheck.result_parts import (
    AttemptResult,
    Borderline,
    CameraMotion,
    Check,
    Counted,
    Fault,
    GapFound,
    HoldResult,
    Model,
    Phases,
    Recognised,
    RepResult,
    ResultModel,
    ResultPart,
    Rom,
    SourceFile,
    StepResult,
    Tracking,
    ViewFound,
    WholePhases,
    about_whole,
)

__all__ = [
    "NEW_IN_2",
    "OLD_SCHEMA",
    "SCHEMA",
    "Advice",
    "AttemptResult",
    "Borderline",
    "CameraMotion",
    "Check",
    "Counted",
    "Fault",
    "Finding",
    "GapFound",
    "HoldResult",
    "Model",
    "Phases",
    "Recognised",
    "RepResult",
    "Result",
    "ResultPart",
    "Rom",
    "RomSummary",
    "SourceFile",
    "StepResult",
    "Summary",
    "Symmetry",
    "Tracking",
    "ViewFound",
    "WholePhases",
]

SCHEMA: Literal["formcheck.result/2"] = "formcheck.result/2"
OLD_SCHEMA = "formcheck.result/1"
NEW_IN_2: dict[str, Any] = {  # fields that version 1 does not have
    **dict.fromkeys(
        ("kind", "tempo_set_by", "target_set_by", "height_cm", "part", "recognised", "camera", "holds", "steps"), True
    ),
    "reps": {
        "__all__": {
            "whole": True,
            "borderline": True,
            "rom": {"peak"},
            "faults": {"__all__": {"uncertainty", "asked"}},
        }
    },
    "checks": {"__all__": {"borderline", "judged", "explained_by", "praised"}},
    "summary": {"count_reliable": True, "whole": True, "rom": {"peak"}, "held_s": True, "clean_s": True},
}


class RomSummary(ResultModel):
    mean: float | None
    sd: float | None
    min: float | None
    max: float | None
    unit: str
    peak: float | None = Field(default=None, description="mean of the peaks of the repetitions")


class Symmetry(ResultModel):
    left: float | None
    right: float | None
    index_pct: float | None = Field(description="difference between the sides, in percent of their mean")
    uncertainty_pct: float | None = Field(default=None, description="half-width of a 90 % interval of index_pct")


class Advice(ResultModel):
    good: str | None
    next: str | None
    source: str | None = Field(default=None, description="the source of `next`: the guide's sentence, or another one")


class Summary(ResultModel):
    reps: int = Field(description="repetitions, holds or steps that count, as `kind` says")
    attempts: int
    count_reliable: bool = Field(default=True, description="false: the count is approximate; findings say why")
    score: float | None = Field(description="0 to 100, experimental")
    score_parts: dict[str, float] = Field(default_factory=dict, description="components of the score, 0 to 100")
    rom: RomSummary
    tempo: Phases
    whole: Phases | None = Field(default=None, description="means of the whole phases")
    held_s: float | None = Field(default=None, description="of holds: seconds in position, all together")
    clean_s: float | None = Field(default=None, description="of those, seconds without a fault")
    symmetry: Symmetry
    advice: Advice

    @property
    def lasted(self) -> Phases:
        """Means of the whole phases, for people; approximate for a file of version 1."""
        return self.whole or about_whole(self.tempo)


class Finding(ResultModel):
    id: str
    text: str


class Result(ResultModel):
    """One judged set."""

    schema_: Literal["formcheck.result/2"] = Field(alias="schema")
    formcheck: str
    model: Model
    complete: bool
    kind: Literal["repetitions", "holds", "steps"] = "repetitions"
    exercise: str
    variant: str | None
    tempo_prescription: str = Field(description="lift-hold-lower, seconds of whole phases")
    tempo_set_by: Literal["guide", "person"] = Field(default="guide", description="who prescribes this tempo")
    target_set_by: Literal["guide", "person"] = Field(default="guide", description="who set the target of the range")
    height_cm: float | None = Field(default=None, description="the person's height, if it was given")
    source: SourceFile
    view: ViewFound
    posture: str
    tracking: Tracking
    part: ResultPart | None = None
    recognised: Recognised | None = Field(default=None, description="null where the exercise was named")
    camera: CameraMotion | None = None
    reps: list[RepResult]
    holds: list[HoldResult] = Field(default=[])
    steps: list[StepResult] = Field(default=[])
    attempts: list[AttemptResult]
    checks: list[Check]
    summary: Summary
    findings: list[Finding] = Field(description="what else to know, such as a wrong exercise or a cut-off file")

    @property
    def movements(self) -> Sequence[Counted]:
        """What was counted: its repetitions, holds or steps."""
        match self.kind:
            case "holds":
                return self.holds
            case "steps":
                return self.steps
        return self.reps

    @property
    def form_judged(self) -> bool:
        """Whether any cue was judged: without one, nothing is called clean."""
        return any(c.verdict != "not-assessable" for c in self.checks)

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _upgrade(cls, said: Any) -> Any:
        """Version 2 only adds fields: those that a file of version 1 lacks take their defaults."""
        if isinstance(said, dict) and said.get("schema") == OLD_SCHEMA:
            return {**said, "schema": SCHEMA}
        return said
