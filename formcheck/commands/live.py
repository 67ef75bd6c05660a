"""formcheck live: judge a camera as it happens, with a window, a voice, or neither."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from formcheck.capture import models
from formcheck.capture.landmarks import ModelName
from formcheck.commands.analyze import INTERRUPTED
from formcheck.commands.order import Order
from formcheck.commands.outputs import OUTPUTS, RECORDING, Outputs, for_clips
from formcheck.commands.telling import progress_bar, store_must_open, tell
from formcheck.errors import NobodySeen, SourceError, UsageError
from formcheck.live import Conductor, Goal
from formcheck.output.coach import Coach, Utterance
from formcheck.output.now import Now
from formcheck.result import Finding, Result
from formcheck.run import judge

if TYPE_CHECKING:
    from formcheck.capture.live import Live
    from formcheck.output.raw import Raw
    from formcheck.output.screen import Screen
    from formcheck.output.voice import Voice

CARD_S = 20.0  # the card at the end stays this long, or until a key


@dataclass(frozen=True, slots=True)
class LiveOrder:
    """What was asked for beyond what `analyze` takes."""

    camera: str
    goal: Goal
    record: Path | None = None
    raw: bool = False
    mute: bool = False
    window: bool = True
    mirror: bool = True


@dataclass(frozen=True, slots=True)
class _Stage:
    """What outlasts a set that is started over."""

    order: Order
    asked: LiveOrder
    source: Live
    screen: Screen | None
    voice: _Voice
    folder: Path  # for the camera's pictures, until they are drawn over


def live(order: Order, asked: LiveOrder) -> int:
    """Judge one set; returns the exit code."""
    if asked.raw and not asked.record:
        raise UsageError("--raw says how to --record; name a file with --record")
    if asked.record:
        order = replace(
            order,
            video=None if asked.raw else asked.record,
            landmarks=order.landmarks or asked.record.with_suffix(RECORDING),
        )
    for_clips(order, [Path(asked.camera)])
    store_must_open(order)
    with ExitStack() as stack:
        screen = stack.enter_context(_screen(asked)) if asked.window else None
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="formcheck-")))
        source = stack.enter_context(_source(order, asked))
        stage = _Stage(order, asked, source, screen, stack.enter_context(_voice(asked, order)), folder)
        while (code := _one_set(stage)) is None:
            pass
        return code


def _one_set(stage: _Stage) -> int | None:
    """The exit code; None if the person starts over."""
    order, source = stage.order, stage.source
    tempo = order.tempo or order.exercise.tempo
    coach = Coach(order.exercise, tempo, stage.voice.say)
    conductor = Conductor(
        source, order.exercise, order.settings, stage.asked.goal, coach, Now(order.exercise, tempo), stage.screen,
        waits=not Path(stage.asked.camera).is_file(), mute=stage.voice.mute, print_=stage.voice.print,
    )  # fmt: skip
    with ExitStack() as stack:
        clip = stage.folder / "set.mp4"
        outputs = stack.enter_context(Outputs(clip, order))
        raws = [stack.enter_context(_raw(path, source)) for path in _pictures(stage, clip)]
        watchers = [*outputs.watchers(conductor.info), coach, *raws, conductor]
        try:
            result = judge(conductor, order.exercise, order.settings, tempo=order.tempo, watchers=watchers)
        except NobodySeen:
            return _nothing(conductor, source)
        if conductor.again:
            return None
        for raw in raws:
            raw.close()
        result = _as_told(result, conductor, lost=source.lost)
        outputs.write(result)
        if stage.screen:
            _card(stage, result, max(0, result.summary.reps + conductor.corrected))
        tell(result, order)
        if outputs.slow:
            with progress_bar(", ".join(outputs.slow), conductor.info, order) as progress:
                outputs.write_slow(result, progress)
    return 0 if result.complete or source.lost else INTERRUPTED


def _pictures(stage: _Stage, clip: Path) -> list[Path]:
    """Where the camera's pictures are kept: asked for, or needed afterwards to draw on."""
    kept = [stage.asked.record] if stage.asked.record and stage.asked.raw else []
    order = stage.order
    drawn = any(o.pictures and o.path(order) for o in OUTPUTS) or (order.html and not order.no_pictures)
    return [*kept, clip] if drawn else kept


@contextmanager
def _raw(path: Path, source: Live) -> Iterator[Raw]:
    from formcheck.output.raw import Raw

    raw = Raw(path, source)
    try:
        yield raw
    finally:
        raw.discard()


def _nothing(conductor: Conductor, source: Live) -> int | None:
    """There was no frame to judge, or nobody in it."""
    if conductor.again:
        return None
    if source.lost:
        raise SourceError(f"{source.lost}; nothing was judged")
    if conductor.begun:
        raise NobodySeen("nobody was seen well enough to judge; stand where the whole body is in the picture")
    print("The set had not begun: nothing was judged.", file=sys.stderr)
    return 0


def _as_told(result: Result, conductor: Conductor, *, lost: str | None) -> Result:
    """With what the person or the camera did to it."""
    findings = list(result.findings)
    if conductor.corrected:
        text = f"The count was corrected by hand by {conductor.corrected:+d}; the repetitions here are as measured."
        findings.append(Finding(id="count-corrected", text=text))
    return result.model_copy(update={"findings": findings, "complete": result.complete and not lost})


def _card(stage: _Stage, result: Result, count: int) -> None:
    assert stage.screen
    frame, until = stage.source.frame, time.monotonic() + CARD_S
    while frame is not None and time.monotonic() < until:
        if stage.screen.show_card(frame.rgb, result, stage.order.exercise.title, count):
            break
        time.sleep(0.03)
    stage.screen.close()


@contextmanager
def _screen(asked: LiveOrder) -> Iterator[Screen]:
    from formcheck.output.screen import Screen

    screen = Screen(mirror=asked.mirror)
    try:
        yield screen
    finally:
        screen.close()


@contextmanager
def _source(order: Order, asked: LiveOrder) -> Iterator[Live]:
    from formcheck.capture.camera import Camera, Played, name_of
    from formcheck.capture.frames import Frames
    from formcheck.capture.live import Live

    model = models.describe(models.find(order.model))
    name: int | str = int(asked.camera) if asked.camera.isdigit() else asked.camera
    if isinstance(name, str) and "://" not in name:
        shown: Camera | Played = Played(Frames(Path(name)))
    else:
        shown = Camera(name)
    source = Live(shown, name_of(name), model.path, ModelName(model.variant, model.sha256))
    try:
        yield source
    finally:
        source.close()


class _Voice:
    """Says it aloud, and prints it where there is no window."""

    def __init__(self, *, prints: bool, quiet: bool) -> None:
        self._prints, self._quiet = prints and not quiet, quiet
        self._voice: Voice | None = None

    def speak(self) -> None:
        from formcheck.output.voice import Voice

        self._voice = Voice(self.print)

    def close(self) -> None:
        if self._voice:
            self._voice.close()

    def say(self, u: Utterance) -> None:
        if self._prints:
            print(f"{u.t:7.1f} s  {u.text}", file=sys.stderr)
        if self._voice:
            self._voice.say(u)

    def print(self, text: str) -> None:
        if not self._quiet:
            print(f"formcheck: {text}", file=sys.stderr)

    def mute(self) -> None:
        if self._voice:
            self._voice.muted = not self._voice.muted


@contextmanager
def _voice(asked: LiveOrder, order: Order) -> Iterator[_Voice]:
    voice = _Voice(prints=not asked.window, quiet=order.quiet)
    if not asked.mute:
        voice.speak()
    try:
        yield voice
    finally:
        voice.close()
