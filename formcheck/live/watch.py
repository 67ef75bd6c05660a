"""Before it is known which exercise it is: the set-up check, then watching until it is clear; and so after each set.

Nothing is counted or corrected meanwhile; the frames are kept, so that the set that follows begins with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal

from formcheck.live.no_picture import NoPicture
from formcheck.live.readiness import SetupAdvice
from formcheck.live.setup_check import SetupState
from formcheck.messages import _
from formcheck.motion.pose import Pose
from formcheck.motion.spec import Exercise
from formcheck.recognition.sets import FoundSet
from formcheck.recognition.settling import Settling
from formcheck.source import LandmarkFrame, to_pose

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.window import LiveWindow

BEGIN_S, ANYWAY_S = 1.0, 4.0  # of a good set-up, or one with a minor problem: it watches
LONG_S = 45.0  # watched without success, before the first set: it says so, and lists what it knows
LAST_S = 300.0  # watched without success, after a set: it was the last one
KEPT_S, LEAD_S = 120.0, 10.0  # of frames, and before a set: what its exercise is judged from
START, NEXT = _("Start your exercise"), _("Start your next set when you are ready")
THE_END = _("Five minutes without an exercise: the session ends")
WHICH = _("Which exercise is it?")
NOT_YET = _("I do not recognise this exercise yet")
CHOICE = "123456789abdegijknopstuvwxyz"  # keys of the list: the others do something


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was recognised; frames are those seen so far, and set_s is where the set begins.

    found  None if it was chosen
    among  the exercises that may follow
    """

    exercise: Exercise
    frames: list[LandmarkFrame]
    set_s: float
    found: FoundSet | None = None
    among: Sequence[Exercise] = ()

    @property
    def earlier(self) -> list[LandmarkFrame]:
        """The frames that the set begins with."""
        return [f for f in self.frames if f.t >= self.set_s - LEAD_S]


