"""What a set aims at, and when it is over because of that."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.messages import _
from formcheck.motion.hold_form import SETTLES_S
from formcheck.motion.pose import Side
from formcheck.motion.session import Session
from formcheck.motion.spec import CountOf

GIVEN_UP_S = 20.0  # out of position after a hold: the person has had enough
ALL_DONE: dict[CountOf, str] = {
    "repetitions": _("All reps done"),
    "holds": _("All holds done"),
    "activity": _("All bouts done"),
    "steps": _("All steps done"),
}
TIME_IS_UP, HELD = _("Time is up"), _("Done, that was the time")
GIVEN_UP = {
    "held": _("You are out of position, so the set is over"),
    "active": _("You have stopped moving, so the set is over"),
}
AWAY = _("You left, so the set is over")


@dataclass(frozen=True, slots=True)
class Goal:
    """When the set ends; reps are per side if sides work in turn. None: when the person leaves.

    seconds since the set began; where a position is held, seconds held
    side    the side that should work: reps of the other one are measured but do not count towards reps
    within  the set is part of a routine: the "next" key goes to the next set instead of the next side
    """

    reps: int | None = None
    seconds: float | None = None
    side: Side | None = None
    within: bool = False

    def shown(self, session: Session, count: int) -> tuple[int, int | None]:
        """The count and what it should come to. Of holds seconds: of all of them with a goal, else of the open one."""
        if session.exercise.kind != "holds":
            return count, self.reps
        if self.seconds is None:
            return int(session.held_s), None
        return int(session.held_in_all_s), int(self.seconds)


class TimeLimit:
    """Tells when the seconds of a goal are over."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._held_at: float | None = None  # when a position was last held

    def over(self, t: float, session: Session) -> str | None:
        """What to say when they are; None while they are not."""
        if self._seconds is None:
            return None
        if session.exercise.kind != "holds":
            return TIME_IS_UP if t >= self._seconds else None
        if session.held_s > 0:
            self._held_at = t
        if session.held_in_all_s >= self._seconds + SETTLES_S:  # which is taken off when the hold is judged
            return HELD
        given_up = self._held_at is not None and t - self._held_at > GIVEN_UP_S
        return GIVEN_UP[session.exercise.seconds] if given_up else None
