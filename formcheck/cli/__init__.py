"""The command line: parse, call, print. Heavy packages are imported only by the commands that need them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from inspect import cleandoc
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.models import CommandInfo

from formcheck.cli import comparing, complete, history, judging, models, routine
from formcheck.cli.framework import use_catalogue
from formcheck.cli.help import JUDGE, LOOK_BACK, SET_UP, Command, Commands
from formcheck.commands.stdout import open_missing
from formcheck.errors import FormcheckError, UsageError
from formcheck.messages import _, languages
from formcheck.sanitize import shown
from formcheck.version import __version__

LANGUAGES = ", ".join(languages())

app = typer.Typer(
    help=_("Check exercise form with an ordinary camera, and report what one camera cannot see."),
    cls=Commands,
    epilog=_(
        "To begin: formcheck demo judges a bundled clip, formcheck exercises lists what can be judged, and formcheck "
        "doctor checks this machine."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(cls=Command, rich_help_panel=JUDGE)(judging.analyze)
app.command(cls=Command, rich_help_panel=JUDGE)(judging.live)
app.add_typer(routine.app, name="routine", rich_help_panel=JUDGE)
app.command(cls=Command, rich_help_panel=LOOK_BACK)(comparing.compare)
app.add_typer(history.app, name="history", rich_help_panel=LOOK_BACK)
app.command(cls=Command, rich_help_panel=LOOK_BACK)(comparing.score)
app.add_typer(models.app, name="models", rich_help_panel=SET_UP)


@app.callback(invoke_without_command=True)
def program(
    show: Annotated[bool, typer.Option("--version", "-V", help=_("Print the version."), is_eager=True)] = False,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help=_("Language of all texts: {names}. By default the system's.").format(names=LANGUAGES),
        ),
    ] = None,
) -> None:
    if language and language not in languages():  # __main__ has set it
        raise UsageError(
            _('there is no language "{language}"; there are: {names}').format(language=language, names=LANGUAGES)
        )
    if show:
        typer.echo(_("formcheck {version}").format(version=__version__))
        raise typer.Exit


@app.command(cls=Command, rich_help_panel=SET_UP)
def exercises(
    name: Annotated[
        str | None, typer.Argument(help=_("Show how to do this exercise."), autocompletion=complete.exercises)
    ] = None,
    evidence: Annotated[
        bool,
        typer.Option("--evidence", help=_("With NAME: show the limits, the views that judge them, and the sources.")),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help=_("Print it as JSON."))] = False,
) -> None:
    """List the exercises, or show how one is done: the steps, the camera, and the cues you may hear."""
    from formcheck.commands import exercises as command

    command.show(name, as_json=json, evidence=evidence)


@app.command(cls=Command, rich_help_panel=SET_UP)
def doctor() -> None:
    """Check what works on this machine, and how to fix what does not."""
    from formcheck.commands import doctor as command

    raise typer.Exit(command.run())


@app.command(cls=Command, rich_help_panel=SET_UP)
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
    open_missing()
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # what it says of its cache helps nobody here
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a character shows another one instead of failing
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    use_catalogue()
    for command in documented():
        command.help = _(cleandoc(command.callback.__doc__ or "")) if command.callback else None
    try:
        app(prog_name="formcheck")  # also under another name: completion and usage go by it
    except FormcheckError as e:
        print(_("formcheck: {error}").format(error=e), file=sys.stderr)
        sys.exit(e.exit_code)
    except (OSError, MemoryError) as e:  # the machine's limits, wherever they are met
        why = (isinstance(e, OSError) and e.strerror) or str(e) or _("there is not enough memory")
        print(_("formcheck: the computer could not go on: {why}").format(why=shown(why)), file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
