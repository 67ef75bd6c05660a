"""A target of the person's own in place of the guide's: everything that looks at the range follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from formcheck.exercises import EXERCISES
from formcheck.motion.spec import Exercise, Range


def aimed_at(exercise: Exercise, target: float, height_cm: float | None) -> Exercise:
    """The exercise with this target in every variant. In the unit of its range; centimetres with the height."""
    variants = {"", *exercise.variants}

    def own(r: Range) -> Range:
        per_unit = r.unit_per_height * height_cm if r.unit_per_height and height_cm else 1.0
        return replace(r, targets=dict.fromkeys(variants, target / per_unit))

    return replace(exercise, ranges=tuple(own(r) for r in exercise.ranges))


def target_set_by(exercise: Exercise) -> Literal["guide", "person"]:
    """Whose target it holds."""
    known = EXERCISES.get(exercise.name, exercise)
    return "guide" if _targets(exercise.ranges) == _targets(known.ranges) else "person"


def guide_target(exercise: str, variant: str | None, height_cm: float | None) -> float | None:
    """The target of the guide; in centimetres with the height, if it is a length."""
    r = EXERCISES[exercise].ranges[0]
    target = r.targets.get(variant or "")
    return target if target is None or not (r.unit_per_height and height_cm) else target * r.unit_per_height * height_cm


def _targets(ranges: Sequence[Range]) -> list[dict[str, float]]:
    return [dict(r.targets) for r in ranges]
