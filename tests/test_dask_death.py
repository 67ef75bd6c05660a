"""A cluster that loses a worker and gets another in the middle of its clips gives the same results as one machine.

`python tests/test_dask_death.py FOLDER` does it with the labelled clips or recordings of a folder.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from conftest import LONGEST_S
from streams import at_work, recorded
from test_bad_input import POSIX

from formcheck.scoring import batch, scheduler
from formcheck.scoring.batch import Answer, Job
from formcheck.scoring.labelled_clips import cases

CLIPS, WORKERS = 14, 3
ADDED = WORKERS  # its name: they are numbered
UNGATED = 5  # clips that everybody gets at once
PATIENCE_S = 280  # for a worker to join on a busy machine; downloads give up after 300


def by_a_changing_cluster(
    jobs: Sequence[Job], joined: Callable[[], None] = lambda: None
) -> tuple[list[Answer | None], Counter[int]]:
    """A worker is killed once a sixth of the clips are judged, and one joins at a third; who judged how many.

    joined is called as soon as the new one has a clip to judge.
    """
    from distributed import LocalCluster
    from distributed.diagnostics.plugin import SchedulerPlugin

    came, by = 0, Counter[int]()

    class Notes(SchedulerPlugin):  # type: ignore[misc]
        def transition(self, key: object, start: str, finish: str, *args: object, **more: Any) -> None:
            if (start, finish) == ("processing", "memory"):
                by[cluster.scheduler.workers[more["worker"]].name] += 1

    def disturb(i: int, answer: Answer) -> None:
        nonlocal came
        came += 1
        if came == len(jobs) // 6:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        if came == len(jobs) // 3:
            cluster.scale(WORKERS + 1)
            Thread(target=_when_at_work, args=(cluster, joined), daemon=True).start()

    with LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        cluster.scheduler.add_plugin(Notes())
        answers = scheduler.run(jobs, cluster.scheduler_address, PATIENCE_S, disturb)
        assert came == len(jobs)
    return answers, by


def _when_at_work(cluster: Any, joined: Callable[[], None]) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if any(w.name == ADDED and w.processing for w in list(cluster.scheduler.workers.values())):
            break
        time.sleep(0.05)
    joined()  # too late as well: then the count of what it judged says so


class Gated(SimpleHTTPRequestHandler):
    """Serves clips by their numbers; the later ones only once the gate is open."""

    def __init__(self, gate: Event, *args: Any, **more: Any) -> None:
        self._gate = gate
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        if int(Path(self.path).stem) >= UNGATED:
            self._gate.wait(PATIENCE_S)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def gate() -> Event:
    return Event()


@pytest.fixture
def jobs(tmp_path: Path, gate: Event) -> Iterator[list[Job]]:
    """Clips at addresses, each another set."""
    for i in range(CLIPS):
        recorded(at_work("calf-raise", 1 + i % 3, seed=i), tmp_path / f"{i}.npz")
    more = {"exercise": "calf-raise", "variant": None, "height_cm": None, "model": "full", "landmarks_dir": None}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Gated, gate, directory=str(tmp_path))) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield [{"clip": f"http://127.0.0.1:{http.server_port}/{i}.npz", **more} for i in range(CLIPS)]
        gate.set()
        http.shutdown()


@pytest.mark.process
@POSIX
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_workers_that_die_and_join_change_no_result(jobs: list[Job], gate: Event) -> None:
    """The later clips are held back until the added worker has one, however late it comes."""
    pytest.importorskip("distributed")
    answers, by = by_a_changing_cluster(jobs, gate.set)
    here = batch.run(jobs, 1, LONGEST_S)
    results = [a.result if a else None for a in answers]
    assert results == [a.result if a else None for a in here]
    assert [r["summary"]["reps"] if r else r for r in results] == [1 + i % 3 for i in range(CLIPS)]
    assert by[ADDED] >= 1, by


def main() -> None:
    jobs = [case.job("full", None) for case in cases(sys.argv[1:])]
    began = time.perf_counter()
    here = batch.run(jobs, len(os.sched_getaffinity(0)), LONGEST_S)
    middle = time.perf_counter()
    there, by = by_a_changing_cluster(jobs)
    took = time.perf_counter() - middle
    same = sum(a is not None and b is not None and a.result == b.result and a.error == b.error
               for a, b in zip(here, there, strict=True))  # fmt: skip
    judged = sum(a is not None and a.result is not None for a in here)
    print(
        f"{len(jobs)} clips, {judged} judged: {middle - began:.0f} s here, {took:.0f} s by the cluster, "
        f"{same} the same, {by[ADDED]} by the worker that joined"
    )


if __name__ == "__main__":
    main()
