"""The file formats, one module each. To add one, write a module and add a line here."""

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
