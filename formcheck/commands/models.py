"""formcheck models: which pose models are here, and fetching others."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from formcheck.text import shown

app = typer.Typer(help="List the pose models that are here, or fetch one.", no_args_is_help=False)


@app.callback(invoke_without_command=True)
def models(context: typer.Context) -> None:
    """List the pose models that are here, with their variant, size and hash."""
    if context.invoked_subcommand is None:
        _list()


@app.command()
def get(variant: Annotated[str, typer.Argument(help="lite, full or heavy.")]) -> None:
    """Fetch a model: lite is faster, heavy is more exact and three times slower."""
    from formcheck.capture.models import fetch

    if not sys.stderr.isatty():
        typer.echo(shown(str(fetch(variant))))
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from formcheck.commands.console import Console

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"pose model {variant}", total=None)
        path = fetch(variant, lambda done, total: bar.update(task, completed=done, total=total))
    typer.echo(shown(f"{variant} is ready: {path}"))


def _list() -> None:
    from rich.table import Table

    from formcheck.capture.models import VARIANTS, present
    from formcheck.commands.console import Console

    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("model", "size", "networks", "SHA-256 of the file", "where"):
        table.add_column(column, overflow="fold")
    here = present()
    for m in here:
        table.add_row(
            m.variant,
            f"{m.size / 1e6:.1f} MB",
            "as published" if m.verified else "unknown",
            m.sha256[:16] + "…",
            str(m.path),
        )
    console = Console()
    console.print(table)
    missing = [v for v in VARIANTS if v not in {m.variant for m in here}]
    if missing:
        console.print(f"Not here: {', '.join(missing)} (formcheck models get NAME)", style="dim")
