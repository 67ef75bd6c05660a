"""The days with sets, as months."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from formcheck.exercises import EXERCISES
from formcheck.history.store import StoredSet
from formcheck.wording import plural

MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month: how many sets, and of which exercises."""

    number: int
    sets: int
    says: str


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; None: a day of another month."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def days(self) -> list[Day]:
        return [d for week in self.weeks for d in week if d]


def months_of(sets: Sequence[StoredSet]) -> list[Month]:
    """The months from the first set to the last, the latest MOST_MONTHS of them. Days are local."""
    by_day: dict[date, Counter[str]] = {}
    for s in sets:
        by_day.setdefault(s.at.astimezone().date(), Counter())[EXERCISES[s.result.exercise].title] += 1
    if not by_day:
        return []
    first, last = (12 * d.year + d.month - 1 for d in (min(by_day), max(by_day)))
    shown = range(max(first, last - MOST_MONTHS + 1), last + 1)
    return [_month(n // 12, n % 12 + 1, by_day) for n in shown]


def _month(year: int, month: int, by_day: dict[date, Counter[str]]) -> Month:
    def day(number: int) -> Day | None:
        if not number:
            return None
        found = by_day.get(date(year, month, number), Counter())
        says = ", ".join(f"{title}: {plural(n, 'set')}" for title, n in found.items())
        return Day(number, found.total(), says)

    weeks = tuple(tuple(day(n) for n in week) for week in calendar.monthcalendar(year, month))
    return Month(f"{year}-{month:02}", weeks)
