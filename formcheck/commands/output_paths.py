"""Where the output files go, and checks on the paths before the work begins."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from formcheck.capture.formats import RECORDING
from formcheck.commands.formats import FORMATS
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_format import STDOUT, OutputFormat
from formcheck.errors import UsageError
from formcheck.messages import _


def for_clips(options: AnalyzeOptions, clips: Sequence[Path]) -> list[AnalyzeOptions]:
    """The options for each clip: for several clips, the given paths are folders, made if need be. Raises UsageError."""
    if options.person_from_folder:
        all_options = [replace(options, about=replace(options.about, person=_folder_of(clip))) for clip in clips]
    else:
        all_options = [options for __ in clips]
    if len(clips) > 1:
        _make_folders(options)
        all_options = [_inside(o, clip) for o, clip in zip(all_options, clips, strict=True)]
    _spare(clips, all_options)
    for o in FORMATS:
        path = all_options[0].outputs.get(o.name)
        if path == STDOUT and o.name != "json":
            raise UsageError(
                _("{flag} needs the name of a file; only --json can write to standard output (-)").format(flag=o.flag)
            )
        if o.pictures and path is not None:
            _must_have_pictures(o, clips)
            _must_end_as_written(o, path)
    return all_options


def for_all(options: AnalyzeOptions, clips: Sequence[Path]) -> dict[str, Path]:
    """The files that hold all of several clips, by format: a name that ends as one does, and not a folder."""
    if len(clips) < 2:
        return {}
    endings = {o.name: o.ending for o in FORMATS if o.join and not o.log}
    whole = {n: p for n, p in options.outputs.items() if p.suffix.lower() == endings.get(n) and not p.is_dir()}
    _spare(clips, [replace(options, outputs=whole)])
    return whole


def _make_folders(options: AnalyzeOptions) -> None:
    if options.outputs.get("json") == STDOUT:
        raise UsageError(_("--json - works with one clip; name a file or a folder for several"))
    for path in options.outputs.values():
        try:
            if path.suffix and not path.is_dir():
                raise FileExistsError
            path.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise UsageError(_("{path} must be a folder when several clips are analysed").format(path=path)) from e


def of_set(path: Path, number: int, sets: int) -> Path:
    """The file of one of so many sets, counted from 1."""
    return path if sets == 1 else path.with_name(f"{path.stem}-set{number}{path.suffix}")


def written(options: AnalyzeOptions, sets: int = 1) -> list[Path]:
    """The files of a clip that are there now; of several sets, some formats have a file each."""
    found: list[Path] = []
    for path in options.outputs.values():
        each = dict.fromkeys([path, *(of_set(path, i, sets) for i in range(1, sets + 1))])
        found += [p for p in each if p != STDOUT and p.is_file()]
    return found


def called(clip: Path, options: AnalyzeOptions) -> str:
    """A clip as people tell it from the others: with its folder, where that names the person."""
    return f"{_folder_of(clip)}/{clip.name}" if options.person_from_folder else clip.name


def _folder_of(clip: Path) -> str:
    """The name of the folder that a clip is in."""
    return clip.resolve().parent.name


def _must_have_pictures(o: OutputFormat, clips: Sequence[Path]) -> None:
    for clip in clips:
        if clip.suffix.lower() == RECORDING:
            raise UsageError(
                _("{flag} needs pictures, but {name} contains only landmarks; name the video").format(
                    flag=o.flag, name=clip.name
                )
            )


def _must_end_as_written(o: OutputFormat, path: Path) -> None:
    """Other programs rely on the file extension."""
    kind = f".{o.ending.rpartition('.')[2]}"
    if path.suffix.lower() != kind and not path.is_dir():
        raise UsageError(
            _("{path} must end in {kind}, the format that {flag} writes").format(path=path, kind=kind, flag=o.flag)
        )


def _inside(options: AnalyzeOptions, clip: Path) -> AnalyzeOptions:
    endings = {o.name: o.ending for o in FORMATS}
    stem = f"{_folder_of(clip)}-{clip.stem}" if options.person_from_folder else clip.stem
    return replace(options, outputs={n: folder / f"{stem}{endings[n]}" for n, folder in options.outputs.items()})


def _spare(clips: Sequence[Path], all_options: Sequence[AnalyzeOptions]) -> None:
    """Never overwrite a clip, nor write one file twice."""
    taken: set[str] = set()
    for options in all_options:
        for path in options.outputs.values():
            if path == STDOUT:
                continue
            if any(_same(path, clip) for clip in clips):
                raise UsageError(_("{path} would overwrite an input clip; write somewhere else").format(path=path))
            place = os.path.realpath(path)
            if place in taken:
                raise UsageError(
                    _("{path} would be written twice; name another file, or judge the clips separately").format(
                        path=path
                    )
                )
            taken.add(place)


def _same(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b)
    except OSError:  # one of them does not exist
        return False
