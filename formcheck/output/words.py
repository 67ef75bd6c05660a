"""Measured values in words."""

from __future__ import annotations

DIGITS = {"deg": 0, "s": 1, "cm": 1}
SIGNS = {"deg": "°", "T": " trunk lengths", "leg": " leg lengths"}

REASONS = {
    "short": "too small to count",
    "too-fast": "too quick to be one",
    "tracking-lost": "lost from sight",
    "wrong-posture": "not this exercise",
    "unfinished": "only part of it is in the clip",
}
TRIES = {  # after a number, for what was not counted
    "short": "too small",
    "too-fast": "too quick",
    "tracking-lost": "lost from sight",
    "wrong-posture": "not counted",
    "unfinished": "unfinished",
}


def quantity(x: float | None, unit: str) -> str:
    """As a person reads it, with its unit; a dash where it is not known."""
    return "–" if x is None else f"{x:.{DIGITS.get(unit, 2)}f}{SIGNS.get(unit, f' {unit}')}"
