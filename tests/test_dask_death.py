"""A Dask worker that is killed in the middle of its clips loses none: they go to another."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import pytest
from conftest import LONGEST_S
from streams import Stream, at_work
from test_bad_input import POSIX

from formcheck.capture.recording import Recorder
from formcheck.scoring import scheduler
from formcheck.scoring.batch import Answer

CLIPS = 12


@pytest.mark.process
@POSIX
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_killed_worker_loses_no_clip(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    first = tmp_path / "0.npz"
    stream = Stream(at_work("calf-raise", 2))
    recorder = Recorder(first, stream.info)
    for seen in stream:
        recorder.push(seen)
    recorder.close()
    jobs = []
    for i in range(CLIPS):
        clip = tmp_path / f"{i}.npz"
        if i:
            shutil.copy(first, clip)
        more = {"variant": None, "height_cm": None, "model": "full", "landmarks_dir": None}
        jobs.append({"clip": str(clip), "exercise": "calf-raise", **more})
    killed: list[int] = []

    def kill_one(i: int, answer: Answer) -> None:
        if not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        answers = scheduler.run(jobs, cluster.scheduler_address, LONGEST_S, kill_one)
    assert killed
    assert [a.result["summary"]["reps"] if a and a.result else a for a in answers] == [2] * CLIPS
    assert json.dumps([a.result for a in answers if a])
