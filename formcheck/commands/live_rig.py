"""What several live sets share (camera, window, voice), and how to run one set on it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from formcheck.commands.ctrl_c import judge_until_ctrl_c
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.stdout import note
from formcheck.errors import NobodySeen
from formcheck.exercises import EXERCISES
from formcheck.live.coach import Coach, Utterance
from formcheck.live.goal import Goal
from formcheck.live.live_overlay import LiveOverlay
from formcheck.live.session import LiveSession
from formcheck.live.watch import Settled, Watch
from formcheck.messages import _, figure
from formcheck.pipeline import Watcher
from formcheck.result import Finding, Result
from formcheck.several_sets import recognised

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.speech import Speech
    from formcheck.live.voice import Voice
    from formcheck.live.window import LiveWindow
    from formcheck.source import LandmarkFrame


PLAYED_S = 3.0  # the last card after a clip that was played
Ended = int | Literal["again", "camera"]  # the exit code, or that the person starts over or wants another camera
NOBODY = _("no person was clearly visible")


class Announcer:
    """Speaks, and prints if there is no window."""

    def __init__(self, *, prints: bool, quiet: bool) -> None:
        self._prints, self._quiet = prints and not quiet, quiet
        self._voice: Voice | None = None

    def speak(self, speech: Speech) -> None:
        from formcheck.live.voice import Voice

        self._voice = Voice(self.print, speech=speech)

    def close(self) -> None:
        if self._voice:
            self._voice.close()

    def say(self, u: Utterance) -> None:
        if self._prints:
            print(f"{figure(u.t, '7.1f')} s  {u.text}", file=sys.stderr)
        if self._voice:
            self._voice.say(u)

    def between(self, text: str) -> None:
        """Say something between two sets."""
        if self._prints:
            print(f"\n  {text}", file=sys.stderr)
        if self._voice:
            self._voice.say(Utterance(0.0, "notice", text))

    def print(self, text: str) -> None:
        if not self._quiet:
            note(text)

    def mute(self) -> str:
        """Turn the sound off or on; what to tell the person about it."""
        if self._voice is None:
            return _("No sound: started with --mute")
        self._voice.muted = not self._voice.muted
        return _("Sound off") if self._voice.muted else _("Sound on")


@dataclass(frozen=True, slots=True)
class LiveRig:
    """waits: a set starts when the person is ready (camera), or at once (file)."""

    source: LiveSource
    screen: LiveWindow | None
    announcer: Announcer
    waits: bool


@dataclass(frozen=True, slots=True)
class LiveSetResult:
    """A finished set. result is None if nothing was judged: nobody was seen, or the set had not started."""

    result: Result | None
    conductor: LiveSession


def run_set(
    stage: LiveRig, options: AnalyzeOptions, goal: Goal, watchers: Sequence[Watcher] = (),
    settled: Settled | None = None,
) -> LiveSetResult:  # fmt: skip
    """One set, from the set-up check, or from what was settled, to its end.

    Watchers see every frame before coach and window do.
    """
    source, tempo = stage.source, options.tempo or options.named.tempo
    coach = Coach(options.named, tempo, stage.announcer.say)
    conductor = LiveSession(
        live=source, exercise=options.named, settings=options.settings, goal=goal, coach=coach,
        now=LiveOverlay(options.named, tempo), screen=stage.screen,
        waits=stage.waits, mute=stage.announcer.mute, print_=stage.announcer.print, settled=settled,
    )  # fmt: skip
    try:
        result = judge_until_ctrl_c(
            conductor, options.named, options.settings, tempo=options.tempo, watchers=[*watchers, coach, conductor]
        )
    except NobodySeen:
        return LiveSetResult(None, conductor)
    if settled and settled.found:
        result = result.model_copy(update={"recognised": recognised(settled.found)})
    return LiveSetResult(as_told(result, conductor, lost=source.lost), conductor)


def watch(stage: LiveRig, kept: Sequence[Callable[[LandmarkFrame], object]]) -> Watch:
    """All exercises at once, until it is clear which one is done; each of kept is given every frame meanwhile."""

    def say(t: float, text: str) -> None:
        stage.announcer.say(Utterance(t, "notice", text))

    return Watch(
        live=stage.source, exercises=list(EXERCISES.values()), screen=stage.screen, waits=stage.waits,
        say=say, mute=stage.announcer.mute, print_=stage.announcer.print, kept=kept,
    )  # fmt: skip


def as_told(result: Result, conductor: LiveSession, *, lost: str | None) -> Result:
    """The result with the person's correction, and incomplete if the camera was lost."""
    findings = list(result.findings)
    if conductor.corrected:
        text = _("You adjusted the count by {corrected:+d}; the reps below are as measured.").format(
            corrected=conductor.corrected
        )
        findings.append(Finding(id="count-corrected", text=text))
    return result.model_copy(update={"findings": findings, "complete": result.complete and not lost})


@contextmanager
def graceful_signals() -> Iterator[None]:
    """SIGTERM and a closed terminal stop the set as cleanly as Ctrl-C."""
    asks = [s for name in ("SIGTERM", "SIGHUP") if (s := getattr(signal, name, None)) is not None]
    before = {s: signal.getsignal(s) for s in asks if signal.getsignal(s) is signal.SIG_DFL}
    for s in before:
        signal.signal(s, lambda number, frame: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        for s, handler in before.items():
            signal.signal(s, handler)


@contextmanager
def screen(*, mirror: bool, full: bool) -> Iterator[LiveWindow]:
    from formcheck.live.window import LiveWindow

    window = LiveWindow(mirror=mirror, full=full)
    try:
        yield window
    finally:
        window.close()


def show_last(window: LiveWindow, card: Callable[[], str], *, stays: bool) -> None:
    """Show the card until a key is pressed, or Ctrl-C, then close. card draws it and returns the key.

    stays  where a clip was played nobody stands before the camera: it closes by itself
    """
    until = time.monotonic() + PLAYED_S
    with suppress(KeyboardInterrupt):
        while not card() and (stays or time.monotonic() < until):
            time.sleep(0.03)
    window.close()


@contextmanager
def announcer(speech: Speech | None, *, window: bool, quiet: bool) -> Iterator[Announcer]:
    made = Announcer(prints=not window, quiet=quiet)
    if speech:
        made.speak(speech)
    try:
        yield made
    finally:
        made.close()
