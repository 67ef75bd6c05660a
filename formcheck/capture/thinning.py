"""Which frames are looked at: about 30 a real second, because the movements of the guides need no more."""

from __future__ import annotations

from math import floor, inf

LOOKS_S = 1 / 30  # between two looks
ALL_FROM = 0.7  # of that: frames so far apart, up to 43 a second, are all looked at
PHASE = 0.19  # of it: at 60, 120 and 240 frames a second none is near an edge, however its time is rounded


class Thinning:
    """Ask it of each frame in turn. The choice depends on the times alone, so reading may begin anywhere.

    apart_s  between two looks, in seconds of the frames' times; 0 takes every frame
    """

    def __init__(self, apart_s: float = LOOKS_S) -> None:
        self._apart_s = apart_s
        self._last = -inf

    def takes(self, t: float) -> bool:
        """Whether to look at the frame of that time: the first one in its cell."""
        last, self._last = self._last, t
        if not t - last < ALL_FROM * self._apart_s or t < last:
            return True
        return self._cell(t) != self._cell(last)

    def _cell(self, t: float) -> int:
        return floor(t / self._apart_s + PHASE)
