"""The building blocks of an exercise file. Data only: nothing here measures anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from formcheck.messages import _
from formcheck.motion.cue import Cue, Reference
from formcheck.motion.highlight import Bone, Limb, LimbSide
from formcheck.motion.hold_counter import FORGIVEN_S
from formcheck.motion.landmarks import BODY, Joint, LandmarkModel
from formcheck.motion.pose import Floats, Pose, Side, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.thresholds import Phase
from formcheck.motion.view import Posture, View

Signal = Callable[[Track], Floats]
Duty = Literal["must", "may"]
Kind = Literal["repetitions", "holds", "steps"]
Seconds = Literal["held", "active"]  # of a hold: of a position, or of a movement that goes on
CountOf = Literal["repetitions", "holds", "activity", "steps"]
Way = Literal["lift", "lower"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A condition that repetitions of this exercise meet and other movements do not.

    measure  one number per repetition; NaN (not seen) passes
    within   (low, high) that is accepted, either end may be infinite
    by_place whether it compares places in the picture, which a moving camera blurs: then it never speaks clearly
    clearly  outside of it, it clearly is something else; between the two the other movements of the set decide
    say      what was done instead, for the person
    attempt  whether it was a try that failed, worth reporting; otherwise it was simply something else
    cue      the cue that such tries break, when they are a habit
    """

    measure: Callable[[RepWindow], float]
    within: tuple[float, float]
    say: str
    attempt: bool = False
    views: frozenset[View] = frozenset(View)
    cue: str | None = None
    clearly: tuple[float, float] | None = None
    by_place: bool = False

    def refuses(self, value: float) -> bool:
        return _outside(value, self.within)

    def doubts(self, value: float, *, camera_moved: bool) -> bool:
        """Whether a refused value is not clear."""
        return (camera_moved and self.by_place) or (self.clearly is not None and not _outside(value, self.clearly))


