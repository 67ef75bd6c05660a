"""The files that can be written of a clip, a module for each. A new one is a module and a line here."""

from formcheck.commands.formats import contact_sheet, csv, html, json, landmarks, mot, trace, trc, video
from formcheck.commands.output_format import OutputFormat

FORMATS: tuple[OutputFormat, ...] = (
    json.FORMAT,
    csv.FORMAT,
    landmarks.FORMAT,
    trace.FORMAT,
    trc.FORMAT,
    mot.FORMAT,
    html.FORMAT,
    video.FORMAT,
    contact_sheet.FORMAT,
)
