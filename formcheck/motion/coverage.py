"""How much of the clip was usable, and what was hidden in the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.messages import _
from formcheck.motion.landmarks import BODY, Joint
from formcheck.motion.pose import Pose, Side
from formcheck.wording import word_of

GAP_S = 0.4
FROZEN = _("the picture stood still")
HEAD_OUT = 0.5  # of the frames with a person
FACE = 0.05  # trunk lengths: a nose this close to the edge is that of a face cut in two


@dataclass(frozen=True, slots=True)
class Gap:
    start_s: float
    end_s: float
    reason: str


class Coverage:
    """Takes each pose and whether the signal could be measured; keeps the gaps longer than GAP_S."""

    def __init__(self, needs: Sequence[Joint]) -> None:
        self._needs = needs
        self._seen = self._frames = 0
        self._since: float | None = None
        self._reason = ""
        self._gaps: list[Gap] = []

    def push(self, pose: Pose, usable: bool) -> None:
        self._frames += 1
        self._seen += usable
        if usable:
            self._end(pose.t)
            return
        if self._since is None:
            self._since, self._reason = pose.t, self._hidden(pose)

    @property
    def usable(self) -> float:
        """Share of the frames, 0 to 1."""
        return self._seen / self._frames if self._frames else 0.0

    def gaps(self, end_s: float) -> list[Gap]:
        """All gaps so far, an open one ending at end_s."""
        self._end(end_s)
        return list(self._gaps)

    def _end(self, t: float) -> None:
        if self._since is not None and t - self._since > GAP_S:
            self._gaps.append(Gap(self._since, t, self._reason))
        self._since = None

    def _hidden(self, pose: Pose) -> str:
        if pose.place.frozen:
            return FROZEN
        if np.isnan(pose.xy).all():
            return _("no whole person in view") if len(pose.xy) == BODY.points else _("no hand in view")
        for part in self._needs:
            for side in Side:
                if np.isnan(pose.xy[part.of(side)]):
                    return _("{side} {lower} not seen").format(side=_(side), lower=word_of(part.word))
        return _("position unclear")


class HeadRoom:
    """Takes poses as the model gives them, and tells whether the head was out of the picture most of the time."""

    def __init__(self, aspect: float) -> None:
        self._aspect = aspect
        self._seen = self._out = 0

    def push(self, pose: Pose) -> None:
        nose = pose.xy[0]
        if len(pose.xy) != BODY.points or not np.isfinite(nose):
            return
        self._seen += 1
        xy = pose.xy
        room = FACE * abs(xy[11] + xy[12] - xy[23] - xy[24]) / 2
        self._out += not (room < nose.real < self._aspect - room and room < nose.imag < 1 - room)

    @property
    def head_out(self) -> bool:
        return self._out > HEAD_OUT * self._seen
