"""What the benchmarks share: clips opened, made longer and larger, and how much memory a process needs."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from math import inf
from pathlib import Path

import av
import cv2
import numpy as np

from formcheck.capture import pose_models
from formcheck.capture.crew import Crew
from formcheck.capture.video import Video


def opened(clip: Path, crew: Crew | None = None) -> Video:
    """With the model `full`, seen by these processes or by this one. Close it."""
    info = pose_models.describe(pose_models.find("full"))
    return Video(clip, info.path, info.name, workers=1, crew=crew)


def joined(
    clip: Path,
    place: Path,
    seconds: float,
    size: tuple[int, int] | None = None,
    *,
    rate: int = 30,
    part: tuple[float, float] = (0.0, inf),
) -> Path:
    """The clip, or its part from one second to another, repeated for so many seconds, optionally in another size, and
    with more frames a second.

    With more frames the movement is as much faster: no frame is like another, so decoding costs what it does in life.
    """
    with av.open(str(place), "w") as out:
        stream = out.add_stream("libx264", rate=rate, options={"preset": "veryfast", "crf": "20"})
        for i, frame in enumerate(_again(clip, round(rate * seconds), size, part)):
            if not i:
                stream.height, stream.width = frame.shape[:2]
            picture = av.VideoFrame.from_ndarray(frame, "rgb24")
            picture.pts = i
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    return place


def _again(clip: Path, frames: int, size: tuple[int, int] | None, part: tuple[float, float]) -> Iterator[np.ndarray]:
    done = 0
    while done < frames:
        with av.open(str(clip)) as source:
            for frame in source.decode(video=0):
                if done == frames:
                    return
                if not part[0] <= frame.time < part[1]:
                    continue
                done += 1
                rgb = frame.to_ndarray(format="rgb24")
                yield cv2.resize(rgb, size, interpolation=cv2.INTER_CUBIC) if size else rgb


def peak(script: str, *args: object) -> float:
    """Peak memory of a separate process in MB: the script, with --peak, prints its figure last."""
    code = [sys.executable, script, *map(str, args), "--peak"]
    return float(subprocess.run(code, check=True, capture_output=True, text=True).stdout.split()[-1])


def peak_now() -> float:
    """MB that this process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(script: str, clip: Path, exercise: str, folder: Path) -> None:
    """Print the memory needed for ten seconds and ten minutes of the clip."""
    ten, many = (peak(script, joined(clip, folder / f"{s}.mp4", s), exercise) for s in (10, 600))
    print(f"peak memory: {ten:.0f} MB for 10 s, {many:.0f} MB for 10 min: {many - ten:+.0f} MB")
