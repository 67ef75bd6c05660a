"""Whether somebody is in the position of a hold, frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from formcheck.exercises.declaration import Condition
from formcheck.motion.pose import Floats, Side, Track
from formcheck.motion.vocabulary import geometry


def in_position(conditions: Sequence[Condition], side: Side | None) -> Callable[[Track], Floats]:
    """1 where all conditions hold, 0 where one does not, NaN where it is not seen. Lengths in T of that frame."""
    read_ = [(geometry(c.measure), c.within, c.if_seen) for c in conditions]

    def signal(track: Track) -> Floats:
        trunk = np.abs(track.trunk)
        if len(track) == 1:  # the live path
            one = 1.0
            for g, (low, high), if_seen in read_:
                x = g.read(track, side)[0] / (1.0 if g.unit == "deg" else trunk[0])
                one = one * (low <= x <= high) if x == x else one if if_seen else x
            return np.array([one])
        held: Floats = np.ones(len(track))
        for g, (low, high), if_seen in read_:
            x = g.read(track, side) / (1.0 if g.unit == "deg" else trunk)
            held = np.where(np.isnan(x), held if if_seen else x, held * ((low <= x) & (x <= high)))
        return held

    return signal
