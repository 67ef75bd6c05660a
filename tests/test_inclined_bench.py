"""A bench may be inclined: what was seen of flat clips, turned in the picture as a bench turns who lies on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import Judged

from formcheck.capture.recording import Recording
from formcheck.exercises import find
from formcheck.pipeline import judge
from formcheck.source import LandmarkFrame, ReadingNotes

pytestmark = pytest.mark.clip
SAMPLES = Path(__file__).parents[1] / "samples"
EXERCISE = "prone-y-raise"


class Inclined:
    """A recording from the side, the head raised by so many degrees."""

    def __init__(self, recording: Recording, degrees: float) -> None:
        self.info, self._recording = recording.info, recording
        first = next(iter(recording))
        a = np.radians(degrees if first.world[11, 0] < 0 else -degrees)  # where the left shoulder lies from the hips
        self._turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])

    def __iter__(self) -> Iterator[LandmarkFrame]:
        shape = np.array([self.info.width / self.info.height, 1.0])
        for seen in self._recording:
            image, world = seen.image.copy(), seen.world.copy()
            image[:, :2] = ((image[:, :2] - 0.5) * shape @ self._turn.T) * 0.8 / shape + 0.5  # within the picture
            world[:, :2] = world[:, :2] @ self._turn.T
            yield replace(seen, image=image, world=world)

    def notes(self) -> ReadingNotes:
        return self._recording.notes()

    def stop(self) -> None:
        self._recording.stop()


@pytest.mark.parametrize("sample", ["side", "side-chest-lift", "bench-side-fast"])
def test_an_inclined_bench_changes_neither_count_nor_range_nor_faults(
    judged: Callable[..., Judged], sample: str
) -> None:
    kept = judged(SAMPLES / f"{EXERCISE}-{sample}.mp4", EXERCISE).recording
    flat = judge(Recording(kept), find(EXERCISE))
    for degrees in (20, 35):
        inclined = judge(Inclined(Recording(kept), degrees), find(EXERCISE))
        assert inclined.summary.reps == flat.summary.reps > 0
        for one, other in zip(flat.movements, inclined.movements, strict=True):
            assert other.rom.value == pytest.approx(one.rom.value, abs=2)
            assert {f.id for f in other.faults} == {f.id for f in one.faults}


def test_who_stands_does_not_lie_on_a_bench(judged: Callable[..., Judged]) -> None:
    kept = judged(SAMPLES / f"{EXERCISE}-side.mp4", EXERCISE).recording
    assert judge(Inclined(Recording(kept), 75), find(EXERCISE)).summary.reps == 0
