"""Runs commands in one process, in the language of LANGUAGE, and prints what they say: `commands_run.py FOLDER`."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from streams import Stream, at_work
from test_live import Filmed, raises

from formcheck.capture.recording import Recorder, Recording
from formcheck.cli import main
from formcheck.commands import clips_ahead
from formcheck.live import cameras

WITHOUT_A_MODEL = """
exercises
exercises single-leg-rdl
analyze set.npz -e calf-raise --html set.html --csv set.csv --json set.json --store --db sets.db --when 2026-03-01
analyze set.npz -e calf-raise --store --db sets.db --when 2026-05-01 --tempo 4-1-4 --fail-on any
compare 1 2 --db sets.db --html compare.html
history --db sets.db --html history.html
history export sets.jsonl --db sets.db
history import sets.jsonl --db sets.db
history edit 1 --person Mia --db sets.db
history delete 2 --yes --db sets.db
routine list
routine show
routine show warm-up
routine new mine.toml
routine run raises.toml --no-window --mute --no-store --html raises.html
live -e calf-raise --no-window --mute --html live.html
demo
models
score nowhere
--help
analyze --help
live --help
score --help
compare --help
exercises --help
doctor --help
demo --help
models --help
models get --help
history --help
history delete --help
history edit --help
routine --help
routine run --help
"""


def recorded(place: Path) -> None:
    """The landmarks of two calf raises."""
    stream = Stream(at_work("calf-raise", 2))
    recorder = Recorder(place, stream.info)
    for frame in stream:
        recorder.push(frame)
    recorder.close()


class Camera(Filmed):
    """One that a routine may begin with before its first picture."""

    def begin(self) -> None:
        if self.frame:
            super().begin()


@contextmanager
def filmed(*asked: object) -> Iterator[Camera]:
    """In place of a camera: somebody who rises twice."""
    yield Camera(raises(2))


def without_a_model() -> None:
    """Cameras are played, and clips were seen before."""
    cameras.open_live = filmed  # type: ignore[assignment]
    clips_ahead.open_file = lambda path, **how: Recording(Path("set.npz"))
    Path("raises.toml").write_text('title = "X"\n[[step]]\nexercise = "calf-raise"\nreps = 2\n', "utf-8")


def said(line: str) -> tuple[int, str]:
    """The exit code of a command, and all it writes."""
    out = io.StringIO()
    sys.argv = ["formcheck", *line.split()]
    with redirect_stdout(out), redirect_stderr(out):
        try:
            main()
        except SystemExit as e:
            return int(e.code or 0), out.getvalue()
    return 0, out.getvalue()


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    recorded(Path("set.npz"))
    without_a_model()
    print(json.dumps({line: said(line) for line in WITHOUT_A_MODEL.strip().splitlines()}))
