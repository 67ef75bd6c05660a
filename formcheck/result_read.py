"""Read results from a file, the history or another program, and reject impossible ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formcheck.exercises import EXERCISES
from formcheck.messages import _
from formcheck.motion.spec import Tempo
from formcheck.result import Result

LARGEST = 1e9  # of any number in a result: seconds, degrees, pixels


def read(text: str | bytes) -> Result:
    """Read a result file. Raises ValueError if it is invalid, of an unknown exercise, or impossible."""
    return possible(Result.model_validate_json(text))


def possible(found: Result) -> Result:
    """The same result. Raises ValueError if it is of an unknown exercise, or impossible."""
    for number in _numbers(found.model_dump()):
        if not abs(number) <= LARGEST:
            raise ValueError(_("{number} is out of range").format(number=str(number)[:20]))
    if found.exercise not in EXERCISES:
        raise ValueError(_('there is no exercise "{exercise}"').format(exercise=found.exercise))
    Tempo.parse(found.tempo_prescription)
    if any(not r.start_s <= r.top_start_s <= r.top_end_s <= r.end_s for r in found.reps):
        raise ValueError(_("a repetition ends before it begins"))
    return found


def _numbers(said: Any) -> Iterator[float]:
    """All numbers in it, at any depth."""
    if isinstance(said, dict | list):
        for part in said.values() if isinstance(said, dict) else said:
            yield from _numbers(part)
    elif isinstance(said, int | float):
        yield said
