"""Which side comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.history.balance import SideBalance
from formcheck.messages import _
from formcheck.routine.model import Step

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class SideOrder:
    """The sides of a step in order, none if both work together; because says why the first is first, if known."""

    sides: tuple[Side, ...]
    because: str = ""


def order_of(step: Step, balances: Sequence[SideBalance]) -> SideOrder:
    """The sides of a step. The weaker side is the one with a smaller range, if the history shows a difference beyond
    measurement error; otherwise left comes first."""
    if step.sides in ("left", "right"):
        return SideOrder((step.sides,))
    if not step.each_side:
        return SideOrder(())
    if step.sides == "right-first":
        return SideOrder(("right", "left"))
    if step.sides == "left-first":
        return SideOrder(("left", "right"))
    known = [b for b in balances if b.left.exercise == step.exercise and b.left.variant in (step.variant, None)]
    weaker = next((b.weaker for b in reversed(known) if b.weaker), None)
    if weaker is None:
        return SideOrder(("left", "right"))
    return SideOrder((weaker, "right" if weaker == "left" else "left"), _("its range was smaller"))
