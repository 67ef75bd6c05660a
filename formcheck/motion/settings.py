"""What the user specifies about the set, the camera and the person."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.motion.pose import Side
from formcheck.motion.view import View


@dataclass(frozen=True, slots=True)
class Settings:
    """None: detected. height_cm is needed for centimetres."""

    variant: str | None = None
    side: Side | None = None
    view: View | None = None
    height_cm: float | None = None
