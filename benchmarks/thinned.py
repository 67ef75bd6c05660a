"""What it changes that about 30 frames a second are looked at, and long clips in stretches.

    python -m benchmarks.thinned FOLDER... --recordings DIR

reads labelled clips whose landmarks were recorded before (`formcheck score FOLDER --landmarks-dir DIR`), sees those
that were thinned or seen in stretches again, every frame in one go, and compares counts, ranges and verdicts.
"""

from __future__ import annotations

import argparse
from math import inf
from pathlib import Path

from benchmarks.labelled import recorded
from formcheck.capture import video
from formcheck.capture.opening import open_file
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES, find
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.result import Result
from formcheck.scoring.labels import ENDING

IN_ONE_S = 2 * video.SHORTEST_S  # shorter clips are one stretch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--recordings", type=Path, required=True)
    args = parser.parse_args()
    video.SHORTEST_S = inf
    clips = seen_again = counts = ranges = inside = verdicts = changed = 0
    for label, labels, recording in recorded(args.folders, args.recordings):
        clips += 1
        source = Recording(recording)
        long = (source.info.declared_s or 0.0) >= IN_ONE_S
        if labels.exercise not in EXERCISES or not (long or source.notes().left_out):
            continue
        seen_again += 1
        exercise, settings = find(labels.exercise), Settings(variant=labels.variant, height_cm=labels.height_cm)
        usual = judge(source, exercise, settings)
        clip = label.with_name(label.name.removesuffix(ENDING) + ".mp4")
        with open_file(clip, every_frame=True, workers=1, landmarks=exercise.landmarks) as every:
            whole = judge(every, exercise, settings)
        counts += len(usual.movements) == len(whole.movements)
        if len(usual.movements) != len(whole.movements):
            print(
                f"{clip.name}: {len(usual.movements)} instead of {len(whole.movements)}, labelled {labels.allowed}",
                flush=True,
            )
        for found, true in pairs(usual, whole):
            ranges += 1
            inside += abs(found[0] - true[0]) <= max(found[1], true[1])
        one, other = ({c.id: c.verdict for c in r.checks} for r in (usual, whole))
        verdicts += len(one)
        for cue in one.keys() & other.keys():
            if one[cue] != other[cue]:
                changed += 1
                print(f"{clip.name}: {cue} is {one[cue]} instead of {other[cue]}", flush=True)
    print(
        f"{clips} clips, {seen_again} of them thinned or in stretches: {counts} with the same count; "
        f"{inside} of {ranges} ranges within the ±; {changed} of {verdicts} verdicts differ"
    )


def pairs(one: Result, other: Result) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Value and ± of the ranges of repetitions that both results hold."""
    found = []
    for a in one.movements:
        for b in other.movements:
            if min(a.end_s, b.end_s) - max(a.start_s, b.start_s) > (a.end_s - a.start_s) / 2:
                if a.rom.value is not None and b.rom.value is not None:
                    found.append(((a.rom.value, a.rom.uncertainty or 0.0), (b.rom.value, b.rom.uncertainty or 0.0)))
                break
    return found


if __name__ == "__main__":
    main()
