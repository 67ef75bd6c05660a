"""A result in centimetres, once the person's height is known: every length given as a share of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from formcheck.exercises import EXERCISES

if TYPE_CHECKING:
    from formcheck.result import Result

# of stature (Drillis & Contini 1966): shoulder to hip; thigh and shank
OF_HEIGHT = {"T": 0.288, "leg": 0.491}
LENGTHS = ("value", "target", "uncertainty", "limit", "asked", "peak", "mean", "sd", "min", "max")
DIGITS = 1


def in_centimetres(r: Result, height_cm: float) -> Result:
    """The same result for a person of that height, in place of another height if one was given.

    What is in centimetres by a height that nobody knows stays.
    """
    shares = {"cm": 1 / r.height_cm} if r.height_cm else dict(OF_HEIGHT)
    if r.exercise in EXERCISES and not r.height_cm:
        shares |= {x.unit: x.unit_per_height for x in EXERCISES[r.exercise].ranges if x.unit_per_height}
    per_unit = {unit: share * height_cm for unit, share in shares.items()}
    content = _told(r.model_dump(by_alias=True), per_unit)
    if factor := per_unit.get(r.summary.rom.unit):
        sides = content["summary"]["symmetry"]
        sides |= {side: _times(sides[side], factor) for side in ("left", "right")}
    return r.model_validate(content | {"height_cm": height_cm})


def _told(part: Any, per_unit: dict[str, float]) -> Any:
    """A part of the result, its lengths in centimetres, at any depth."""
    if isinstance(part, list):
        return [_told(x, per_unit) for x in part]
    if not isinstance(part, dict):
        return part
    factor = per_unit.get(str(part.get("unit")))
    if factor is None:
        return {k: _told(x, per_unit) for k, x in part.items()}
    return {k: _times(x, factor) if k in LENGTHS else x for k, x in part.items()} | {"unit": "cm"}


def _times(x: float | None, factor: float) -> float | None:
    return None if x is None else round(x * factor, DIGITS)
