"""formcheck models: list the installed pose models, and download others."""

from __future__ import annotations

import sys

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Table

from formcheck.capture.pose_models import VARIANTS, fetch, present
from formcheck.commands.console import Console
from formcheck.messages import _, figure
from formcheck.output.terminal.tables import fitting
from formcheck.sanitize import shown


def get(variant: str) -> None:
    """Download one, with a progress bar on a terminal. Raises ModelError."""
    if not sys.stderr.isatty():
        print(shown(str(fetch(variant))))
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("pose model {variant}").format(variant=variant), total=None)
        path = fetch(variant, lambda done, total: bar.update(task, completed=done, total=total))
    print(shown(_("{variant} is ready: {path}").format(variant=variant, path=path)))


def show() -> None:
    """Print the installed models."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in (_("model"), _("size"), _("networks"), _("SHA-256 of the file"), _("where")):
        table.add_column(column, overflow="fold", min_width=8)
    here = present()
    for m in here:
        table.add_row(
            m.variant,
            figure(m.size / 1e6, ".1f") + " MB",
            _("as published") if m.verified else _("unknown"),
            m.sha256[:16] + "…",
            str(m.path),
        )
    console = Console()
    console.print(fitting([table], console))
    missing = [v for v in VARIANTS if v not in {m.variant for m in here}]
    if missing:
        console.print(
            _("Not installed: {names} (formcheck models get NAME)").format(names=", ".join(missing)), style="dim"
        )
