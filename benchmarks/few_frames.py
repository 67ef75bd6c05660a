"""What is left of the counts with few frames a second: python -m benchmarks.few_frames FOLDER... --recordings DIR

Takes labelled clips whose landmarks were recorded before, leaves frames out, and compares the count with that of all
frames. A clip that gives another count should say so, by a finding or by an attempt in the place of what is missing.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.labelled import recorded
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES, find
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.source import LandmarkFrame, ReadingNotes

RATES = (10.0, 5.0, 3.75, 3.0)


class Fewer:
    """A recording of which so many frames a second are left."""

    def __init__(self, recording: Recording, rate: float) -> None:
        self.info, self._recording, self._rate = recording.info, recording, rate

    def __iter__(self) -> Iterator[LandmarkFrame]:
        due = 0.0
        for seen in self._recording:
            if seen.t >= due - 1e-6:
                due += 1 / self._rate
                yield seen

    def notes(self) -> ReadingNotes:
        return self._recording.notes()

    def stop(self) -> None:
        self._recording.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--recordings", type=Path, required=True)
    args = parser.parse_args()
    found: dict[tuple[str, float], Counter[str]] = defaultdict(Counter)
    for label, labels, recording in recorded(args.folders, args.recordings):
        if labels.exercise not in EXERCISES or find(labels.exercise).kind == "hold":
            continue
        exercise, settings = find(labels.exercise), Settings(variant=labels.variant, height_cm=labels.height_cm)
        usual = judge(Recording(recording), exercise, settings)
        if not usual.movements:
            continue
        for rate in RATES:
            few = judge(Fewer(Recording(recording), rate), exercise, settings)
            same = len(few.movements) == len(usual.movements)
            said = bool(few.findings or few.attempts) or not few.summary.count_reliable
            found[label.parent.name, rate].update(clips=1, same=same, silent=not (same or said))
            if not (same or said):
                print(f"{label.name}, {rate:g} a second: {len(few.movements)} instead of {len(usual.movements)}")
    print("| clips of | frames a second | same count | another, and nothing says so |\n| --- | --- | --- | --- |")
    for (folder, rate), n in sorted(found.items(), key=lambda x: (x[0][0], -x[0][1])):
        print(f"| {folder} | {rate:g} | {n['same']} of {n['clips']} | {n['silent']} |")


if __name__ == "__main__":
    main()
