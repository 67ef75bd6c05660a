"""Find repetitions in a stream of one measurement, valley to peak, one sample at a time.

No rest level is asked for: people do not stand still before the first repetition, and rests drift. A
repetition is a rise from a valley and a fall most of the way back. How large and how fast it was is judged
elsewhere; here only whether it happened.
"""

from __future__ import annotations

from collections import deque
from math import exp, isnan

from formcheck.motion.movement import Movement

ON = 0.25  # of the travel: a rise that begins something
RETURN = 0.60  # of the rise: a fall that ends it
ATTEMPT = 0.35  # of the travel: less is fidgeting, and not spoken of
COUNT = 0.60  # of the travel: the movement happened
DIP = 0.38  # of the rise: a fall and a new rise this large are two movements after a lower beginning
SETTLE_S = 0.5  # without a new low: the fall is over
NEARLY_S, NEARLY = 0.25, 0.03  # a fall of less than this share of the rise in that time: it is over for now
MAX_GAP_S, UNSEEN_S = 0.4, 0.35  # between two samples; from the first that says nothing: more, and it is lost
SMOOTH_S = 0.06
CUT_S = 0.25  # a valley this close to the first sample is where the clip begins, not a rest
FINDS_S = 0.3  # the model finds its place: a person at rest reads up to 2.2 of the travel too high at first


def mostly_seen(m: Movement) -> bool:
    """Whether the clip begins on the way up of a movement, of which it shows as much as a way back that ends one."""
    return m.reason == "unfinished" and m.closed < m.valley and m.peak - m.valley >= RETURN * (m.peak - m.closed)


