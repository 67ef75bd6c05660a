"""--video: the clip with the judgement drawn on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.commands.output_format import Judged, OutputFormat, draw
from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.atomic import AtomicFile


def _write(done: Judged, file: AtomicFile) -> None:
    from formcheck.output.drawing import video

    draw(done, file, video)


FORMAT = OutputFormat(
    name="video",
    ending=".annotated.mp4",
    help=_("Write the clip with the judgement drawn on it (.mp4)."),
    write=_write,
    log=True,
    pictures=True,
    live=False,  # --record does it
)
