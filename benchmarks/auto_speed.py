"""What it costs not to name the exercise: `analyze -e auto` against `analyze -e NAME`, in processor time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from shared import opened

from formcheck.capture.video import Video
from formcheck.exercises import find
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.several_sets import SeveralSets

CLIPS = {"calf-raise-side": "calf-raise", "push-up-side": "push-up", "clamshell-front": "clamshell"}


def of_auto(samples: Path, pairs: int) -> None:
    """Start-up and model loading left out, JSON included; seeing counts on both sides."""
    for name, exercise in CLIPS.items():
        clip = samples / f"{name}.mp4"

        def named(video: Video, exercise: str = exercise) -> int:
            judge(video, find(exercise)).model_dump_json()
            return 1

        ratios = []
        for i in range(pairs):
            runs = (named, _auto) if i % 2 else (_auto, named)  # neither is always the first
            took = {run: _seconds(clip, run) for run in runs}
            ratios.append(took[_auto] / took[named])
            print(f"  {name}: named {took[named]:.2f} s, auto {took[_auto]:.2f} s: {ratios[-1]:.3f}", flush=True)
        print(f"analyze -e auto / -e NAME, {name}: median {statistics.median(ratios):.3f} of {pairs} pairs", flush=True)


def _auto(video: Video) -> int:
    with SeveralSets(video) as sets:
        for __ in sets:
            pass
        for i, found in enumerate(sets.found):
            sets.judged(i, found.exercise, Settings(), None).model_dump_json()
        return len(sets.found)


def _seconds(clip: Path, run: Callable[[Video], int]) -> float:
    """Of processor time, of all threads."""
    video = opened(clip)
    try:
        began = time.process_time()
        assert run(video) == 1, f"{clip.name} is one set"
        return time.process_time() - began
    finally:
        video.close()
