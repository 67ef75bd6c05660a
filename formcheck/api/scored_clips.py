"""A score that can become a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from formcheck.frames import pandas_module
from formcheck.scoring.figures import Score

if TYPE_CHECKING:
    import pandas


class ScoredClips(Score):
    """What `score --json` writes, with a table for pandas."""

    @classmethod
    def of(cls, score: Score) -> Self:
        return cls.model_construct(score.model_fields_set, **dict(score))

    def to_dataframe(self) -> pandas.DataFrame:
        """One row per clip: what was expected, what was counted, and what was missed. Raises ImportError."""
        rows = [
            {
                **c.model_dump(exclude={"expected", "misses", "notes", "faults"}),
                "least": c.expected and c.expected[0],
                "most": c.expected and c.expected[1],
                "failed": c.failed,
                "misses": "; ".join(c.misses),
                "notes": "; ".join(c.notes),
            }
            for c in self.clips
        ]
        return pandas_module().DataFrame(rows)
