"""How soon `live -e auto` knows which exercise it is: python -m benchmarks.settling FOLDER... --recordings DIR

plays labelled clips whose landmarks were recorded before (`formcheck score FOLDER --landmarks-dir DIR`), and stops each
where the exercise is clear. In time means before the third repetition of the labelled exercise ends, or within a second
after three seconds of a hold (or those that make it one, if more). Clips that end within a second after the second
repetition, or before, are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from benchmarks.recognition import Clip, clips
from formcheck.exercises import EXERCISES
from formcheck.motion.pose import Pose
from formcheck.motion.session import Session
from formcheck.recognition.sets import FoundSet
from formcheck.recognition.settling import Settling

HELD_S, LATE_S = 3.0, 1.0


@dataclass(frozen=True, slots=True)
class Chance:
    """When the labelled exercise could be known: after the second repetition, or three seconds of a hold."""

    able_s: float
    until_s: float


def chance(clip: Clip, aspect: float, poses: Sequence[Pose]) -> Chance | None:
    """None if the clip shows too little of it."""
    session = Session(EXERCISES[clip.exercise], aspect)
    held_s = max(HELD_S, *(r.travel for r in session.exercise.rep_signals)) if session.exercise.kind == "holds" else inf
    for pose in poses:
        session.push(pose)
        if session.held_s >= held_s:
            return Chance(pose.t, pose.t + LATE_S)
    ends = sorted(r.end_s for r in session.finish().reps)
    if session.exercise.kind == "holds" or len(ends) < 2 or poses[-1].t < ends[1] + LATE_S:
        return None
    return Chance(ends[1], ends[2] if len(ends) > 2 else inf)


def settled(aspect: float, poses: Sequence[Pose]) -> tuple[float, FoundSet] | None:
    """The second in which it is clear, and what it is."""
    settling = Settling(list(EXERCISES.values()), aspect)
    for pose in poses:
        settling.push(pose)
        if found := settling.look():
            return pose.t, found
    return None


def judged(clip: Clip) -> str | None:
    """What became of a clip; None if it shows too little."""
    aspect, poses = clip.poses()
    got = settled(aspect, poses)
    if clip.shows_none:
        return "none of ours: named" if got else "none of ours: not named"
    its = chance(clip, aspect, poses)
    if its is None:
        return None if got is None or got[1].exercise.name == clip.exercise else "too short: named wrongly"
    if got is None:
        return "never"
    if got[1].exercise.name != clip.exercise:
        return f"wrong: {got[1].exercise.name}"
    return "in time" if got[0] < its.until_s else f"late, {got[0] - its.able_s:.1f} s after it could be known"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    asked = parser.parse_args()
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for clip in clips(asked.folders, asked.recordings):
        if (what := judged(clip)) is None:
            continue
        counts[clip.rendered][what.partition(":")[0].partition(",")[0]] += 1
        if what not in ("in time", "none of ours: not named"):
            print(f"  {clip.name}: {clip.exercise}; {what}")
    for rendered, found in counts.items():
        of = sum(found[k] for k in ("in time", "late", "never", "wrong"))
        told = ", ".join(f"{k} {n}" for k, n in sorted(found.items()))
        print(f"{'rendered' if rendered else 'filmed'}: in time {found['in time']} of {of} ({told})")


if __name__ == "__main__":
    main()
