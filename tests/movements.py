"""Movements for tests, made from their edges."""

from dataclasses import replace

from formcheck.motion.movement import Movement


def movement_of(
    start_s: float, top_start_s: float, top_end_s: float, end_s: float, rest: float = 0.0, top: float = 1.0
) -> Movement:
    found = Movement.found((start_s, rest), (top_start_s, top), (end_s, rest), 1.0)
    return replace(found, top_end_s=top_end_s)
