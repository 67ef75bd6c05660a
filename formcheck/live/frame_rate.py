"""Whether pictures come and are looked at quickly enough, measured while the person gets ready."""

from __future__ import annotations

from collections import deque

from formcheck.capture.frame_feed import SLOW_FPS
from formcheck.live.setup_check import SetupProblem
from formcheck.messages import _

MEASURED_S = 3.0
WARM_S = 2.0  # the first looks take longer
MOST = 0.2  # of the pictures that came: with more dropped, the computer is slow, not the camera


class FrameRate:
    """Push every frame looked at, and how many were dropped so far; `problem` says what is too slow."""

    def __init__(self, model: str) -> None:
        self._lite = model == "lite"
        self._lately: deque[tuple[float, int]] = deque()
        self._first: float | None = None

    def push(self, t: float, dropped: int) -> None:
        if self._first is None:
            self._first = t
        if t - self._first < WARM_S:
            return
        self._lately.append((t, dropped))
        while self._lately[0][0] < t - MEASURED_S:
            self._lately.popleft()

    @property
    def per_second(self) -> float | None:
        """Pictures looked at a second; None until it is known."""
        if not self._lately or (span := self._lately[-1][0] - self._lately[0][0]) < 0.8 * MEASURED_S:
            return None
        return (len(self._lately) - 1) / span

    @property
    def problem(self) -> SetupProblem | None:
        if (fps := self.per_second) is None or fps >= SLOW_FPS:
            return None
        dropped = self._lately[-1][1] - self._lately[0][1]
        if dropped < MOST * (dropped + len(self._lately)):
            text = _("The camera sends only {fps:.0f} pictures a second: more light may help").format(fps=fps)
            return SetupProblem("slow-camera", text)
        if self._lite:
            return SetupProblem("slow", _("This computer is too slow: close other programs"))
        return SetupProblem("slow", _("This computer is too slow: try --model lite"))
