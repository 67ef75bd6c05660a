"""Whether the ± of a range is as wide as its error: by exercise and by how the camera moves.

    python -m benchmarks.ranges FOLDER... --recordings DIR

FOLDERs hold rendered clips with labels and truth. Prints how many ranges lie inside their ±, how far they are off in
the middle (in ±: 0 without a bias), and by which factor the ± would have to be wider to hold nine in ten. Then what
stays of a moving camera's way in lengths, set on each folder and judged on the others.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path

import numpy as np

from benchmarks.intervals import judged, overlap
from benchmarks.labelled import recorded
from formcheck.capture.recording import Recording
from formcheck.motion.rep import Rep
from formcheck.motion.set_analysis import STAYS_ACROSS, STAYS_UP
from formcheck.scoring.labels import ENDING

COVERS = 0.9
STILL = "still"
SCALES = np.arange(0, 6.01, 0.1)  # of what set_analysis.py says that stays


@dataclass(frozen=True, slots=True)
class Measured:
    """A range; error and ± in its unit, parallax the part of the ± that the camera's way makes."""

    folder: str
    clip: str
    exercise: str
    view: str
    camera: str
    unit: str
    error: float
    uncertainty: float
    parallax: float

    def inside(self, scale: float = 1.0) -> bool:
        return abs(self.error) <= self.with_parallax(scale)

    def with_parallax(self, scale: float) -> float:
        """The ± if so many times as much of the camera's way stayed."""
        return float(np.sqrt(max(self.uncertainty**2 + (scale**2 - 1) * self.parallax**2, 0.0)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--each", action="store_true", help="list every range outside its ±")
    args = parser.parse_args()
    every = [m for folder in args.folders for m in measured(folder, args.recordings)]
    table("camera", every, lambda m: m.camera)
    table("exercise, view", every, lambda m: f"{m.exercise}, {m.view}")
    table("exercise, camera", every, lambda m: f"{m.exercise}, {m.camera}")
    if args.each:
        for m in every:
            if not m.inside():
                print(f"{m.clip}: {m.error:+.1f} of ± {m.uncertainty:.1f} {m.unit}, camera {m.parallax:.1f}")
    left_out([m for m in every if m.parallax])


def measured(folder: Path, recordings: Path) -> Iterable[Measured]:
    """Every labelled range of the folder that was measured."""
    for label, labels, recording in recorded([folder], recordings):
        truth = label.with_name(label.name.replace(ENDING, ".truth.json"))
        moves = (
            json.loads(truth.read_text("utf-8"))["spec"].get("camera", {}).get("moves", []) if truth.exists() else []
        )
        camera = " and ".join(move["kind"] for move in moves) or STILL
        done = judged(Recording(recording), labels)
        for told in labels.rep_times:
            rep = max(done.reps, key=lambda r: overlap(r, told.start_s, told.end_s), default=None)
            if rep is None or told.rom is None or overlap(rep, told.start_s, told.end_s) <= 0:
                continue
            if rep.size.value is None or rep.size.uncertainty is None or rep.size.unit != told.rom.unit:
                continue
            error = rep.size.value - told.rom.value
            yield Measured(
                folder.name,
                label.name.removesuffix(ENDING),
                labels.exercise,
                done.view,
                camera,
                rep.size.unit,
                error,
                rep.size.uncertainty,
                parallax_of(rep),
            )


def parallax_of(rep: Rep) -> float:
    """The part of a length's ± that the camera's way makes; angles have none."""
    m = rep.movement
    if m is None or rep.size.value is None or rep.size.unit == "deg":
        return 0.0
    return (
        hypot(STAYS_ACROSS * m.camera.real, STAYS_UP * m.camera.imag) * abs(rep.size.value) / max(m.top - m.rest, 1e-9)
    )


def table(title: str, every: Sequence[Measured], kind: Callable[[Measured], str]) -> None:
    by: dict[str, list[Measured]] = defaultdict(list)
    for m in every:
        by[kind(m)].append(m)
    print(
        f"| {title} | clips | inside | middle of error / ± | factor for nine in ten |\n| --- | --- | --- | --- | --- |"
    )
    for name, of_it in [*sorted(by.items()), ("**all**", list(every))]:
        if of_it:
            ratio = np.array([m.error / m.uncertainty for m in of_it])
            inside, clips = sum(m.inside() for m in of_it), len({m.clip for m in of_it})
            share = f"{inside}/{len(of_it)} ({inside / len(of_it):.0%})"
            print(f"| {name} | {clips} | {share} | {np.median(ratio):+.2f} | {np.quantile(abs(ratio), COVERS):.2f} |")
    print()


def left_out(moved: Sequence[Measured]) -> None:
    """The least scale of what stays that holds nine in ten, of each folder, and what it holds of the others."""
    for folder in sorted({m.folder for m in moved}):
        own, others = [m for m in moved if m.folder == folder], [m for m in moved if m.folder != folder]
        scale = next((s for s in SCALES if sum(m.inside(s) for m in own) >= COVERS * len(own)), None)
        if scale is None:
            print(f"lengths of {folder} ({len(own)}): no scale holds nine in ten")
            continue
        held = sum(m.inside(scale) for m in others)
        print(f"lengths of {folder} ({len(own)}): {scale:.1f} times; of the others {held}/{len(others)} inside")


if __name__ == "__main__":
    main()
