"""The sets of a routine, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.exercises import EXERCISES
from formcheck.history.balance import SideBalance
from formcheck.motion.pose import Side
from formcheck.motion.spec import Exercise
from formcheck.routine.model import Routine, Step
from formcheck.routine.sides import Side as SideName
from formcheck.routine.sides import order_of
from formcheck.wording import NOUNS, plural


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set of one side. side is None if both work together; rest_s is the rest after it, 0 after the last set."""

    step: Step
    side: SideName | None
    rest_s: int
    because: str = ""  # why this side comes first, if known

    @property
    def exercise(self) -> Exercise:
        return EXERCISES[self.step.exercise]

    @property
    def title(self) -> str:
        """Such as: Clamshell, left leg on top."""
        return self.exercise.called(Side(self.side) if self.side else None)

    @property
    def amount(self) -> str:
        if self.step.reps is None:
            return plural(self.step.seconds or 0, "second")
        return plural(self.step.reps, NOUNS[self.exercise.counts])


def plan(routine: Routine, balances: Sequence[SideBalance]) -> list[PlannedSet]:
    """All sets by round, step, set and side; the history decides once which side comes first."""
    sets: list[PlannedSet] = []
    for __ in range(routine.rounds):
        for step in routine.step:
            order = order_of(step, balances)
            rest = routine.rest_after(step)
            for __ in range(step.sets):
                sides: Sequence[SideName | None] = order.sides or (None,)
                sets += [PlannedSet(step, s, rest, order.because if i == 0 else "") for i, s in enumerate(sides)]
    last = sets[-1]
    sets[-1] = PlannedSet(last.step, last.side, 0, last.because)
    return sets
