"""Between two sets of a routine: what comes next, whether the camera has to move, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from formcheck.commands.ctrl_c import stopping
from formcheck.commands.live_rig import Announcer
from formcheck.errors import SourceError
from formcheck.live.cameras import Cameras
from formcheck.live.cards import Notice
from formcheck.live.rest_timer import looking, rest
from formcheck.messages import _
from formcheck.output.terminal import routine as terminal
from formcheck.routine.plan import PlannedSet
from formcheck.routine.unfinished import DoneSet
from formcheck.wording import in_sentence

if TYPE_CHECKING:
    from formcheck.capture.camera import Clock
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.capture.frames import Frame
    from formcheck.live.window import LiveWindow

LOST = _("{}; your finished sets are kept, run the same command to continue")


class BetweenSets:
    """The rests of one run."""

    def __init__(
        self, planned: Sequence[PlannedSet], cameras: Cameras, screen: LiveWindow | None, voice: Announcer, clock: Clock
    ) -> None:
        self._planned, self._cameras, self._screen, self._voice = planned, cameras, screen, voice
        self._clock = clock

    def announced(self, i: int, word: str = _("Next")) -> str:
        """What the set is, and why this side comes first."""
        p = self._planned[i]
        first = _("This side first: {because}.").format(because=p.because) if p.because else ""
        said = f"{word}: {in_sentence(p.title)}, {p.amount}."
        return " ".join(x for x in (said, first, p.step.say or "") if x)

    def rest(self, i: int, source: LiveSource, done: DoneSet) -> bool:
        """The rest after a set; False if the person ends the routine."""
        p, after = self._planned[i], self._planned[i + 1]
        moves = self._camera_moves(i)
        pause = _("Rest, {rest_s} seconds.").format(rest_s=p.rest_s) if p.rest_s else ""
        move = _("Move the camera. {where}").format(where=moves) if moves else ""
        self._voice.between(" ".join(x for x in (pause, self.announced(i + 1), move) if x))
        if not p.rest_s:
            return True
        last = _("Set {number} of {n}: {done}").format(
            number=i + 1, n=len(self._planned), done=terminal.came_to(done, p)
        )
        start = " ".join(x for x in (after.exercise.start, after.step.say) if x)
        notice = Notice(
            next=after.title, amount=after.amount, start=start, exercise=after.exercise, moves=moves, last=last
        )
        with stopping(source.stop) as stop:

            def pictures() -> Iterator[Frame | None]:
                for frame in looking(source, self._clock, moves=self._cameras.stays(i)):
                    if stop.is_set():
                        break
                    yield frame
                if stop.is_set():
                    raise KeyboardInterrupt

            how = rest(
                p.rest_s, notice, pictures(), self._clock, self._screen,
                say=self._voice.between, mute=self._voice.mute,
            )  # fmt: skip
        if how == "lost":
            raise SourceError(LOST.format(source.lost))
        return how != "quit"

    def _camera_moves(self, i: int) -> str:
        """Where the one camera has to go for the set after this one; "" if it stays, or another camera films it."""
        before, after = self._planned[i].exercise, self._planned[i + 1].exercise
        if before.camera == after.camera or not self._cameras.stays(i):
            return ""
        return after.camera
