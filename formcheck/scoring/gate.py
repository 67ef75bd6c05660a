"""Limits on figures, for CI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.messages import _
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
        limit = (
            _("at least {least:.1%}").format(least=self.least)
            if self.least is not None
            else _("at most {most:.1%}").format(most=self.most)
        )
        if share is None or share.value is None:
            return _("{name}: no cases, required {limit}").format(name=self.name, limit=limit)
        low, high = self.least if self.least is not None else 0.0, self.most if self.most is not None else 1.0
        if low <= share.value <= high:
            return None
        return _("{name}: {value:.1%} ({hits} of {n}), required {limit}").format(
            name=self.name, value=share.value, hits=share.hits, n=share.n, limit=limit
        )
