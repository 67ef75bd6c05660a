"""kill -9 at any moment: a file that was asked for is the old one or the new one, never a half."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import clips
import pytest
from conftest import Done
from sets import a_set
from streams import Stream, at_work
from test_bad_input import POSIX

from formcheck.capture.recording import Recorder
from formcheck.history.store import keep

KILLS = Path(__file__).with_name("kills.py")


@POSIX
@pytest.mark.parametrize(
    ("what", "kind", "times"),
    [("analyze", "landmarks", 10), ("analyze", "video", 3), ("others", "landmarks", 5)],
    ids=["landmarks", "video", "others"],
)
def test_no_file_is_ever_a_half(what: str, kind: str, times: int, console: Callable[..., Done], tmp_path: Path) -> None:
    clip = tmp_path / ("set.npz" if kind == "landmarks" else "set.mp4")
    if kind == "landmarks":
        stream = Stream(at_work("calf-raise", 2))
        recorder = Recorder(clip, stream.info)
        for seen in stream:
            recorder.push(seen)
        recorder.close()
    else:
        clips.write(clip, clips.half_size(clips.shots_of(clips.sample("calf-raise-side"), 1, 1.5)))
    if what == "others":
        (tmp_path / "set.labels.json").write_text('{"exercise": "calf-raise", "reps": 2}', "utf-8")
        for seed in range(20):
            keep(a_set(seed=seed), db=tmp_path / "sets.db")
    out = tmp_path / "out"
    out.mkdir()
    done = console(KILLS, what, clip, out, times, command=(sys.executable,))
    assert done.code == 0, done.err
    assert max(json.loads(done.out.splitlines()[-1]).values()) >= 2  # some were written, and by several processes
