"""formcheck analyze: judge recorded files and write what was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from formcheck.capture import models
from formcheck.capture.landmarks import ModelName, Source, SourceInfo
from formcheck.commands.order import FaultGate, Order
from formcheck.commands.outputs import STDOUT, Outputs, as_json, for_clips
from formcheck.errors import FormcheckError, OutputError, SourceError
from formcheck.exercises import EXERCISES
from formcheck.output.summary import show
from formcheck.result import Result
from formcheck.run import judge

CLIPS = {".mp4", ".mov", ".avi", ".webm", ".mkv", ".m4v", ".gif", ".webp", ".npz"}
INTERRUPTED, FAULTY = 130, 3


def analyze(videos: list[Path], order: Order) -> int:
    """Judge each file; returns the exit code. One bad file among several is reported and the rest go on."""
    clips = _clips(videos)
    code = 0
    for clip, its_order in zip(clips, for_clips(order, clips), strict=True):
        try:
            result = _one(clip, its_order)
        except FormcheckError as e:
            if len(clips) == 1:
                raise
            print(f"formcheck: {e}", file=sys.stderr)
            code = e.exit_code
            continue
        if not result.complete:
            return INTERRUPTED
        if not code and any(_found(result, gate) for gate in order.fail_on):
            code = FAULTY
    return code


def _found(r: Result, gate: FaultGate) -> bool:
    """Whether a fault that is not accepted was found, in a repetition or over the set."""
    severity = {c.id: c.severity for c in EXERCISES[r.exercise].cues}
    found: list[tuple[str, int]] = [(f.id, f.severity) for rep in r.reps for f in rep.faults]
    found += [(c.id, severity[c.id]) for c in r.checks if c.verdict == "fail" and not c.reps]
    return any(gate.fault in (None, id_) and s >= gate.severity for id_, s in found)


def _clips(videos: list[Path]) -> list[Path]:
    clips: list[Path] = []
    for v in videos:
        try:
            inside = sorted(p for p in v.iterdir() if p.suffix.lower() in CLIPS) if v.is_dir() else [v]
        except OSError as e:  # a folder without permission, a name that is too long
            raise SourceError(f"{v} cannot be read ({e.strerror}); check its name and permissions") from e
        if not inside:
            raise SourceError(f"{v} holds no clips; it takes {', '.join(sorted(CLIPS))}")
        clips += inside
    return clips


def _one(clip: Path, order: Order) -> Result:
    with Outputs(clip, order) as outputs:
        with _open(clip, order) as source:
            with _progress(clip.name, source.info, order) as progress:
                result = judge(
                    source,
                    order.exercise,
                    order.settings,
                    tempo=order.tempo,
                    slow_motion=order.slow_motion,
                    watchers=outputs.watchers(source.info),
                    progress=progress,
                )
            if not result.complete:
                source.info.warning = f"the analysis was stopped after {result.source.duration_s} s"
            outputs.write(result)
        with _stdout():
            if order.json == STDOUT:
                sys.stdout.buffer.write(as_json(result).encode())  # UTF-8 wherever it runs: a program reads it
            elif not order.quiet:
                show(result, Console(highlight=False))
        if outputs.slow:
            with _progress(", ".join(outputs.slow), source.info, order) as progress:
                outputs.write_slow(result, progress)
    return result


@contextmanager
def _stdout() -> Iterator[None]:
    """Failures to print become one sentence."""
    try:
        yield
        sys.stdout.flush()
    except OSError as e:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the rest fails again when Python ends
        if isinstance(e, BrokenPipeError):
            raise  # whoever reads has had enough: no news
        raise OutputError(f"standard output cannot be written ({e.strerror}); send it somewhere else") from e


@contextmanager
def _open(clip: Path, order: Order) -> Iterator[Source]:
    if clip.suffix.lower() == ".npz":
        from formcheck.capture.recording import Recording

        recording = Recording(clip, order.start_s, order.end_s)
        try:
            yield recording
        finally:
            recording.close()
        return
    if not clip.exists():
        raise SourceError(f"{clip} does not exist; check the name")
    model = models.describe(models.find(order.model))
    from formcheck.capture.video import Video

    video = Video(clip, model.path, ModelName(model.variant, model.sha256), order.start_s, order.end_s)
    try:
        yield video
    finally:
        video.close()


@contextmanager
def _progress(name: str, info: SourceInfo, order: Order) -> Iterator[Callable[[float], None]]:
    """A bar on the terminal, if there is one and somebody wants it."""
    if order.quiet or not sys.stdout.isatty() or info.kind == "landmarks":
        yield lambda t: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[at]}"), TimeRemainingColumn(),
        console=console, transient=True,
    ) as bar:  # fmt: skip
        total = info.declared_s and max(info.declared_s - order.start_s, 0.01)
        task = bar.add_task(name, total=total, at="")
        yield lambda t: bar.update(task, completed=t - order.start_s, at=f"{t:.0f} s")
