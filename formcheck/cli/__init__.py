"""The command line: parse, call, print. Heavy packages are imported only by the commands that need them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from inspect import cleandoc
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.models import CommandInfo

from formcheck.cli import comparing, history, judging, models, routine
from formcheck.cli.framework import use_catalogue
from formcheck.errors import FormcheckError, UsageError
from formcheck.messages import _, languages
from formcheck.version import __version__

LANGUAGES = ", ".join(languages())

app = typer.Typer(
    help=_("Check exercise form with an ordinary camera, and report what one camera cannot see."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(models.app, name="models")
app.add_typer(history.app, name="history")
app.add_typer(routine.app, name="routine")

app.command()(judging.analyze)
app.command()(judging.live)
app.command()(comparing.score)
app.command()(comparing.compare)


@app.callback(invoke_without_command=True)
def program(
    show: Annotated[bool, typer.Option("--version", help=_("Print the version."), is_eager=True)] = False,
    language: Annotated[
        str | None,
        typer.Option(help=_("Language of all texts: {names}. By default the system's.").format(names=LANGUAGES)),
    ] = None,
) -> None:
    if language and language not in languages():  # __main__ has set it
        raise UsageError(
            _('there is no language "{language}"; there are: {names}').format(language=language, names=LANGUAGES)
        )
    if show:
        typer.echo(_("formcheck {version}").format(version=__version__))
        raise typer.Exit


@app.command()
def exercises(
    name: Annotated[str | None, typer.Argument(help=_("Show the full guide of this exercise."))] = None,
    json: Annotated[bool, typer.Option("--json", help=_("Print it as JSON."))] = False,
) -> None:
    """List the exercises, or show the guide of one: start, movement, cues, camera, and what each view shows."""
    from formcheck.commands import exercises as command

    command.show(name, as_json=json)


@app.command()
def doctor() -> None:
    """Check what works on this machine, and how to fix what does not."""
    from formcheck.commands import doctor as command

    raise typer.Exit(command.run())


@app.command()
def demo() -> None:
    """Analyse a bundled clip."""
    from formcheck.commands import demo as command

    raise typer.Exit(command.run())


def documented() -> Iterator[CommandInfo]:
    """Every command whose help is its docstring."""
    for group in (app, *(g.typer_instance for g in app.registered_groups)):
        if group is not None:
            yield from (c for c in group.registered_commands if c.callback and c.callback.__doc__)


def main() -> None:
    """Entry point: errors become one line on stderr and their exit code."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a character shows another one instead of failing
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    use_catalogue()
    for command in documented():
        command.help = _(cleandoc(command.callback.__doc__ or "")) if command.callback else None
    try:
        app()
    except FormcheckError as e:
        print(_("formcheck: {error}").format(error=e), file=sys.stderr)
        sys.exit(e.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
