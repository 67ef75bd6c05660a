"""How form was kept during a hold: what each cue measures, over the seconds of the hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.cue import Cue
from formcheck.motion.pose import Floats, median
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.session import UNSEEN_IS_NAN
from formcheck.motion.signals import trunk_length
from formcheck.motion.thresholds import Threshold
from formcheck.motion.view import View
from formcheck.output.landmark_log import LandmarkLog
from formcheck.result import HoldResult, Result

MOST_POINTS = 300  # more would be closer than pixels


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HoldCurve:
    """What a cue measures during a hold: t and x are (n,) seconds since it began and values in the unit, NaN where
    it was not seen. Beyond the limit (below: under it) is a fault.
    """

    cue: Cue
    unit: str
    limit: float
    uncertainty: float
    below: bool
    t: Floats
    x: Floats

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Where it was clearly no fault."""
        x, near = self.x, self.uncertainty
        return x >= self.limit + near if self.below else x <= self.limit - near


def hold_curves(take: LandmarkLog, r: Result, side: str) -> dict[str, HoldCurve]:
    """Those of the longest hold of this side; none if there is no such hold."""
    longest = max((h for h in r.holds if h.side == side), key=lambda h: h.held_s, default=None)
    return curves_of(take, longest) if longest else {}


@UNSEEN_IS_NAN
def curves_of(take: LandmarkLog, hold: HoldResult) -> dict[str, HoldCurve]:
    """By cue that the view of the hold judges."""
    m = take.of_rep(hold)
    if m is None or take.exercise is None:
        return {}
    track = take.between(m.start_s, m.end_s)
    window = RepWindow.cut(track, m, median(trunk_length(track)), View(m.view), m.side)
    step = max(1, len(window.track) // MOST_POINTS)
    found = {}
    for cue in take.exercise.cues:
        sign = cue.sign_in(window.view)
        if cue.id in take.exercise.sees(window.view).judged and isinstance(sign, Threshold) and sign.frames:
            found[cue.id] = HoldCurve(
                cue=cue,
                unit=sign.unit,
                limit=sign.limit,
                uncertainty=sign.uncertainty,
                below=sign.below,
                t=(window.track.t - m.start_s)[::step],
                x=np.asarray(sign.frames(window))[::step],
            )
    return found


def clean_moment(take: LandmarkLog, hold: HoldResult, id_: str) -> float | None:
    """A second of the file at which the hold kept this cue and broke no other; the most usual of them."""
    m, curve = take.of_rep(hold), curves_of(take, hold).get(id_)
    if m is None or curve is None:
        return None
    spoilt = [(a - m.start_s, b - m.start_s) for spans in m.broken.values() for a, b in spans]
    good = curve.kept & ~np.any([(curve.t >= a) & (curve.t <= b) for a, b in spoilt], axis=0)
    if not good.any():
        return None
    t, x = curve.t[good], curve.x[good]
    return float((m.start_s + t[np.argmin(np.abs(x - median(x)))]) * take.slow_motion)
