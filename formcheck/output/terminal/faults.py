"""Form in the terminal: what was good, what to fix, and how certain that is."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.output.phrases import clock, evidence, quantity, which
from formcheck.output.two_sides import apart
from formcheck.result import Fault, Result
from formcheck.wording import NOUNS, out_of, word_of

MARKS = {3: "✗", 2: "✗", 1: "·"}
COLOURS = {3: "bold red", 2: "yellow", 1: "default"}


def form_of(r: Result, exercise: Exercise, *, narrow: bool) -> list[RenderableType]:
    """Faults with their worst moment, praise, the score and the two sides; narrow puts the moment on its own line."""
    if not r.movements:
        return []
    out: list[RenderableType] = []
    cues = {c.id: c for c in exercise.cues}
    failed = [c for c in r.checks if c.verdict == "fail"]
    if failed:
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
        for check in failed:
            worst = _worst([f for m in r.movements for f in m.faults if f.id == check.id])
            severity = worst.severity if worst else cues[check.id].severity
            fault = Text.assemble((f"{MARKS[severity]} {cues[check.id].say}", COLOURS[severity]))
            where = which(check.reps, len(r.movements), NOUNS[exercise.counts])
            why = _evidence(worst) if worst else cues[check.id].meaning
            if narrow:
                table.add_row(fault.append(f"  {where}").append(f"\n  {why}", style="not bold dim"))
            else:
                table.add_row(fault.append(f"  {check.id}", style="not bold dim"), where, Text(why, style="dim"))
        out.append(Group(Text(_("To fix"), style="bold"), table))
    near = [cues[c.id].say for c in r.checks if c.verdict == "borderline" and c.id in cues]
    if near:
        out.append(Text.assemble((_("Too close to the limit to judge  "), "bold"), "; ".join(near), "."))
    good = [cues[c.id].good for c in r.checks if c.praised]
    judged = [cues[c.id].say for c in r.checks if c.verdict not in ("not-assessable", "borderline")]
    if good:
        out.append(Text.assemble((_("Good  "), "bold green"), ". ".join(good), "."))
    elif not judged and not near:
        out.append(Text.assemble((_("Form  "), "bold"), _("no cue can be judged from this view.")))
    elif judged and not failed:
        out.append(
            Text.assemble((_("Form  "), "bold"), _("no faults found; judged: {cues}.").format(cues="; ".join(judged)))
        )
    out += _score(r)
    return out


def _worst(faults: list[Fault]) -> Fault | None:
    known = [f for f in faults if f.value is not None and f.limit is not None]
    return max(known, key=lambda f: abs((f.value or 0) - (f.limit or 0)), default=None)


def _evidence(f: Fault) -> str:
    sure = "" if f.confidence == "high" else _(", uncertain from this view")
    return _("at {time}: {evidence}").format(time=clock(f.at_s), evidence=evidence(f)) + sure


def _score(r: Result) -> list[RenderableType]:
    lines = []
    s = r.summary
    if s.score is not None:
        parts = ", ".join(f"{word_of(name)} {value:.0f}" for name, value in s.score_parts.items())
        known = sum(rep.score is not None for rep in r.reps)
        only = _("; from {part}").format(part=out_of(known, len(r.reps), "rep")) if known < len(r.reps) else ""
        lines.append(
            Text.assemble(
                (_("Score  "), "bold"),
                _("{score:.0f} of 100 ").format(score=s.score),
                (_("experimental: {parts}{only}").format(parts=parts, only=only), "dim"),
            )
        )
    y = s.symmetry
    if y.left is not None and y.right is not None:
        left, right = (quantity(x, s.rom.unit) for x in (y.left, y.right))
        lines.append(
            Text.assemble(
                (_("Sides  "), "bold"),
                _("left {left}, right {right} ").format(left=left, right=right),
                (f"({apart(r)})", "dim"),
            )
        )
    return [Group(*lines)] if lines else []
