"""formcheck analyze: judge recorded files and write what was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from rich.console import Console

from formcheck.capture import models
from formcheck.capture.landmarks import ModelName, Source, SourceInfo
from formcheck.commands.order import FaultGate, Keeping, Order
from formcheck.commands.stdout import to_stdout
from formcheck.errors import FormcheckError, SourceError, UsageError
from formcheck.exercises import EXERCISES
from formcheck.files import Draft
from formcheck.output.summary import show
from formcheck.output.tables import Trace, reps_csv
from formcheck.result import Result
from formcheck.run import Watcher, judge

CLIPS = {".mp4", ".mov", ".avi", ".webm", ".mkv", ".m4v", ".gif", ".webp", ".npz"}
INTERRUPTED, FAULTY = 130, 3


def analyze(videos: list[Path], order: Order) -> int:
    """Judge each file; returns the exit code. One bad file among several is reported and the rest go on."""
    clips = _clips(videos)
    orders = [order]
    if len(clips) > 1:
        _must_be_folders(order)
        orders = [_for_clip(order, clip) for clip in clips]
    _spare(clips, orders)
    if order.keeping:
        from formcheck.history.store import Store, default_place

        Store(order.keeping.db or default_place()).close()  # a place that cannot be written is refused at once
    code = 0
    for clip, its_order in zip(clips, orders, strict=True):
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


def judged(clip: Path, order: Order) -> Result:
    """Judge a clip for another command: nothing is written, and nothing shown but a progress bar."""
    with _open(clip, order) as source, _progress(clip.name, source.info, order) as progress:
        return judge(source, order.exercise, order.settings, progress=progress)


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


def _must_be_folders(order: Order) -> None:
    if order.json == Path("-"):
        raise UsageError("--json - takes one clip; name a folder for several")
    for path in (order.json, order.csv, order.landmarks, order.trace):
        if path is not None and not path.is_dir():
            raise UsageError(f"{path} must be a folder that exists when several clips are analysed")


def _for_clip(order: Order, clip: Path) -> Order:
    def inside(folder: Path | None, ending: str) -> Path | None:
        return folder and folder / f"{clip.stem}{ending}"

    return replace(
        order,
        json=inside(order.json, ".json"),
        csv=inside(order.csv, ".csv"),
        landmarks=inside(order.landmarks, ".npz"),
        trace=inside(order.trace, ".trace.csv"),
    )


def _one(clip: Path, order: Order) -> Result:
    printed = order.json == Path("-")
    with ExitStack() as stack:
        drafts = {
            kind: stack.enter_context(_draft(path))
            for kind, path in (("json", None if printed else order.json), ("csv", order.csv))
            if path is not None
        }
        source = stack.enter_context(_open(clip, order))
        writers: list[_Writer] = []
        if order.landmarks:
            from formcheck.capture.recording import Recorder

            writers.append(Recorder(order.landmarks, source.info))
            stack.callback(writers[-1].discard)
        if order.trace:
            writers.append(Trace(order.trace))
            stack.callback(writers[-1].discard)
        with _progress(clip.name, source.info, order) as progress:
            result = judge(
                source,
                order.exercise,
                order.settings,
                tempo=order.tempo,
                slow_motion=order.slow_motion,
                watchers=writers,
                progress=progress,
            )
        if not result.complete:
            source.info.warning = f"the analysis was stopped after {result.source.duration_s} s"
        for w in writers:
            w.close()
        if "json" in drafts:
            drafts["json"].write(_json(result))
        if "csv" in drafts:
            drafts["csv"].write(reps_csv(result))
    try:
        if order.keeping:
            _keep(result, order.keeping, order.quiet)
    finally:  # what was measured is shown even if it could not be kept
        with to_stdout():
            if printed:
                sys.stdout.buffer.write(_json(result).encode())  # UTF-8 wherever it runs: a program reads it
            elif not order.quiet:
                show(result, Console(highlight=False))
    return result


def _keep(result: Result, keeping: Keeping, quiet: bool) -> None:
    """Store the set, and say under which number; a set without a repetition is none."""
    from formcheck.history.store import keep

    if not result.reps:
        print("formcheck: nothing was stored: no repetition was counted", file=sys.stderr)
        return
    kept = keep(result, person=keeping.person, when=keeping.when, db=keeping.db)
    if not quiet:
        print(f"formcheck: {'stored as' if kept.new else 'it was stored before, as'} set {kept.id}", file=sys.stderr)


def _json(result: Result) -> str:
    return result.model_dump_json(indent=2) + "\n"


def _spare(clips: list[Path], orders: list[Order]) -> None:
    """Never write over a clip, nor twice to one place."""
    taken: set[str] = set()
    for order in orders:
        for path in (order.json, order.csv, order.landmarks, order.trace):
            if path is None or path == Path("-"):
                continue
            if any(_same(path, clip) for clip in clips):
                raise UsageError(f"{path} is a clip itself; write somewhere else")
            place = os.path.realpath(path)
            if place in taken:
                raise UsageError(f"{path} would be written twice; name another file, or judge the clips apart")
            taken.add(place)


def _same(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b)
    except OSError:  # one of them is not there
        return False


@contextmanager
def _draft(path: Path) -> Iterator[Draft]:
    draft = Draft(path)
    try:
        yield draft
    finally:
        draft.discard()


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


class _Writer(Watcher, Protocol):
    def close(self) -> None: ...
    def discard(self) -> None: ...


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
