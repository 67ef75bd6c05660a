"""How fast formcheck is, as ratios measured side by side in one run: python benchmarks/speed.py [--pairs 5]

1. analyze (result and all, start-up and model loading left out) against a bare loop over every frame of the same clip:
   read, convert, detect_for_video. On all cores at 30, 60 and 240 frames a second, and on one core.
2. analyze FOLDER and score: a worker a core against one process; landmark recordings against video.
3. The motion core alone, in a stream.
4. A command from its start to its first judged frames against `python -c "import mediapipe, cv2"`, and
   `formcheck --help` against `python -c "import typer"`.
5. With --memory: the peak for a clip joined to itself for ten seconds and for ten minutes.

6. analyze -e auto against analyze -e NAME, on three samples, in processor time.

--only NAME measures one of: loops, folder, score, core, start, auto.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from auto_speed import of_auto
from shared import joined, memory, opened, peak_now
from throughput import of_folder, throughput

from formcheck.capture import pose_models
from formcheck.capture.crew import Crew
from formcheck.capture.no_network import OfflineThread
from formcheck.exercises import find
from formcheck.motion.session import Session
from formcheck.pipeline import judge
from formcheck.processes import cores
from formcheck.source import LandmarkFrame, to_pose

SAMPLES = Path(__file__).parents[1] / "samples"
STREAM_S = 600.0  # of frames for the motion core


@dataclass(frozen=True, slots=True)
class Loop:
    """A clip to be judged, made of another: so many frames a second, so many seconds, in that size."""

    name: str
    rate: int
    seconds: float
    size: tuple[int, int] | None = None
    one_core: bool = False


LOOPS = (
    Loop("640x480, 30 a second, all cores", 30, 60.0),
    Loop("1080p, 60 a second, all cores", 60, 20.0, (1920, 1080)),
    Loop("640x480, 240 a second, all cores", 240, 20.0),
    Loop("640x480, 30 a second, one core", 30, 60.0, one_core=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip", type=Path, nargs="?", default=SAMPLES / "calf-raise-side.mp4")
    parser.add_argument("exercise", nargs="?", default="calf-raise")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=SAMPLES, help="labelled clips for score")
    parser.add_argument("--only", choices=["loops", "folder", "score", "core", "start", "auto"])
    parser.add_argument("--memory", action="store_true", help="also measure memory (takes minutes)")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak:
        analyze(args.clip, args.exercise)
        print(peak_now())
        return
    few = max(1, args.pairs // 2)
    with tempfile.TemporaryDirectory() as folder:
        parts: dict[str, Callable[[], None]] = {
            "loops": lambda: loops(args.clip, args.exercise, args.pairs, Path(folder)),
            "folder": lambda: of_folder(Path(folder), args.pairs),
            "score": lambda: throughput(args.folder, few),
            "core": lambda: core(args.clip, args.exercise),
            "start": lambda: start_up(args.clip, args.pairs),
            "auto": lambda: of_auto(SAMPLES, few),
        }
        for name, part in parts.items():
            if args.only in (None, name):
                part()
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


def analyze(clip: Path, exercise: str, crew: Crew | None = None) -> tuple[float, int]:
    """Seconds and frames of the whole judgement, JSON included."""
    video = opened(clip, crew)
    try:
        began = time.perf_counter()
        result = judge(video, find(exercise))
        result.model_dump_json()
        return time.perf_counter() - began, result.source.frames + result.source.left_out
    finally:
        video.close()


def loops(clip: Path, exercise: str, pairs: int, folder: Path) -> None:
    for loop in LOOPS:
        path = joined(clip, folder / "loop.mp4", loop.seconds, loop.size, rate=loop.rate)
        everywhere = cores()
        if loop.one_core:
            os.sched_setaffinity(0, everywhere[:1])
        try:
            with Crew(len(cores())) as crew:
                warm = None if loop.one_core else crew
                analyze(path, exercise, warm)  # the workers have started
                _loop(loop.name, path, exercise, pairs, warm)
        finally:
            os.sched_setaffinity(0, everywhere)


def _loop(name: str, clip: Path, exercise: str, pairs: int, crew: Crew | None) -> None:
    ratios = []
    for i in range(pairs):
        if i % 2:  # neither is always the first
            (tb, n), (ta, m) = bare(clip), analyze(clip, exercise, crew)
        else:
            (ta, m), (tb, n) = analyze(clip, exercise, crew), bare(clip)
        assert n == m, (n, m)
        ratios.append(ta / tb)
        print(
            f"  {name}: bare {1000 * tb / n:.2f} ms, analyze {1000 * ta / n:.2f} ms a frame: {ratios[-1]:.3f}",
            flush=True,
        )
    print(f"analyze / bare loop, {name}: median {statistics.median(ratios):.3f} of {pairs} pairs", flush=True)


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


def start_up(clip: Path, pairs: int) -> None:
    def run(code: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *code], check=True, capture_output=True)
        return time.perf_counter() - began

    def ratio(name: str, ours: list[str], theirs: list[str], pairs: int) -> None:
        ratios = [run(ours) / run(theirs) for _ in range(pairs)]
        print(f"{name}: median {statistics.median(ratios):.2f} of {pairs} pairs")

    judged = ["-m", "formcheck", "analyze", str(clip), "-e", "calf-raise", "--to", "0.1"]
    ratio("analyze of three frames / import mediapipe, cv2", judged, ["-c", "import mediapipe, cv2"], pairs)
    ratio("formcheck --help / import typer", ["-m", "formcheck", "--help"], ["-c", "import typer"], 2 * pairs)


if __name__ == "__main__":
    main()
