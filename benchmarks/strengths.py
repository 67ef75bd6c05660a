"""Whether the measured value follows the strength of an acted fault.

    python benchmarks/strengths.py PLAN FOLDER [--recordings DIR] [--out strengths.png]

PLAN is a plan of the studio (samples/studio/plans), FOLDER holds its clips. Looks at sweeps: clips in which each
repetition acts one fault with a strength of its own. Prints the rank correlation of measured value and acted strength
(Spearman) of every sweep, a body and a camera each, and draws them.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.capture import pose_models
from formcheck.capture.recording import Recording
from formcheck.commands.analyze import analyze
from formcheck.commands.options import AnalyzeOptions
from formcheck.exercises import find
from formcheck.motion.rep import Rep
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.thresholds import RushedPhase, ShortRange
from formcheck.scoring.labels import ENDING, Labels
from formcheck.scoring.worker import recording_of
from formcheck.source import to_pose

Points = dict[tuple[str, str, str], list[tuple[float, float]]]  # exercise, fault, clip: strength and value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recordings", type=Path, default=Path("recordings"))
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    points: Points = defaultdict(list)
    for spec in json.loads(args.plan.read_text()):
        label = args.folder / f"{spec['name']}{ENDING}"
        acts = list(spec["set"].get("faults", {}).values())
        one_sweep = len(acts) == 1 and isinstance(acts[0], list) and 0 in acts[0]
        if one_sweep and label.with_name(f"{spec['name']}.mp4").exists() and label.exists():
            collect(spec, label, args.recordings, points)
    for (exercise, fault, clip), xy in sorted(points.items()):
        strength, value = np.array(xy).T
        print(f"{exercise:16s} {fault:14s} {rank_correlation(strength, value):+.2f}  ({len(xy)} reps, {clip})")
    if args.out:
        draw(points, args.out)


def collect(spec: dict[str, Any], label: Path, folder: Path, points: Points) -> None:
    """Strength and measured value of each repetition of a sweep, turned so that more is worse."""
    labels = Labels.read(label)
    exercise = find(labels.exercise)
    clip = label.with_name(label.name.replace(ENDING, ".mp4"))
    kept = recording_of(clip, pose_models.describe(pose_models.find("full")).sha256, folder)
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        analyze([clip], AnalyzeOptions(exercise=exercise, settings=Settings(), landmarks=kept, quiet=True))
    recording = Recording(kept)
    aspect = recording.info.width / recording.info.height
    session = Session(exercise, aspect, Settings(height_cm=labels.height_cm))
    for seen in recording:
        session.push(to_pose(seen, aspect))
    done = session.finish()
    ((act, strengths),) = spec["set"]["faults"].items()
    cue = next((c for c in exercise.cues if c.id in (act, *(labels.faults or []))), None)
    for rep in done.reps:
        true = next(
            (i for i, t in enumerate(labels.rep_times) if t.start_s < rep.end_s and t.end_s > rep.start_s), None
        )
        if true is None or cue is None:
            continue
        sign = cue.sign_in(done.view)
        if isinstance(sign, RushedPhase):
            value = -phase(rep, sign)
        elif isinstance(sign, ShortRange):
            value = -rep.size.value / rep.size.target if rep.size.value and rep.size.target else np.nan
        else:
            value = rep.evidence.get(cue.id, (np.nan, 0.0))[0] * (-1 if sign and getattr(sign, "below", 0) else 1)
        if not np.isnan(value):
            points[exercise.name, cue.id, clip.stem].append((strengths[true], float(value)))


def phase(rep: Rep, sign: RushedPhase) -> float:
    """Seconds of the shortest phase that the cue looks at."""
    return min((took for p in sign.shares if (took := rep.about(p)) is not None), default=float("nan"))


def rank_correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Spearman's, with mean ranks for ties."""

    def ranks(v: NDArray[np.float64]) -> NDArray[np.float64]:
        _, inverse, count = np.unique(v, return_inverse=True, return_counts=True)
        return (np.cumsum(count) - (count - 1) / 2)[inverse]

    if len(np.unique(x)) < 2 or len(np.unique(y)) < 2:
        return float("nan")
    return float(np.corrcoef(ranks(x), ranks(y))[0, 1])


def draw(points: Points, out: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    panels = sorted({key[:2] for key in points})
    columns = 6
    rows = -(-len(panels) // columns)
    figure, axes = pyplot.subplots(rows, columns, figsize=(2.2 * columns, 2.0 * rows), squeeze=False)
    for axis in axes.flat[len(panels) :]:
        axis.set_visible(False)
    for axis, (exercise, fault) in zip(axes.flat, panels, strict=False):
        said = []
        for key in sorted(points):
            if key[:2] == (exercise, fault):
                strength, value = np.array(sorted(points[key])).T
                axis.plot(strength, value, "o-", ms=3, lw=0.7)
                said.append(f"{rank_correlation(strength, value):.2f}")
        axis.set_title(f"{exercise}\n{fault}  ρ {', '.join(said)}", fontsize=7)
        axis.tick_params(labelsize=6)
        axis.spines[["top", "right"]].set_visible(False)
    figure.supxlabel("strength the fault was acted with (0: clean)", fontsize=8)
    figure.supylabel("measured, turned so that upwards is worse", fontsize=8)
    figure.tight_layout()
    figure.savefig(out, dpi=110)


if __name__ == "__main__":
    main()
