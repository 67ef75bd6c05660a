"""The parts of a result: source, view, repetitions, faults and verdicts. result.py puts them together."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.motion.thresholds import Phase
from formcheck.motion.whole_phases import TYPICAL, whole_of


class ResultModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Model(ResultModel):
    variant: str
    sha256: str


class SourceFile(ResultModel):
    path: str
    kind: Literal["video", "camera", "landmarks"]
    width: int
    height: int
    frames: int = Field(description="frames that were judged")
    left_out: int = Field(default=0, description="frames of the clip left out, because about 30 a second are enough")
    duration_s: float
    slow_motion: float = Field(default=1.0, description="how many times the clip is slowed down")


class ViewFound(ResultModel):
    detected: str
    suited: bool
    advice: str | None


class ResultPart(ResultModel):
    """The part of the clip that this result covers, if a clip contains several sets."""

    index: int = 1
    of: int = 1
    start_s: float
    end_s: float


class Recognised(ResultModel):
    """How the exercise was recognised, where nobody named it."""

    certainty: Literal["high", "low"]
    rivals: list[str] = Field(description="the other exercises that it may be, likeliest first")


class CameraMotion(ResultModel):
    """What the camera did while it filmed."""

    moves: bool
    effect: str | None = Field(default=None, description="effect of the motion on the numbers, for people")


class GapFound(ResultModel):
    start_s: float
    end_s: float
    reason: str


class Tracking(ResultModel):
    usable: float = Field(ge=0, le=1, description="share of the frames in which the signal could be measured")
    gaps: list[GapFound]


class Rom(ResultModel):
    name: str
    value: float | None
    unit: str
    target: float | None
    uncertainty: float | None = Field(description="half-width of a 90 % interval")
    peak: float | None = Field(
        default=None, description="the angle that the range ended at, if the range is a change of an angle"
    )


class Phases(ResultModel):
    """Seconds of each phase. The field that holds them says between which instants."""

    concentric_s: float | None
    hold_s: float | None
    eccentric_s: float | None
    rest_s: float | None

    def of(self, phase: Phase) -> float | None:
        return {"concentric": self.concentric_s, "hold": self.hold_s, "eccentric": self.eccentric_s}[phase]


class WholePhases(Phases):
    start_s: float = Field(description="when the repetition begins to move")


class Fault(ResultModel):
    id: str
    severity: Literal[1, 2, 3]
    value: float | None = Field(description="for a rushed phase: seconds of the whole phase, like limit and asked")
    limit: float | None = Field(description="where a fault begins")
    unit: str
    asked: float | None = Field(default=None, description="the prescribed number, if any: target or tempo")
    uncertainty: float | None = Field(
        default=None,
        description="half-width of a 90 % interval of value; a fault is beyond the limit by at least this",
    )
    confidence: Literal["high", "low"]
    at_s: float
    cue: str
    source: str


class Borderline(ResultModel):
    """A cue whose value is within its uncertainty of the limit: neither kept nor broken."""

    id: str
    value: float
    limit: float
    unit: str
    uncertainty: float
    at_s: float


class HoldResult(ResultModel):
    """A held position. held_s: total; clean_s: the part without a fault; broken_by: ids of the faults that ended it."""

    index: int
    side: Literal["left", "right", "both"]
    start_s: float
    end_s: float
    held_s: float
    clean_s: float
    rom: Rom = Field(description="the seconds held as the range of the exercise, with the target")
    broken_by: list[str]
    faults: list[Fault]
    borderline: list[Borderline] = []


class StepResult(ResultModel):
    """A step to the side: feet open, then close."""

    index: int
    side: Literal["left", "right"] = Field(description="the direction, of the person")
    start_s: float
    end_s: float
    rom: Rom
    faults: list[Fault]
    borderline: list[Borderline] = []


class RepResult(ResultModel):
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
        description="seconds of whole phases, from the first movement to the last, comparable with the prescribed "
        "tempo; estimated from `tempo` and the speed profile",
    )
    score: float | None
    faults: list[Fault]
    borderline: list[Borderline] = []

    @property
    def lasted(self) -> Phases:
        """Whole phases, for people; approximate for a file of version 1."""
        return self.whole or about_whole(self.tempo)


Counted = RepResult | HoldResult | StepResult


class AttemptResult(ResultModel):
    start_s: float
    end_s: float
    reason: Literal["short", "too-fast", "tracking-lost", "wrong-posture", "unfinished"]
    detail: str


class Check(ResultModel):
    id: str
    verdict: Literal["pass", "borderline", "fail", "not-assessable"]
    reps: list[int] = Field(description="repetitions that broke it")
    reason: str | None
    borderline: list[int] = Field(default=[], description="repetitions too close to the limit to judge")
    judged: int | None = Field(default=None, description="number of repetitions in which it could be judged")
    explained_by: list[str] = Field(
        default=[], description="cues that explain the evidence, so that this one is not judged"
    )
    praised: bool = Field(default=False, description="most repetitions were close to the target, not just faultless")


def about_whole(tempo: Phases) -> Phases:
    """Approximate whole phases, for a movement of which only these times are known."""
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
