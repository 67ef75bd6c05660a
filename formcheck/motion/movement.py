"""One trip away from a rest and back, known better step by step: found by a counter, shaped, then measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.motion.pose import Side
from formcheck.motion.view import View
from formcheck.motion.whole_phases import TYPICAL, PhaseEdges, whole_of

Sample = tuple[float, float]  # seconds, value
Evidence = tuple[float, float]  # how far a fault goes (NaN: not seen), and the second of its worst moment
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A condition of the exercise that a movement did not meet.

    say       what was done instead
    attempt   whether it was a try
    doubtful  whether it may have been the exercise all the same: the other movements decide
    of_signal whether it only says that this signal does not show this movement
    """

    say: str
    attempt: bool
    doubtful: bool = False
    of_signal: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Landmarks that are not believed, and why.

    of_shot  whether that says something of the whole shot
    of_side  whether it is not known which is the left one and which the right
    """

    landmarks: frozenset[int]
    why: str
    of_shot: bool = False
    of_side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Times in seconds, values in the signal's unit.

    Found by the counter (rep_counter.py):
    size      the rise over the exercise's travel: 1 is a full movement
    reason    None if it may be counted, else why not: short, tracking-lost, no-frames, cut, unfinished, too-fast

    Shaped by its own samples (rep_phases.py); until then as the counter found it:
    rest      the level before, and rest_after the one behind: each where its own flank comes to a stop
    noise     its standard deviation
    between   how much higher the peak may have been between two frames; 0 where they lie as close as in ordinary films
    hidden    of each edge, whether it lies in a gap or in noise; the phases that it bounds are NaN
    paces     where noise hides the edges, about the seconds of rising and of falling
    stretch   how much longer rising and falling take whole than from 5 % to 95 %

    Measured while its poses were at hand (session.py); of another exercise's movement only what it was:
    signal    the name of the signal that showed it
    strains   added to the half-width of each range
    frame_s   between two frames, median
    evidence  by cue, of those that this view can show
    both      left and right, where the limbs move together
    shot      of the film: cuts divide it
    camera_moved  during it
    camera    how far that moved the picture, across and up, in frame heights
    doubts    landmarks that are not believed in it; once the set is concluded, those of its shot too
    held_s    of a hold: seconds in position, without forgiven gaps
    broken    of a hold, by cue: from when to when it was broken
    alike     what is said of movements that may be another exercise as well
    limb_seen whether what carries the movement was seen beyond its root, more than hardly ever

    Decided by the whole set (set_evidence.py):
    clipped   it counts although the clip begins on its way up: neither its range nor its tempo is measured
    """

    valley_s: float
    peak_s: float
    closed_s: float
    valley: float
    peak: float
    closed: float
    size: float
    reason: str | None

    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    rest: float
    top: float
    rest_after: float
    noise: float = 0.0
    between: float = 0.0
    hidden: tuple[bool, ...] = (False,) * 4
    paces: tuple[float, float] = (NAN, NAN)
    stretch: float = TYPICAL

    signal: str = ""
    view: View = View.UNKNOWN
    refused: tuple[Refusal, ...] = ()
    ranges: tuple[float, ...] = ()
    strains: tuple[float, ...] = ()
    variant: str | None = None
    side: Side | None = None
    frame_s: float = 0.0
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    both: tuple[float, float] | None = None
    shot: int = 0
    camera_moved: bool = False
    camera: complex = 0j
    doubts: tuple[Doubt, ...] = ()
    held_s: float = 0.0
    broken: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    limb_seen: bool = True
    alike: tuple[str, ...] = ()
    clipped: bool = False

    @classmethod
    def found(cls, valley: Sample, peak: Sample, closed: Sample, size: float, reason: str | None = None) -> Movement:
        """As a counter finds it: its edges are where the samples were lowest and highest."""
        (t0, low), (t1, high), (t2, after) = valley, peak, closed
        return cls(
            valley_s=t0,
            peak_s=t1,
            closed_s=t2,
            valley=low,
            peak=high,
            closed=after,
            size=size,
            reason=reason,
            start_s=t0,
            top_start_s=t1,
            top_end_s=t1,
            end_s=t2,
            rest=low,
            top=high,
            rest_after=after,
        )

    @property
    def counts(self) -> bool:
        """Whether it is a repetition of the exercise."""
        return self.reason is None and not self.refused

    @property
    def doubtful(self) -> bool:
        """Whether it may be a repetition if the other movements of the set are."""
        return self.reason is None and bool(self.refused) and all(r.doubtful for r in self.refused)

    @property
    def other(self) -> str:
        """What was done instead of the exercise; "" if it was the exercise, or an attempt at it."""
        return next((r.say for r in self.refused if not (r.attempt or r.of_signal)), "")

    @property
    def rising_s(self) -> float:
        return self._between(0, self.start_s, self.top_start_s)

    @property
    def hold_s(self) -> float:
        return self._between(1, self.top_start_s, self.top_end_s)

    @property
    def falling_s(self) -> float:
        return self._between(2, self.top_end_s, self.end_s)

    @property
    def whole(self) -> PhaseEdges:
        """The edges of the whole phases."""
        return whole_of(self.start_s, self.top_start_s, self.top_end_s, self.end_s, self.stretch)

    def _between(self, edge: int, since: float, until: float) -> float:
        return NAN if self.hidden[edge] or self.hidden[edge + 1] else until - since
