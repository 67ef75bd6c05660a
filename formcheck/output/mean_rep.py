"""The mean repetition of one side as a curve: how the movement went, from start to end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.motion.movement import Movement
from formcheck.motion.pose import Floats, Side
from formcheck.motion.session import UNSEEN_IS_NAN
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.movement_curve import UNITS, told_in
from formcheck.output.rep_edges import Edges
from formcheck.result import Counted, RepResult, Result

POINTS = 24  # of each of the three phases


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MeanRep:
    """The change from rest of the counting signal. All arrays are (3 * POINTS,).

    Repetitions are aligned phase by phase, each phase stretched to its mean length.

    t          seconds, 0 in the middle of the end position
    mean       of the repetitions, in the unit
    low, high  the smallest and the largest of them
    one_limb   whether the signal follows one limb
    """

    name: str
    unit: str
    t: Floats
    mean: Floats
    low: Floats
    high: Floats
    one_limb: bool


@UNSEEN_IS_NAN
def course(take: LandmarkLog, r: Result, side: str) -> MeanRep | None:
    """The mean repetition or step of one side; None if none could be timed, and for holds.

    Where both limbs move together, what the one of this side does in all of them.
    """
    of_limb = take.exercise.of_side if take.exercise and all(x.side == "both" != side for x in r.movements) else None
    mine = [x for x in r.movements if x.side == side or of_limb]
    timed = [x for x in mine if not isinstance(x, RepResult) or x.tempo.concentric_s is not None]
    known = [(x, f) for x in timed if (f := take.of_rep(x))] if r.kind != "holds" else []
    if not known or take.exercise is None:
        return None
    usual = Counter(f.signal for _, f in known).most_common(1)[0][0]
    known = [(rep, f) for rep, f in known if f.signal == usual]
    reading = take.exercise.signal_named(usual)
    t, x = take.t, take.values(lambda track: of_limb(track, Side(side))) if of_limb else take.signal(reading)
    t, x = t[~np.isnan(x)], x[~np.isnan(x)]
    if not len(x):
        return None
    name, (unit, scale) = reading.name, told_in(reading, take, r.height_cm)
    edges = np.array([_edges(x, f, take.slow_motion) for x, f in known])
    rests = np.array([f.rest for _, f in known])
    if of_limb:
        name, unit, scale = take.exercise.ranges[0].name, UNITS["deg"], 1.0
        rests = np.interp(edges[:, 0], t, x)
    at = np.concatenate([np.linspace(a, b, POINTS, axis=1) for a, b in pairwise(edges.T)], axis=1)
    change = (np.interp(at, t, x) - rests[:, None]) / scale
    phases = edges.mean(0) - edges[:, 1:3].mean()
    return MeanRep(
        name=name,
        unit=unit,
        t=np.concatenate([np.linspace(a, b, POINTS) for a, b in pairwise(phases)]),
        mean=change.mean(0),
        low=change.min(0),
        high=change.max(0),
        one_limb=bool(of_limb or reading.side),
    )


def _edges(x: Counted, f: Movement, slow: float) -> Edges:
    """Where its phases begin and end, in seconds of the file."""
    if isinstance(x, RepResult):
        return x.start_s, x.top_start_s, x.top_end_s, x.end_s
    return f.start_s * slow, f.top_start_s * slow, f.top_end_s * slow, f.end_s * slow
