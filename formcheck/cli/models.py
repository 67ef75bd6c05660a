"""models: list the installed pose models, and download others."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli import complete
from formcheck.cli.help import Command, Commands
from formcheck.messages import _

app = typer.Typer(cls=Commands, help=_("List the installed pose models, or download one."), no_args_is_help=False)


@app.callback(invoke_without_command=True)
def models(context: typer.Context) -> None:
    """List the installed pose models, with variant, size and hash."""
    if context.invoked_subcommand is None:
        from formcheck.commands import models as command

        command.show()


@app.command(cls=Command)
def get(
    variant: Annotated[str, typer.Argument(help=_("lite, full or heavy."), autocompletion=complete.models)],
) -> None:
    """Download a model: lite is faster; heavy is more exact and three times slower."""
    from formcheck.commands import models as command

    command.get(variant)
