"""The running set as scenes for the window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from statistics import median

import numpy as np

from formcheck.live.coach import Standing
from formcheck.live.phase_tracker import PhaseTracker
from formcheck.messages import _
from formcheck.motion.landmarks import Joint
from formcheck.motion.pose import Side
from formcheck.motion.session import Session
from formcheck.motion.spec import Exercise, Tempo
from formcheck.output.drawing.scene import Scene, pixels
from formcheck.output.not_judged import not_counted
from formcheck.output.phrases import beside_bar, phase_word
from formcheck.wording import view_of, word_of

HIDDEN_S = 0.6  # hidden longer than this is shown
BODY_PART = _("{side} {part}")


class LiveOverlay:
    """Push every frame, then get the scene. The repetitions so far scale progress to the target."""

    def __init__(self, exercise: Exercise, tempo: Tempo) -> None:
        self._exercise = exercise
        self._pulse = PhaseTracker(tempo, lowers_first=exercise.lowers_first)
        self._shares: list[float] = []  # of the target, for a progress of 1
        self._measured = 0
        self._seen_at: dict[tuple[Joint, Side], float] = {}
        self._progress = 0.0
        self._side: Side | None = None
        self._needs: Sequence[Joint] = ()

    def push(self, session: Session, standing: Standing) -> None:
        pose = session.pose
        work = session.at_work
        if work:
            reading, self._progress = work
            self._needs = reading.needs
            if reading.side and self._progress > 0:
                self._side = reading.side
        self._pulse.push(pose.t, self._progress)
        for part, side in product(self._exercise.landmarks.parts, Side):
            if not np.isnan(pose.xy[part.of(side)]) or (part, side) not in self._seen_at:
                self._seen_at[part, side] = pose.t
        self._measure(standing)

    def scene(self, session: Session, standing: Standing, *, height: int, count: int, goal: int | None) -> Scene:
        """What to draw over a picture of this height, not mirrored."""
        e, pulse = self._exercise, self._pulse
        held = e.kind == "holds"
        measured = e.sees(session.view).range is not None and not held
        per_progress = median(self._shares[-3:]) if self._shares else 1.0
        size = standing.done.reps[-1].size if standing.done and standing.done.reps else None
        resting = pulse.phase == "rest"
        target, told = (_("target"), "")
        if size and size.target:
            target, told = beside_bar(size.value, size.target, size.unit)
        return Scene(
            points=pixels(session.pose.xy, height),
            limb=e.highlight(standing.side or self._side, standing.cue),
            amber=standing.cue is not None,
            title=f"{e.title} · {view_of(session.view)}",
            reps=count,
            counts=e.counts,
            goal=goal,
            about=not e.suited(session.view),
            attempts=not_counted(a.reason for a in standing.done.attempts) if standing.done else "",
            reach=self._progress * per_progress if measured else None,
            target=target,
            size=told if resting else "",
            guide=pulse.guide if measured else None,
            phase=None if held else phase_word(e, pulse.phase),
            seconds=None if resting else pulse.seconds,
            asked=pulse.asked,
            cue=standing.cue.say if standing.cue else None,
            praise=standing.praise,
            note=self._hidden(session.pose.t),
        )

    def _measure(self, standing: Standing) -> None:
        reps = standing.done.reps if standing.done else []
        if len(reps) <= self._measured or not self._pulse.last_peak:
            return
        self._measured = len(reps)
        size = reps[-1].size
        if size.value is not None and size.target:
            self._shares.append(size.value / size.target / self._pulse.last_peak)

    def _hidden(self, t: float) -> str | None:
        gone = [x for x in product(self._needs, Side) if t - self._seen_at[x] > HIDDEN_S]
        if self._exercise.landmarks.together:
            lost = [BODY_PART.format(side=word_of(side), part=word_of(part.word)) for part, side in gone]
        else:  # one hand may be all that is to be seen
            lost = [word_of("hand")] if {side for __, side in gone} == set(Side) else []
        return (
            _("Not visible: {names}").format(names=", ".join(lost[:2])) + (_(" and more") if len(lost) > 2 else "")
            if lost
            else None
        )
