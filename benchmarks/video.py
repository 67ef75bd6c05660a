"""How much longer `analyze --video` takes than `analyze`: python benchmarks/video.py CLIP EXERCISE [--memory]

1. The judgement alone and the annotated video after it, in the same run of the loop, so that both meet the same load;
   wall clock, and the time the processor was busy as a second opinion. Once for the clip, once for it in 1080p.
2. Drawing alone, per frame, at three sizes.
3. With --memory: the peak for 10 s and for ten minutes of the clip joined to itself.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
from shared import joined, memory, opened, peak_now

from formcheck.exercises import find
from formcheck.output.drawing import video
from formcheck.output.drawing.overlay import draw
from formcheck.output.drawing.replay import ReplayOverlay
from formcheck.output.landmark_log import LandmarkLog
from formcheck.pipeline import judge
from formcheck.result import Result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip", type=Path)
    parser.add_argument("exercise")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="also measure memory (takes many minutes)")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.peak:
            both(args.clip, args.exercise, Path(folder) / "out.mp4")
            print(peak_now())
            return
        large = joined(args.clip, Path(folder) / "1080p.mp4", 14.0, (1920, 1080))
        for name, clip in (("as it is", args.clip), ("1080p", large)):
            ratios(name, clip, args.exercise, args.runs, Path(folder) / "out.mp4")
        drawing(args.clip, args.exercise)
        if args.memory:
            memory(__file__, args.clip, args.exercise, Path(folder))


def judged(clip: Path, exercise: str, take: LandmarkLog) -> Result:
    with closing(opened(clip)) as source:
        return judge(source, find(exercise), watchers=[take])


def both(clip: Path, exercise: str, place: Path) -> tuple[tuple[float, float], tuple[float, float], int]:
    """Seconds by the wall clock and of the processor: of the judgement, of the video; and the frames."""
    take = LandmarkLog()
    try:
        began = time.perf_counter(), time.process_time()
        result = judged(clip, exercise, take)
        half = time.perf_counter(), time.process_time()
        video.write(place, clip, result, take, blur_face=False, progress=lambda t: None)
        end = time.perf_counter(), time.process_time()
        return (half[0] - began[0], half[1] - began[1]), (end[0] - half[0], end[1] - half[1]), len(take)
    finally:
        take.close()


def ratios(name: str, clip: Path, exercise: str, runs: int, place: Path) -> None:
    wall, busy = [], []
    for _ in range(runs):
        (a, p), (b, q), n = both(clip, exercise, place)
        wall.append((a + b) / a)
        busy.append((p + q) / p)
        print(f"  {name}: judge {1000 * a / n:.2f} ms, video {1000 * b / n:.2f} ms a frame: {wall[-1]:.3f}")
    print(
        f"{name}: analyze --video / analyze: median {statistics.median(wall):.3f} by the clock, "
        f"{statistics.median(busy):.3f} by processor time, of {runs} runs"
    )


def drawing(clip: Path, exercise: str) -> None:
    take = LandmarkLog()
    result = judged(clip, exercise, take)
    for size in ((640, 480), (960, 540), (1280, 720)):
        story = ReplayOverlay(result, take, size)
        picture = np.zeros((size[1], size[0], 3), np.uint8)
        times = []
        for i in range(len(story)):
            began = time.thread_time()
            draw(picture, story.at(i))
            times.append(1000 * (time.thread_time() - began))
        print(
            f"drawing at {size[0]}x{size[1]}: mean {statistics.fmean(times):.2f} ms, "
            f"99 % under {np.quantile(times, 0.99):.2f} ms"
        )
    take.close()


if __name__ == "__main__":
    main()
