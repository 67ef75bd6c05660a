"""kill -9 at any moment: a file that was asked for is the old one or the new one, never a half."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import clips
import pytest
from conftest import Done
from streams import Stream, at_work
from test_bad_input import POSIX

from formcheck.capture.recording import Recorder

KILLS = Path(__file__).with_name("kills.py")


@POSIX
@pytest.mark.parametrize(("kind", "times", "seconds"), [("landmarks", 12, 1.0), ("video", 3, 4.0)])
def test_no_file_is_ever_a_half(
    kind: str, times: int, seconds: float, console: Callable[..., Done], tmp_path: Path
) -> None:
    clip = tmp_path / ("set.npz" if kind == "landmarks" else "set.mp4")
    if kind == "landmarks":
        stream = Stream(at_work("calf-raise", 2))
        recorder = Recorder(clip, stream.info)
        for seen in stream:
            recorder.push(seen)
        recorder.close()
    else:
        clips.write(clip, clips.half_size(clips.shots_of(clips.sample("calf-raise-side"), 1, 1.5)))
    out = tmp_path / "out"
    out.mkdir()
    done = console(KILLS, clip, out, times, seconds, command=(sys.executable,))
    assert done.code == 0, done.err
    assert max(json.loads(done.out.splitlines()[-1]).values()) >= 1  # some were written, and by several processes
