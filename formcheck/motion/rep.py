"""One repetition and one attempt of a set, for judging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan

from formcheck.motion.movement import Evidence, Movement
from formcheck.motion.pose import Side
from formcheck.motion.thresholds import Phase
from formcheck.motion.view import View
from formcheck.motion.whole_phases import TYPICAL, PhaseEdges


@dataclass(frozen=True, slots=True, kw_only=True)
class RepRange:
    """The range of one repetition; value and uncertainty are None where this view cannot measure it.

    strained  a fault disturbed the measure: right within its wide interval, and no yardstick for the others
    """

    name: str
    unit: str
    value: float | None
    target: float | None
    uncertainty: float | None
    degraded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rep:
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    side: Side | None  # None: both limbs together
    size: RepRange
    concentric_s: float | None
    hold_s: float | None
    eccentric_s: float | None
    rest_s: float | None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)  # by cue
    both: tuple[float, float] | None = None  # left and right, if the limbs move together
    lowers_first: bool = False
    timed: bool = True  # the frame rate is high enough to time the phases
    paces_s: tuple[float, float] = (float("nan"), float("nan"))  # about both ways, where noise hides their edges
    frame_s: float = 0.0  # between two frames
    whole: PhaseEdges | None = None  # edges of the whole phases; the times above lie between 5 % and 95 %
    whole_rest_s: float | None = None
    movement: Movement | None = None  # that it was made of
    view: View = View.UNKNOWN  # of its shot

    def took(self, phase: Phase) -> float | None:
        """Seconds of a phase; None if it could not be timed."""
        return {"concentric": self.concentric_s, "hold": self.hold_s, "eccentric": self.eccentric_s}[phase]

    def about(self, phase: Phase) -> float | None:
        """The same; where its edges are lost in noise, by the pace of its middle: enough to tell a rushed one."""
        took, roughly = self.took(phase), self.paces_s[phase == "eccentric"]
        return took if took is not None or phase == "hold" or not self.timed or isnan(roughly) else roughly

    def lasted(self, phase: Phase) -> float | None:
        """Seconds of the whole phase, comparable with the prescribed tempo; None if it could not be timed."""
        w = self.whole
        if w is None or self.took(phase) is None:
            return None
        if phase == "hold":
            return w.top_end_s - w.top_start_s
        rises = (phase == "concentric") is not self.lowers_first
        return w.top_start_s - w.start_s if rises else w.end_s - w.top_end_s

    def as_whole(self, phase: Phase, seconds: float) -> float:
        """Seconds of a phase, measured as about() does, on the scale of whole phases."""
        took, lasted = self.took(phase), self.lasted(phase)
        if phase == "hold":  # loses its ends to the movements beside it, however long it is
            return max(seconds if took is None or lasted is None else seconds - took + lasted, 0.0)
        return seconds * (lasted / took if took and lasted is not None else TYPICAL)

    def moment(self, phase: Phase) -> float:
        """The representative time of a phase: the middle of a movement, the end of a hold."""
        if phase == "hold":
            return self.top_end_s
        rises = (phase == "concentric") is not self.lowers_first
        return (self.start_s + self.top_start_s) / 2 if rises else (self.top_end_s + self.end_s) / 2


@dataclass(frozen=True, slots=True)
class Attempt:
    start_s: float
    end_s: float
    reason: str
    detail: str
    movement: Movement | None = None  # that it was made of

    @property
    def tried(self) -> bool:
        """Whether a gate refused it as a failed try, not as another movement."""
        return self.reason == "wrong-posture" and (self.movement is None or not self.movement.other)
