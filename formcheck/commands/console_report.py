"""What the terminal shows of a set: a progress bar while it is judged, then the result."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from formcheck.commands.console import Console
from formcheck.commands.formats.json import as_json, as_list
from formcheck.commands.keep_set import keep_set
from formcheck.commands.options import AnalyzeOptions
from formcheck.commands.output_format import STDOUT
from formcheck.commands.outputs import Outputs
from formcheck.commands.stdout import data_to_stdout, to_stdout
from formcheck.exercises import SAFETY
from formcheck.messages import _
from formcheck.output.terminal.clips import show_clips
from formcheck.output.terminal.summary import show
from formcheck.result import Result
from formcheck.sanitize import shown
from formcheck.source import SourceInfo
from formcheck.wording import plural

MOST_FILES = 5  # of one folder, by their names


def tell(result: Result, options: AnalyzeOptions) -> None:
    """The result on standard output: JSON for a program, or the summary for a person. Stores it first, if asked to."""
    try:
        if options.store_in:
            keep_set(result, options)
    finally:  # what was measured is shown even if it could not be kept
        if options.outputs.get("json") == STDOUT:
            data_to_stdout(as_json(result))
        elif not (options.quiet or options.brief):
            with to_stdout():
                show(result, Console(), every_cue=options.every_cue)


def tell_and_write(result: Result, outputs: Outputs, info: SourceInfo, options: AnalyzeOptions) -> None:
    """The result on standard output, and then the files that take time."""
    try:
        tell(result, options)
    finally:  # write the files even if stdout is closed or the set could not be stored
        if outputs.slow:
            with progress_bar(", ".join(outputs.slow), info, options) as progress:
                outputs.write_slow(result, progress)


def tell_sets_as_json(results: Sequence[Result]) -> None:
    """All sets of a clip as one list on standard output."""
    data_to_stdout(as_list([as_json(r) for r in results]))


def tell_clips(results: Sequence[Result], options: AnalyzeOptions) -> None:
    """A table of the sets of several clips."""
    if results and not options.quiet:
        with to_stdout():
            show_clips(results, Console())


def tell_files(files: Sequence[Path], options: AnalyzeOptions) -> None:
    """Where the files are; of many in one folder, only how many. Paths are not broken, so that they can be copied."""
    if not files or options.quiet or options.outputs.get("json") == STDOUT:
        return
    folders = Counter(f.parent for f in files)
    many = {folder: n for folder, n in folders.items() if n > MOST_FILES}
    names = [shown(str(f)) for f in files if f.parent not in many]
    names += [_("{files} in {folder}").format(files=plural(n, "file"), folder=shown(str(d))) for d, n in many.items()]
    with to_stdout():
        Console().print(Text.assemble("  ", (_("Written  "), "bold"), ", ".join(names), "\n"), soft_wrap=True)


def tell_safety(options: AnalyzeOptions) -> None:
    """The safety text, once at the end of a run that showed a summary."""
    if not options.quiet and options.outputs.get("json") != STDOUT:
        with to_stdout():
            Console().print(Padding(Text(SAFETY, style="dim"), (0, 2, 1, 2)))


@contextmanager
def progress_bar(
    name: str, info: SourceInfo, options: AnalyzeOptions, ahead_s: Callable[[], float] = lambda: 0.0
) -> Iterator[Callable[[float], None]]:
    """A bar on the terminal, if there is one and somebody wants it; told the seconds of the file that are done.

    ahead_s  how many more were seen
    """
    if options.quiet or not sys.stdout.isatty() or info.kind == "landmarks":
        yield lambda t: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[at]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as bar:
        total = info.declared_s and max(info.declared_s - options.start_s, 0.01)
        task = bar.add_task(shown(name), total=total, at="")
        yield lambda t: bar.update(task, completed=t + ahead_s() - options.start_s, at=f"{t:.0f} s")