def _outside(x: float, within: tuple[float, float]) -> bool:
    return x < within[0] or x > within[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepSignal:
    """A signal for counting, and where it is reliable.

    travel  the change of a full movement, in the unit: degrees, or lengths of the trunk for signals that
            are measured in frame heights. Of a hold, whose signal is 1 in position and 0 out of it, the seconds that
            make one
    needs   the landmarks whose loss makes the signal NaN, to tell the person what was hidden
    side    the limb it follows, where the limbs move one at a time
    gates   conditions of this reading alone
    edges   a signal that shows the edges of a finished repetition better, but has no meaning frame by frame
    moved   whether it counts what a camera films that moves, as in a hand
    looks_back_s  seconds of the poses before that it needs; what it says is then of half of them ago
    """

    name: str
    signal: Signal
    travel: float
    unit: Literal["deg", "trunk"]
    views: frozenset[View]
    needs: tuple[Joint, ...]
    side: Side | None = None
    gates: tuple[Gate, ...] = ()
    edges: Signal | None = None
    moved: bool = False
    looks_back_s: float = 0.0

    def latest(self, poses: Sequence[Pose]) -> float:
        """Its value in the last of these poses."""
        since = poses[-1].t - self.looks_back_s
        first = next(i for i in range(len(poses), 0, -1) if i == 1 or poses[i - 2].t < since) - 1
        return float(self.signal(Track.of(poses[first:]))[-1])

    @property
    def lag_s(self) -> float:
        """How long ago was what it says."""
        return self.looks_back_s / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The range of a repetition, as reported to people.

    measure          the change from rest to the end position, in the unit; NaN where it cannot be measured
    targets          the change asked for, by variant; "" where there is none
    uncertainty      half-width of the 90 % interval of the measure's own error in these views, in the unit
    uncertainties    the same for variants that differ
    unit_per_height  one unit as a share of the person's height: with the height it is given in centimetres
    degraded_by      what a fault that disturbs the measure adds to the half-width, in the unit; 0 without one
    """

    name: str
    unit: str
    measure: Callable[[RepWindow], float]
    targets: Mapping[str, float]
    uncertainty: float
    views: frozenset[View]
    unit_per_height: float | None = None
    uncertainties: Mapping[str, float] = field(default_factory=dict)
    degraded_by: Callable[[RepWindow], float] | None = None


@dataclass(frozen=True, slots=True)
class ViewSupport:
    """What one view can judge, a row of the view table: some cues reliably, others only roughly."""

    count: Duty | None = None
    range: Duty | None = None
    reliable: tuple[str, ...] = ()
    rough: tuple[str, ...] = ()

    @property
    def judged(self) -> tuple[str, ...]:
        """All cues that it can judge, reliably or roughly."""
        return (*self.reliable, *self.rough)

    def shared(self, other: ViewSupport) -> ViewSupport:
        """What both views can judge, where nobody knows which of them it is."""
        both = [c for c in self.judged if c in other.judged]
        reliable = tuple(c for c in both if c in self.reliable and c in other.reliable)
        rough = tuple(c for c in both if c not in reliable)
        return ViewSupport(self.count, self.range if other.range else None, reliable, rough)


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo in seconds. The guide's tempo is an aim; a tempo set by the person must be kept."""

    concentric: float
    hold: float
    eccentric: float
    set_by: Literal["guide", "person"] = field(default="person", compare=False)

    def of(self, phase: Phase) -> float:
        return {"concentric": self.concentric, "hold": self.hold, "eccentric": self.eccentric}[phase]

    def __str__(self) -> str:
        return "-".join(f"{x:g}" for x in (self.concentric, self.hold, self.eccentric))

    @classmethod
    def parse(cls, text: str) -> Tempo:
        """Parse lift-hold-lower, such as 2-1-2. Raises ValueError for anything else."""
        parts = [float(x) for x in text.split("-")]
        if len(parts) != 3 or not all(0 <= x <= 60 for x in parts):
            raise ValueError(text)
        concentric, hold, eccentric = parts
        return cls(concentric, hold, eccentric)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise, declared. The engine reads this and knows nothing else of it."""

    name: str
    title: str
    posture: Posture
    start: str
    movement: str
    camera: str
    tempo: Tempo
    rep_signals: Sequence[RepSignal]
    views: Mapping[View, ViewSupport]
    cues: Sequence[Cue]
    ranges: Sequence[Range] = ()
    gates: Sequence[Gate] = ()
    tells: Sequence[Gate] = ()  # asked only where nobody named it: they tell it from exercises that move alike
    alike: Sequence[Gate] = ()  # what they accept may be another exercise as well, which `say` tells
    variants: tuple[str, ...] = ()
    variant_of: Callable[[RepWindow], str] | None = None
    side_of: Callable[[RepWindow], Side | None] | None = None
    both_sides_in: tuple[str, ...] = ()  # variants in which both sides work together, where else one works alone
    lowers_first: bool = False
    unseen: Mapping[str, str] = field(default_factory=dict)  # cue id -> why no camera view shows it
    how_to: tuple[str, ...] = ()  # how to do it, for people: three to five short sentences; () if movement says it all
    guide: str = ""  # the guide's sentence about it
    both_of: Callable[[RepWindow], tuple[float, float]] | None = None  # left and right, where the limbs move together
    of_side: Callable[[Track, Side], Floats] | None = None  # the same frame by frame, of one limb, in degrees
    weights: Mapping[str, float] = field(default_factory=dict)  # of the score's parts
    clearance: tuple[float, float] = (0.0, 0.0)  # trunks over the head, and from the hips to either side, from the side
    limb: tuple[Joint, ...] = ()  # the chain of landmarks that carries the movement, of the side at work
    limb_side: LimbSide = "working"  # which side's chain pictures colour
    side_label: str = ""  # how to ask for one side, with {side} in it; "" if both work together
    phases: Mapping[Way, str] = field(default_factory=dict)  # of what lifts nothing: its words for lift and lower
    kind: Kind = "repetitions"
    seconds: Seconds = "held"  # what those of a hold are, in words
    landmarks: LandmarkModel = BODY  # what must be seen of the person
    longest_s: float = 20.0  # a movement that takes longer was a change of position
    shortest_s: float = 0.5  # between its edges: quicker is no repetition
    forgiven_s: float = FORGIVEN_S  # of a hold: seen out of position for longer, and it is over
    travels: float = 0.6  # trunk lengths of the hips within a second: more, and the person goes somewhere else

    def called(self, side: Side | None) -> str:
        """Its title, with the side that should work if given."""
        return f"{self.title}, {self.side_label.format(side=_(side))}" if side and self.side_label else self.title

    def one_sided(self, variant: str | None) -> bool:
        """Whether this variant is done on one side at a time."""
        return (self.side_of is not None or any(s.side for s in self.rep_signals)) and variant not in self.both_sides_in

    @property
    def counts(self) -> CountOf:
        """What is counted, as people call it."""
        return "activity" if self.seconds == "active" else self.kind

    @property
    def references(self) -> dict[str, Reference]:
        """The references of its cues by tag, in the order of the cues."""
        return {r.tag: r for c in self.cues for r in c.references}

    def cue(self, id_: str) -> Cue:
        return next(c for c in self.cues if c.id == id_)

    def signal_named(self, name: str) -> RepSignal:
        """The signal with that name."""
        return next(s for s in self.rep_signals if s.name == name)

    def highlight(self, side: Side | None, cue: Cue | None = None) -> list[Bone]:
        """The bones to colour in a picture: those of a cue, or those that carry the movement."""
        return ((cue and cue.limb) or Limb(self.limb, self.limb_side)).bones(side)

    def sees(self, view: View) -> ViewSupport:
        return self.views.get(view, ViewSupport())

    def suited(self, view: View) -> bool:
        """Whether this view counts repetitions reliably."""
        return self.sees(view).count == "must"
