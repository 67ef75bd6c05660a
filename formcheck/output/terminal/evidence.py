"""What an exercise is judged by: limits, the views that judge them, and the sources."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.messages import _, figure
from formcheck.motion.cue import Cue
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import Phase, RangeDecline, RushedPhase, ShortRange, Sign, Threshold
from formcheck.motion.view import View
from formcheck.motion.whole_phases import TYPICAL
from formcheck.output.phrases import seconds, sign
from formcheck.wording import seen_from

ROOMY = 100  # columns: in a narrower terminal each cue is a paragraph


def show(e: Exercise, console: Console) -> None:
    """Print the limits of each cue, what each view shows, what none shows, and the sources."""
    parts: list[RenderableType] = [Text(e.title, style="bold green")]
    parts.append(_table(e) if console.width >= ROOMY else _paragraphs(e))
    unseen = (_("No view shows {id}: {why}.").format(id=id_, why=why) for id_, why in e.unseen.items())
    parts.append(Group(_views(e), *(Text(line, style="dim") for line in unseen)))
    if e.guide:
        parts.append(Text(_("From the guide: “{guide}”").format(guide=e.guide), style="italic"))
    parts.append(Group(*(Text(f"{tag}  {r.title}", style="dim") for tag, r in e.references.items())))
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 2, 1, 2)))


def _table(e: Exercise) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(_("id"), no_wrap=True)
    for column in (_("spoken cue"), _("fault"), _("limit"), _("views"), _("source")):
        table.add_column(column)
    for c in e.cues:
        table.add_row(c.id, c.say, c.meaning, said_when(e, c), _seen(e, c), Text(c.source, style="dim"))
    return table


def _paragraphs(e: Exercise) -> RenderableType:
    out: list[RenderableType] = []
    for c in e.cues:
        lines = (said_when(e, c), _("views: {views}").format(views=_seen(e, c)), c.source)
        out.append(Text.assemble((c.say, "bold"), (f"  {c.id}", "dim"), f"\n{c.meaning}"))
        out += [Padding(Text(line, style="dim"), (0, 0, 0, 2)) for line in lines]
    return Group(*out)


def _seen(e: Exercise, c: Cue) -> str:
    """The views that judge a cue; in brackets those that judge it roughly."""
    must = [seen_from(v) for v, s in e.views.items() if c.id in s.reliable]
    return ", ".join([*must, *(f"({seen_from(v)})" for v, s in e.views.items() if c.id in s.rough)])


def said_when(e: Exercise, c: Cue) -> str:
    """The limits of a cue in words; a dash if it cannot be detected reliably yet."""
    refused = [g.say.partition(":")[0] for g in e.gates if g.cue == c.id]
    limits = (_limit(e, s) + (_seen_from(e, s) if len(c.signs) > 1 else "") for s in c.signs)
    return "; ".join(dict.fromkeys([*limits, *refused])) or "–"


def _seen_from(e: Exercise, s: Sign) -> str:
    """The views of this limit, if other views have another one."""
    if not isinstance(s, Threshold | RushedPhase):
        return ""
    return f" ({', '.join(seen_from(v) for v in e.views if v in s.views)})"


def _limit(e: Exercise, s: Sign) -> str:
    match s:
        case RushedPhase():
            below = _("{phase} below about {amount}")
            lift, lower = e.phases.get("lift", _("lift")), e.phases.get("lower", _("lowering"))
            words: dict[Phase, str] = {"concentric": lift, "hold": _("hold"), "eccentric": lower}
            let_go = _(" or ").join(
                below.format(phase=words[p], amount=seconds(TYPICAL * x)) for p, x in s.least.items()
            )
            asked = _(" or ").join(
                below.format(phase=words[p], amount=figure(TYPICAL * x, ".0%")) for p, x in s.shares.items()
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
            return text.format(limit=figure(s.limit, "g") + unit, error=figure(s.uncertainty, "g") + unit, why=s.why)


def _views(e: Exercise) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in (_("view"), _("counts"), _("measures the range")):
        table.add_column(column)
    word = {"must": _("yes"), "may": _("roughly"), None: _("no")}
    for v in View:
        if v in e.views:
            table.add_row(seen_from(v), word[e.views[v].count], word[e.views[v].range])
    return table
