"""A live set around the judging loop: the set-up check before it, screen and keys during it, and when it ends.

Where the exercise was recognised, the set has begun: it catches up on the frames seen until then, in silence.

LiveSession is both the source of the loop, passing frames on once the set starts, and its last watcher, showing
them. The judging itself is the same loop as for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from formcheck.live.coach import Coach
from formcheck.live.goal import ALL_DONE, AWAY, Goal, TimeLimit
from formcheck.live.live_overlay import LiveOverlay
from formcheck.live.no_picture import NoPicture
from formcheck.live.presence import Presence
from formcheck.live.readiness import Preparation
from formcheck.live.set_over import SetOver
from formcheck.live.setup_check import SetupState
from formcheck.live.watch import Settled
from formcheck.messages import _
from formcheck.motion.pose import Pose
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise
from formcheck.source import LandmarkFrame, ReadingNotes, to_pose
from formcheck.wording import word_of

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.window import LiveWindow

ADVICE_S = 1.5  # into a file, its set-up problem is mentioned
NAMED_S, WRONG_S = 3.0, 8.0  # what was recognised is shown, and the key that says it is something else
OTHER_SIDE = _("Now the other side")
WRONG_SIDE = _("That was your {other} side. This set is for the {asked} side")
WRONG_WAY = _("That was a step to the {other}. This set goes to the {asked}")


class LiveSession:
    """One live set. waits: it starts when the person is ready (camera), or at once (file).

    settled  how its exercise was recognised, and the frames seen until then; None if it was named
    """

    def __init__(
        self, *, live: LiveSource, exercise: Exercise, settings: Settings, goal: Goal, coach: Coach, now: LiveOverlay,
        screen: LiveWindow | None, waits: bool, mute: Callable[[], str] = lambda: "",
        print_: Callable[[str], None] = lambda text: None, settled: Settled | None = None,
    ) -> None:  # fmt: skip
        self.info = live.info
        self._live, self._exercise, self._settings, self._goal = live, exercise, settings, goal
        self._coach, self._now, self._screen, self._mute = coach, now, screen, mute
        aspect = live.info.width / live.info.height
        self._preparation = Preparation(
            exercise=exercise, aspect=aspect, settings=settings, side=goal.side or settings.side,
            model=live.info.model.variant, say=coach.notice, count=coach.count_down,
        )  # fmt: skip
        self._waits, self._settled, self._since = waits, settled, settled.set_s if settled else 0.0
        self._set_over = SetOver(settled.found, settled.among, aspect) if settled and settled.found else None
        self._catches_up, self._named_until = False, float("-inf")
        self.begun = not waits or settled is not None
        self.wrong = False  # it is another exercise, says the person
        self.start_over = False  # requested by the person
        self.ended: Literal["quit", "next", "camera", "stopped"] | None = None  # by the person
        self.corrected = 0  # repetitions added by key
        self._paused = self._over = self._told_side = False
        self._correction = 0  # of the side at work
        self._worked = goal.side.other if goal.side else None  # the side that is finished, or not prescribed
        self._limit = TimeLimit(goal.seconds)
        self._presence = Presence(exercise.posture)
        self._advised = waits or settled is not None
        self._no_picture = NoPicture(live, screen, self._press, print_)

    def __iter__(self) -> Iterator[LandmarkFrame]:
        if self._settled:
            yield from self._earlier(self._settled)
        for seen in self._live:
            if self._paused:
                self._no_picture.note(_("Paused · space to continue"))
            elif not self.begun:
                self._prepare(seen)
            else:
                if self._settled:
                    self._settled.frames.append(seen)
                yield seen
            if self._over or self.start_over or self.wrong:
                return

    def _earlier(self, settled: Settled) -> Iterator[LandmarkFrame]:
        """The frames that were seen before; then it says what was recognised."""
        self._catches_up = self._coach.silent = True
        yield from settled.earlier
        self._catches_up = self._coach.silent = False
        t, title = settled.frames[-1].t if settled.frames else 0.0, self._exercise.title
        self._named_until = t + NAMED_S
        self._coach.notice(t, title)
        if self._screen:
            self._screen.tell(_("{title} · x: it is another exercise").format(title=title), WRONG_S)

    def notes(self) -> ReadingNotes:
        return self._live.notes()

    def stop(self) -> None:
        self._end("stopped")
        self._live.stop()

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        """Show the frame, as the last watcher, and check whether the set is over."""
        self._now.push(session, self._coach.standing)
        self._presence.push(seen.t, session.pose)
        if self._set_over:
            self._set_over.push(self._pose(seen), session)
        if self._catches_up:
            return
        frame = self._live.frame
        if self._screen and frame:
            height = frame.rgb.shape[0]
            count, goal = self._goal.shown(session, self.count)
            scene = self._now.scene(session, self._coach.standing, height=height, count=count, goal=goal)
            if seen.t < self._named_until:
                scene = replace(scene, cue=None, praise=self._exercise.title)
            self._press(self._screen.show(frame.rgb, scene))
        if not self._advised:
            self._advise(seen)
        self._mind_side(seen.t)
        if why := self._is_over(seen.t, session):
            self._coach.notice(seen.t, why)
            self._over = True

    @property
    def count(self) -> int:
        """Repetitions of the working side, including corrections by key."""
        standing = self._coach.standing
        mine = 0 if self._worked and standing.side is self._worked else standing.count
        return max(0, mine + self._correction)

    def _prepare(self, seen: LandmarkFrame) -> None:
        frame = self._live.frame
        assert frame
        pose = self._pose(seen)
        ready = self._look(pose)
        if ready.count is None:
            self._preparation.say_fix(seen.t, ready)
        if self._screen:
            trouble, side = self._no_picture.trouble, self._goal.side or ready.up
            self._press(self._screen.show_setup(frame.rgb, self._exercise, ready, trouble, side))
        if ready.begins or self.begun or self._preparation.under_way(pose, ready):
            self._begin(seen.t)

    def _look(self, pose: Pose) -> SetupState:
        """Check the set-up in this frame; a sample of its pixels gives the brightness."""
        frame = self._live.frame
        assert frame
        return self._preparation.look(pose, float(frame.rgb[::8, ::8].mean()), self._live.dropped)

    def _pose(self, seen: LandmarkFrame) -> Pose:
        return to_pose(seen, self.info.width / self.info.height)

    def _begin(self, t: float) -> None:
        self.begun = True
        self._coach.notice(t, _("Go"))
        self._live.begin()

    def _advise(self, seen: LandmarkFrame) -> None:
        """Mention a set-up problem once: a file cannot be filmed again."""
        ready, self._advised = self._look(self._pose(seen)), seen.t >= ADVICE_S
        if self._advised and ready.fix:
            self._coach.notice(seen.t, ready.fix.say)

    def _is_over(self, t: float, session: Session) -> str | None:
        """What to say if it is."""
        if why := self._limit.over(t - self._since, session):
            return why
        if self._goal.reps is not None and self._reached(t, self._goal.reps):
            return ALL_DONE[self._exercise.counts]
        if self._waits and self._presence.left:
            return AWAY
        return self._set_over.why(t, self._coach.standing.done, session) if self._set_over else None

    def _reached(self, t: float, reps: int) -> bool:
        side = self._coach.standing.side
        if self.count < reps:
            return False
        if side is None or self._settings.side is not None or self._worked:
            return True
        self._other_side(t)
        return False

    def _other_side(self, t: float) -> None:
        standing = self._coach.standing
        self._worked, self._correction = standing.side, 0
        if standing.other < max(1, standing.count - 1):  # sides that alternate need no call
            self._coach.notice(t, OTHER_SIDE)

    def _mind_side(self, t: float) -> None:
        """Tell the person once that the other side should work."""
        asked = self._goal.side
        if asked and not self._told_side and self._coach.standing.side is asked.other:
            self._told_side = True
            text = WRONG_WAY if self._exercise.kind == "steps" else WRONG_SIDE
            self._coach.notice(t, text.format(other=word_of(asked.other), asked=word_of(asked)))

    def _press(self, key: str) -> bool:
        """Do what it stands for; whether the person quits."""
        match key:
            case "q":
                self._end("quit")
            case " ":
                if self.begun:
                    self._paused = not self._paused
                else:
                    self.begun = True
            case "r":
                self.start_over = True
            case "x" if self._settled:
                self.wrong = True
            case "n":
                if self._goal.within:
                    self._end("next")
                elif self._coach.standing.side and not self._worked:
                    self._other_side(self._live.frame.t if self._live.frame else 0.0)
            case "c" if not self.begun and not self._goal.within:
                self._end("camera")
            case "m":
                self._tell(self._mute())
            case "+" | "=":
                self._correct(1)
            case "-":
                self._correct(-1)
        return self.ended == "quit"

    def _end(self, how: Literal["quit", "next", "camera", "stopped"]) -> None:
        self._over, self.ended = True, how

    def _correct(self, by: int) -> None:
        if self._exercise.kind == "holds":
            self._tell(_("Seconds cannot be corrected"))
            return
        if not self.begun or self.count + by < 0:
            return
        self._correction += by
        self.corrected += by
        self._tell(_("Count corrected to {count}").format(count=self.count))

    def _tell(self, text: str) -> None:
        if self._screen and text:
            self._screen.tell(text)
