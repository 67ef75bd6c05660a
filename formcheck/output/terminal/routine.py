"""A routine in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.exercises import EXERCISES, SAFETY
from formcheck.history.balance import SideBalance
from formcheck.messages import _
from formcheck.motion.spec import CountOf
from formcheck.output.phrases import number, quantity, seconds
from formcheck.output.terminal.tables import fitting, table
from formcheck.routine.model import Routine, Step
from formcheck.routine.plan import PlannedSet
from formcheck.routine.sides import order_of
from formcheck.routine.unfinished import DoneSet
from formcheck.wording import NOUNS, out_of, plural, word_of


def list_all(routines: Mapping[str, Routine], console: Console) -> None:
    """One line per routine."""
    made = table(_("routine"), ">" + _("takes"), _("purpose"))
    for name, r in routines.items():
        made.add_row(name, _minutes(r), r.purpose)
    console.print(made)
    console.print(
        Text(_("\nformcheck routine show NAME shows one; formcheck routine new FILE starts your own."), style="dim")
    )


def show(r: Routine, balances: Sequence[SideBalance], console: Console) -> None:
    """Steps, sides, rests, and the guide's sentence."""
    head = Text.assemble((r.title, "bold green"), "  " + _("about {time}").format(time=_minutes(r)))
    if r.rounds > 1:
        head.append(_(", {rounds} rounds").format(rounds=r.rounds))
    parts = [Group(head, Text(r.purpose)) if r.purpose else head, fitting([_steps(r, balances)], console)]
    if r.guide:
        source = f" ({r.source})" if r.source else ""
        parts.append(Text.assemble((_("“{guide}”").format(guide=r.guide), "italic"), (source, "dim")))
    parts.append(Text(SAFETY, style="dim"))
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 2, 1, 2)))


def _steps(r: Routine, balances: Sequence[SideBalance]) -> Table:
    made = table(">", _("exercise"), _("do"), _("sides"), _("lift-hold-\nlower, s"), ">" + _("rest"))
    for i, s in enumerate(r.step, 1):
        order = order_of(s, balances)
        sides = _(", then ").join(map(word_of, order.sides)) or _("together")
        first = (
            "\n" + _("{side} first: {because}").format(side=word_of(order.sides[0]), because=order.because)
            if order.because
            else ""
        )
        say = Text(f"\n{s.say}", style="dim") if s.say else Text()
        variant = f" ({word_of(s.its_variant)})" if s.its_variant else ""
        made.add_row(
            str(i), Text(f"{EXERCISES[s.exercise].title}{variant}").append_text(say), _amount(s),
            Text(sides).append(first, style="yellow"),
            "–" if EXERCISES[s.exercise].kind == "holds" else str(s.its_tempo), f"{r.rest_after(s)} s",
        )  # fmt: skip
    return made


def _amount(s: Step) -> str:
    one = plural(s.reps, NOUNS[EXERCISES[s.exercise].counts]) if s.reps is not None else f"{s.seconds} s"
    amount = f"{s.sets} × {one}" if s.sets > 1 else one
    if not s.each_side:
        return amount
    each = _("{amount} each way") if EXERCISES[s.exercise].kind == "steps" else _("{amount} per side")
    return each.format(amount=amount)


def _minutes(r: Routine) -> str:
    return f"{max(1, round(r.seconds / 60))} min"


def came_to(one: DoneSet, p: PlannedSet) -> str:
    """The outcome of a set, in a few words."""
    if not one.reps and one.note:
        return one.note
    size = f"{_(p.exercise.ranges[0].name)} {quantity(one.size, one.unit)}" if one.size is not None else ""
    return ", ".join(x for x in (amount_done(one, p), size, clean_of(one), one.note) if x)


def clean_of(one: DoneSet) -> str:
    """Of holds, the seconds without a fault; "" if no cue was judged."""
    return "" if one.clean_s is None else _("{clean} of it clean").format(clean=seconds(one.clean_s))


TIMED: dict[CountOf, str] = {"holds": _("{held} of {total} s held"), "activity": _("{held} of {total} s active")}


def amount_done(one: DoneSet, p: PlannedSet) -> str:
    """What was done of what was asked for: "8 of 10 reps", "about 12 steps", "28.4 s of 30 s held"."""
    return done_of(one, p.exercise.counts, p.step.reps, p.step.seconds)


def done_of(one: DoneSet, counts: CountOf, reps: int | None, seconds_: float | None) -> str:
    """The same from what was asked for."""
    if counts in TIMED and one.held_s is not None and seconds_ is not None:
        return TIMED[counts].format(held=seconds(one.held_s), total=f"{seconds_:g}")
    if reps is None:
        return plural(one.reps, NOUNS[counts], about=not one.reliable)
    done = number(one.reps, reliable=one.reliable)
    return out_of(done, reps, NOUNS[counts])


def fix_next(planned: Sequence[PlannedSet], done: Sequence[DoneSet]) -> str:
    """The one thing to fix next, from the set with the lowest score; "" if there is none."""
    found = [(d.score if d.score is not None else 100.0, i) for i, d in enumerate(done) if d.next]
    if not found:
        return ""
    i = min(found)[1]
    return f"{planned[i].exercise.title}: {done[i].next}"


def summary(r: Routine, planned: Sequence[PlannedSet], done: Sequence[DoneSet], console: Console) -> None:
    """One line per set, and what to fix next."""
    made = table(">", _("exercise"), _("done"), _("range"), ">" + _("score"), _("to fix"))
    for i, (d, p) in enumerate(zip(done, planned, strict=False), 1):
        cue = d.next.partition(".")[0] if d.next else ""
        made.add_row(
            str(i), Text(p.title), amount_done(d, p), quantity(d.size, d.unit),
            "–" if d.score is None else f"{d.score:.0f}",
            Text(cue, style="yellow") if cue else Text(d.note or "", style="dim"),
        )  # fmt: skip
    whole = "" if len(done) == len(planned) else "  " + _("{n} of {total} sets").format(n=len(done), total=len(planned))
    parts: list[RenderableType] = [Text.assemble((r.title, "bold green"), whole), fitting([made], console)]
    if fix := fix_next(planned, done):
        parts.append(Text.assemble((_("Next time  "), "bold"), (fix, "yellow")))
    if any(d.score is not None for d in done):
        parts.append(Text(_("The score is experimental."), style="dim"))
    parts.append(Text(SAFETY, style="dim"))
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 2, 1, 2)))
