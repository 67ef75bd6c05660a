"""--html: the report, with the pictures that the clip and the options allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.commands.output_format import Judged, OutputFormat

if TYPE_CHECKING:
    from formcheck.atomic import AtomicFile


def _write(done: Judged, file: AtomicFile) -> None:
    from formcheck.capture.stills import stills
    from formcheck.output.page.report import ASIDE, RECORDED, report

    if not done.log:
        return
    if done.result.source.kind == "landmarks":
        page = report(done.result, done.log, None, no_pictures=RECORDED)
    elif done.options.no_pictures:
        page = report(done.result, done.log, None, no_pictures=ASIDE)
    else:
        blur = done.options.blur_face
        page = report(done.result, done.log, lambda times: stills(done.clip, times), blur_face=blur)
    file.write(page)


FORMAT = OutputFormat(
    name="html", ending=".html", help="Write a report to read: one page with pictures.", write=_write, log=True
)
