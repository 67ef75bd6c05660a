"""Results from outside: a file, the history, another program. What cannot be is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formcheck.exercises import EXERCISES
from formcheck.motion.spec import Tempo
from formcheck.result import Result

LARGEST = 1e9  # of any number in a result: seconds, degrees, pixels


def read(text: str | bytes) -> Result:
    """A result from outside. Raises ValueError if it is none, of no exercise, or says what cannot be."""
    return possible(Result.model_validate_json(text))


def possible(found: Result) -> Result:
    """The result as it is. Raises ValueError if it is of no exercise, or says what cannot be."""
    for number in _numbers(found.model_dump()):
        if not abs(number) <= LARGEST:
            raise ValueError(f"{str(number)[:20]} is no measure of anything")
    if found.exercise not in EXERCISES:
        raise ValueError(f'there is no exercise "{found.exercise}"')
    Tempo.parse(found.tempo_prescription)
    if any(not r.start_s <= r.top_start_s <= r.top_end_s <= r.end_s for r in found.reps):
        raise ValueError("a repetition that ends before it begins")
    return found


def _numbers(said: Any) -> Iterator[float]:
    """All numbers in there, however deep."""
    if isinstance(said, dict | list):
        for part in said.values() if isinstance(said, dict) else said:
            yield from _numbers(part)
    elif isinstance(said, int | float):
        yield said
