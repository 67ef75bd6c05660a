"""A session for poses of one's own. It needs numpy and nothing else."""

from __future__ import annotations

from formcheck.api.said import settings_of
from formcheck.exercises import exercise_of
from formcheck.motion.session import Session
from formcheck.motion.spec import Exercise


class NamedSession(Session):
    """Push poses of one exercise; finish() concludes the set. aspect is width over height of the picture.

    What is not said of the person and the camera is detected; height_cm is needed for centimetres. Raises UsageError.
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
