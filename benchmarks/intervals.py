"""The scatter of measured faults around their true values, for the intervals of the limits.

    python -m benchmarks.intervals FOLDER... [--recordings DIR]

FOLDERs hold clips of the studio with labels and truth. For every cue and view a line is fitted of measured over true
(landmarks may read a fault larger or smaller than it is); the interval is what holds 90 % of the distances from it, of
all repetitions and of those near the limit. `left out` is how many of each body's repetitions lie within the interval
of the other bodies.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.capture import pose_models
from formcheck.capture.recording import Recording
from formcheck.exercises import find
from formcheck.motion.cue import Cue
from formcheck.motion.rep import Rep
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.settings import Settings
from formcheck.motion.thresholds import RushedPhase, ShortRange, Threshold
from formcheck.scoring.labels import ENDING, LabelledRep, Labels
from formcheck.scoring.worker import recording_of
from formcheck.source import to_pose
from samples.studio.labels import FAULT_ID
from samples.studio.there import BENCH, FOOT, THERE, Limit

COVERS = 0.9
NEAR = 0.6  # of the limit, to either side
LEAST = 6  # repetitions that a line is fitted to
Truth = dict[str, Any]  # a repetition of a truth file


@dataclass(frozen=True)
class Point:
    true: float
    measured: float
    limit: float
    body: float  # its stature


Points = dict[tuple[str, str, str], list[Point]]  # exercise, cue, view


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, default=Path("recordings"))
    args = parser.parse_args()
    points: Points = defaultdict(list)
    for folder in args.folders:
        for truth in sorted(folder.glob("*.truth.json")):
            collect(truth, args.recordings, points)
    print("| exercise | cue | view | reps | bodies | measured | 90 % | near the limit | left out |")
    print("| --- " * 9 + "|")
    for (exercise, cue, view), p in sorted(points.items()):
        a, b = line(p)
        near = [x for x in p if abs(x.measured - x.limit) <= NEAR * x.limit]
        held = [inside(p, body) for body in {x.body for x in p}]
        of = sum(n for _, n in held)
        left_out = f"{sum(h for h, _ in held) / of:.0%}" if of else "–"
        close = f"{interval(near, a, b):.3f} (n {len(near)})" if near else "–"
        print(
            f"| {exercise} | {cue} | {view} | {len(p)} | {len(held)} | {a:.3f} + {b:.2f} true "
            f"| {interval(p, a, b):.3f} | {close} | {left_out} |"
        )


def line(p: list[Point]) -> tuple[float, float]:
    """Measured = a + b true; a slope of 1 where there is nothing to fit one on."""
    t, m = np.array([x.true for x in p]), np.array([x.measured for x in p])
    if len(p) < LEAST or np.std(t) < 1e-9:
        return float(np.median(m - t)), 1.0
    b, a = np.polyfit(t, m, 1)
    return float(a), float(b)


def interval(p: list[Point], a: float, b: float) -> float:
    return float(np.quantile([abs(x.measured - a - b * x.true) for x in p], COVERS))


def inside(p: list[Point], body: float) -> tuple[int, int]:
    """Of the repetitions of this body those within the interval of the others, and all."""
    others, mine = [x for x in p if x.body != body], [x for x in p if x.body == body]
    if len(others) < LEAST:
        return 0, 0
    a, b = line(others)
    half = interval(others, a, b)
    return sum(abs(x.measured - a - b * x.true) <= half for x in mine), len(mine)


def collect(path: Path, recordings: Path, points: Points) -> None:
    """Add measured and true values of every repetition of a clip."""
    truth, label = json.loads(path.read_text()), path.with_name(path.name.replace(".truth.json", ENDING))
    clip = label.with_name(label.name.replace(ENDING, ".mp4"))
    if not clip.exists() or not label.exists():
        return
    labels = Labels.read(label)
    kept = recording_of(clip, pose_models.describe(pose_models.find("full")).sha256, recordings)
    if not kept.exists() or truth["exercise"].replace("_", "-") != labels.exercise:
        return
    done = judged(Recording(kept), labels)
    exercise, stature = find(labels.exercise), 100 * truth["person"]["stature_m"]
    sees = exercise.sees(done.view)
    for rep in done.reps:
        true = max(truth["reps"], key=lambda t: overlap(rep, t["start_s"], t["end_s"]), default=None)
        told = max(labels.rep_times, key=lambda t: overlap(rep, t.start_s, t.end_s), default=None)
        if true is None or told is None or overlap(rep, told.start_s, told.end_s) <= 0:
            continue
        for cue in exercise.cues:
            if cue.id in (*sees.reliable, *sees.rough):
                for what, *point in read(cue, rep, done, true, told, truth["exercise"], stature):
                    if not np.isnan(point).any():
                        points[exercise.name, what, done.view.value].append(Point(*point, stature))


def judged(recording: Recording, labels: Labels) -> SetAnalysis:
    aspect = recording.info.width / recording.info.height
    session = Session(find(labels.exercise), aspect, Settings(height_cm=labels.height_cm))
    for seen in recording:
        session.push(to_pose(seen, aspect))
    return session.finish()


def overlap(rep: Rep, start_s: float, end_s: float) -> float:
    return min(end_s, rep.end_s) - max(start_s, rep.start_s)


def read(
    cue: Cue, rep: Rep, done: SetAnalysis, true: Truth, told: LabelledRep, kind: str, stature: float
) -> Iterator[tuple[str, float, float, float]]:
    """Name, true value, measured value and limit of a cue."""
    sign = cue.sign_in(done.view)
    acted = [f for f, id_ in FAULT_ID[kind].items() if id_ == cue.id]
    known = next((THERE[kind][f] for f in acted if f in THERE[kind]), None)
    if isinstance(sign, RushedPhase) and told.tempo:
        for phase, least in sign.least.items():
            took, truly = rep.about(phase), getattr(told.tempo, f"{phase}_s")
            if took is not None and truly is not None:
                yield f"{cue.id}, {phase}", truly, took, least
    elif isinstance(sign, ShortRange) and known and rep.size.value is not None and rep.size.target:
        truly = truth_of(BENCH if done.variant == "bench" else known, true, stature)
        factor = FOOT * stature if rep.size.unit == "cm" else 1.0
        share = sign.shares.get(done.variant or "", sign.share)
        yield " ".join(filter(None, (cue.id, done.variant))), truly * factor, rep.size.value, share * rep.size.target
    elif isinstance(sign, Threshold):
        measured, _ = rep.evidence.get(cue.id, (float("nan"), 0.0))
        strength = max((true["faults"].get(f, 0.0) for f in acted), default=0.0)
        yield cue.id, truth_of(known, true, stature) if known else strength, measured, sign.limit


def truth_of(limit: Limit, true: Truth, stature: float) -> float:
    """NaN where an older studio did not write the measure down."""
    try:
        return limit.measure(true["measures"], stature)
    except KeyError:
        return float("nan")


if __name__ == "__main__":
    main()
