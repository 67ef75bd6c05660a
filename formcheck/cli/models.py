"""models: which pose models are here, and fetching others."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="List the pose models that are here, or fetch one.", no_args_is_help=False)


@app.callback(invoke_without_command=True)
def models(context: typer.Context) -> None:
    """List the pose models that are here, with their variant, size and hash."""
    if context.invoked_subcommand is None:
        from formcheck.commands import models as command

        command.show()


@app.command()
def get(variant: Annotated[str, typer.Argument(help="lite, full or heavy.")]) -> None:
    """Fetch a model: lite is faster, heavy is more exact and three times slower."""
    from formcheck.commands import models as command

    command.get(variant)
