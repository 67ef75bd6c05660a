"""The movement as curves over time: the signals used for counting, and the levels each movement had to cross."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.judging.in_centimetres import OF_HEIGHT
from formcheck.messages import N_, _, figure
from formcheck.motion.movement import Movement
from formcheck.motion.pose import Floats
from formcheck.motion.rep_counter import COUNT
from formcheck.motion.rep_phases import EDGE
from formcheck.motion.session import UNSEEN_IS_NAN
from formcheck.motion.spec import RepSignal
from formcheck.output.landmark_log import LandmarkLog
from formcheck.result import Result

UNITS = {"deg": N_("degrees"), "T": N_("trunk lengths"), "palm": N_("palm lengths"), "cm": N_("cm")}
NEEDED = _("threshold to count: {share:.0f} % of a full movement").format(share=100 * COUNT)
GAP_S = 0.4  # longer gaps in the signal are not bridged
EDGES = _("edges: {low:.0f} % and {high:.0f} % of each movement").format(low=100 * EDGE, high=100 * (1 - EDGE))


@dataclass(frozen=True, slots=True)
class CountLevel:
    """A horizontal line from start to end, in the unit of the curve."""

    kind: Literal["needed", "edge"]
    start_s: float
    end_s: float
    value: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A movement from start to end, in seconds; top_* if labelled or measured."""

    start_s: float
    end_s: float
    text: str
    top_start_s: float | None = None
    top_end_s: float | None = None

    @property
    def middle_s(self) -> float:
        """Where to place its text: in the middle of the end position, if known."""
        if self.top_start_s is None or self.top_end_s is None:
            return (self.start_s + self.end_s) / 2
        return (self.top_start_s + self.top_end_s) / 2


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Curve:
    """One signal: t and x are (n,) seconds and values in the unit, NaN where it was not seen.

    needed is the change that makes a movement count, in the unit.
    """

    name: str
    unit: str
    needed: float
    t: Floats
    x: Floats
    levels: Sequence[CountLevel]

    def moved(self, start_s: float, end_s: float) -> str:
        """How far the signal moved between two times, as text."""
        x = self.x[(self.t >= start_s) & (self.t <= end_s) & ~np.isnan(self.x)]
        if not len(x):
            return _("{name} was not seen").format(name=_(self.name))
        form = {UNITS["deg"]: ".0f", UNITS["cm"]: ".1f"}.get(self.unit, ".3f")
        went = float(x.max() - x.min())
        return _("{name} moved {went} {unit}, {needed} needed").format(
            name=_(self.name), went=figure(went, form), unit=_(self.unit), needed=figure(self.needed, form)
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """Curves on a common time axis, and named rows of bars below them."""

    title: str
    curves: Sequence[Curve]
    rows: dict[str, Sequence[Bar]]


def told_in(reading: RepSignal, take: LandmarkLog, height_cm: float | None) -> tuple[str, float]:
    """The unit in which a signal is shown, and one of it in the unit of its values."""
    if reading.unit == "deg":
        return UNITS["deg"], 1.0
    if take.exercise and not take.exercise.landmarks.together:  # how long a palm is, the height does not tell
        return UNITS["palm"], take.scale
    if height_cm is None:
        return UNITS["T"], take.scale
    return UNITS["cm"], take.scale / (OF_HEIGHT["T"] * height_cm)


@UNSEEN_IS_NAN
def curves(take: LandmarkLog, r: Result) -> list[Curve]:
    """The signals that repetitions were counted by, the busiest first; at least one, unless there was no frame."""
    if take.exercise is None or r.kind == "holds":  # in position or not: the table of holds says it
        return []
    return [_curve(x, take, r.height_cm) for x in _signals(take.exercise.rep_signals, r, take)]


def _signals(rep_signals: Sequence[RepSignal], r: Result, take: LandmarkLog) -> list[RepSignal]:
    """Those that gave a repetition; else the one that fits the view and saw most."""
    counted = Counter(f.signal for rep in r.reps if (f := take.of_rep(rep)))
    if counted:
        return sorted((x for x in rep_signals if counted[x.name]), key=lambda x: -counted[x.name])
    fit = [x for x in rep_signals if r.view.detected in x.views] or list(rep_signals)
    return [max(fit, key=lambda x: max((f.size for f in take.found if f.signal == x.name), default=0.0))]


def _curve(reading: RepSignal, take: LandmarkLog, height_cm: float | None) -> Curve:
    t, x = take.t, take.signal(reading)
    unit, scale = told_in(reading, take, height_cm)
    travel, zero = reading.travel, 0.0
    if reading.unit == "trunk":  # from frame heights; where it lies in the picture means nothing
        travel, zero = travel * take.scale / scale, float(np.nanmin(x, initial=np.inf))
    slow = take.slow_motion
    levels = [
        CountLevel(v.kind, v.start_s * slow, v.end_s * slow, (v.value - zero) / scale)
        for f in take.found
        if f.signal == reading.name
        for v in _levels(f)
    ]
    return Curve(
        name=reading.name,
        unit=unit,
        needed=travel * COUNT,
        t=t,
        x=(x - zero) / scale,
        levels=levels,
    )


def _levels(f: Movement) -> list[CountLevel]:
    enough = f.valley + COUNT * (f.peak - f.valley) / f.size
    middle = (f.top_start_s + f.top_end_s) / 2
    out = [CountLevel("needed", f.start_s, f.end_s, enough)]
    for start, end, rest in ((f.start_s, middle, f.rest), (middle, f.end_s, f.rest_after)):
        out += [CountLevel("edge", start, end, rest + share * (f.top - rest)) for share in (EDGE, 1 - EDGE)]
    return out
