"""Options about person, camera and tempo, validated like those of the commands."""

from __future__ import annotations

from formcheck.commands.options import settings_for, tempo_from
from formcheck.commands.own_measure import SHORTEST_CM, TALLEST_CM
from formcheck.errors import UsageError
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Tempo


def settings_of(
    exercise: Exercise, variant: str | None, side: str | None, view: str | None, height_cm: float | None
) -> Settings:
    """Settings from options, where None is detected. Raises UsageError."""
    if height_cm is not None and not SHORTEST_CM <= height_cm <= TALLEST_CM:
        raise UsageError(f"height_cm={height_cm:g} is outside {SHORTEST_CM} to {TALLEST_CM}")
    return settings_for(exercise, variant, side or "auto", view or "auto", height_cm)


def asked_tempo(tempo: Tempo | str | None, exercise: Exercise) -> Tempo | None:
    """A tempo such as "2-1-3" or "lower=3". Raises UsageError."""
    return tempo_from(tempo, exercise, quiet=True) if isinstance(tempo, str) else tempo
