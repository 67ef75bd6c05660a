"""How right formcheck is on labelled clips.

    python benchmarks/accuracy.py FOLDER... [--recordings DIR] [--model full]

Landmarks are recorded once into DIR and judged from there again, so that a second run takes seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from formcheck.capture import models
from formcheck.capture.landmarks import ModelName
from formcheck.capture.recording import Recorder, Recording
from formcheck.errors import FormcheckError, NobodySeen
from formcheck.exercises import find
from formcheck.motion.session import Settings
from formcheck.run import judge
from formcheck.scoring.compare import ClipScore, compare
from formcheck.scoring.labels import ENDING, Labels

SUFFIXES = (".mp4", ".mov", ".webm", ".gif", ".webp", ".npz")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, help="keep landmark recordings here")
    parser.add_argument("--model", default="full")
    parser.add_argument("--skip", nargs="*", default=[], help="names of label files to leave out")
    args = parser.parse_args()
    scores: list[ClipScore] = []
    for path in sorted(p for f in args.folders for p in f.glob(f"*{ENDING}")):
        if path.name.removesuffix(ENDING) in args.skip:
            continue
        score, note = one(path, args.recordings, args.model)
        if score is None:
            print(f"{path.name.removesuffix(ENDING):44} {note}")
            continue
        scores.append(score)
        print(row(score))
        sys.stdout.flush()
    print()
    for title, chosen in groups(scores):
        print(f"{title}\n{table(chosen)}\n")


def one(path: Path, recordings: Path | None, model: str) -> tuple[ClipScore | None, str]:
    """Judge the clip of a label file."""
    labels = Labels.read(path)
    stem = path.name.removesuffix(ENDING)
    clip = next((p for s in SUFFIXES if (p := path.with_name(stem + s)).exists()), None)
    if clip is None:
        return None, "no clip"
    info = models.describe(models.find(model))
    kept = recordings / f"{stem}.{info.sha256[:8]}.npz" if recordings else None
    exercise = find(labels.exercise)
    settings = Settings(variant=labels.variant, height_cm=labels.height_cm)
    began = time.perf_counter()
    try:
        if clip.suffix == ".npz" or (kept and kept.exists()):
            r = judge(Recording(kept if kept and kept.exists() else clip), exercise, settings)
        else:
            from formcheck.capture.video import Video

            video = Video(clip, info.path, ModelName(info.variant, info.sha256))
            try:
                if kept:
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    recorder = Recorder(kept, video.info)
                    try:
                        r = judge(video, exercise, settings, watchers=[recorder])
                    finally:
                        recorder.close()
                else:
                    r = judge(video, exercise, settings)
            finally:
                video.close()
    except NobodySeen as e:
        right = labels.allowed == (0, 0)
        return None, f"{'ok' if right else 'MISS'}  exit 1: {e}"
    except FormcheckError as e:
        return None, f"ERROR {e}"
    score = compare(stem, labels, r)
    score.seconds = time.perf_counter() - began
    return score, ""


def row(s: ClipScore) -> str:
    want = (
        "?"
        if s.allowed is None
        else f"{s.allowed[0]}"
        if s.allowed[0] == s.allowed[1]
        else f"{s.allowed[0]}-{s.allowed[1]}"
    )
    verdict = "" if s.off is None else "ok  " if s.off == 0 else "MISS" if s.suited else "off "
    said = (
        ""
        if s.suited
        else " said that this view cannot count"
        if s.spoken
        else " DID NOT SAY that this view cannot count"
    )
    notes = [
        f"{k}: {v}" for k, v in (("view", s.wrong_view), ("side", s.wrong_side), ("variant", s.wrong_variant)) if v
    ]
    edges = f"edges {np.median(np.abs(s.edges)):.2f} s" if s.edges else ""
    rom = f"range {np.median([abs(e.error) for e in s.rom]):.1f}" if s.rom else ""
    return f"{s.clip:44} {verdict} {want:>3} -> {s.counted}  {edges:13} {rom:10}{said} {'; '.join(notes)}"


def groups(scores: list[ClipScore]) -> Iterable[tuple[str, list[ClipScore]]]:
    for origin in sorted({s.origin for s in scores}):
        mine = [s for s in scores if s.origin == origin]
        yield f"{origin}, views that can count", [s for s in mine if s.suited]
        if unsuited := [s for s in mine if not s.suited]:
            said = sum(s.spoken for s in unsuited)
            print(f"{origin}, views that cannot count: said so in {said} of {len(unsuited)} clips\n")


def table(scores: list[ClipScore]) -> str:
    """A Markdown table: one row an exercise, and all."""
    by: dict[str, list[ClipScore]] = defaultdict(list)
    for s in scores:
        by[s.exercise].append(s)
    by["**all**"] = scores
    titles = (
        "exercise", "clips", "exact count", "off by one at most", "edges, median / p95 (s)", "phases, median",
        "range, median / p90", "covered",
    )  # fmt: skip
    head = f"| {' | '.join(titles)} |"
    lines = [head, "|" + " --- |" * len(titles)]
    for name, rows in by.items():
        counts = [s.off for s in rows if s.off is not None]
        edges = np.abs([e for s in rows for e in s.edges])
        phases = [abs(f - t) / t for s in rows for f, t in s.phases if t > 0.2]
        rom = [e for s in rows for e in s.rom]
        unit = {"wall-angel": "°", "calf-raise": " cm"}.get(name, "°")
        size = np.abs([e.error for e in rom])
        cells = [
            name,
            str(len(rows)),
            f"{sum(c == 0 for c in counts)}/{len(counts)}",
            f"{sum(abs(c) <= 1 for c in counts)}/{len(counts)}",
            f"{np.median(edges):.3f} / {np.percentile(edges, 95):.3f} (n {len(edges)})" if len(edges) else "–",
            f"{np.median(phases):.1%} (n {len(phases)})" if phases else "–",
            f"{np.median(size):.1f}{unit} / {np.percentile(size, 90):.1f}{unit} (n {len(size)})"
            if rom and "*" not in name
            else "–",
            f"{np.mean([abs(e.error) <= e.uncertainty for e in rom]):.0%}" if rom else "–",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
