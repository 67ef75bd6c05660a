"""formcheck exercises: the list, or the guide of one exercise."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.commands.console import Console
from formcheck.exercises import EXERCISES, SAFETY, find
from formcheck.messages import _
from formcheck.motion.cue import Cue
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import RangeDecline, RushedPhase, ShortRange, Sign, Threshold
from formcheck.motion.view import View
from formcheck.motion.whole_phases import TYPICAL
from formcheck.output.phrases import sign
from formcheck.sanitize import shown
from formcheck.tempo import in_words

LIFT = {"concentric": _("lift"), "hold": _("hold"), "eccentric": _("lowering")}


def show(name: str | None, *, as_json: bool) -> None:
    """Print the guide of one exercise, or the list."""
    if as_json:
        data: Any = describe(find(name)) if name else [describe(e) for e in EXERCISES.values()]
        json.dump(data, sys.stdout, indent=2, ensure_ascii=False)
        print()
        return
    console = Console()
    if name:
        _guide(find(name), console)
        return
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in (_("exercise"), _("counts and measures"), _("only counts"), _("variants")):
        table.add_column(column)
    for e in EXERCISES.values():
        full = [v for v, s in e.views.items() if s.count == "must" and s.range == "must"]
        count = [v for v, s in e.views.items() if s.count and v not in full]
        table.add_row(e.name, ", ".join(full), ", ".join(count), ", ".join(e.variants))
    console.print(table)
    for own, origin in EXERCISES.origins.items():
        console.print(
            Text(_("\n{own} is from {origin}").format(own=own, origin=shown(origin)), style="dim"), soft_wrap=True
        )
    console.print(
        Text(
            _("\nformcheck exercises NAME shows how to do it, how to film it and what is judged."),
            style="dim",
        )
    )


def describe(e: Exercise) -> dict[str, Any]:
    """The guide of an exercise as plain data."""
    return {
        "name": e.name,
        "title": e.title,
        "variants": list(e.variants),
        "start": e.start,
        "movement": e.movement,
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


def _guide(e: Exercise, console: Console) -> None:
    def say(head: str, text: str) -> None:
        console.print(Padding(Text.assemble((f"{head}  ", "bold"), text), (0, 2, 0, 2)))

    console.print()
    console.print(Padding(Text(e.title, style="bold green"), (0, 2)))
    say(_("Start"), e.start)
    say(_("Move"), e.movement)
    say(_("Film"), e.camera)
    r = e.ranges[0]
    targets = ", ".join(f"{v} {x:g}{sign(r.unit)}".strip() for v, x in r.targets.items())
    say(
        _("Aim for"),
        _("{name} {targets}; tempo: {tempo}").format(name=_(r.name), targets=targets, tempo=in_words(e.tempo)),
    )
    console.print()
    console.print(Padding(_cues(e), (0, 2)))
    console.print()
    console.print(Padding(_views(e), (0, 2)))
    for id_, why in e.unseen.items():
        console.print(Padding(Text(_("No view shows {id}: {why}.").format(id=id_, why=why), style="dim"), (0, 2)))
    console.print()
    if e.guide:
        console.print(Padding(Text(_("From the guide: “{guide}”").format(guide=e.guide), style="italic"), (0, 2, 1, 2)))
    for tag, reference in e.references.items():
        console.print(Padding(Text(f"{tag}  {reference.title}", style="dim"), (0, 2)))
    console.print(Padding(Text(SAFETY, style="dim"), (1, 2)))


def _cues(e: Exercise) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(_("id"), no_wrap=True)
    for column in (_("spoken cue"), _("fault"), _("limit"), _("views"), _("source")):
        table.add_column(column)
    for c in e.cues:
        must = [v for v, s in e.views.items() if c.id in s.reliable]
        may = [f"({v})" for v, s in e.views.items() if c.id in s.rough]
        table.add_row(c.id, c.say, c.meaning, said_when(e, c), ", ".join([*must, *may]), Text(c.source, style="dim"))
    return table


def said_when(e: Exercise, c: Cue) -> str:
    """The limits of a cue in words; a dash if it cannot be detected reliably yet."""
    refused = [g.say.partition(":")[0] for g in e.gates if g.cue == c.id]
    limits = (_limit(s) + (_seen_from(e, s) if len(c.signs) > 1 else "") for s in c.signs)
    return "; ".join(dict.fromkeys([*limits, *refused])) or "–"


def _seen_from(e: Exercise, s: Sign) -> str:
    """The views of this limit, if other views have another one."""
    return f" ({', '.join(v for v in e.views if v in s.views)})" if isinstance(s, Threshold | RushedPhase) else ""


def _limit(s: Sign) -> str:
    match s:
        case RushedPhase():
            below = _("{phase} below about {amount}")
            let_go = _(" or ").join(
                below.format(phase=LIFT[p], amount=f"{TYPICAL * x:.1f} s") for p, x in s.least.items()
            )
            asked = _(" or ").join(
                below.format(phase=LIFT[p], amount=f"{TYPICAL * x:.0%}") for p, x in s.shares.items()
            )
            return _("{limit}, in two of three reps; with --tempo also {share} of your tempo").format(
                limit=let_go, share=asked
            )
        case ShortRange():
            return _("below {share:.0%} of the target or {own:.0%} of your own range").format(share=s.share, own=s.own)
        case RangeDecline():
            return _("last three reps below {share:.0%} of the first ones").format(share=s.share)
        case Threshold():
            unit = sign(s.unit)
            text = _("below {limit} ± {error} ({why})") if s.below else _("above {limit} ± {error} ({why})")
            return text.format(limit=f"{s.limit:g}{unit}", error=f"{s.uncertainty:g}{unit}", why=s.why)


def _views(e: Exercise) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in (_("view"), _("counts"), _("measures the range")):
        table.add_column(column)
    word = {"must": _("yes"), "may": _("roughly"), None: _("no")}
    for v in View:
        if v in e.views:
            table.add_row(v, word[e.views[v].count], word[e.views[v].range])
    return table
