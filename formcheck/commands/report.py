"""What --html writes: the report, with the pictures that the clip and the options allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.atomic import AtomicFile
from formcheck.capture.stills import stills
from formcheck.output.page.report import ASIDE, RECORDED, report

if TYPE_CHECKING:
    from formcheck.commands.outputs import Judged


def write(done: Judged, draft: AtomicFile) -> None:
    if not done.take:
        return
    if done.result.source.kind == "landmarks":
        page = report(done.result, done.take, None, no_pictures=RECORDED)
    elif done.order.no_pictures:
        page = report(done.result, done.take, None, no_pictures=ASIDE)
    else:
        blur = done.order.blur_face
        page = report(done.result, done.take, lambda times: stills(done.clip, times), blur_face=blur)
    draft.write(page)
