"""The current phase of the movement, for the screen only: the judgement is measured later, from the whole movement.

A phase is recognised shortly after it begins; its seconds count from the first movement, like those of the tempo.
"""

from __future__ import annotations

from collections import deque

from formcheck.motion.spec import Tempo
from formcheck.motion.thresholds import Phase
from formcheck.output.drawing.scene import PhaseName

WORDS: dict[Phase, PhaseName] = {"concentric": "lift", "hold": "hold", "eccentric": "lower"}
BEGUN = 0.08  # of a full movement: below it is rest
TOP = 0.88  # of its peak so far: above it, and no longer rising, is the hold
LOW = 0.4  # of its peak: below it, and still, is rest
AGAIN = 0.12  # of a full movement over the lowest since: it begins again
RISES = 0.02  # of a full movement within LATELY_S
LATELY_S = 0.15


class PhaseTracker:
    """Push (time, progress), then get the phase, the seconds in it, and where the prescribed tempo would be."""

    def __init__(self, tempo: Tempo, *, lowers_first: bool) -> None:
        self._tempo = tempo
        there: Phase = "eccentric" if lowers_first else "concentric"
        back: Phase = "concentric" if lowers_first else "eccentric"
        self._order: tuple[Phase, Phase, Phase] = (there, "hold", back)
        self._lately: deque[tuple[float, float]] = deque()
        self._at = -1  # index into the order; -1 at rest
        self._since = self._t = 0.0
        self._began: float | None = None
        self._peak, self._lowest = 0.0, 0.0
        self._low_until = self._high_until = 0.0  # when it last began to rise, and to fall
        self.last_peak: float | None = None  # of the movement before, as progress

    def push(self, t: float, progress: float) -> None:
        """progress is 0 at rest and 1 at a full movement."""
        self._t = t
        self._lately.append((t, progress))
        while self._lately[0][0] < t - LATELY_S:
            self._lately.popleft()
        change = progress - self._lately[0][1]
        rises = change > RISES
        self._lowest = min(self._lowest, progress)
        if not rises:
            self._low_until = self._lately[0][0]
        if change > -RISES:
            self._high_until = self._lately[0][0]
        if self._at == 2 and rises and progress > self._lowest + AGAIN:
            self._rest()  # up again from a rest position higher than the one before
            self._began = self._low_until
            self._go(0)
        elif progress < BEGUN or (self._at == 2 and abs(change) < RISES and progress < LOW * self._peak):
            self._rest()
        elif self._at < 0:
            if rises and progress > self._lowest + BEGUN:
                self._began = self._low_until
                self._go(0)
        elif self._at < 2:
            if progress < TOP * self._peak:
                self._go(2)
            elif rises and progress >= self._peak:
                self._go(0)
            elif not rises and progress >= TOP * self._peak:
                self._go(1)
        self._peak = max(self._peak, progress)

    def _rest(self) -> None:
        if self._at >= 0:
            self.last_peak = self._peak
        self._go(-1)
        self._peak, self._began, self._lowest = 0.0, None, self._lately[-1][1]

    def _go(self, at: int) -> None:
        if at != self._at:
            self._at, self._since = at, self._high_until if at == 2 else self._t
            if at == 0 and self._began is not None:  # up again after a stop on the way is the same lift
                self._since = self._began

    @property
    def phase(self) -> PhaseName:
        return "rest" if self._at < 0 else WORDS[self._order[self._at]]

    @property
    def seconds(self) -> float:
        """In this phase."""
        return self._t - self._since

    @property
    def asked(self) -> float | None:
        """Seconds that the tempo prescribes for this phase."""
        return None if self._at < 0 else self._tempo.of(self._order[self._at])

    @property
    def guide(self) -> float | None:
        """Where an even movement at the prescribed tempo would be, 0 to 1; None at rest."""
        if self._began is None:
            return None
        there, hold, back = (self._tempo.of(p) for p in self._order)
        t = self._t - self._began
        if t < there:
            return t / there
        t -= there + hold
        return 1.0 if t < 0 else max(0.0, 1 - t / back) if back else 0.0