class RepCounter:
    """Push (time, value, travel); get a Movement whenever one is complete.

    Larger values are further into the movement. `travel` is the change of a full movement, in the same
    unit as the value; it may change slowly as the scale of the person becomes known.
    """

    def __init__(self, longest_s: float = 20.0) -> None:
        self._longest_s = longest_s
        self._state = "low"
        self._first: float | None = None  # since when it is watched without a loss
        self._loss = ""  # why it was not watched before
        self._last: tuple[float, float] | None = None
        self._unseen_since: float | None = None
        self._window: deque[tuple[float, float]] = deque()  # increasing values: running minimum in low
        self._top_before = (0.0, float("-inf"))  # highest before the first valley: the clip began up there
        self._opening = True
        self._lo = self._hi = self._end = (0.0, 0.0)
        self._dip = (0.0, float("inf"))  # lowest since the peak
        self._climb: list[tuple[float, float]] = []  # samples since the valley
        self._falling: deque[tuple[float, float]] = deque()  # the last NEARLY_S while it falls back
        self._smooth: float | None = None
        self._travel = 1.0

    @property
    def since(self) -> float | None:
        """Start of what may still become a repetition: earlier samples are no longer needed."""
        if self._state == "low":
            return self._window[0][0] if self._window else None
        return self._lo[0]

    @property
    def open_rise(self) -> float:
        """Progress of the open excursion, 0 to about 1; 0 between repetitions."""
        if self._state == "low" or self._smooth is None:
            return 0.0
        return (self._smooth - self._lo[1]) / self._travel

    @property
    def nearly(self) -> Movement | None:
        """The open excursion as if it ended here, once it has come to rest: it may still fall a little further."""
        fell = self._falling
        if self._state != "back" or not fell or fell[-1][0] - fell[0][0] < 0.9 * NEARLY_S:
            return None
        still = fell[0][1] - fell[-1][1] < NEARLY * (self._hi[1] - self._lo[1])
        return self._close(None) if still else None

    def push(self, t: float, value: float, travel: float) -> Movement | None:
        """Take the next sample; NaN says nothing. Returns the excursion it completes, if it does."""
        if isnan(value) or isnan(travel):
            if self._unseen_since is None:
                self._unseen_since = t
            return None
        if self._first is None:
            self._first = t
        done = None
        if self._last is not None:
            dt, unseen = t - self._last[0], 0.0 if self._unseen_since is None else t - self._unseen_since
            if (unseen > UNSEEN_S or (not unseen and dt > MAX_GAP_S)) and self._smooth is not None:
                done = self.interrupt("tracking-lost" if unseen else "no-frames")
                self._first = t
            else:
                value = self._last[1] + (value - self._last[1]) * (1 - exp(-dt / SMOOTH_S))
        self._unseen_since = None
        self._last, self._smooth, self._travel = (t, value), value, travel
        return self._step(t, value, travel) or done

    def interrupt(self, reason: str) -> Movement | None:
        """The next sample has nothing to do with the last one: what was open, and why it is lost."""
        done = self.break_off(reason)
        self._first = self._last = self._unseen_since = None
        self._loss = reason
        return done

    def break_off(self, reason: str) -> Movement | None:
        """What is open is lost: the person has gone somewhere else."""
        done = None if self._smooth is None else self._lost(reason)
        self._state = "low"
        self._opening = False
        self._smooth = None
        self._window.clear()
        return done

    def finish(self) -> Movement | None:
        """The clip has ended: what was still open."""
        if self._state == "back":
            return self._close(None)
        if self._state == "high" and self._size() >= ATTEMPT and self._last is not None:
            self._end = self._last
            return self._close("unfinished")
        return self._began_inside(self._last)

    def _step(self, t: float, x: float, travel: float) -> Movement | None:
        if self._state == "low":
            return self._low(t, x, travel)
        if self._state == "high":
            self._climb.append((t, x))
            if x > self._hi[1]:
                if split := self._split(x):
                    return split
                self._hi, self._dip = (t, x), (t, x)
            elif x < self._dip[1]:
                self._dip = (t, x)
            elif split := self._split(x):
                return split
            if t - self._lo[0] > self._longest_s:  # a change of position
                return self.break_off("too-long")
            if self._hi[1] - x >= RETURN * (self._hi[1] - self._lo[1]):
                self._state, self._end = "back", (t, x)
                self._falling.clear()
            return None
        self._falling.append((t, x))
        while len(self._falling) > 1 and self._falling[1][0] <= t - 0.9 * NEARLY_S:
            self._falling.popleft()
        rise = self._hi[1] - self._lo[1]
        if x < self._end[1]:
            if x < self._end[1] - 0.02 * rise or t - self._end[0] < SETTLE_S:
                self._end = (t, x)
            return None
        if x - self._end[1] >= ON * travel or t - self._end[0] >= SETTLE_S:
            done = self._close(None)
            self._state = "low"
            self._window = deque([self._end, (t, x)])
            self._low(t, x, travel)
            return done
        return None

    def _low(self, t: float, x: float, travel: float) -> Movement | None:
        w = self._window
        done = None
        if self._opening:
            done = self._watch_opening(t, x, travel)
        while w and w[-1][1] >= x:
            w.pop()
        w.append((t, x))
        while w[0][0] < t - self._longest_s:  # an old valley is forgotten: rests drift
            w.popleft()
        if x - w[0][1] >= ON * travel:
            self._lo, self._hi, self._state = w[0], (t, x), "high"
            self._dip, self._climb = (t, x), [(t, x)]
        return done

    def _split(self, x: float) -> Movement | None:
        """Two full movements over a rest that lies higher than the valley before them.

        Getting into position (arms come up, the body stands tall) leaves a valley that no repetition returns
        to. The first movement then begins where it last was as low as the rest after it.
        """
        (hi_t, hi), (dip_t, dip) = self._hi, self._dip
        enough = max(COUNT * self._travel, DIP * (hi - self._lo[1]))
        if hi - dip < enough or x - dip < enough:
            return None
        before = [s for s in self._climb if s[0] < hi_t and s[1] <= dip]
        self._lo, self._end = before[-1] if before else self._lo, self._dip
        done = self._close(None)
        self._lo = self._dip
        self._climb = [s for s in self._climb if s[0] >= dip_t]
        top = max(self._climb, key=lambda s: s[1])
        self._hi, self._dip = top, min((s for s in self._climb if s[0] >= top[0]), key=lambda s: s[1])
        return done

    def _watch_opening(self, t: float, x: float, travel: float) -> Movement | None:
        """Before the first rise: a clip that begins up there, and stays, begins inside a repetition."""
        if x > self._top_before[1] and self._first is not None and t - self._first >= FINDS_S:
            self._top_before = (t, x)
        low = self._window[0] if self._window else (t, x)
        if x - low[1] >= ON * travel:
            return self._began_inside(low)
        return None

    def _began_inside(self, low: tuple[float, float] | None) -> Movement | None:
        if not self._opening or self._first is None or not self._window or low is None:
            return None
        self._opening = False
        low = self._window[0]
        fall = self._top_before[1] - low[1]
        if fall < ATTEMPT * self._travel or self._top_before[0] > low[0]:
            return None
        top = self._top_before
        return Movement.found((self._first, low[1]), top, low, fall / self._travel, "unfinished")

    def _size(self) -> float:
        return (self._hi[1] - self._lo[1]) / self._travel

    def _close(self, reason: str | None) -> Movement | None:
        size = self._size()
        (t0, lo), (_, hi), (_, end) = self._lo, self._hi, self._end
        # it fell further than it rose: the clip began, or sight came back, in mid-rise
        cut = self._first is not None and t0 - self._first <= CUT_S
        cut = cut and (lo - end) > 0.15 * self._travel and (hi - end) > 1.15 * (hi - lo)
        if cut and size < ATTEMPT:
            size = (hi - end) / self._travel
        if size < ATTEMPT:
            return None
        if reason is None:
            if cut:
                reason = self._loss or "unfinished"
            elif size < COUNT:
                reason = "short"
        return Movement.found(self._lo, self._hi, self._end, size, reason)

    def _lost(self, reason: str) -> Movement | None:
        if self._state == "low" or self._size() < ATTEMPT:
            return None
        if self._state == "back":
            return self._close(None)
        self._end = self._last or self._hi
        return self._close(reason)
