"""Sets kept over weeks: the store, and what can be said about change and about the two sides.

>>> for trend in formcheck.history.trends(formcheck.history.sets(exercise="calf-raise")): ...
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.exercises import exercise_of
from formcheck.history.frame import to_dataframe
from formcheck.history.performance import performances
from formcheck.history.store import Filter, Store, StoredSet, default_place, keep
from formcheck.history.trend import Trend, series_of
from formcheck.messages import _
from formcheck.motion.spec import Exercise

__all__ = ["Filter", "Store", "StoredSet", "Trend", "keep", "open_store", "sets", "to_dataframe", "trends"]


def open_store(db: str | Path | None = None, *, reads_only: bool = False) -> Store:
    """The history at that place, or the person's own; use it in `with`. Raises StoreError if there is none."""
    place = Path(db) if db else default_place()
    if not place.exists():
        raise StoreError(_("{place} does not exist, so no sets are stored there; check --db").format(place=place))
    return Store(place, reads_only=reads_only)


def sets(
    *,
    exercise: Exercise | str | None = None,
    person: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    db: str | Path | None = None,
) -> list[StoredSet]:
    """The stored sets asked for, in order of time. Raises StoreError, UsageError for an unknown exercise."""
    name = None if exercise is None else exercise_of(exercise).name
    with open_store(db, reads_only=True) as store:
        return store.sets(Filter(name, person, since, until))


def trends(stored: Iterable[StoredSet]) -> list[Trend]:
    """Sets that may be compared, as series by person, exercise and side: `change` is from the first to the last."""
    return series_of(p for s in stored for p in performances(s))
