"""How fast formcheck is, as ratios measured side by side in one run.

    python benchmarks/speed.py CLIP EXERCISE [--pairs 5]

1. analyze (result and all, start-up and model loading left out) against a bare loop over the same clip:
   read, convert, detect_for_video.
2. The motion core alone, per frame, from a recording.
3. `formcheck --help` against `python -c "import typer"`.
4. Peak memory of a clip and of the same clip joined to itself for ten minutes.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from formcheck.capture import models
from formcheck.capture.landmarks import ModelName, to_pose
from formcheck.exercises import find
from formcheck.motion.session import Session


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip", type=Path)
    parser.add_argument("exercise")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="also measure memory (takes minutes)")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak:
        analyze(args.clip, args.exercise)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    loops(args.clip, args.exercise, args.pairs)
    core(args.clip, args.exercise)
    start_up(args.pairs)
    if args.memory:
        memory(args.clip, args.exercise)


def bare(clip: Path) -> tuple[float, int]:
    """Seconds and frames of read + convert + detect_for_video."""
    import cv2
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(models.find("full"))),
        running_mode=vision.RunningMode.VIDEO,
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        cap = cv2.VideoCapture(str(clip))
        frames, last = 0, -1
        began = time.perf_counter()
        while True:
            ok, bgr = cap.read()
            if not ok:
                break
            last = max(round(cap.get(cv2.CAP_PROP_POS_MSEC)), last + 1)
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
            landmarker.detect_for_video(mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), last)
            frames += 1
        return time.perf_counter() - began, frames


def analyze(clip: Path, exercise: str) -> tuple[float, int]:
    """Seconds and frames of the whole judgement, JSON included."""
    from formcheck.capture.video import Video
    from formcheck.run import judge

    info = models.describe(models.find("full"))
    video = Video(clip, info.path, ModelName(info.variant, info.sha256))
    try:
        began = time.perf_counter()
        result = judge(video, find(exercise))
        result.model_dump_json()
        return time.perf_counter() - began, result.source.frames
    finally:
        video.close()


def loops(clip: Path, exercise: str, pairs: int) -> None:
    ratios = []
    for i in range(pairs):
        one, two = (bare, analyze) if i % 2 else (analyze, bare)  # neither is always the first
        a = one(clip) if one is bare else one(clip, exercise)
        b = two(clip) if two is bare else two(clip, exercise)
        (tb, n), (ta, m) = (a, b) if one is bare else (b, a)
        assert n == m, (n, m)
        ratios.append(ta / tb)
        print(f"  bare {1000 * tb / n:.2f} ms, analyze {1000 * ta / n:.2f} ms a frame: {ratios[-1]:.3f}")
    print(f"analyze / bare loop: median {statistics.median(ratios):.3f} of {pairs} pairs")


def core(clip: Path, exercise: str) -> None:
    from formcheck.capture.video import Video

    info = models.describe(models.find("full"))
    video = Video(clip, info.path, ModelName(info.variant, info.sha256))
    try:
        seen = list(video)
    finally:
        video.close()
    aspect = video.info.width / video.info.height
    times = []
    for _ in range(5):
        session = Session(find(exercise), aspect)
        began = time.perf_counter()
        for s in seen:
            session.push(to_pose(s, aspect))
        session.finish()
        times.append(1000 * (time.perf_counter() - began) / len(seen))
    print(f"motion core: {statistics.median(times):.3f} ms a frame (median of 5 over {len(seen)} frames)")


def start_up(pairs: int) -> None:
    def run(code: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *code], check=True, capture_output=True)
        return time.perf_counter() - began

    ratios = [run(["-m", "formcheck", "--help"]) / run(["-c", "import typer"]) for _ in range(2 * pairs)]
    print(f"formcheck --help / import typer: median {statistics.median(ratios):.2f} of {2 * pairs} pairs")


def memory(clip: Path, exercise: str) -> None:
    import cv2

    def peak(path: Path) -> float:
        code = [__file__, str(path), exercise, "--peak"]
        done = subprocess.run([sys.executable, *code], check=True, capture_output=True, text=True)
        return float(done.stdout.split()[-1])

    cap = cv2.VideoCapture(str(clip))
    frames = []
    while (got := cap.read())[0]:
        frames.append(got[1])
    fps = cap.get(cv2.CAP_PROP_FPS)
    with tempfile.TemporaryDirectory() as folder:
        sizes = []
        for seconds in (10, 600):
            path = Path(folder) / f"{seconds}.mp4"
            h, w = frames[0].shape[:2]
            out = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), fps, (w, h))
            for i in range(int(seconds * fps)):
                out.write(frames[i % len(frames)])
            out.release()
            sizes.append(peak(path))
    print(f"peak memory: {sizes[0]:.0f} MB for 10 s, {sizes[1]:.0f} MB for 10 min: {sizes[1] - sizes[0]:+.0f} MB")


if __name__ == "__main__":
    main()
