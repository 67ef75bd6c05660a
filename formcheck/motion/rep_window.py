"""One finished repetition for judging: its poses, rest, top and scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.motion.movement import Movement
from formcheck.motion.pose import Floats, Side, Track, median
from formcheck.motion.rep_counter import mostly_seen
from formcheck.motion.rep_phases import smooth
from formcheck.motion.view import View

REST_S, INTO_S = 0.4, 0.1  # rest before a repetition, or behind it; its beginning if neither is there
LEAST_TOP = LEAST_REST = 3  # frames
AROUND_PEAK_S = 0.1
REST_SEEN = 0.2  # of its frames


def resting(x: Floats) -> float:
    """The median at rest; NaN where that was hardly seen: what is left of it may already be the movement."""
    return median(x) if np.count_nonzero(~np.isnan(x)) >= REST_SEEN * len(x) else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepWindow:
    """trunk is the length of the trunk at rest, in frame heights."""

    track: Track
    rest: Track
    top: Track
    movement: Movement
    trunk: float
    view: View
    side: Side | None = None

    @classmethod
    def cut(cls, track: Track, movement: Movement, scale: float, view: View, side: Side | None) -> RepWindow:
        body = track.between(movement.start_s, movement.end_s)
        rest = track.between(movement.start_s - REST_S, movement.start_s)
        if mostly_seen(movement):  # the clip begins on its way up, and shows the rest where it ends
            rest = track.between(movement.closed_s - INTO_S, movement.closed_s)
        if (
            len(rest) < LEAST_REST and movement.reason is None
        ):  # it begins with the clip, where landmarks settle: the rest behind it
            rest = track.between(movement.end_s, movement.end_s + REST_S)
        if not len(rest):
            rest = track.between(movement.start_s - REST_S, movement.start_s + INTO_S)
        top = track.between(movement.top_start_s, movement.top_end_s)
        if len(top) < LEAST_TOP:  # a peak without a hold
            middle = (movement.top_start_s + movement.top_end_s) / 2
            top = track.between(middle - AROUND_PEAK_S, middle + AROUND_PEAK_S)
        return cls(track=body, rest=rest, top=top, movement=movement, trunk=scale, view=view, side=side)

    def peak_change(self, signal: Callable[[Track], Floats]) -> float:
        """From the median at rest to the smoothed maximum, in the signal's unit; NaN if not seen."""
        x, t = signal(self.track), self.track.t
        seen = ~np.isnan(x)
        if seen.sum() < 3:
            return float("nan")
        return float(smooth(t[seen], x[seen]).max()) - median(signal(self.rest))

    def change(self, signal: Callable[[Track], Floats]) -> float:
        """From the median at rest to the median at the top, in the signal's unit; NaN if not seen."""
        return median(signal(self.top)) - median(signal(self.rest))
