"""How far the two sides of a set differ, in words."""

from __future__ import annotations

from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from formcheck.messages import _

if TYPE_CHECKING:
    from formcheck.result import Result


def apart(r: Result) -> str:
    """How far the two sides differ on average, and whether that is more than measurement error.

    The interval is also wide where they differ in some reps and not in others, which is no error of measurement.
    """
    y = r.summary.symmetry
    if y.index_pct is None or y.uncertainty_pct is None:
        return "" if y.index_pct is None else _("{percent:.0f} % apart").format(percent=y.index_pct)
    if y.index_pct > y.uncertainty_pct:
        text = _("{percent:.0f} ± {error:.0f} % apart on average")
    elif y.index_pct > _misread_pct(r):
        text = _("{percent:.0f} % apart on average, but not the same in every rep: ± {error:.0f} %")
    else:
        text = _("{percent:.0f} ± {error:.0f} % apart on average: within measurement error")
    return text.format(percent=y.index_pct, error=y.uncertainty_pct)


def _misread_pct(r: Result) -> float:
    """Percent that two sides which are alike may be measured apart: each has the error of the range."""
    y, errors = r.summary.symmetry, [x.rom.uncertainty for x in r.movements if x.rom.uncertainty is not None]
    mean = ((y.left or 0.0) + (y.right or 0.0)) / 2
    return 100 * sqrt(2) * fmean(errors) / mean if errors and mean > 0 else 0.0
