"""Which clips are counted as which exercise: every recorded clip, judged as every exercise.

    python -m benchmarks.matrix FOLDER... --recordings DIR [--exercises NAME...] [-o matrix.png]

prints how many pairs of a clip and another exercise are counted, rendered clips and films apart, names each, and draws
them: rows are clips by what they show, columns the exercises they are judged as. A clip counts as an exercise from two
repetitions or a hold of three seconds on. What a clip labelled with no repetition shows instead its labels do not say:
only the exercise that it is labelled as must not count it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from benchmarks.labelled import poses_of, recorded
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES, find
from formcheck.judging.build_result import result_of
from formcheck.motion.pose import Pose
from formcheck.motion.session import Session
from formcheck.scoring.labels import ENDING
from formcheck.source import SourceInfo

REPS, HELD_S = 2, 3.0  # from here on it is a set
COLOURS = {"right": "#2e7d32", "other": "#c62828", "warned": "#ef9a9a", "unknown": "#9e9e9e", "": "#f4f4f4"}


@dataclass(frozen=True, slots=True)
class Clip:
    """counts: how many of what it is labelled as may be counted, if the labels say; (0, 0) is none."""

    name: str
    shows: str
    filmed: bool
    counts: tuple[int, int] | None
    recording: Path


@dataclass(frozen=True, slots=True)
class Pair:
    """A clip judged as an exercise. told: the count, or nothing; warned: whether the result calls it unreliable.

    seen: whether its landmarks are those of the exercise, of a body or of hands; if not, it was not judged.
    """

    clip: Clip
    exercise: str
    told: str
    warned: bool
    seen: bool = True

    @property
    def is_other(self) -> bool | None:
        """Whether the clip shows something else; None if the labels do not say."""
        if not self.seen:
            return None
        if self.clip.shows == self.exercise:
            return self.clip.counts == (0, 0)
        return None if self.clip.counts and self.clip.counts[0] == 0 else True

    @property
    def mark(self) -> str:
        """Its colour in the picture."""
        if not self.told:
            return ""
        return {True: "warned" if self.warned else "other", False: "right", None: "unknown"}[self.is_other]


def clips(folders: Iterable[Path], recordings: Path) -> list[Clip]:
    """Those that were recorded, rendered ones first, by what they show."""
    found = [
        Clip(label.name.removesuffix(ENDING), labels.exercise, labels.origin == "filmed", labels.allowed, recording)
        for label, labels, recording in recorded(folders, recordings)
    ]
    names = [*EXERCISES, *sorted({c.shows for c in found} - set(EXERCISES))]
    return sorted(found, key=lambda c: (c.filmed, names.index(c.shows), c.name))


def judged(clip: Clip, exercises: Sequence[str]) -> list[Pair]:
    source = Recording(clip.recording)
    aspect, poses = poses_of(source)
    return [_pair(clip, name, poses, aspect, source.info) for name in exercises]


def _pair(clip: Clip, name: str, poses: Sequence[Pose], aspect: float, info: SourceInfo) -> Pair:
    exercise = find(name)
    if exercise.landmarks.points != len(poses[0].xy):
        return Pair(clip, name, "", warned=False, seen=False)
    session = Session(exercise, aspect)
    for pose in poses:
        session.push(pose)
    result = result_of(
        exercise, session.finish(), info,
        frames=session.frames, duration_s=poses[-1].t, tempo=exercise.tempo, complete=True, slow_motion=1.0,
    )  # fmt: skip
    held, n = max((h.held_s for h in result.holds), default=0.0), len(result.movements)
    told = f"{held:.0f} s" if held >= HELD_S else str(n) if exercise.kind != "holds" and n >= REPS else ""
    return Pair(clip, name, told, not result.summary.count_reliable)


def told(pairs: Sequence[Pair]) -> str:
    """The figures, and every pair that is counted as another exercise."""
    lines = []
    for filmed, what in ((False, "rendered"), (True, "filmed")):
        others = [p for p in pairs if p.clip.filmed is filmed and p.is_other]
        if others:
            counted = [p for p in others if p.told]
            silent = sum(not p.warned for p in counted)
            share = f"1 in {len(others) / len(counted):.0f}" if counted else "none"
            lines.append(
                f"{what}: counted as another {len(counted)} of {len(others)} pairs ({share}), "
                f"{silent} without a warning"
            )
            lines += [f"    {p.clip.name} as {p.exercise}: {p.told}{' (warned)' * p.warned}" for p in counted]
    return "\n".join(lines)


def draw(pairs: Sequence[Pair], out: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Patch

    columns = list(dict.fromkeys(p.exercise for p in pairs))
    rows = [list(row) for _, row in groupby(pairs, lambda p: p.clip)]
    figure, axes = pyplot.subplots(figsize=(10, 2.5 + 0.085 * len(rows)), layout="constrained")
    axes.imshow([[to_rgb(COLOURS[p.mark]) for p in row] for row in rows], aspect="auto", interpolation="nearest")
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="left", rotation_mode="anchor", fontsize=7)
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(len(columns)) - 0.5, minor=True)
    axes.grid(which="minor", axis="x", color="white", lw=1.5)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
    at, y = [], 0
    for (filmed, shows), group in groupby(rows, lambda row: (row[0].clip.filmed, row[0].clip.shows)):
        n = len(list(group))
        at.append((y + (n - 1) / 2, f"{'film' if filmed else 'rendered'}: {shows}"))
        y += n
        axes.axhline(y - 0.5, color="#757575", lw=0.5)
    axes.set_yticks([a for a, _ in at], [name for _, name in at], fontsize=6)
    wrong = [(i, row[0].clip.name) for i, row in enumerate(rows) if {"other", "warned"} & {p.mark for p in row}]
    for i, name in wrong:
        axes.annotate(name, (len(columns) - 0.4, i), fontsize=5, va="center", annotation_clip=False)
    said = {
        "right": "counted, as it should",
        "other": "counted as another exercise",
        "warned": "counted as another, and the result calls the count unreliable",
        "unknown": "counted; the labels do not say what it shows",
    }
    figure.legend(
        handles=[Patch(color=COLOURS[k], label=text) for k, text in said.items()],
        loc="outside lower center", ncols=2, fontsize=7, frameon=False,
    )  # fmt: skip
    figure.savefig(out, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--exercises", nargs="+", default=list(EXERCISES), choices=list(EXERCISES), metavar="NAME")
    parser.add_argument("-o", "--out", type=Path)
    args = parser.parse_args()
    every = clips(args.folders, args.recordings)
    with ProcessPoolExecutor(2) as pool:
        of_clips = pool.map(judged, every, [args.exercises] * len(every))
        pairs = [p for of_clip in of_clips for p in of_clip]
    print(told(pairs))
    if args.out:
        draw(pairs, args.out)


if __name__ == "__main__":
    main()
