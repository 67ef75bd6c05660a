"""How fast formcheck is, as ratios measured side by side in one run: python benchmarks/speed.py [--pairs 5]

1. analyze (result and all, start-up and model loading left out) against a bare loop over the same clip:
   read, convert, detect_for_video. Once at 640x480, once in 1080p.
2. score: a pinned worker a core against one process that may use all, and landmark recordings against video.
3. The motion core alone, in a stream.
4. `formcheck --help` against `python -c "import typer"`.
5. With --memory: the peak for a clip joined to itself for ten seconds and for ten minutes.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from shared import joined, memory, opened, peak_now
from throughput import throughput

from formcheck.capture import pose_models
from formcheck.capture.no_network import OfflineThread
from formcheck.exercises import find
from formcheck.motion.session import Session
from formcheck.pipeline import judge
from formcheck.source import LandmarkFrame, to_pose

SAMPLES = Path(__file__).parents[1] / "samples"
STREAM_S = 600.0  # of frames for the motion core


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip", type=Path, nargs="?", default=SAMPLES / "calf-raise-side.mp4")
    parser.add_argument("exercise", nargs="?", default="calf-raise")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=SAMPLES, help="labelled clips for score")
    parser.add_argument("--memory", action="store_true", help="also measure memory (takes minutes)")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak:
        analyze(args.clip, args.exercise)
        print(peak_now())
        return
    with tempfile.TemporaryDirectory() as folder:
        loops("640x480", args.clip, args.exercise, args.pairs)
        loops("1080p", joined(args.clip, Path(folder) / "1080p.mp4", 15.0, (1920, 1080)), args.exercise, args.pairs)
        throughput(args.folder, max(1, args.pairs // 2))
        core(args.clip, args.exercise)
        start_up(args.pairs)
        if args.memory:
            memory(__file__, args.clip, args.exercise, Path(folder))


def bare(clip: Path) -> tuple[float, int]:
    """Seconds and frames of read + convert + detect_for_video, without a network as formcheck has it."""
    offline = OfflineThread()
    try:
        return offline.run(_bare, clip)
    finally:
        offline.close()


def _bare(clip: Path) -> tuple[float, int]:
    import cv2
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(pose_models.find("full"))),
        running_mode=vision.RunningMode.VIDEO,
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        cap = cv2.VideoCapture(str(clip))
        frames, last = 0, -1
        ours = cv2.getNumThreads()
        cv2.setNumThreads(cv2.getNumberOfCPUs())  # as OpenCV comes
        began = time.perf_counter()
        while True:
            ok, bgr = cap.read()
            if not ok:
                break
            last = max(round(cap.get(cv2.CAP_PROP_POS_MSEC)), last + 1)
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
            landmarker.detect_for_video(mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), last)
            frames += 1
        took = time.perf_counter() - began
        cv2.setNumThreads(ours)
        return took, frames


def analyze(clip: Path, exercise: str) -> tuple[float, int]:
    """Seconds and frames of the whole judgement, JSON included."""
    video = opened(clip)
    try:
        began = time.perf_counter()
        result = judge(video, find(exercise))
        result.model_dump_json()
        return time.perf_counter() - began, result.source.frames
    finally:
        video.close()


def loops(name: str, clip: Path, exercise: str, pairs: int) -> None:
    ratios = []
    for i in range(pairs):
        if i % 2:  # neither is always the first
            (tb, n), (ta, m) = bare(clip), analyze(clip, exercise)
        else:
            (ta, m), (tb, n) = analyze(clip, exercise), bare(clip)
        assert n == m, (n, m)
        ratios.append(ta / tb)
        print(f"  {name}: bare {1000 * tb / n:.2f} ms, analyze {1000 * ta / n:.2f} ms a frame: {ratios[-1]:.3f}")
    print(f"analyze / bare loop, {name}: median {statistics.median(ratios):.3f} of {pairs} pairs")


def core(clip: Path, exercise: str) -> None:
    """The clip's landmarks again and again, as one long set."""
    video = opened(clip)
    try:
        once: list[LandmarkFrame] = list(video)
    finally:
        video.close()
    aspect = video.info.width / video.info.height
    length = once[-1].t + once[-1].t - once[-2].t
    session, frames = Session(find(exercise), aspect), 0
    began = time.perf_counter()
    while frames * length < STREAM_S * len(once):
        for seen in once:
            session.push(to_pose(replace(seen, t=seen.t + frames // len(once) * length), aspect))
            frames += 1
    session.finish()
    took = time.perf_counter() - began
    print(f"motion core: {frames / took:.0f} frames a second, {1000 * took / frames:.3f} ms a frame ({frames} frames)")


def start_up(pairs: int) -> None:
    def run(code: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *code], check=True, capture_output=True)
        return time.perf_counter() - began

    ratios = [run(["-m", "formcheck", "--help"]) / run(["-c", "import typer"]) for _ in range(2 * pairs)]
    print(f"formcheck --help / import typer: median {statistics.median(ratios):.2f} of {2 * pairs} pairs")


if __name__ == "__main__":
    main()
