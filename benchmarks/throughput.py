"""Speed of scoring a folder, for speed.py.

Workers are started and have judged a clip before the clock runs; the last line says what starting them costs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from shared import joined

from formcheck.processes import ANY_CORE, cores
from formcheck.scoring.batch import Job, Worker, largest_first
from formcheck.scoring.labelled_clips import cases

FOLDER, FOLDER_S = 40, 4.0  # clips, and seconds of each
AGAIN = 10  # times over the recordings: once is too quick to be timed


def throughput(folder: Path, pairs: int) -> None:
    """A pinned worker a core against one process that may use all cores; recordings against video."""
    todo = cases([folder])
    jobs = [c.job("full", None) for c in todo]
    pinned, loose = [Worker(core, 600) for core in cores()], [Worker(ANY_CORE, 600)]
    try:
        started = warm(pinned, jobs[0])
        warm(loose, jobs[0])
        ratios, fastest = [], float("inf")
        for i in range(pairs):
            first, second = (pinned, loose) if i % 2 else (loose, pinned)  # neither is always the first
            took = {id(first): seconds(first, jobs), id(second): seconds(second, jobs)}
            one, all_ = took[id(loose)], took[id(pinned)]
            ratios.append(one / all_)
            fastest = min(fastest, all_)
            print(f"  one process {one:.1f} s, {len(pinned)} pinned {all_:.1f} s: {one / all_:.2f}")
        print(
            f"pinned workers / one process, {len(jobs)} clips: median {statistics.median(ratios):.2f} of {pairs} pairs"
        )
        with tempfile.TemporaryDirectory() as kept:
            recorded = [c.job("full", Path(kept)) for c in todo]
            seconds(pinned, recorded)
            again = min(seconds(pinned, recorded * AGAIN) / AGAIN for _ in range(pairs))
        print(f"recordings / video: {fastest / again:.0f} ({again:.2f} s against {fastest:.1f} s)")
        print(f"starting {len(pinned)} workers and judging the first clip: {started:.1f} s")
    finally:
        for worker in (*pinned, *loose):
            worker.stop()


def of_folder(place: Path, pairs: int) -> None:
    """analyze of a folder of FOLDER clips, with a worker a core and in one process.

    What starting costs is measured as the same command on a clip for each worker, and taken off on both sides.
    """
    samples = sorted((Path(__file__).parents[1] / "samples").glob("*.mp4"))[:FOLDER]
    whole, begun = place / "clips", place / "begun"
    for folder, clips in ((whole, samples), (begun, samples[: len(cores())])):
        folder.mkdir()
        for i, clip in enumerate(clips):
            joined(clip, folder / f"{i:02}.mp4", FOLDER_S)
    ratios, with_start = [], []
    for i in range(pairs):
        order = (1, 0) if i % 2 else (0, 1)  # neither is always the first; 0 is a worker a core
        first = {jobs: _analyzed(begun, jobs) for jobs in order}
        took = {jobs: _analyzed(whole, jobs) for jobs in order}
        ratios.append((took[1] - first[1]) / (took[0] - first[0]))
        with_start.append(took[1] / took[0])
        print(
            f"  one process {took[1]:.1f} s ({first[1]:.1f} s the first clips), {len(cores())} workers {took[0]:.1f} s "
            f"({first[0]:.1f} s): {ratios[-1]:.2f}, with the start {with_start[-1]:.2f}",
            flush=True,
        )
    print(
        f"analyze FOLDER, workers / one process, {FOLDER} clips: median {statistics.median(ratios):.2f} of {pairs} "
        f"pairs, with the start {statistics.median(with_start):.2f}"
    )


def _analyzed(folder: Path, jobs: int) -> float:
    code = ["-m", "formcheck", "analyze", str(folder), "-e", "calf-raise", "-q", "--jobs", str(jobs)]
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *code], check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr  # a clip may hold nothing that counts
    return time.perf_counter() - began


def warm(crew: Sequence[Worker], job: Job) -> float:
    """Seconds until each has judged a clip."""
    return seconds(crew, [job] * len(crew))


def seconds(crew: Sequence[Worker], jobs: Sequence[Job]) -> float:
    """Until the crew is through the jobs, each worker taking the next one when it is free."""
    waiting = iter([jobs[i] for i in largest_first(jobs)])
    began = time.perf_counter()

    def work(worker: Worker) -> None:
        for job in waiting:
            answer = worker.ask(job)
            if answer.error:
                raise SystemExit(f"{job['clip']}: {answer.error}")

    with ThreadPoolExecutor(len(crew)) as pool:
        list(pool.map(work, crew))
    return time.perf_counter() - began
