"""How to do an exercise, for the person who does it."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.exercises import SAFETY
from formcheck.messages import _, figure
from formcheck.motion.spec import Exercise
from formcheck.output.phrases import sign
from formcheck.tempo import in_words
from formcheck.wording import seen_from, word_of

ROOMY = 72  # columns: in a narrower terminal what a cue means is on a line of its own


def show(e: Exercise, console: Console) -> None:
    """Print the steps, the aim, where the camera goes, and the cues."""
    parts: list[RenderableType] = [Text(e.title, style="bold green"), steps(e), Group(*_aims(e)), cues(e, console)]
    then = _("Then: formcheck live -e {name} in front of a camera, or formcheck analyze CLIP -e {name}.")
    more = _("formcheck exercises {name} --evidence shows the limits, the views that judge them and the sources.")
    parts += [Text(then.format(name=e.name)), Text(more.format(name=e.name), style="dim"), Text(SAFETY, style="dim")]
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 2, 1, 2)))


def steps(e: Exercise) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    for i, step in enumerate(e.how_to or (e.start, e.movement), 1):
        table.add_row(Text(f"{i}", style="bold"), step)
    return table


def _aims(e: Exercise) -> list[Text]:
    in_cm = _("; in centimetres with --height") if e.ranges[0].unit_per_height else ""
    moves = {
        _("Aim for"): _("{range} from the start position").format(range=aim(e)) + in_cm,
        _("Tempo"): in_words(e.tempo, e),
    }
    lines = {
        **({_("Aim for"): aim(e)} if e.kind == "holds" else moves),
        _("Camera"): e.camera,
        _("Views"): _views(e),
    }
    return [Text.assemble((f"{head}  ", "bold"), text) for head, text in lines.items()]


def _views(e: Exercise) -> str:
    """What the best views show."""
    full = [v for v, s in e.views.items() if s.count == "must" and s.range == "must"]
    if full:
        return _("{views}: counted and measured; other views show less").format(views=", ".join(map(seen_from, full)))
    count = [v for v, s in e.views.items() if s.count]
    return _("{views}: counted; no view measures the range well").format(views=", ".join(map(seen_from, count)))


def aim(e: Exercise) -> str:
    """The range asked for; each variant's own only where they differ."""
    r = e.ranges[0]
    amounts = {v: figure(x, "g") + sign(r.unit) for v, x in r.targets.items()}
    if len(set(amounts.values())) < 2:
        return " ".join([_(r.name), *list(amounts.values())[:1]])
    return f"{_(r.name)} " + ", ".join(f"{x} ({word_of(v)})" for v, x in amounts.items())


def cues(e: Exercise, console: Console) -> RenderableType:
    """What you may hear, and why."""
    head = Text(_("Cues you may hear"), style="bold")
    if console.width < ROOMY:
        rows = ((Text(c.say), Padding(Text(c.meaning, style="dim"), (0, 0, 0, 2))) for c in e.cues)
        return Group(head, *(part for row in rows for part in row))
    table = Table.grid(padding=(0, 2))
    for c in e.cues:
        table.add_row(c.say, Text(c.meaning, style="dim"))
    return Group(head, table)
