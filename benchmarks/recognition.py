"""Which exercise is it: how often formcheck names the right one, a wrong one or none, and whether it finds joined sets.

    python -m benchmarks.recognition FOLDER... --recordings DIR [--joined 40]

reads labelled clips whose landmarks were recorded before (`formcheck score FOLDER --landmarks-dir DIR`), hides the
labelled exercise, and prints the shares for rendered clips and films apart, with every miss. With --joined it puts
two to four clips one after the other, with pauses of 6 to 15 s in which nobody is there or somebody waits in the next
start position, judges every set that is found as `analyze -e auto` does, and counts the streams whose sets are all
right, and those whose counts are right too; what differs from the count of the clip alone is said. It also prints the
speed of all exercises at once.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.labelled import poses_of, recorded
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES
from formcheck.motion.pose import Pose
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.recognition.recogniser import Recogniser
from formcheck.recognition.sets import FoundSet
from formcheck.scoring.labels import ENDING
from formcheck.several_sets import SeveralSets
from formcheck.source import NOTHING_NOTED, LandmarkFrame, ReadingNotes, SourceInfo

PAUSE_S = (6.0, 15.0)
PER_S = 15  # frames of a pause
SHOWS = {  # by the notes of their labels: films of what is not the labelled exercise, but another one of ours
    "angel-neg-press": "overhead-lift",
    "calf-neg-trap": "shrug",
    "clam-neg-am": "side-leg-raise",
}


@dataclass(frozen=True, slots=True)
class Clip:
    """A labelled clip: its exercise (one of ours or not), the least and most counts if known, and its poses."""

    name: str
    exercise: str
    counts: tuple[int, int] | None
    suited: bool
    rendered: bool
    recording: Path

    @property
    def shows_none(self) -> bool:
        """Whether none of our exercises is done in it, as far as the label knows."""
        return self.counts == (0, 0) or self.exercise not in EXERCISES

    @property
    def may_show_none(self) -> bool:
        """Whether the label allows that nothing of its exercise is done: then no name is right too."""
        return self.counts is not None and self.counts[0] == 0 < self.counts[1]

    def poses(self) -> tuple[float, list[Pose]]:
        return poses_of(Recording(self.recording))


def clips(folders: Sequence[Path], recordings: Path) -> Iterator[Clip]:
    for label, labels, recording in recorded(folders, recordings):
        name = label.name.removesuffix(ENDING)
        yield Clip(
            name=name,
            exercise=SHOWS.get(name, labels.exercise),
            counts=None if name in SHOWS else labels.allowed,
            suited=labels.suited,
            rendered=labels.origin == "rendered",
            recording=recording,
        )


def sets_of(aspect: float, poses: Sequence[Pose]) -> list[FoundSet]:
    recogniser, last = Recogniser(list(EXERCISES.values()), aspect), -1.0
    for pose in poses:
        if pose.t > last:
            recogniser.push(pose)
            last = pose.t
    recogniser.finish()
    return recogniser.sets()


def told(s: FoundSet) -> str:
    return f"{s.exercise.name} {s.count} ({s.start_s:.0f}-{s.end_s:.0f} s, {s.strength:.2f}{'' if s.sure else '?'})"


def single(every: Sequence[Clip]) -> None:
    """The shares of the first three figures, and every miss."""
    found: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    frames, seconds = 0, 0.0
    for clip in every:
        aspect, poses = clip.poses()
        began = time.process_time()
        sets = sets_of(aspect, poses)
        seconds += time.process_time() - began
        frames += len(poses)
        names = {s.exercise.name for s in sets}
        if clip.shows_none:
            kind = "none: called unknown" if not names else "none: named"
        elif clip.may_show_none and (not names or names == {clip.exercise}):
            kind = "ours or none: either is right"
        elif names == {clip.exercise}:
            kind = "ours: right"
        else:
            kind = "ours: wrong name" if names else "ours: unknown"
        found[clip.rendered][kind] += 1
        if kind in ("ours: wrong name", "ours: unknown", "none: named"):
            print(f"  {clip.name}: {clip.exercise}, {clip.counts} reps; seen {', '.join(map(told, sets)) or 'none'}")
    for rendered, counts in found.items():
        for shown in ("ours:", "none:", "ours or none:"):
            n = sum(v for k, v in counts.items() if k.startswith(shown))
            parts = ", ".join(f"{k} {v} of {n}" for k, v in sorted(counts.items()) if k.startswith(shown))
            print(f"{'rendered' if rendered else 'filmed'}: {parts or 'no clips'}")
    print(f"all exercises at once: {frames / max(seconds, 1e-9):.0f} frames a second of processor time")


def joined(every: Sequence[Clip], many: int, random: Random) -> tuple[int, int]:
    """How many of the joined streams have the right sets, and with exact counts."""
    right = exact = 0
    for __ in range(many):
        chosen = random.sample(list(every), random.choice((2, 3, 4)))
        with SeveralSets(_joined(chosen, random)) as sets:
            for __ in sets:
                pass
            counts = [len(sets.judged(i, s.exercise, Settings(), None).movements) for i, s in enumerate(sets.found)]
        same = [s.exercise.name for s in sets.found] == [c.exercise for c in chosen]
        all_exact = same and [(n, n) for n in counts] == [c.counts for c in chosen]
        right += same
        exact += all_exact
        if not all_exact:
            seen = ", ".join(f"{told(s)} judged {n}" for s, n in zip(sets.found, counts, strict=True))
            print(f"  {', '.join(map(_alone, chosen))}; seen {seen}")
    return right, exact


def _alone(clip: Clip) -> str:
    """What the clip should come to, and what it comes to by itself if that is something else."""
    count, right = len(judge(Recording(clip.recording), clip.exercise).movements), (clip.counts or (0, 0))[0]
    return f"{clip.name} {right}" + (f" (alone {count})" if count != right else "")


@dataclass(frozen=True, slots=True)
class _Frames:
    """Frames of several clips as one source."""

    info: SourceInfo
    frames: list[LandmarkFrame]

    def __iter__(self) -> Iterator[LandmarkFrame]:
        return iter(self.frames)

    def notes(self) -> ReadingNotes:
        return NOTHING_NOTED

    def stop(self) -> None:
        """Nothing waits for a frame."""


def _joined(chosen: Sequence[Clip], random: Random) -> _Frames:
    """The clips one after the other, each a shot that begins with a pause; the widest picture has them all."""
    clips = [Recording(c.recording) for c in chosen]
    info = max((c.info for c in clips), key=_aspect)
    start, shot, stream = 0.0, 0, list[LandmarkFrame]()
    for clip in clips:
        frames = [_narrower(f, _aspect(clip.info) / _aspect(info)) for f in clip]
        pause, empty = random.uniform(*PAUSE_S), random.random() < 0.5
        waits = replace(LandmarkFrame.nobody(0.0), place=frames[0].place) if empty else frames[0]
        shown = [replace(waits, t=start + i / PER_S) for i in range(int(pause * PER_S))]
        shown += [replace(f, t=start + pause + f.t - frames[0].t) for f in frames]
        stream += [replace(f, place=replace(f.place, shot=shot + f.place.shot)) for f in shown]
        start, shot = stream[-1].t + 1 / PER_S, stream[-1].place.shot + 1
    return _Frames(info, stream)


def _aspect(info: SourceInfo) -> float:
    return info.width / info.height


def _narrower(seen: LandmarkFrame, by: float) -> LandmarkFrame:
    return replace(seen, image=seen.image * np.array([by, 1, 1], np.float32))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--joined", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    every = list(clips(asked.folders, asked.recordings))
    single(every)
    for rendered in (True, False) if asked.joined else ():
        able = [c for c in every if c.rendered is rendered and c.suited and c.exercise in EXERCISES]
        able = [c for c in able if c.counts and c.counts[0] == c.counts[1] > 1]
        if len(able) >= 4:
            right, exact = joined(able, asked.joined, Random(asked.seed))
            kind = "rendered" if rendered else "filmed"
            print(f"{kind}, joined: sets right {right} of {asked.joined}, with exact counts {exact}")


if __name__ == "__main__":
    main()
