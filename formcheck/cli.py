"""The command line: parse, call, print. Heavy packages are imported only by the commands that need them."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Optional

import typer

from formcheck import __version__
from formcheck.commands.history import Db
from formcheck.commands.history import app as history_app
from formcheck.commands.models import app as models_app
from formcheck.commands.routine import app as routine_app
from formcheck.errors import FormcheckError

app = typer.Typer(
    help="Checks exercise form with an ordinary camera, and says what one camera cannot see.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(models_app, name="models")
app.add_typer(history_app, name="history")
app.add_typer(routine_app, name="routine")

ExerciseName = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option("--exercise", "-e", help="wall-angel, prone-y-raise, clamshell, single-leg-rdl or calf-raise."),
]
Variant = Annotated[str | None, typer.Option(help="Such as floor, bench, double, single-leg. Found out if not given.")]
WorkingSide = Annotated[str, typer.Option(help="auto, left or right.")]
CameraView = Annotated[str, typer.Option(help="auto, front, side, oblique, back, …")]
TempoText = Annotated[str | None, typer.Option(help="The tempo to compare with: lift-hold-lower, such as 2-1-2.")]
Model = Annotated[str, typer.Option(help="Pose model: full, lite, heavy or the path of a bundle.")]
Height = Annotated[float | None, typer.Option(help="Your height in cm, for ranges in cm.", min=80, max=250)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")]


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if show:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.command()
def analyze(
    videos: Annotated[list[Path], typer.Argument(help="Clips, landmark recordings (.npz), or folders of them.")],
    exercise: ExerciseName = None,
    json: Annotated[Path | None, typer.Option(help="Write the result as JSON; - for standard output.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write a table, one row a repetition.")] = None,
    landmarks: Annotated[Path | None, typer.Option(help="Record the landmarks (.npz) to analyse again.")] = None,
    trace: Annotated[Path | None, typer.Option(help="Write every signal of every frame as CSV.")] = None,
    start: Annotated[float, typer.Option("--from", help="Begin at this second.", min=0)] = 0.0,
    end: Annotated[float | None, typer.Option("--to", help="End at this second.", min=0)] = None,
    slow_motion: Annotated[float, typer.Option(help="The clip was exported this many times slower.", min=0.1)] = 1.0,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="FAULT[:SEVERITY]", help="Exit 3 if this fault is found, or any; may be repeated."),
    ] = None,
    variant: Variant = None,
    side: WorkingSide = "auto",
    view: CameraView = "auto",
    tempo: TempoText = None,
    model: Model = "full",
    height: Height = None,
    store: Annotated[bool, typer.Option("--store", help="Keep the set for formcheck history.")] = False,
    person: Annotated[str | None, typer.Option(help="Whose set it is, with --store.")] = None,
    when: Annotated[str | None, typer.Option(help="The day it was filmed, with --store; now if not given.")] = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Judge recorded files: count, measure, time.

    Example: formcheck analyze set1.mp4 --exercise calf-raise --json set1.json
    """
    from formcheck.commands import order as asked
    from formcheck.commands.analyze import analyze as run

    chosen = asked.choose_exercise(exercise)
    order = asked.Order(
        exercise=chosen,
        settings=asked.settings_for(chosen, variant, side, view, height),
        tempo=asked.tempo_from(tempo),
        model=model,
        start_s=start,
        end_s=asked.end_after(start, end),
        slow_motion=slow_motion,
        fail_on=asked.gates_from(chosen, fail_on or []),
        json=json,
        csv=csv,
        landmarks=landmarks,
        trace=trace,
        quiet=quiet,
        keeping=asked.keeping_from(store, person, when, db),
    )
    raise typer.Exit(run(videos, order))


@app.command()
def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A clip, a recording, a result (.json) or a set's number.")],
    b: Annotated[str, typer.Argument(metavar="B", help="What to compare it with: the later of the two.")],
    exercise: ExerciseName = None,
    html: Annotated[Path | None, typer.Option(help="Write it as a page.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    model: Model = "full",
    height: Height = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Show two sets of one exercise side by side, and what changed beyond the error of measuring.

    Example: formcheck compare march.mp4 may.mp4 --exercise calf-raise, or formcheck compare 3 17
    """
    from formcheck.commands import compare as command

    raise typer.Exit(command.compare(a, b, command.Asked(exercise, height, model, db, html, json, quiet)))


@app.command()
def score(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Folders, label files (NAME.labels.json) or labelled clips.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write all figures as JSON; - for standard output.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML, a test case a clip.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write a summary fit for a CI job page.")] = None,
    jobs: Annotated[int, typer.Option(help="Worker processes; 0 for one a core.", min=0)] = 0,
    landmarks_dir: Annotated[Path | None, typer.Option(help="Keep landmark recordings here, to score again.")] = None,
    timeout: Annotated[float, typer.Option(help="Seconds a clip may take.", min=1)] = 600.0,
    min_exact: Annotated[float | None, typer.Option(help="Least share of exact counts.", min=0, max=1)] = None,
    min_within_one: Annotated[
        float | None, typer.Option(help="Least share of counts off by one at most.", min=0, max=1)
    ] = None,
    min_covered: Annotated[
        float | None, typer.Option(help="Least share of ranges inside their interval.", min=0, max=1)
    ] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="CLIP", help="Show one clip: its signal, truth and found, where they part.")
    ] = None,
    explain_png: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --explain: the same as a picture (png, svg, pdf).")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Let a Dask scheduler's workers judge, such as tcp://host:8786."),
    ] = None,
    model: Model = "full",
    quiet: Quiet = False,
) -> None:
    """Compare with labels: how right the judgement of a folder of clips is.

    Exits 3 when a clip or a gate is not as expected. Example: formcheck score samples --junit score.xml
    """
    from formcheck.commands import score as command

    order = command.Order(
        json=json,
        junit=junit,
        markdown=markdown,
        jobs=jobs,
        landmarks_dir=landmarks_dir,
        model=model,
        timeout_s=timeout,
        min_exact=min_exact,
        min_within_one=min_within_one,
        min_covered=min_covered,
        explain=explain,
        explain_png=explain_png,
        scheduler=scheduler,
        quiet=quiet,
    )
    raise typer.Exit(command.score(paths or [], order))


@app.command()
def exercises(
    name: Annotated[str | None, typer.Argument(help="One exercise, for its whole guide.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """List the exercises; with a name, its guide: start, movement, cues, camera, what each view shows."""
    from formcheck.commands import exercises as command

    command.show(name, as_json=json)


@app.command()
def doctor() -> None:
    """Say what works on this machine, and what to do about what does not."""
    from formcheck.commands import doctor as command

    raise typer.Exit(command.run())


@app.command()
def demo() -> None:
    """Analyse a clip that comes with formcheck."""
    from formcheck.commands import demo as command

    raise typer.Exit(command.run())


def main() -> None:
    """Entry point: errors become one line on stderr and their exit code."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a sign shows another, and does not fail
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except FormcheckError as e:
        print(f"formcheck: {e}", file=sys.stderr)
        sys.exit(e.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
