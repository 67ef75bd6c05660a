"""Runs commands in one process, in the language of LANGUAGE, and prints what they say: `commands_run.py FOLDER`."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from streams import Stream, at_work

from formcheck.capture.recording import Recorder
from formcheck.cli import main

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
routine show
routine show warm-up
routine new mine.toml
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
    print(json.dumps({line: said(line) for line in WITHOUT_A_MODEL.strip().splitlines()}))
