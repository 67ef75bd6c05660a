"""--html: the report, with the pictures that the clip and the options allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.commands.output_format import Judged, OutputFormat
from formcheck.messages import _

if TYPE_CHECKING:
    from pathlib import Path

    from formcheck.atomic import AtomicFile
    from formcheck.output.landmark_log import LandmarkLog
    from formcheck.result import Result


def page_of(
    result: Result, log: LandmarkLog, clip: Path | None, *, no_pictures: bool = False, blur_face: bool = False
) -> str:
    """The report as text. clip is the file with its pictures, if any."""
    from formcheck.capture.stills import stills
    from formcheck.output.page.report import ASIDE, RECORDED, report

    if clip is None:
        return report(result, log, None, no_pictures=RECORDED)
    if no_pictures:
        return report(result, log, None, no_pictures=ASIDE)
    return report(result, log, lambda times: stills(clip, times), blur_face=blur_face)


def _write(done: Judged, file: AtomicFile) -> None:
    if not done.log:
        return
    clip = None if done.result.source.kind == "landmarks" else done.clip
    options = done.options
    file.write(page_of(done.result, done.log, clip, no_pictures=options.no_pictures, blur_face=options.blur_face))


FORMAT = OutputFormat(
    name="html", ending=".html", help=_("Write the report: one HTML page with pictures."), write=_write, log=True
)
