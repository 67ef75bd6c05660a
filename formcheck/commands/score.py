"""formcheck score: labelled clips judged in parallel, and how right that was."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from formcheck import __version__
from formcheck.commands.analyze import INTERRUPTED
from formcheck.commands.cases import MISSED, Case, cases, one_of, outcome
from formcheck.commands.console import Console
from formcheck.errors import FormcheckError, UsageError
from formcheck.files import Draft
from formcheck.scoring.batch import Answer, cores, run
from formcheck.scoring.compare import ClipScore
from formcheck.scoring.figures import ClipRow, Score, figures
from formcheck.scoring.report import ROWS, junit, markdown
from formcheck.text import in_json, shown


@dataclass(frozen=True, slots=True)
class ScoreOrder:
    """What was asked of the batch; gates are shares from 0 to 1."""

    json: Path | None = None
    junit: Path | None = None
    markdown: Path | None = None
    jobs: int = 0
    landmarks_dir: Path | None = None
    model: str = "full"
    timeout_s: float = 600.0
    explain: str | None = None
    explain_png: Path | None = None
    scheduler: str | None = None
    min_exact: float | None = None
    min_within_one: float | None = None
    min_covered: float | None = None
    quiet: bool = False

    @property
    def gates(self) -> dict[str, float | None]:
        return {
            "exact count": self.min_exact,
            "off by one at most": self.min_within_one,
            "ranges inside their interval": self.min_covered,
        }


def score(paths: Sequence[str | Path], order: ScoreOrder) -> int:
    """Judge, compare, write, print; returns the exit code."""
    if order.landmarks_dir:
        _make(order.landmarks_dir)
    if order.explain is not None:
        return _explain(paths, order, order.explain)
    if order.explain_png:
        raise UsageError("--explain-png needs --explain CLIP: the clip to draw")
    if not paths:
        raise UsageError("what should be scored? Name a folder, a label file or a labelled clip")
    todo = cases(paths)
    writers = {
        kind: (Draft(path), text)
        for kind, path, text in (
            ("json", order.json if order.json != Path("-") else None, _json),
            ("junit", order.junit, junit),
            ("markdown", order.markdown, markdown),
        )
        if path is not None
    }
    try:
        began = time.perf_counter()
        answers = _run(todo, order)
        done = [(c, a) for c, a in zip(todo, answers, strict=True) if a is not None]
        report = _report(done, order, time.perf_counter() - began)
        for draft, text in writers.values():
            draft.write(text(report))
    finally:
        for draft, _ in writers.values():
            draft.discard()
    if order.json == Path("-"):
        sys.stdout.write(_json(report))
    elif not order.quiet:
        _print(report)
    if len(done) < len(todo):
        return INTERRUPTED
    return MISSED if report.gates or any(c.misses or c.error for c in report.clips) else 0


def _explain(paths: Sequence[str | Path], order: ScoreOrder, clip: str) -> int:
    of_many = (order.json, order.junit, order.markdown, order.scheduler, *order.gates.values())
    if any(x is not None for x in of_many):
        raise UsageError("--explain shows one clip; leave out --json, --junit, --markdown, --scheduler and --min-…")
    from formcheck.commands.explain import explain

    return explain(
        one_of(paths, clip),
        model=order.model,
        landmarks_dir=order.landmarks_dir,
        picture=order.explain_png,
        console=Console(quiet=order.quiet),
    )


def _json(report: Score) -> str:
    return in_json(report.model_dump_json(indent=2)) + "\n"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise FormcheckError(f"{folder} cannot be made ({e.strerror}); name another folder") from e


def _run(todo: Sequence[Case], order: ScoreOrder) -> list[Answer | None]:
    jobs = [c.job(order.model, order.landmarks_dir) for c in todo]
    with _progress(len(jobs), order.quiet or order.json == Path("-")) as advance:

        def done(i: int, answer: Answer) -> None:
            advance(todo[i].name)

        if order.scheduler:
            from formcheck.scoring import scheduler

            return scheduler.run(jobs, order.scheduler, order.timeout_s, done)
        return run(jobs, order.jobs or len(cores()), order.timeout_s, done)


def _report(done: Sequence[tuple[Case, Answer]], order: ScoreOrder, seconds: float) -> Score:
    scores: list[ClipScore] = []
    rows: list[ClipRow] = []
    for case, answer in done:
        s, error = outcome(case, answer)
        if s is not None:
            scores.append(s)
        rows.append(_row(case, s, error, answer.seconds))
    names = sorted({s.exercise for s in scores})
    every = figures(scores)
    gates = []
    shares = (every.exact_count, every.within_one, every.rom_covered)
    for (name, least), share in zip(order.gates.items(), shares, strict=True):
        if least is not None and (share.value is None or share.value < least):
            is_ = "no case" if share.value is None else f"{share.value:.1%} ({share.hits} of {share.n})"
            gates.append(f"{name} is {is_}, asked for at least {least:.1%}")
    return Score(
        schema="formcheck.score/1",
        formcheck=__version__,
        model=order.model,
        clips=rows,
        exercises={n: figures([s for s in scores if s.exercise == n]) for n in names},
        all=every,
        gates=gates,
        seconds=round(seconds, 3),
    )


def _row(case: Case, s: ClipScore | None, error: str | None, seconds: float) -> ClipRow:
    return ClipRow(
        clip=case.stem,
        exercise=case.labels.exercise,
        origin=case.labels.origin,
        suited=case.labels.suited,
        expected=case.labels.allowed,
        counted=s.counted if s else None,
        misses=s.misses if s else [],
        notes=[f"view {s.wrong_view}"] if s and s.wrong_view else [],
        error=error,
        seconds=round(seconds, 3),
    )


def _print(report: Score) -> None:
    console = Console()
    for c in report.clips:
        bad = c.error or "; ".join(c.misses)
        if bad:
            console.print(Text.assemble(("✗ ", "bold red"), shown(f"{c.clip}: {bad}")))
    for gate in report.gates:
        console.print(Text.assemble(("✗ ", "bold red"), f"gate: {gate}"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, cell in ROWS.items():
        if (text := cell(report.all)) != "–":
            table.add_row(Text(name, style="dim"), text)
    console.print(table)
    ok = sum(not (c.misses or c.error) for c in report.clips)
    style = "bold green" if ok == len(report.clips) and not report.gates else "bold yellow"
    console.print(Text(f"{ok} of {len(report.clips)} clips as expected, in {report.seconds:.1f} s", style=style))


@contextmanager
def _progress(total: int, silent: bool) -> Iterator[Callable[[str], None]]:
    if silent or not sys.stdout.isatty():
        yield lambda name: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, advance=1, description=shown(name))
