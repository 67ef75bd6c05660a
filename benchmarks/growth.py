"""How time and memory grow: with the length of a clip, its size, its frames a second, and the number of clips.

    python benchmarks/growth.py [--longest 600] [--most 100] [--plot benchmarks/growth.png]

Each point is a process of its own that judges a clip, or a folder of them, on all cores, once the workers have started
and seen a clip. Prints seconds by the clock and of processor time (starting the workers is in the latter), and the peak
of memory of the judging process and of its largest worker.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shared import joined, opened

from formcheck.capture.crew import Crew
from formcheck.capture.recording import Recorder, Recording
from formcheck.exercises import find
from formcheck.pipeline import judge
from formcheck.processes import cores

CLIP, EXERCISE = Path(__file__).parents[1] / "samples" / "calf-raise-side.mp4", "calf-raise"
SIZES = ((640, 480), (1280, 720), (1920, 1080), (3840, 2160))
RATES = (15, 30, 60, 120, 240)
SHORT_S = 16.0  # of the clips whose size and rate change


@dataclass(frozen=True, slots=True)
class Point:
    """How much there was of it, the seconds it took, and the MB of the process and its largest worker."""

    amount: float
    seconds: float
    processor_s: float
    mb: float
    worker_mb: float


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    name: str
    unit: str
    amounts: Sequence[float]
    make: Callable[[float, Path], Path]  # a clip, or a folder of clips, with that much of it


def video_of(seconds: float, folder: Path) -> Path:
    return joined(CLIP, folder / "x.mp4", seconds)


def recording_of(hours: float, folder: Path) -> Path:
    with opened(CLIP) as source:
        once = list(source)
        recorder = Recorder(folder / "x.npz", source.info)
    length = once[-1].t + once[1].t
    for number in range(max(1, round(3600 * hours / length))):
        for seen in once:
            recorder.push(type(seen)(seen.t + number * length, seen.image, seen.world, seen.visibility, seen.place))
    recorder.close()
    return folder / "x.npz"


def sized(pixels: float, folder: Path) -> Path:
    size = next(s for s in SIZES if s[0] * s[1] == pixels)
    return joined(CLIP, folder / "x.mp4", SHORT_S, size)


def rated(rate: float, folder: Path) -> Path:
    return joined(CLIP, folder / "x.mp4", SHORT_S, rate=int(rate))


def clips(many: float, folder: Path) -> Path:
    one = joined(CLIP, folder / "x.mp4", 4.0)
    inside = folder / "clips"
    inside.mkdir()
    for i in range(int(many)):
        (inside / f"{i:03}.mp4").hardlink_to(one)
    return inside


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--longest", type=float, default=600.0, help="seconds of video")
    parser.add_argument("--most", type=int, default=100, help="clips")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measured(args.one)))
        return
    growths = (
        Growth("length", "s of video", [x for x in (10, 30, 60, 180, 600, 1800) if x <= args.longest], video_of),
        Growth("recording", "h of landmarks", [0.1, 0.5, 1.0, 2.0], recording_of),
        Growth("size", "pixels", [w * h for w, h in SIZES], sized),
        Growth("rate", "frames a second", RATES, rated),
        Growth("clips", "clips of 4 s", [x for x in (1, 10, 40, 100, 500) if x <= args.most], clips),
    )
    found = {growth: points(growth) for growth in growths}
    if args.plot:
        plot(found, args.plot)


def points(growth: Growth) -> list[Point]:
    out = []
    for amount in growth.amounts:
        with tempfile.TemporaryDirectory() as folder:
            path = growth.make(amount, Path(folder))
            code = [sys.executable, __file__, "--one", str(path)]
            said = subprocess.run(code, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
        out.append(Point(amount, *json.loads(said)))
        p = out[-1]
        memory = f"{p.mb:5.0f} MB, worker {p.worker_mb:4.0f} MB"
        took = f"{p.seconds:8.1f} s, {p.processor_s:8.1f} s of processor time"
        print(f"{growth.name:9} {amount:10g} {growth.unit:16} {took} {memory}", flush=True)
    return out


def measured(path: Path) -> tuple[float, ...]:
    """Seconds with workers that have started, seconds of processor time, and the two peaks of memory."""
    if path.suffix == ".npz":
        began, busy = time.perf_counter(), _busy()
        judge(Recording(path), find(EXERCISE))
        return time.perf_counter() - began, _busy() - busy, *_peaks()
    every = sorted(path.iterdir()) if path.is_dir() else [path]
    with Crew(len(cores())) as crew:
        for source in [opened(CLIP, crew) for _core in cores()]:
            with source:
                source.begin()
                list(source)
        began, busy = time.perf_counter(), _busy()
        ahead = [opened(clip, crew) for clip in every[: len(cores()) + 1]]
        waiting = iter(every[len(ahead) :])
        for source in ahead:
            source.begin()
        while ahead:
            with ahead.pop(0) as source:
                judge(source, find(EXERCISE))
            if (clip := next(waiting, None)) is not None:
                ahead.append(opened(clip, crew))
                ahead[-1].begin()
        took = time.perf_counter() - began
    return took, _busy() - busy, *_peaks()


def _busy() -> float:
    """Seconds of processor time, of ended workers too."""
    every = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in every)


def _peaks() -> tuple[float, float]:
    own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own / 1024, workers / 1024


def plot(found: dict[Growth, list[Point]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, every = plt.subplots(1, len(found), figsize=(3.4 * len(found), 3.2), layout="constrained")
    for axes, (growth, points_) in zip(every, found.items(), strict=True):
        x = [p.amount for p in points_]
        axes.plot(x, [p.processor_s for p in points_], "o-", color="#1f6f8b")
        axes.set(xlabel=growth.unit, ylabel="seconds of processor time", xlim=(0, None), ylim=(0, None))
        memory = axes.twinx()
        memory.plot(x, [p.mb for p in points_], "s--", color="#b5651d", markersize=4)
        memory.set(ylabel="MB", ylim=(0, 800))
        axes.spines[["top"]].set_visible(False)
    figure.suptitle("Processor time (blue) and peak memory of the judging process (brown)")
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