class Watch:
    """run() returns what was recognised; None if the person ended it (`ended`, `start_over`), or nothing was.

    say is called with (second, text); each of kept with every frame while it watches.
    """

    def __init__(
        self, *, live: LiveSource, exercises: Sequence[Exercise], screen: LiveWindow | None, waits: bool,
        say: Callable[[float, str], None], mute: Callable[[], str] = lambda: "",
        print_: Callable[[str], None] = lambda text: None, kept: Sequence[Callable[[LandmarkFrame], object]] = (),
    ) -> None:  # fmt: skip
        self._live, self._all, self._screen = live, list(exercises), screen
        self._say, self._mute, self._print, self._kept = say, mute, print_, kept
        self._aspect = live.info.width / live.info.height
        self._advice = SetupAdvice(None, self._aspect, model=live.info.model.variant, say=say)
        self._exercises = self._all
        self._settling = Settling(self._exercises, self._aspect)
        self._frames: list[LandmarkFrame] = []
        self._set_before, self._over_s, self._after_s = "", 0.0, -inf  # what it came to, when it was over, its last rep
        self._watching, self._begun = not waits, False
        self._well_s: float | None = None  # since when nothing forbids to begin
        self._told = self._lists = False
        self._settled: Settled | None = None
        self._no_picture = NoPicture(live, screen, self._press, print_)
        self.start_over = False  # requested by the person
        self.ended: Literal["quit", "camera", "stopped"] | None = None

    def run(self) -> Settled | None:
        self._no_picture.attach()
        if self._watching and not self._begun:
            self._start(0.0)
        for seen in self._live:
            self._watch(seen) if self._watching else self._prepare(seen)
            if self._settled or self.ended or self.start_over:
                return self._settled
        self._settle(self._settling.finish())
        return self._settled

    def wrong(self, settled: Settled) -> None:
        """It is another exercise: the next run() finds the one it is among the others, or lists them."""
        self._exercises = [e for e in self._exercises if e.name != settled.exercise.name]
        self._look_again()
        self._lists = self._told = True

    def go_on(self, after_s: float, came_to: str = "") -> None:
        """A set is over, and its last movement ended at after_s: the next run() finds the set that follows.

        came_to is shown meanwhile.
        """
        self._set_before, self._over_s = came_to or self._set_before, self._frames[-1].t if self._frames else after_s
        self._exercises, self._after_s = self._all, after_s
        self._frames = [f for f in self._frames if f.t > after_s]
        self._look_again()
        self._lists, self._told = False, True  # who rests is not asked what it is
        self.start_over = False

    def _look_again(self) -> None:
        self._settling = Settling(self._exercises, self._aspect, self._after_s)
        for seen in self._frames:
            self._settling.push(self._pose(seen))
        self._settled = None

    def _prepare(self, seen: LandmarkFrame) -> None:
        """Ask for what every exercise needs."""
        ready = self._checked(seen)
        self._advice.say_fix(seen.t, ready)
        if ready.fix and ready.fix.forbids:
            self._well_s = None
        elif self._well_s is None:
            self._well_s = seen.t
        self._show(ready)
        if self._well_s is not None and seen.t - self._well_s >= (ANYWAY_S if ready.fix else BEGIN_S):
            self._begin()

    def _begin(self) -> None:
        self._start(self._live.frame.t if self._live.frame else 0.0)
        self._live.begin()

    def _start(self, t: float) -> None:
        self._watching = self._begun = True
        self._say(t, START)

    def _watch(self, seen: LandmarkFrame) -> None:
        self._frames.append(seen)
        if seen.t - self._frames[0].t > 1.1 * KEPT_S:
            self._frames = [f for f in self._frames if f.t > seen.t - KEPT_S]
        for keep in self._kept:
            keep(seen)
        self._settling.push(self._pose(seen))
        self._settle(self._settling.look())
        if not self._told and seen.t > LONG_S:
            self._give_a_hand(seen.t)
        if self._set_before and seen.t - self._over_s > LAST_S:
            self.ended = "quit"
            self._say(seen.t, THE_END)
        self._show(self._checked(seen))

    def _give_a_hand(self, t: float) -> None:
        self._told = self._lists = True
        titles = ", ".join(e.title for e in self._exercises)
        if self._screen:
            self._say(t, _("{sorry}. Go on, or press the key of its name").format(sorry=NOT_YET))
        else:
            self._say(t, NOT_YET)
            self._print(_("it may be one of: {titles}").format(titles=titles))

    def _settle(self, found: FoundSet | None) -> None:
        if found:
            self._settled = Settled(
                exercise=found.exercise, frames=self._frames, set_s=found.start_s, found=found, among=self._all
            )

    def _choose(self, exercise: Exercise) -> None:
        if not self._watching:
            self._begin()
        since = self._frames[0].t if self._frames else 0.0  # it may have been done all along
        self._settled = Settled(exercise=exercise, frames=self._frames, set_s=since)

    def _checked(self, seen: LandmarkFrame) -> SetupState:
        frame = self._live.frame
        assert frame
        return self._advice.look(self._pose(seen), float(frame.rgb[::8, ::8].mean()), self._live.dropped)

    def _pose(self, seen: LandmarkFrame) -> Pose:
        return to_pose(seen, self._aspect)

    def _show(self, ready: SetupState) -> None:
        frame = self._live.frame
        if self._screen is None or frame is None:
            return
        if self._lists:
            title = NOT_YET if self._told and not self._set_before else WHICH
            self._press(self._screen.show_choice(title, self._rows()))
        else:
            says = self._no_picture.trouble or (ready.fix.say if ready.fix else NEXT if self._set_before else START)
            self._press(self._screen.show_watch(frame.rgb, says, watching=self._watching, before=self._set_before))

    def _rows(self) -> list[tuple[str, str]]:
        return [(key, e.title) for key, e in zip(CHOICE, self._exercises, strict=False)]

    def _press(self, key: str) -> bool:
        """Do what it stands for; whether the person quits."""
        if self._lists and key and key in CHOICE[: len(self._exercises)]:
            self._choose(self._exercises[CHOICE.index(key)])
            return False
        match key:
            case "q":
                self.ended = "quit"
            case "c" if not self._watching:
                self.ended = "camera"
            case "r":
                self.start_over = True
            case " " if not self._watching:
                self._begin()
            case "l":
                self._lists = not self._lists
            case "m":
                if self._screen and (text := self._mute()):
                    self._screen.tell(text)
        return self.ended == "quit"
