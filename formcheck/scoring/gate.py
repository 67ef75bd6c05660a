"""Limits on figures, for CI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.scoring.figures import Figures, Share


@dataclass(frozen=True, slots=True)
class ScoreGate:
    """A figure that must be at least, or at most, a given value."""

    name: str
    of: Callable[[Figures], Share | None]
    least: float | None = None
    most: float | None = None

    def missed(self, f: Figures) -> str | None:
        """The failure as text; a figure without cases fails too."""
        share = self.of(f)
        limit = f"at least {self.least:.1%}" if self.least is not None else f"at most {self.most:.1%}"
        if share is None or share.value is None:
            return f"{self.name}: no cases, required {limit}"
        low, high = self.least if self.least is not None else 0.0, self.most if self.most is not None else 1.0
        if low <= share.value <= high:
            return None
        return f"{self.name}: {share.value:.1%} ({share.hits} of {share.n}), required {limit}"
