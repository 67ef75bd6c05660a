"""Counts and names as they read inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable


def plural(n: int, noun: str, *, about: bool = False) -> str:
    """A count with its noun: "1 rep", "3 reps"; about: "about 3 reps"."""
    return f"{'about ' if about and n else ''}{n} {noun_for(n, noun)}"


def noun_for(n: int, noun: str) -> str:
    """The noun as it follows a count."""
    return noun if n == 1 else f"{noun}s"


def numbered(noun: str, numbers: Iterable[int]) -> str:
    """Things by their numbers: "rep 2", "reps 2, 5"."""
    listed = list(numbers)
    return f"{noun_for(len(listed), noun)} {', '.join(map(str, listed))}"


def in_sentence(title: str) -> str:
    """A title after the first word of a sentence; names keep their capitals: "single-leg Romanian deadlift"."""
    return title[:1].lower() + title[1:]


def as_sentence(text: str) -> str:
    """The same at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
