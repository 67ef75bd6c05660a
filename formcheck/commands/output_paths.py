"""Where the files of several clips go, and which places are refused before the work begins."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from formcheck.capture.formats import RECORDING
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.outputs import OUTPUTS, STDOUT, Output
from formcheck.errors import UsageError


def for_clips(order: AnalyzeOptions, clips: Sequence[Path]) -> list[AnalyzeOptions]:
    """The order of each clip: where there are several, its paths are folders. Raises UsageError."""
    orders = [order]
    if len(clips) > 1:
        _must_be_folders(order)
        orders = [_inside(order, clip) for clip in clips]
    _spare(clips, orders)
    for o in OUTPUTS:
        path = o.path(orders[0])
        if o.pictures and path is not None:
            _must_have_pictures(o, clips)
            _must_end_as_written(o, path)
    return orders


def _must_be_folders(order: AnalyzeOptions) -> None:
    if order.json == STDOUT:
        raise UsageError("--json - takes one clip; name a folder for several")
    for o in OUTPUTS:
        path = o.path(order)
        if path is not None and not path.is_dir():
            raise UsageError(f"{path} must be a folder that exists when several clips are analysed")


def _must_have_pictures(o: Output, clips: Sequence[Path]) -> None:
    for clip in clips:
        if clip.suffix.lower() == RECORDING:
            raise UsageError(f"{o.flag} needs pictures, and {clip.name} holds landmarks only; name the video")


def _must_end_as_written(o: Output, path: Path) -> None:
    """Other programs go by the ending."""
    kind = f".{o.ending.rpartition('.')[2]}"
    if path.suffix.lower() != kind and not path.is_dir():
        raise UsageError(f"{path} should end in {kind}: that is what {o.flag} writes")


def _inside(order: AnalyzeOptions, clip: Path) -> AnalyzeOptions:
    folders = {o: o.path(order) for o in OUTPUTS}
    paths: dict[str, Any] = {o.option: f / f"{clip.stem}{o.ending}" for o, f in folders.items() if f is not None}
    return replace(order, **paths)


def _spare(clips: Sequence[Path], orders: Sequence[AnalyzeOptions]) -> None:
    """Never write over a clip, nor twice to one place."""
    taken: set[str] = set()
    for order in orders:
        for path in (o.path(order) for o in OUTPUTS):
            if path is None or path == STDOUT:
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
