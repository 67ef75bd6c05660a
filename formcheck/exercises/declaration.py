"""An exercise as a TOML file says it, `formcheck.exercise/1`, measures in the words of motion/vocabulary.py.

Where a field says nothing, it is what the class of the same name in motion/spec.py and thresholds.py has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from formcheck.motion.highlight import LimbSide
from formcheck.motion.hold_counter import FORGIVEN_S
from formcheck.motion.landmarks import BODY, HAND
from formcheck.motion.spec import Kind, Seconds, Way
from formcheck.motion.thresholds import Phase
from formcheck.motion.view import Posture, View

SCHEMA: Literal["formcheck.exercise/1"] = "formcheck.exercise/1"
PART = {**BODY.by_name, **HAND.by_name}
PartName = Literal[
    "eye", "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe",
    "palm_heel", "thumb_tip", "index_knuckle", "index_tip", "middle_knuckle", "middle_tip", "ring_knuckle", "ring_tip",
    "little_knuckle", "little_tip",
]  # fmt: skip
Within = tuple[float, float]  # either may be inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Of a hold: what is true of every frame in which the position is held."""

    measure: str  # of a frame: height(hip, ankle)
    within: Within
    if_seen: bool = False  # where its landmarks are not seen, the others decide


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFile:
    """What is counted: a measure that rises and falls, or the conditions of a hold."""

    name: str
    measure: str | None = None  # of a frame, larger towards the end position
    conditions: tuple[Condition, ...] = ()
    travel: float  # change of a full movement, counted from 0.6 of it; of a hold, its least seconds
    views: tuple[View, ...]
    needs: tuple[PartName, ...]
    side: Literal["each"] | None = None  # each: one signal for the left and one for the right


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeFile:
    """The range that is reported."""

    name: str
    measure: str  # of a movement: change(angle(hip, knee, ankle)); held_s for a hold
    unit: Literal["deg", "T", "palm", "s"]
    target: float | dict[str, float]  # one, or one for each variant
    uncertainty: float  # half-width of the 90 % interval of the measure's own error
    views: tuple[View, ...]
    scale: float = 1.0  # how many times what the landmarks read the range is, where they read too little


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFile:
    """What holds of this exercise and not of other movements."""

    measure: str
    within: Within
    clearly: Within | None = None  # beyond it, it is clearly something else
    by_place: bool = False  # compares places in the picture, which a moving camera blurs
    say: str  # what was done instead
    attempt: bool = False  # a try that failed, and not simply something else
    views: tuple[View, ...] = tuple(View)
    cue: str | None = None  # the cue that such tries break


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFile:
    """What one view shows."""

    count: Literal["must", "may"] | None = None
    range: Literal["must", "may"] | None = None
    reliable: tuple[str, ...] = ()
    rough: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFile:
    """Where a fault begins."""

    measure: str
    above: float | None = None
    below: float | None = None
    uncertainty: float  # half-width in which nobody can tell
    unit: str | None = None  # of a named measure
    why: str  # where the limit lies and what it keeps apart: figures, or a source
    near: Within | None = None  # what is near what is asked for, and praised
    views: tuple[View, ...] = tuple(View)
    needs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RushedFile:
    least: dict[Phase, float]  # seconds; less is thrown or dropped
    shares: dict[Phase, float]  # of a tempo that a person set


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortFile:
    share: float  # of the target: less is short
    uncertainty: float = 1.0  # share of the range's interval that holds there


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFile:
    """Something a coach would say, and what shows that it is due: limits, short, rushed or declines."""

    id: str
    say: str
    meaning: str
    severity: Literal[1, 2, 3]
    sources: tuple[str, ...]
    good: str = ""  # praise where it was near what is asked for
    about: str
    unless: tuple[str, ...] = ()
    limits: tuple[LimitFile, ...] = ()
    short: ShortFile | None = None
    rushed: RushedFile | None = None
    declines: bool = False
    limb: tuple[PartName, ...] = ()  # what pictures colour
    limb_side: LimbSide = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFile:
    """A way to do it. The first whose measure is within, or else the first without a measure."""

    name: str
    both_sides: bool  # whether both sides work together
    measure: str | None = None
    within: Within | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFile:
    schema: Literal["formcheck.exercise/1"]
    name: str
    title: str
    kind: Kind = "repetitions"
    seconds: Seconds = "held"  # how those of a hold are called: of a position held, or of a part that moves
    landmarks: Literal["body", "hand"] = "body"  # what must be seen
    posture: Posture
    start: str
    movement: str
    how_to: tuple[str, ...] = ()  # three to five short sentences, for people
    camera: str
    guide: str = ""  # the guide's sentence about it
    tempo: str = "2-0-2"  # seconds of lifting, holding, lowering
    lowers_first: bool = False
    longest_s: float = 20.0  # a movement that takes longer was a change of position
    shortest_s: float = 0.5  # between its edges: quicker is no repetition
    forgiven_s: float = FORGIVEN_S  # of a hold: out of position for longer, and it is over
    travels: float = 0.6  # trunk lengths of the hips within a second that end a set
    clearance: tuple[float, float] = (0.0, 0.0)
    limb: tuple[PartName, ...]
    limb_side: LimbSide = "working"
    side: str | None = None  # which side works: a named measure
    side_label: str = ""  # how to ask for one side, with {side} in it
    phases: dict[Way, str] = field(default_factory=dict)  # what the two ways are called where nothing is lifted
    weights: dict[str, float]
    variants: tuple[VariantFile, ...] = ()
    signals: tuple[SignalFile, ...]
    ranges: tuple[RangeFile, ...]
    gates: tuple[GateFile, ...] = ()
    tells: tuple[GateFile, ...] = ()  # asked only where nobody named the exercise
    views: dict[View, ViewFile]
    cues: tuple[CueFile, ...]
    sources: dict[str, str]  # who says so: a tag and a title
    unseen: dict[str, str] = field(default_factory=dict)  # what no view shows, and why
