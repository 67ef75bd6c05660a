"""Analyse until killed, again and again: `python kills.py CLIP FOLDER TIMES SECONDS` exits 1 if a file is ever a half.

Every time a child process analyses the clip over and over, writing each kind of output to the same places, until it
is killed without warning after at most so many seconds.
"""

import csv
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import av
from conftest import main

from formcheck.capture.recording import Recording
from formcheck.result import Result


def a_video(path: Path) -> None:
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0))


def ends_with(end: str) -> Callable[[Path], None]:
    def check(path: Path) -> None:
        assert path.read_text("utf-8").rstrip().endswith(end)

    return check


def a_table(path: Path) -> None:
    """Rows of one width, the last one whole."""
    with path.open(newline="", encoding="utf-8") as f:
        assert len({len(row) for row in csv.reader(f)}) == 1
    assert path.read_bytes().endswith(b"\n")


def as_many_rows_as_said(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    names, values = lines[1].split("\t"), lines[2].split("\t")
    said = int(dict(zip(names, values, strict=True))["NumFrames"])
    assert sum(line[:1].isdigit() for line in lines[4:]) == said


WHOLE: dict[str, Callable[[Path], object]] = {
    "json": lambda p: Result.model_validate(json.loads(p.read_text("utf-8"))),
    "csv": a_table,
    "trace": a_table,
    "landmarks": lambda p: list(Recording(p)),
    "trc": as_many_rows_as_said,
    "mot": lambda p: p.read_bytes().endswith(b"\n") or sys.exit(1),
    "html": ends_with("</html>"),
    "video": a_video,
}
ENDINGS = {"landmarks": "npz", "video": "mp4"}


def run(clip: Path, folder: Path, times: int, longest_s: float) -> None:
    dice = random.Random(7)
    kinds = [k for k in WHOLE if k != "video" or clip.suffix != ".npz"]
    places = {k: folder / f"out.{ENDINGS.get(k, k)}" for k in kinds}
    order = ["analyze", clip, "-e", "calf-raise", "-q", *(x for k in kinds for x in (f"--{k}", places[k]))]
    seen: dict[str, set[int]] = {k: set() for k in kinds}
    for _ in range(times):
        child = os.fork()
        if not child:
            while not main(*order):
                pass
            os._exit(1)
        time.sleep(dice.uniform(0, longest_s))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the child ended by itself"
        for kind, place in places.items():
            if place.exists():
                WHOLE[kind](place)
                seen[kind].add(place.stat().st_ino)
    print(json.dumps({k: len(v) for k, v in seen.items()}))


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
