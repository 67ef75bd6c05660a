"""Which side comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.history.balance import Balance
from formcheck.routine.model import Step

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Order:
    """The sides of a step in turn, none for both together; because says why the first is first, if that is known."""

    sides: tuple[Side, ...]
    because: str = ""


def order_of(step: Step, balances: Sequence[Balance]) -> Order:
    """The sides of a step. The weaker one is that with the smaller range, where the history shows a difference
    beyond the error; else the left begins."""
    if step.sides in ("left", "right"):
        return Order((step.sides,))
    if not step.each_side:
        return Order(())
    if step.sides == "right-first":
        return Order(("right", "left"))
    if step.sides == "left-first":
        return Order(("left", "right"))
    known = [b for b in balances if b.left.exercise == step.exercise and b.left.variant in (step.variant, None)]
    weaker = next((b.weaker for b in reversed(known) if b.weaker), None)
    if weaker is None:
        return Order(("left", "right"))
    return Order((weaker, "right" if weaker == "left" else "left"), "its range was smaller")
