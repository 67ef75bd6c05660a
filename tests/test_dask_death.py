"""A cluster that loses a worker and gets another in the middle of its clips gives the same results as one machine.

`python tests/test_dask_death.py FOLDER` does it with the labelled clips or recordings of a folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import LONGEST_S
from streams import at_work, recorded
from test_bad_input import POSIX

from formcheck.scoring import batch, scheduler
from formcheck.scoring.batch import Answer, Job
from formcheck.scoring.labelled_clips import cases

CLIPS, WORKERS = 12, 3


def by_a_changing_cluster(jobs: Sequence[Job]) -> list[Answer | None]:
    """A worker is killed once a sixth of the clips are judged, and one joins at a third."""
    from distributed import LocalCluster

    came = 0

    def disturb(i: int, answer: Answer) -> None:
        nonlocal came
        came += 1
        if came == len(jobs) // 6:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        if came == len(jobs) // 3:
            cluster.scale(WORKERS + 1)

    with LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        answers = scheduler.run(jobs, cluster.scheduler_address, LONGEST_S, disturb)
        assert came == len(jobs) and WORKERS in cluster.worker_spec  # the new one; it may be late for a few short clips
    return answers


@pytest.mark.process
@POSIX
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_workers_that_die_and_join_change_no_result(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    first = recorded(at_work("calf-raise", 2), tmp_path / "0.npz")
    jobs = []
    for i in range(CLIPS):
        clip = tmp_path / f"{i}.npz"
        if i:
            shutil.copy(first, clip)
        more = {"variant": None, "height_cm": None, "model": "full", "landmarks_dir": None}
        jobs.append({"clip": str(clip), "exercise": "calf-raise", **more})
    answers = by_a_changing_cluster(jobs)
    assert [a.result["summary"]["reps"] if a and a.result else a for a in answers] == [2] * CLIPS


def main() -> None:
    jobs = [case.job("full", None) for case in cases(sys.argv[1:])]
    began = time.perf_counter()
    here = batch.run(jobs, len(os.sched_getaffinity(0)), LONGEST_S)
    middle = time.perf_counter()
    there = by_a_changing_cluster(jobs)
    took = time.perf_counter() - middle
    same = sum(a is not None and b is not None and a.result == b.result and a.error == b.error
               for a, b in zip(here, there, strict=True))  # fmt: skip
    judged = sum(a is not None and a.result is not None for a in here)
    print(
        f"{len(jobs)} clips, {judged} judged: {middle - began:.0f} s here, {took:.0f} s by the cluster, {same} the same"
    )


if __name__ == "__main__":
    main()
