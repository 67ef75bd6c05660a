"""Stored sets as a table for pandas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from formcheck.frames import pandas_module
from formcheck.history.change import METRICS
from formcheck.history.performance import SetMetrics, performances
from formcheck.history.store import StoredSet

if TYPE_CHECKING:
    import pandas


def to_dataframe(stored: Iterable[StoredSet]) -> pandas.DataFrame:
    """One row per set and side, each measure with the half-width of its 90 % interval. Raises ImportError."""
    return pandas_module().DataFrame([_row(p) for s in stored for p in performances(s)])


def _row(p: SetMetrics) -> dict[str, Any]:
    row: dict[str, Any] = {
        "set": p.set_id, "at": p.at, "person": p.person, "exercise": p.exercise, "variant": p.variant,
        "kind": p.kind, "side": p.side, "view": p.view, "reps": len(p.counted),
        "count_reliable": p.count_reliable, "range_unit": p.unit,
    }  # fmt: skip
    for name in METRICS:
        measure = p.measure(name, p.judged)
        row[name], row[f"{name}_uncertainty"] = (measure.value, measure.uncertainty) if measure else (None, None)
    return row
