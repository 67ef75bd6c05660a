"""A head that the picture's edge cuts: the model squeezes it into the picture, and nothing may rest on where it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from people import figure, filmed, movement
from streams import Stream, as_seen

from formcheck.motion.pose import Part, Pose
from formcheck.pipeline import judge
from formcheck.result import Result

REPS = 3
HEAD = range(Part.SHOULDER)
EDGE = 0.99  # frame heights: no landmark of the head goes above


def raises(yaw: float, *, room: float) -> list[Pose]:
    """Calf raises, the nose that far below the upper edge at rest."""
    at = movement(REPS)
    poses = filmed(lambda t: figure(rise=0.06 * at(t)), REPS * 4.6 + 1, yaw=yaw, noise=0.0005)
    up = 1 - room - poses[0].xy[0].imag
    out = []
    for pose in poses:
        xy = pose.xy + 1j * up
        xy[HEAD] = xy[HEAD].real + 1j * np.minimum(xy[HEAD].imag, EDGE)
        out.append(replace(pose, xy=xy))
    return out


def result(exercise: str, poses: list[Pose]) -> Result:
    return judge(Stream([as_seen(p) for p in poses]), exercise)


@pytest.mark.parametrize("yaw", [0, 90])
def test_raises_under_the_upper_edge_are_no_shrugs(yaw: float) -> None:
    assert [len(result("calf-raise", raises(yaw, room=room)).reps) for room in (0.1, 0.01)] == [REPS, REPS]


def test_a_shrug_is_not_measured_by_a_head_that_is_cut() -> None:
    at = movement(REPS)

    def shrug(t: float) -> np.ndarray:
        p = figure()
        for part in (Part.SHOULDER, Part.ELBOW, Part.WRIST):
            p[[part, part + 1]] += [0, 0.06 * at(t), 0]
        p[[Part.WRIST, Part.WRIST + 1]] -= [0, 0.5, 0]
        return p

    poses = filmed(shrug, REPS * 4.6 + 1, noise=0.0005)
    cut = [replace(p, xy=p.xy + 1j * (0.995 - poses[0].xy[0].imag)) for p in poses]
    whole, of_it = result("shrug", poses), result("shrug", cut)
    assert len(whole.reps) == len(of_it.reps) == REPS
    assert whole.summary.count_reliable and all(r.rom.value is not None for r in whole.reps)
    assert not of_it.summary.count_reliable and all(r.rom.value is None for r in of_it.reps)
    assert "head leaves the picture" in next(f.text for f in of_it.findings if f.id == "unclear")
