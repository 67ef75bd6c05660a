"""Counts and names as they read inside a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from formcheck.messages import _, ngettext

COUNTED: dict[str, Callable[[int], str]] = {
    "attempt": lambda n: ngettext("{n} attempt", "{n} attempts", n),
    "clip": lambda n: ngettext("{n} clip", "{n} clips", n),
    "cue": lambda n: ngettext("{n} cue", "{n} cues", n),
    "day": lambda n: ngettext("{n} day", "{n} days", n),
    "hour": lambda n: ngettext("{n} hour", "{n} hours", n),
    "minute": lambda n: ngettext("{n} minute", "{n} minutes", n),
    "movement": lambda n: ngettext("{n} movement", "{n} movements", n),
    "rep": lambda n: ngettext("{n} rep", "{n} reps", n),
    "set": lambda n: ngettext("{n} set", "{n} sets", n),
}
LISTED: dict[str, Callable[[int, str], str]] = {
    "rep": lambda n, which: ngettext("rep {which}", "reps {which}", n, which=which),
    "set": lambda n, which: ngettext("set {which}", "sets {which}", n, which=which),
}


def plural(n: int, noun: str, *, about: bool = False) -> str:
    """A count with its noun, one of COUNTED: "1 rep", "3 reps"; about: "about 3 reps"."""
    counted = COUNTED[noun](n)
    return _("about {counted}").format(counted=counted) if about and n else counted


def reps_after(n: int) -> str:
    """The noun alone, for a count that is set apart: "rep", "reps"."""
    return ngettext("rep", "reps", n)


def numbered(noun: str, numbers: Iterable[int]) -> str:
    """Things by their numbers, a noun of LISTED: "rep 2", "reps 2, 5"."""
    listed = list(numbers)
    return LISTED[noun](len(listed), ", ".join(map(str, listed)))


def in_sentence(title: str) -> str:
    """A title after the first word of a sentence; names keep their capitals: "single-leg Romanian deadlift"."""
    return title[:1].lower() + title[1:]


def as_sentence(text: str) -> str:
    """The same at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
