"""A routine as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.exercises import EXERCISES, SAFETY
from formcheck.history.balance import Balance
from formcheck.output.history import table
from formcheck.routine.model import Routine, Step
from formcheck.routine.sides import order_of


def list_all(routines: Mapping[str, Routine], console: Console) -> None:
    """A line for each."""
    made = table("routine", ">takes", "what for")
    for name, r in routines.items():
        made.add_row(name, _minutes(r), r.purpose)
    console.print(made)
    console.print(
        Text("\nformcheck routine show NAME shows one; formcheck routine new FILE begins your own.", style="dim")
    )


def show(r: Routine, balances: Sequence[Balance], console: Console) -> None:
    """Steps, sides, rests, and the sentence of the guide."""
    head = Text.assemble((r.title, "bold green"), f"  about {_minutes(r)}")
    if r.rounds > 1:
        head.append(f", {r.rounds} rounds")
    parts = [Group(head, Text(r.purpose)) if r.purpose else head, _steps(r, balances)]
    if r.guide:
        source = f" ({r.source})" if r.source else ""
        parts.append(Text.assemble((f"“{r.guide}”", "italic"), (source, "dim")))
    parts.append(Text(SAFETY, style="dim"))
    console.print()
    for part in parts:
        console.print(Padding(part, (0, 2, 1, 2)))


def _steps(r: Routine, balances: Sequence[Balance]) -> Table:
    made = table(">", "exercise", "do", "sides", "tempo", ">rest")
    for i, s in enumerate(r.step, 1):
        order = order_of(s, balances)
        sides = ", then ".join(order.sides) or "together"
        say = Text(f"\n{s.say}", style="dim") if s.say else Text()
        variant = f" ({s.its_variant})" if s.its_variant else ""
        made.add_row(
            str(i), Text(f"{EXERCISES[s.exercise].title}{variant}").append_text(say), _amount(s),
            Text(sides).append(f"\n{order.sides[0]} first: {order.because}" if order.because else "", style="yellow"),
            str(s.its_tempo), f"{r.rest_after(s)} s",
        )  # fmt: skip
    return made


def _amount(s: Step) -> str:
    one = f"{s.reps} rep{'' if s.reps == 1 else 's'}" if s.reps is not None else f"{s.seconds} s"
    return f"{f'{s.sets} × ' if s.sets > 1 else ''}{one}{' a side' if s.each_side else ''}"


def _minutes(r: Routine) -> str:
    return f"{max(1, round(r.seconds / 60))} min"
