"""The movement as curves over time: the signals that were counted by, and the lines each movement had to cross."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.capture.landmarks import Seen, to_pose
from formcheck.motion.exercise import Reading
from formcheck.motion.lag import unlag
from formcheck.motion.pose import Floats, Track, median
from formcheck.motion.reps import COUNT
from formcheck.motion.session import UNSEEN_IS_NAN, Found, Session
from formcheck.motion.shape import EDGE
from formcheck.motion.signals import trunk_length
from formcheck.motion.trust import Trust
from formcheck.result import Result
from formcheck.scoring.explain import of_rep

UNITS = {"deg": "degrees", "trunk": "trunk lengths"}
NEEDED = f"{100 * COUNT:.0f} % of a full movement from its rest: needed to count"
EDGES = f"{100 * EDGE:.0f} % and {100 * (1 - EDGE):.0f} % of each movement: its edges"


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line over a part of the time, seconds, in the curve's unit."""

    kind: Literal["needed", "edge"]
    start_s: float
    end_s: float
    value: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A movement from start to end, seconds; top_* where the label or the result says it."""

    start_s: float
    end_s: float
    text: str
    top_start_s: float | None = None
    top_end_s: float | None = None

    @property
    def middle_s(self) -> float:
        """Where its text stands: amid the far end if that is known."""
        if self.top_start_s is None or self.top_end_s is None:
            return (self.start_s + self.end_s) / 2
        return (self.top_start_s + self.top_end_s) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One signal: t and x are (n,) seconds and values in the unit, NaN where it was not seen.

    needed is the change that makes a movement count, in the unit.
    """

    name: str
    unit: str
    needed: float
    t: Floats
    x: Floats
    levels: Sequence[Level]

    def moved(self, start_s: float, end_s: float) -> str:
        """How far it went between two seconds, in words."""
        x = self.x[(self.t >= start_s) & (self.t <= end_s) & ~np.isnan(self.x)]
        if not len(x):
            return f"{self.name} was not seen"
        digits = 0 if self.unit == UNITS["deg"] else 3
        went = float(x.max() - x.min())
        return f"{self.name} went {went:.{digits}f} {self.unit}, {self.needed:.{digits}f} are needed"


@dataclass(frozen=True, slots=True)
class Picture:
    """Curves over a common time, and rows of bars below them by their names."""

    title: str
    curves: Sequence[Curve]
    rows: dict[str, Sequence[Bar]]


class Watch:
    """Keeps what a run saw, to draw its signals afterwards: meant for one labelled clip, not for an hour."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._session: Session | None = None

    def push(self, seen: Seen, session: Session) -> None:
        self._seen.append(seen)
        self._session = session

    @property
    def found(self) -> Sequence[Found]:
        return self._session.found if self._session else []

    @UNSEEN_IS_NAN
    def curves(self, r: Result) -> list[Curve]:
        """The signals that repetitions were counted by, the busiest first; at least one."""
        if self._session is None:
            return []
        aspect = r.source.width / r.source.height
        trust = Trust(aspect)
        track = unlag(Track.of([trust.push(to_pose(s, aspect)) for s in self._seen]))
        readings = _readings(self._session.exercise.readings, r, self.found)
        return [_curve(x, track, [f for f in self.found if f.reading is x]) for x in readings]


def _readings(readings: Sequence[Reading], r: Result, found: Sequence[Found]) -> list[Reading]:
    """Those that gave a repetition; else the one that fits the view and saw most."""
    counted = Counter(f.reading.name for rep in r.reps if (f := of_rep(rep, found)))
    if counted:
        return sorted((x for x in readings if counted[x.name]), key=lambda x: -counted[x.name])
    fit = [x for x in readings if r.view.detected in x.views] or list(readings)
    return [max(fit, key=lambda x: max((f.excursion.size for f in found if f.reading is x), default=0.0))]


def _curve(reading: Reading, track: Track, found: Sequence[Found]) -> Curve:
    x = reading.signal(track)
    scale, zero = 1.0, 0.0
    if reading.unit == "trunk":  # from frame heights; where it lies in the picture means nothing
        scale, zero = median(trunk_length(track)), float(np.nanmin(x, initial=np.inf))
    levels = [Level(v.kind, v.start_s, v.end_s, (v.value - zero) / scale) for f in found for v in _levels(f)]
    return Curve(reading.name, UNITS[reading.unit], reading.travel * COUNT, track.t, (x - zero) / scale, levels)


def _levels(f: Found) -> list[Level]:
    e, s = f.excursion, f.shape
    enough = e.valley + COUNT * (e.peak - e.valley) / e.size
    middle = (s.top_start_s + s.top_end_s) / 2
    out = [Level("needed", s.start_s, s.end_s, enough)]
    for start, end, rest in ((s.start_s, middle, s.rest), (middle, s.end_s, s.rest_after)):
        out += [Level("edge", start, end, rest + share * (s.top - rest)) for share in (EDGE, 1 - EDGE)]
    return out
