"""How far what is measured of a fault scatters about what is true: the intervals beside the limits of the exercise files.

    python -m benchmarks.intervals FOLDER... [--recordings DIR]

FOLDERs hold clips of the studio with their labels and truth. Of every cue and view a line is laid through what was measured
over what is true (landmarks may read a fault larger or smaller than it is); the interval is what holds 90 % of the
distances from it. Beside it stand how many of the repetitions of each body it holds when it comes from the other bodies,
and what is true where the line meets the limit.
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

from formcheck.capture import models
from formcheck.capture.landmarks import to_pose
from formcheck.capture.recording import Recording
from formcheck.exercises import find
from formcheck.motion.exercise import Cue, Pace, Short, Sign
from formcheck.motion.session import Session, Settings
from formcheck.motion.verdict import Rep
from formcheck.scoring.labels import ENDING, Labels
from formcheck.scoring.worker import recording_of
from samples.studio.labels import FAULT_ID
from samples.studio.there import BENCH, THERE

COVERS = 0.9


@dataclass(frozen=True)
class Point:
    true: float
    measured: float
    body: float
    clip: str


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
    print(f"{'exercise':15s} {'cue':13s} {'view':8s} {'reps':>4s} {'bodies':>6s}  {'line':16s} {'90 %':>6s} {'left out':>8s}")
    for (exercise, cue, view), p in sorted(points.items()):
        a, b = line(p)
        held = [inside(p, body) for body in {x.body for x in p}]
        left_out = sum(h for h, _ in held) / max(1, sum(n for _, n in held))
        row = f"{exercise:15s} {cue:13s} {view:8s} {len(p):4d} {len(held):6d}  {a:+7.3f} {b:+6.2f} t {interval(p, a, b):7.3f} {left_out:7.0%}"
        print(row)


def line(p: list[Point]) -> tuple[float, float]:
    """Measured = a + b true; a slope of 1 where there is nothing to fit one on."""
    t, m = np.array([x.true for x in p]), np.array([x.measured for x in p])
    if len(p) < 6 or np.std(t) < 1e-9:
        return float(np.median(m - t)), 1.0
    b, a = np.polyfit(t, m, 1)
    return float(a), float(b)


def interval(p: list[Point], a: float, b: float) -> float:
    return float(np.quantile([abs(x.measured - a - b * x.true) for x in p], COVERS))


def inside(p: list[Point], body: float) -> tuple[int, int]:
    """Of the repetitions of this body those within the interval of the others, and all."""
    others, mine = [x for x in p if x.body != body], [x for x in p if x.body == body]
    if len(others) < 6:
        return 0, 0
    a, b = line(others)
    half = interval(others, a, b)
    return sum(abs(x.measured - a - b * x.true) <= half for x in mine), len(mine)


def collect(path: Path, recordings: Path, points: Points) -> None:
    truth, label = json.loads(path.read_text()), path.with_name(path.name.replace(".truth.json", ENDING))
    clip = label.with_name(label.name.replace(ENDING, ".mp4"))
    if not clip.exists() or not label.exists():
        return
    labels = Labels.read(label)
    kept = recording_of(clip, models.describe(models.find("full")).sha256, recordings)
    if not kept.exists() or truth["exercise"].replace("_", "-") != labels.exercise:
        return
    exercise, recording = find(labels.exercise), Recording(kept)
    aspect = recording.info.width / recording.info.height
    session = Session(exercise, aspect, Settings(height_cm=labels.height_cm))
    for seen in recording:
        session.push(to_pose(seen, aspect))
    done = session.finish()
    sees = exercise.sees(done.view)
    stature = 100 * truth["person"]["stature_m"]
    for rep in done.reps:
        true = overlapping(rep, truth["reps"])
        if true is None:
            continue
        for cue in exercise.cues:
            if cue.id in (*sees.must, *sees.may):
                try:
                  for value, measured, what in read(cue, rep, true, truth, labels, stature, done.view, done.variant):
                    if not np.isnan(measured):
                        key = (exercise.name, cue.id + what, done.view.value)
                        points[key].append(Point(value, measured, stature, clip.stem))
                except KeyError: pass


def overlapping(rep: Rep, reps: list[dict[str, Any]]) -> dict[str, Any] | None:
    found = [(min(t["end_s"], rep.end_s) - max(t["start_s"], rep.start_s), i) for i, t in enumerate(reps)]
    best, i = max(found, default=(0.0, 0))
    return reps[i] if best > 0 else None


def read(cue, rep, true, truth, labels, stature, view, variant) -> Iterator[tuple[float, float, str]]:
    kind = truth["exercise"]
    limits = THERE[kind]
    sign = cue.sign_in(view)
    if isinstance(sign, Pace):
        l = max(labels.rep_times, key=lambda x: min(x.end_s, rep.end_s) - max(x.start_s, rep.start_s), default=None)
        if l and l.tempo and min(l.end_s, rep.end_s) > max(l.start_s, rep.start_s):
            for phase in ("concentric", "eccentric"):
                took, t = rep.took(phase), getattr(l.tempo, f"{phase}_s")
                if took is not None and t is not None:
                    yield t, took, f" {phase[:3]}"
                about = rep.about(phase)
        return
    fault = next((f for f, id_ in FAULT_ID[kind].items() if id_ == cue.id and f in limits), None)
    if isinstance(sign, Short):
        if rep.size.value is None or fault is None:
            return
        limit = BENCH if variant == "bench" else limits[fault]
        value = limit.measure(true["measures"], stature)
        if rep.size.unit == "cm":
            value *= 0.152 * stature
        yield value, rep.size.value, f" {variant or ''}"
    elif isinstance(sign, Sign):
        measured = rep.evidence.get(cue.id, (float("nan"), 0.0))[0]
        if fault:
            value = limits[fault].measure(true["measures"], stature)
        else:
            acted = [f for f, id_ in FAULT_ID[kind].items() if id_ == cue.id]
            value = max((true["faults"].get(f, 0.0) for f in acted), default=0.0)
        yield value, measured, ""


if __name__ == "__main__":
    main()
