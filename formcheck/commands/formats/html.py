"""--html: the report, with the pictures that the clip and the options allow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from formcheck.commands.about import About
from formcheck.commands.output_format import Judged, OutputFormat
from formcheck.messages import _

if TYPE_CHECKING:
    from pathlib import Path

    from formcheck.atomic import AtomicFile
    from formcheck.output.landmark_log import LandmarkLog
    from formcheck.output.page.report_head import SetNotes
    from formcheck.result import Result


def page_of(
    result: Result,
    log: LandmarkLog,
    clip: Path | None,
    about: About | None = None,
    *,
    no_pictures: bool = False,
    blur_face: bool = False,
) -> str:
    """The report as text. clip is the file with its pictures, if any."""
    from formcheck.capture.stills import stills
    from formcheck.output.page.report import ASIDE, RECORDED, report

    notes = _notes(result, about or About())
    if clip is None:
        return report(result, log, None, notes, no_pictures=RECORDED)
    if no_pictures:
        return report(result, log, None, notes, no_pictures=ASIDE)
    return report(result, log, lambda times: stills(clip, times), notes, blur_face=blur_face)


def _notes(result: Result, about: About) -> SetNotes:
    """For the head. Nobody knows the day of an older clip: then it is the day of the analysis, and called so."""
    from formcheck.output.page.report_head import SetNotes

    day = f"{(about.when or datetime.now()).astimezone():%Y-%m-%d}"
    if about.when is None and result.source.kind != "camera":
        day = _("analysed {day}").format(day=day)
    return SetNotes(day, about.person, about.note)


def _write(done: Judged, file: AtomicFile) -> None:
    if not done.log:
        return
    clip = None if done.result.source.kind == "landmarks" else done.clip
    o = done.options
    file.write(page_of(done.result, done.log, clip, o.about, no_pictures=o.no_pictures, blur_face=o.blur_face))


def _one_page(pages: Sequence[str]) -> str:
    from formcheck.output.page.several import together

    return together(pages)


FORMAT = OutputFormat(
    name="html",
    ending=".html",
    help=_("Write the report: one HTML page with pictures."),
    write=_write,
    log=True,
    join=_one_page,
)
