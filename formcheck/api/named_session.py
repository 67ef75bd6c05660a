"""A session for your own poses. Needs only numpy."""

from __future__ import annotations

from formcheck.api.said import settings_of
from formcheck.exercises import exercise_of
from formcheck.motion.session import Session
from formcheck.motion.spec import Exercise


class NamedSession(Session):
    """Push poses of one exercise; finish() concludes the set. aspect is width over height of the picture.

    Missing options are detected; centimetres need height_cm. Raises UsageError.
    """

    def __init__(
        self,
        exercise: Exercise | str,
        aspect: float,
        *,
        height_cm: float | None = None,
        variant: str | None = None,
        side: str | None = None,
        view: str | None = None,
    ) -> None:
        chosen = exercise_of(exercise)
        super().__init__(chosen, aspect, settings_of(chosen, variant, side, view, height_cm))
