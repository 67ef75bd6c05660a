"""formcheck live: judge a set in front of a camera, with a window, a voice, or neither."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from formcheck.capture.camera_names import UNTRIED, cameras
from formcheck.capture.formats import RECORDING
from formcheck.commands.analyze import INTERRUPTED
from formcheck.commands.console_report import progress_bar, tell, tell_files, tell_safety
from formcheck.commands.formats import FORMATS
from formcheck.commands.keep_set import store_must_open
from formcheck.commands.live_rig import (
    NOBODY,
    Ended,
    LiveRig,
    LiveSetResult,
    announcer,
    graceful_signals,
    run_set,
    screen,
    show_last,
)
from formcheck.commands.live_sets import live_sets
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_paths import for_clips, written
from formcheck.commands.outputs import Outputs
from formcheck.commands.stdout import to_stdout
from formcheck.errors import NobodySeen, SourceError, UsageError
from formcheck.live.cameras import after, is_file, open_live, resolved
from formcheck.live.goal import Goal
from formcheck.messages import _
from formcheck.motion.landmarks import BODY
from formcheck.sanitize import shown

if TYPE_CHECKING:
    from formcheck.capture.frame_feed import LiveSource
    from formcheck.live.recorder import RawRecorder
    from formcheck.live.speech import Speech
    from formcheck.live.window import LiveWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """Options that `analyze` does not have."""

    camera: str
    goal: Goal
    record: Path | None = None
    raw: bool = False
    speech: Speech | None = None  # None: it does not speak
    window: bool = True
    windowed: bool = False
    mirror: bool = True


def live(options: AnalyzeOptions, asked: LiveOptions) -> int:
    """Judge one set, or the sets that are recognised if no exercise is named; returns the exit code."""
    if asked.raw and not asked.record:
        raise UsageError(_("--raw needs --record FILE"))
    if asked.record:
        recorded = {"landmarks": asked.record.with_suffix(RECORDING)}
        if not asked.raw:
            recorded["video"] = asked.record
        options = replace(options, outputs=recorded | dict(options.outputs))
    for_clips(options, [Path(asked.camera)])
    store_must_open(options)
    camera = resolved(asked.camera)  # before a window opens and a voice speaks
    with ExitStack() as stack:
        stack.enter_context(graceful_signals())
        window = stack.enter_context(screen(mirror=asked.mirror, full=not asked.windowed)) if asked.window else None
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="formcheck-")))
        voice = stack.enter_context(announcer(asked.speech, window=asked.window, quiet=options.quiet))
        while True:
            with open_live(camera, options.model, options.exercise.landmarks if options.exercise else BODY) as source:
                _offer_others(window, camera)
                rig = LiveRig(source, window, voice, waits=not is_file(camera))
                while (code := _one_set(rig, options, asked, folder)) == "again":
                    pass
            if code != "camera":
                return code
            camera = after(camera)


def list_cameras() -> int:
    """Print the cameras of this computer; returns the exit code."""
    if not (found := cameras()):
        raise SourceError(_("no camera is connected") if sys.platform.startswith("linux") else UNTRIED)
    with to_stdout():
        for camera in found:
            print(shown(f"{camera.number}  {camera.name}"))
    return 0


def _offer_others(window: LiveWindow | None, camera: str) -> None:
    """Say which camera this is, and how to choose another one, if there is a choice."""
    there = cameras()
    name = next((c.name for c in there if str(c.number) == camera), None)
    if window and name and len(there) > 1:
        window.tell(_("{name} · c: another camera").format(name=name))


def _one_set(stage: LiveRig, options: AnalyzeOptions, asked: LiveOptions, folder: Path) -> Ended:
    """One set of the named exercise, or sets that are recognised.

    folder holds the camera's pictures until they are annotated.
    """
    clip = folder / "set.mp4"
    with ExitStack() as stack:
        raws = [stack.enter_context(_raw(path, stage.source)) for path in _pictures(options, asked, clip)]
        if options.exercise is None:
            return live_sets(stage, options, asked.goal, clip, raws)
        return _judged(stage, options, asked, clip, raws)


def _judged(
    stage: LiveRig, options: AnalyzeOptions, asked: LiveOptions, clip: Path, raws: Sequence[RawRecorder]
) -> Ended:
    """A set of a named exercise, with its outputs."""
    source = stage.source
    with Outputs(clip, options) as outputs:
        done = run_set(stage, options, asked.goal, [*outputs.watchers(source.info), *raws])
        if done.conductor.start_over:
            return "again"
        if done.conductor.ended == "camera":
            return "camera"
        if done.result is None:
            return _nothing(done, source)
        for raw in raws:
            raw.close()
        outputs.write(done.result, source.notes())
        if stage.screen:
            held = done.result.summary.held_s
            count = max(0, done.result.summary.reps + done.conductor.corrected) if held is None else int(held)
            card = partial(stage.screen.show_card, r=done.result, title=options.named.title, count=count)
            show_last(stage.screen, card, stays=stage.waits)
        tell(done.result, options)
        tell_safety(options)
        if outputs.slow:
            with progress_bar(", ".join(outputs.slow), source.info, options) as progress:
                outputs.write_slow(done.result, progress)
        tell_files([*written(options), *([asked.record] if asked.record and asked.raw else [])], options)
    return 0 if done.result.complete or source.lost else INTERRUPTED


def _pictures(options: AnalyzeOptions, asked: LiveOptions, clip: Path) -> list[Path]:
    """Where the camera's pictures are recorded: because of --raw, or to draw on afterwards."""
    kept = [asked.record] if asked.record and asked.raw else []
    drawn = any(f.pictures and f.name in options.outputs for f in FORMATS)
    drawn = drawn or ("html" in options.outputs and not options.no_pictures)
    return [*kept, clip] if drawn else kept


@contextmanager
def _raw(path: Path, source: LiveSource) -> Iterator[RawRecorder]:
    from formcheck.live.recorder import RawRecorder

    raw = RawRecorder(path, source)
    try:
        yield raw
    finally:
        raw.discard()


def _nothing(done: LiveSetResult, source: LiveSource) -> int:
    """Report that there was no frame to judge, or nobody in it."""
    if source.lost:
        raise SourceError(_("{lost}; nothing was judged").format(lost=source.lost))
    if done.conductor.begun:
        raise NobodySeen(_("{why}; stand where the camera sees your whole body").format(why=NOBODY))
    print(_("The set had not started; nothing was judged."), file=sys.stderr)
    return 0
