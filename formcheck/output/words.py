"""Measured values in words."""

from __future__ import annotations

DIGITS = {"deg": 0, "s": 1, "cm": 1}
SIGNS = {"deg": "°", "T": " trunk lengths", "leg": " leg lengths"}


def quantity(x: float | None, unit: str) -> str:
    """As a person reads it, with its unit; a dash where it is not known."""
    return "–" if x is None else f"{x:.{DIGITS.get(unit, 2)}f}{SIGNS.get(unit, f' {unit}')}"
