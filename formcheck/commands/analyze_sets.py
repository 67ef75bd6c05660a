"""analyze -e auto: recognise the sets of a clip, and judge and write each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from formcheck.atomic import AtomicFile
from formcheck.commands.clips_ahead import Opened
from formcheck.commands.console_report import progress_bar, tell_and_write, tell_sets_as_json
from formcheck.commands.ctrl_c import until_ctrl_c
from formcheck.commands.formats import FORMATS
from formcheck.commands.joined_files import JOINS, JoinedFiles
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_format import STDOUT
from formcheck.commands.output_paths import called, of_set
from formcheck.commands.outputs import Outputs
from formcheck.commands.stdout import note
from formcheck.messages import _
from formcheck.result import Result
from formcheck.several_sets import SeenSets, SeveralSets


def analyze_sets(clip: Path, options: AnalyzeOptions, source: Opened) -> list[Result]:
    """The results of all sets of a clip, in order of time; none if no exercise was recognised."""
    with SeveralSets(source, slow_motion=options.slow_motion) as sets, SetFiles(options) as files:
        with progress_bar(clip.name, source.info, options, lambda: source.ahead_s) as progress:
            until_ctrl_c(sets, progress)
        results = write_sets(clip, options, sets, files)
        if not results:
            _tell_none(called(clip, options))
        return results


def write_sets(clip: Path, options: AnalyzeOptions, sets: SeenSets, files: SetFiles) -> list[Result]:
    """Judge and write the sets that were found; clip has their pictures."""
    results, silent = [], options.brief or options.outputs.get("json") == STDOUT
    for i, found in enumerate(sets.found):
        its = replace(options, exercise=found.exercise, outputs=files.of(i, len(sets.found)), brief=silent)
        results.append(_judged(clip, its, sets, i))
    files.write(sets)
    if options.outputs.get("json") == STDOUT:
        tell_sets_as_json(results)
    return results


def _judged(clip: Path, options: AnalyzeOptions, sets: SeenSets, i: int) -> Result:
    with Outputs(clip, options) as outputs:
        part = sets.part(i)
        result = sets.judged(i, options.named, options.settings, None, outputs.watchers(part.info))
        outputs.write(result, part.notes())
        tell_and_write(result, outputs, part.info, options)
    return result


def _tell_none(clip: str) -> None:
    note(
        _(
            "{clip}: none of the exercises that formcheck knows was recognised; `formcheck exercises` lists them, "
            "--exercise NAME judges the clip as one of them"
        ).format(clip=clip)
    )


class SetFiles:
    """The files of each set: one file for all where the format can, else NAME-set2 beside NAME."""

    def __init__(self, options: AnalyzeOptions) -> None:
        asked = {name: path for name, path in options.outputs.items() if path != STDOUT}
        of_clip = [f.name for f in FORMATS if f.of_clip]
        self._joined = JoinedFiles({name: path for name, path in asked.items() if name in JOINS})
        self._of_clip = [path for name, path in asked.items() if name in of_clip]
        self._apart = {name: path for name, path in asked.items() if name not in (*JOINS, *of_clip)}

    def __enter__(self) -> SetFiles:
        for path in (*self._apart.values(), *self._of_clip):
            AtomicFile(path).discard()  # what cannot be written is refused before the work
        self._joined.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._joined.__exit__(*error)

    def of(self, i: int, of: int) -> dict[str, Path]:
        """The paths for set i."""
        apart = {name: of_set(path, i + 1, of) for name, path in self._apart.items()}
        return apart | self._joined.next_part()

    def write_early(self, clip: Path, options: AnalyzeOptions, sets: SeenSets, results: Sequence[Result]) -> None:
        """Write what is quickly made of the sets so far, while others follow."""
        self._joined.write_early(clip, options, results)
        for path in self._of_clip:
            sets.keep_recording_so_far(path)

    def write(self, sets: SeenSets) -> None:
        """Write what holds all sets in one file, and the recording of the clip."""
        for path in self._of_clip:
            sets.keep_recording(path)
        self._joined.write()
