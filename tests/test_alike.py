"""Movements that look like another exercise: counted as the one that was named, and told."""

from __future__ import annotations

import pytest
from people import figure, filmed, movement
from streams import Stream, as_seen

from formcheck.pipeline import judge

REPS, CYCLE = 3, 4.6


@pytest.mark.parametrize(("lowest", "doubted"), [(62, True), (88, False)])
def test_wall_angels_that_begin_as_closed_as_a_lift_may_be_one(lowest: float, doubted: bool) -> None:
    """The forearms point up, so the elbows are as open as the arms are raised."""
    at = movement(REPS)
    poses = filmed(lambda t: figure(elevation=lowest + (150 - lowest) * at(t)), REPS * CYCLE + 1, noise=0.0005)
    result = judge(Stream([as_seen(p) for p in poses]), "wall-angel")
    assert len(result.reps) == REPS
    assert ("alike" in [f.id for f in result.findings]) is doubted
