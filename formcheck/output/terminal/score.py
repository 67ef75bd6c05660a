"""What formcheck score found, on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.messages import _
from formcheck.sanitize import shown
from formcheck.scoring.figures import Score
from formcheck.scoring.score_report import ROWS, verdict
from formcheck.wording import plural

BAD, GOOD, NOTE = ("✗ ", "bold red"), ("✓ ", "bold green"), ("· ", "yellow")


def show(report: Score, console: Console) -> None:
    """The clips that missed, the gates, what changed against a baseline, and the figures."""

    def say(mark: tuple[str, str], text: str) -> None:
        console.print(Text.assemble(mark, shown(text)))

    for c in report.clips:
        if c.failed:
            say(BAD, f"{c.clip}: {c.error or '; '.join(c.misses)}")
        if c.notes:
            say(NOTE, f"{c.clip}: {'; '.join(c.notes)}")
    if first := next((c.clip for c in report.clips if c.misses and not c.error), None):
        hint = _("  --explain {clip} shows what was counted beside what is labelled")
        console.print(Text(hint.format(clip=shown(first)), style="dim"))
    for gate in report.gates:
        say(BAD, _("gate: {gate}").format(gate=gate))
    if report.baseline:
        for mark, head, texts in (
            (BAD, _("worse"), report.baseline.worse),
            (GOOD, _("better"), report.baseline.better),
            (NOTE, _("not compared"), report.baseline.apart),
        ):
            for text in texts:
                say(mark, f"{head}: {text}")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, cell in ROWS.items():
        if (text := cell(report.all)) != "–":
            table.add_row(Text(name, style="dim"), text)
    console.print(table)
    console.print(Text(_("In parentheses: 95 % intervals."), style="dim"))
    fine = not (report.gates or any(c.failed or c.faults for c in report.clips))
    style = "bold green" if fine else "bold yellow"
    console.print(
        Text(
            _("{clips} in {seconds:.1f} s: {verdict}").format(
                clips=plural(len(report.clips), "clip"), seconds=report.seconds, verdict=verdict(report)
            ),
            style=style,
        )
    )
