"""formcheck score: judge labelled clips in parallel, and compare the results with the labels."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formcheck.atomic import AtomicFile
from formcheck.commands.analyze import INTERRUPTED
from formcheck.commands.console import Console
from formcheck.commands.stdout import data_to_stdout
from formcheck.errors import FormcheckError, UsageError
from formcheck.messages import _
from formcheck.output.terminal.score import show
from formcheck.processes import workers_that_fit
from formcheck.sanitize import in_json, shown
from formcheck.scoring import baseline
from formcheck.scoring.against_labels import ClipScore
from formcheck.scoring.batch import Answer, run
from formcheck.scoring.figures import ClipRow, Score, figures
from formcheck.scoring.gate import ScoreGate
from formcheck.scoring.labelled_clips import MISSED, Case, Unlabelled, found, one_of, outcome
from formcheck.scoring.labels import Labels
from formcheck.scoring.score_report import junit, markdown
from formcheck.version import __version__

NEVER = Answer(None, None, None, 0.0)  # for a clip whose labels cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOptions:
    """The options of the command; gates (min, max) are shares from 0 to 1."""

    json: Path | None = None
    junit: Path | None = None
    markdown: Path | None = None
    jobs: int = 0
    landmarks_dir: Path | None = None
    recognise: bool = False  # the labels' exercises are withheld
    model: str = "full"
    timeout_s: float = 600.0
    explain: str | None = None
    explain_png: Path | None = None
    scheduler: str | None = None
    min_exact: float | None = None
    min_within_one: float | None = None
    min_covered: float | None = None
    min_fault_recall: float | None = None
    max_false_alarms: float | None = None
    baseline: Path | None = None
    quiet: bool = False

    @property
    def gates(self) -> list[ScoreGate]:
        every = (
            ScoreGate(_("exact counts"), lambda f: f.exact_count, least=self.min_exact),
            ScoreGate(_("counts off by at most one"), lambda f: f.within_one, least=self.min_within_one),
            ScoreGate(_("ranges inside their interval"), lambda f: f.rom_covered, least=self.min_covered),
            ScoreGate(_("labelled faults found"), lambda f: f.must_recall, least=self.min_fault_recall),
            ScoreGate(
                _("clean reps with a false alarm"), lambda f: f.false_alarms_per_clean_rep, most=self.max_false_alarms
            ),
        )
        return [g for g in every if g.least is not None or g.most is not None]


def score(paths: Sequence[str | Path], order: ScoreOptions) -> int:
    """Judge, compare, write, print; returns the exit code."""
    if order.explain is not None:
        return _explain(paths, order, order.explain)
    if order.explain_png:
        raise UsageError(_("--explain-png needs --explain CLIP"))
    writers = {
        kind: (AtomicFile(path), text)
        for kind, path, text in (
            ("json", order.json if order.json != Path("-") else None, _json),
            ("junit", order.junit, junit),
            ("markdown", order.markdown, markdown),
        )
        if path is not None
    }
    try:
        report, complete = scored(paths, order)
        for draft, text in writers.values():
            draft.write(text(report))
    finally:
        for draft, __ in writers.values():
            draft.discard()
    if order.json == Path("-"):
        data_to_stdout(_json(report))
    elif not order.quiet:
        show(report, Console())
    if not complete:
        return INTERRUPTED
    failed = bool(report.baseline.worse) if report.baseline else any(c.failed for c in report.clips)
    return MISSED if report.gates or failed else 0


def scored(paths: Sequence[str | Path], order: ScoreOptions) -> tuple[Score, bool]:
    """What --json writes, and whether every clip was reached before Ctrl-C."""
    if not paths:
        raise UsageError(_("nothing to score; name a folder, a label file or a labelled clip"))
    if order.landmarks_dir:
        _make(order.landmarks_dir)
    old = baseline.read(order.baseline) if order.baseline else None
    todo = found(paths)
    began = time.perf_counter()
    answers = iter(_run([c for c in todo if isinstance(c, Case)], order))
    came = [(c, next(answers) if isinstance(c, Case) else NEVER) for c in todo]
    done = [(c, a) for c, a in came if a is not None]
    report = _report(done, order, time.perf_counter() - began)
    if old is not None:
        report = report.model_copy(update={"baseline": baseline.against(old, report)})
    return report, len(done) == len(todo)


def _explain(paths: Sequence[str | Path], order: ScoreOptions, clip: str) -> int:
    if order.gates or any((order.json, order.junit, order.markdown, order.scheduler, order.baseline, order.recognise)):
        raise UsageError(
            _(
                "--explain shows one clip; leave out --json, --junit, --markdown, --scheduler, --baseline, --exercise "
                "and the gates"
            )
        )
    from formcheck.commands.explain import explain

    if order.landmarks_dir:
        _make(order.landmarks_dir)
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
        raise FormcheckError(
            _("{folder} cannot be created ({why}); name another folder").format(folder=folder, why=e.strerror)
        ) from e


def _run(todo: Sequence[Case], order: ScoreOptions) -> list[Answer | None]:
    jobs = [c.job(order.model, order.landmarks_dir, recognise=order.recognise) for c in todo]
    with _progress(len(jobs), order.quiet or order.json == Path("-")) as advance:

        def done(i: int, answer: Answer) -> None:
            advance(todo[i].name)

        if order.scheduler:
            from formcheck.scoring import scheduler

            return scheduler.run(jobs, order.scheduler, order.timeout_s, done)
        return run(jobs, workers_that_fit(order.jobs), order.timeout_s, done)


def _report(done: Sequence[tuple[Case | Unlabelled, Answer]], order: ScoreOptions, seconds: float) -> Score:
    scores: list[ClipScore] = []
    rows: list[ClipRow] = []
    for case, answer in done:
        if isinstance(case, Unlabelled):
            rows.append(_row(case.stem, None, None, case.error, 0.0))
            continue
        s, error = outcome(case, answer)
        if s is not None:
            scores.append(s)
        rows.append(_row(case.stem, case.labels, s, error, answer.seconds))
    names = sorted({s.exercise for s in scores})
    every = figures(scores)
    return Score(
        schema="formcheck.score/1",
        formcheck=__version__,
        model=order.model,
        clips=rows,
        exercises={n: figures([s for s in scores if s.exercise == n]) for n in names},
        all=every,
        gates=[text for gate in order.gates if (text := gate.missed(every))],
        baseline=None,
        seconds=round(seconds, 3),
    )


def _row(stem: str, labels: Labels | None, s: ClipScore | None, error: str | None, seconds: float) -> ClipRow:
    return ClipRow(
        clip=stem,
        exercise=labels.exercise if labels else None,
        origin=labels.origin if labels else None,
        suited=labels.suited if labels else None,
        expected=labels.allowed if labels else None,
        counted=s.counted if s else None,
        misses=s.misses if s else [],
        notes=s.notes if s else [],
        faults=s.mismatches if s else None,
        error=error,
        seconds=round(seconds, 3),
    )


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
