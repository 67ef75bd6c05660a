"""Find holds in a stream that says frame by frame whether the body is in position."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

from formcheck.motion.movement import Movement

ENTER_S = 0.3  # in position this long, and a hold begins
FORGIVEN_S = 2.0  # out of sight, or out of position unless the exercise says less, for longer, and it is over
LATELY_S = 5.0  # of an open hold are judged while it lasts
ATTEMPT = 0.5  # of the seconds that make a hold: less is passing through, and not spoken of


class HoldCounter:
    """Push (time, 1 in position or 0, seconds that make a hold); get a Movement when a hold is over.

    The same in use as a RepCounter. Gaps that are forgiven do not count as held.
    """

    def __init__(self, longest_s: float, forgiven_s: float = FORGIVEN_S) -> None:
        self._longest_s = longest_s
        self._forgiven_s = forgiven_s
        self._out: float | None = None  # seen out of position since then
        self._start: float | None = None  # of the open hold
        self._first: float | None = None  # in position, before the hold has begun
        self._good_s = 0.0  # last second in position
        self._last: float | None = None
        self._held_s = 0.0
        self._least_s = 1.0
        self._open: Movement | None = None

    @property
    def since(self) -> float | None:
        """Start of what may still become a hold: earlier samples are no longer needed."""
        return self._start if self._start is not None else self._first

    @property
    def open_rise(self) -> float:
        """Of the open hold, held seconds over those that make a hold; 0 between holds."""
        return self._held_s / self._least_s if self._start is not None else 0.0

    @property
    def open_s(self) -> float:
        """Held seconds of the open hold."""
        return self._held_s if self._start is not None else 0.0

    @property
    def nearly(self) -> Movement | None:
        """The open hold as it was a moment ago, of its last seconds: so that what breaks it can be said while it lasts.

        The same one for a second, so that it is measured no more often.
        """
        return self._open

    def _look(self, t: float) -> None:
        if self._start is None or self._held_s < self._least_s:
            self._open = None
        elif self._open is None or t - self._open.closed_s >= 1.0:
            since = max(self._start, t - LATELY_S)
            found = Movement.found((since, 0.0), (since, 1.0), (t, 0.0), self._held_s / self._least_s)
            self._open = replace(found, top_end_s=t, held_s=self._held_s)

    def push(self, t: float, value: float, travel: float) -> Movement | None:
        """Take the next sample; NaN says nothing. Returns the hold that it ends, if it does."""
        self._least_s = travel
        before, self._last = self._last, t
        self._out = None if value == 1 else t if self._out is None and not isnan(value) else self._out
        done = None
        gone = t - self._good_s > FORGIVEN_S or (self._out is not None and t - self._out > self._forgiven_s)
        if self._start is not None and (gone or t - self._start > self._longest_s):
            done = self._close("tracking-lost" if isnan(value) else None)
        if value == 1:
            if self._first is None:
                self._first = t
            elif before is not None and before == self._good_s:  # and not since a gap
                self._held_s += t - before
            if self._start is None and t - self._first >= ENTER_S:
                self._start = self._first
            self._good_s = t
        elif self._start is None:
            self._first, self._held_s = None, 0.0
        self._look(t)
        return done

    def interrupt(self, reason: str) -> Movement | None:
        """The next sample has nothing to do with the last one: the open hold ends where it was last seen."""
        done = self._close(reason)
        self._last = None
        return done

    def break_off(self, reason: str) -> Movement | None:
        """The person went somewhere else, which ends the hold as coming out of position does."""
        return self._close(None)

    def finish(self) -> Movement | None:
        """The clip has ended: what was held until then counts."""
        return self._close(None)

    def _close(self, reason: str | None) -> Movement | None:
        start, held = self._start, self._held_s
        self._start, self._first, self._held_s, self._open = None, None, 0.0, None
        if start is None or held < ATTEMPT * self._least_s:
            return None
        size = held / self._least_s
        why = None if size >= 1 else reason or "short"  # what was held was held, however it ended
        found = Movement.found((start, 0.0), (start, 1.0), (self._good_s, 0.0), size, why)
        return replace(found, top_end_s=self._good_s, held_s=held)
