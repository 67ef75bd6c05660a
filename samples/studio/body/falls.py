"""Gravity, as far as a movement must know it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Falls:
    """How long the limb needs to fall freely from its full range, and whether it sinks on the way out."""

    seconds: float = 0.3
    out: bool = False

    def after(self, strength: float, controlled: float) -> float:
        """Seconds of a way on which the muscles leave so large a share of gravity unopposed, or so it throws."""
        return min(controlled, self.seconds / strength**0.5) if strength > 0 else controlled
