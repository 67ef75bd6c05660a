"""--csv: a table of the repetitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from formcheck.commands.output_format import Judged, OutputFormat
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.atomic import AtomicFile


def _write(done: Judged, file: AtomicFile) -> None:
    from formcheck.output.data.csv import reps_csv

    file.write(reps_csv(done.result, done.options.csv_style))


def one_table(texts: Sequence[str]) -> str:
    """The tables of several sets as one."""
    return "".join(text if i == 0 else text.partition("\n")[2] for i, text in enumerate(texts))


FORMAT = OutputFormat(
    name="csv", ending=".csv", help=_("Write a CSV table, one row per rep."), write=_write, join=one_table
)
