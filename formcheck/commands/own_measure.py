"""A person's height and own target, validated."""

from __future__ import annotations

from formcheck.errors import UsageError
from formcheck.exercises.own_target import aimed_at
from formcheck.messages import _
from formcheck.motion.spec import Exercise

SHORTEST_CM, TALLEST_CM = 80, 250
LARGEST_TARGET = {"deg": 180.0, "cm": 100.0}
LARGEST_SHARE = 2.0  # foot or trunk lengths
UNITS = {"deg": _("degrees"), "s": _("seconds"), "T": _("trunk lengths")}


def height_from(text: str) -> float:
    """The height of a person in cm: 176, 1.76, 1,76 m. Raises UsageError."""
    number, unit = text.strip().lower().replace(",", "."), ""
    for end in ("cm", "m"):
        if number.endswith(end):
            number, unit = number.removesuffix(end).strip(), end
            break
    try:
        value = float(number)
    except ValueError:
        value = 0.0
    cm = 100 * value if unit == "m" or (not unit and value <= TALLEST_CM / 100) else value
    if not SHORTEST_CM <= cm <= TALLEST_CM:
        raise UsageError(
            _('the height "{text}" is not one of {least} to {most} cm; write 176 or 1.76').format(
                text=text, least=SHORTEST_CM, most=TALLEST_CM
            )
        )
    return cm


def aimed_from(exercise: Exercise, target: float | None, height_cm: float | None) -> Exercise:
    """The exercise with the target of --target, if given. Raises UsageError."""
    if target is None:
        return exercise
    r = exercise.ranges[0]
    unit = "cm" if r.unit_per_height and height_cm else r.unit
    largest = exercise.longest_s if unit == "s" else LARGEST_TARGET.get(unit, LARGEST_SHARE)
    if not 0 < target <= largest:
        more = _("; for centimetres give --height too") if r.unit_per_height and not height_cm else ""
        raise UsageError(
            _("--target {target:g}: the {name} is measured in {unit}{more}").format(
                target=target, name=_(r.name), unit=UNITS.get(unit) or _(unit), more=more
            )
        )
    return aimed_at(exercise, target, height_cm)
