"""formcheck exercises: the list, or the guide of one exercise."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.commands.console import Console
from formcheck.errors import UsageError
from formcheck.exercises import EXERCISES, LEFT_OUT, SAFETY, find
from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.output.terminal.evidence import said_when
from formcheck.output.terminal.evidence import show as print_evidence
from formcheck.output.terminal.guide import show as print_guide
from formcheck.sanitize import shown
from formcheck.wording import seen_from

ROOMY = 76  # columns


def show(name: str | None, *, as_json: bool, evidence: bool = False) -> None:
    """Print how one exercise is done, or what it is judged by (evidence), or the list."""
    if as_json:
        data: Any = describe(find(name)) if name else [describe(e) for e in EXERCISES.values()]
        json.dump(data, sys.stdout, indent=2, ensure_ascii=False)
        print()
        return
    if evidence and not name:
        raise UsageError(_("--evidence needs the name of an exercise"))
    console = Console()
    if name:
        (print_evidence if evidence else print_guide)(find(name), console)
        return
    console.print(_list(console.width))
    for own, origin in EXERCISES.origins.items():
        console.print(
            Text(_("\n{own} is from {origin}").format(own=own, origin=shown(origin)), style="dim"), soft_wrap=True
        )
    for line in (
        _("\nformcheck exercises NAME shows how to do it, how to film it and what you may hear."),
        LEFT_OUT,
    ):
        console.print(Text(line, style="dim"))


def _list(width: int) -> RenderableType:
    """Names, views and variants: a table, or paragraphs in a narrow terminal."""
    heads = (_("exercise"), _("counts and measures"), _("only counts"), _("variants"))
    table = Table(*heads, box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    paragraphs: list[RenderableType] = []
    for e in EXERCISES.values():
        full = [v for v, s in e.views.items() if s.count == "must" and s.range == "must"]
        count = [v for v, s in e.views.items() if s.count and v not in full]
        cells = [", ".join(map(seen_from, full)), ", ".join(map(seen_from, count)), ", ".join(e.variants)]
        table.add_row(e.name, *cells)
        said = "\n".join(f"{head}: {cell}" for head, cell in zip(heads[1:], cells, strict=True) if cell)
        paragraphs += [Text(e.name, style="bold"), Padding(Text(said, style="dim"), (0, 0, 0, 2))]
    return table if width >= ROOMY else Group(*paragraphs)


def describe(e: Exercise) -> dict[str, Any]:
    """The guide of an exercise as plain data."""
    return {
        "name": e.name,
        "title": e.title,
        "variants": list(e.variants),
        "start": e.start,
        "movement": e.movement,
        "how_to": list(e.how_to),
        "camera": e.camera,
        "tempo": str(e.tempo),
        "range": {"name": e.ranges[0].name, "unit": e.ranges[0].unit, "targets": dict(e.ranges[0].targets)},
        "cues": [
            {
                "id": c.id,
                "say": c.say,
                "meaning": c.meaning,
                "severity": c.severity,
                "source": c.source,
                "said_when": said_when(e, c),
            }
            for c in e.cues
        ],
        "views": {
            v: {"count": s.count, "range": s.range, "must": list(s.reliable), "may": list(s.rough)}
            for v, s in e.views.items()
        },
        "not_visible": dict(e.unseen),
        "sources": {tag: r.title for tag, r in e.references.items()},
        "safety": SAFETY,
    }
