"""A cluster whose workers die and join in the middle of its clips gives the same results as one machine.

`python tests/test_dask_death.py FOLDER` does it with the labelled clips or recordings of a folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from conftest import LONGEST_S
from streams import at_work, recorded
from test_bad_input import POSIX

from formcheck.scoring import batch, scheduler
from formcheck.scoring.batch import Answer, Job
from formcheck.scoring.labelled_clips import cases

CLIPS, WORKERS = 14, 3
ADDED = "added"
FORGETS_S = 60  # what was answered


class Machines:
    """Dask workers, each a process of its own that nothing starts again."""

    def __init__(self, address: str, names: Sequence[str]) -> None:
        self._address = address
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        options = ["--no-nanny", "--nthreads", "1", "--name", name, "--no-dashboard", "--memory-limit", "0"]
        self._processes[name] = subprocess.Popen(
            [sys.executable, "-m", "dask", "worker", self._address, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self, *names: str) -> None:
        for name in names:
            self._processes[name].kill()

    def end(self) -> None:
        self.kill(*self._processes)
        for process in self._processes.values():
            process.wait()


def by_a_changing_cluster(jobs: Sequence[Job], longest_s: float) -> tuple[list[Answer | None], Counter[str]]:
    """The answers, and who judged how many.

    One of three workers is killed at a sixth of the clips, another is added at a third, and the other two are killed at
    half: what is left then is for the added one alone, however late it comes.
    """
    from distributed import LocalCluster
    from distributed.diagnostics.plugin import SchedulerPlugin

    answers: list[Answer | None] = []
    by, came, kept = Counter[str](), list[int](), 0
    first, *others = names = [str(i) for i in range(WORKERS)]

    class Disturbing(SchedulerPlugin):  # type: ignore[misc]
        """Called by the scheduler itself, which learns of no other clip meanwhile."""

        def transition(self, key: object, start: str, finish: str, *args: object, **more: Any) -> None:
            if (start, finish) != ("processing", "memory"):
                return
            by[cluster.scheduler.workers[more["worker"]].name] += 1
            if by.total() == len(jobs) // 6:
                machines.kill(first)
            if by.total() == len(jobs) // 3:
                machines.add(ADDED)
            if by.total() == len(jobs) // 2:
                machines.kill(*others)

    def done(i: int, answer: Answer) -> None:
        """The cluster forgets what was answered: it would judge it again when its worker dies."""
        nonlocal kept
        came.append(i)
        until = time.monotonic() + FORGETS_S
        while len(came) == len(jobs) and (kept := len(cluster.scheduler.tasks)) and time.monotonic() < until:
            time.sleep(0.05)

    with LocalCluster(n_workers=0, processes=True, dashboard_address=":0", silence_logs=50) as cluster:
        cluster.scheduler.add_plugin(Disturbing())
        machines = Machines(cluster.scheduler_address, names)
        try:
            ask = partial(scheduler.run, jobs, cluster.scheduler_address, LONGEST_S, done)
            asking = Thread(target=lambda: answers.extend(ask()), daemon=True)  # without workers it waits for ever
            asking.start()
            asking.join(longest_s)
            assert not asking.is_alive(), by
            assert (sorted(came), kept) == (list(range(len(jobs))), 0)
        finally:
            machines.end()
    return answers, by


@pytest.mark.process
@POSIX
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_workers_that_die_and_join_change_no_result(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    more = {"exercise": "calf-raise", "variant": None, "height_cm": None, "model": "full", "landmarks_dir": None}
    jobs = []
    for i in range(CLIPS):
        clip = recorded(at_work("calf-raise", 1 + i % 3, seed=i), tmp_path / f"{i}.npz")
        jobs.append({"clip": str(clip), **more})
    answers, by = by_a_changing_cluster(jobs, LONGEST_S)
    results = [a and (a.result or a.error) for a in answers]
    assert results == [a and a.result for a in batch.run(jobs, 1, LONGEST_S)]
    assert [r["summary"]["reps"] for r in results if isinstance(r, dict)] == [1 + i % 3 for i in range(CLIPS)]
    assert by[ADDED] >= 1, by


def main() -> None:
    jobs = [case.job("full", None) for case in cases(sys.argv[1:])]
    began = time.perf_counter()
    here = batch.run(jobs, len(os.sched_getaffinity(0)), LONGEST_S)
    middle = time.perf_counter()
    there, by = by_a_changing_cluster(jobs, 3600)
    took = time.perf_counter() - middle
    same = sum(a is not None and b is not None and a.result == b.result and a.error == b.error
               for a, b in zip(here, there, strict=True))  # fmt: skip
    judged = sum(a is not None and a.result is not None for a in here)
    print(
        f"{len(jobs)} clips, {judged} judged: {middle - began:.0f} s here, {took:.0f} s by the cluster, "
        f"{same} the same; {dict(by)}"
    )


if __name__ == "__main__":
    main()
