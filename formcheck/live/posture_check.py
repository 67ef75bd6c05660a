"""Before the set: whether the person is in the posture of the exercise, as far as a camera tells postures apart."""

from __future__ import annotations

from formcheck.messages import _
from formcheck.motion.view import Posture

TAKE: dict[Posture, str] = {
    Posture.UPRIGHT: _("Stand up for this exercise"),
    Posture.HANGING: _("Hang from the bar"),
    Posture.PRONE: _("Lie down on your front"),
    Posture.SUPINE: _("Lie down on your back"),
    Posture.SIDE_LYING: _("Lie down on your side"),
    Posture.FRONT_SUPPORT: _("Get down on your hands or forearms and your toes"),
    Posture.ALL_FOURS: _("Get down on your hands and knees"),
}  # the others may be seen upright or lying


def in_place(wanted: Posture, seen: Posture) -> bool:
    """Whether who is seen so may be in the wanted posture."""
    return seen is Posture.UNKNOWN or wanted.seen_upright in (None, seen is Posture.UPRIGHT)


def posture_fix(wanted: Posture, seen: Posture) -> tuple[str, str] | None:
    """The id of what to change, and how to say it; None if all is well."""
    if in_place(wanted, seen):
        return None
    return "stand" if wanted.stands else "lie", TAKE[wanted]
