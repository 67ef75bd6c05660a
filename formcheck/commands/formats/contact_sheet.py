"""--contact-sheet: one picture of the set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.commands.output_format import Judged, OutputFormat, draw
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.atomic import AtomicFile


def _write(done: Judged, file: AtomicFile) -> None:
    from formcheck.output.drawing import contact_sheet

    draw(done, file, contact_sheet)


FORMAT = OutputFormat(
    name="contact_sheet",
    ending=".png",
    help=_("Write one picture of the set with start, top and end of each rep (.png)."),
    write=_write,
    log=True,
    pictures=True,
)
