"""Write until killed, repeatedly: `python kills.py WHAT CLIP FOLDER TIMES` exits with 1 if a file is partial.

WHAT is `analyze`, `sets` for the clip recognised set by set, `live` for the clip as a camera, or `others` for the files
of score, compare and history. Every time a child process runs these commands over and over, writing each kind of output
to the same places, until it is killed without warning. The first one runs them once and to the end: what that takes
says for how long the others may live.
"""

import csv
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree

import av
from conftest import main
from PIL import Image

from formcheck.capture.recording import Recording
from formcheck.history import exchange
from formcheck.result import Result
from formcheck.scoring.figures import Score


def a_video(path: Path) -> None:
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0))


def ends_with(end: str) -> Callable[[Path], None]:
    def check(path: Path) -> None:
        assert path.read_text("utf-8").endswith((end, f"{end}\n"))

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


def a_picture(path: Path) -> None:
    with Image.open(path) as picture:
        picture.load()


Check = Callable[[Path], object]
PICTURES: dict[str, Check] = {"video.mp4": a_video, "contact-sheet.png": a_picture}
ANALYZE: dict[str, Check] = {
    "json.json": lambda p: Result.model_validate_json(p.read_bytes()),
    "csv.csv": a_table,
    "trace.csv": a_table,
    "landmarks.npz": lambda p: list(Recording(p)),
    "trc.trc": as_many_rows_as_said,
    "mot.mot": ends_with("\n"),
    "html.html": ends_with("</html>"),
}
SCORE: dict[str, Check] = {
    "json.json": lambda p: Score.model_validate_json(p.read_bytes()),
    "junit.xml": lambda p: ElementTree.fromstring(p.read_bytes()),
    "markdown.md": ends_with("\n"),
}
EXPLAIN: dict[str, Check] = {"explain-png.png": a_picture}
PAGES: dict[str, Check] = {"history.html": ends_with("</html>"), "compare.html": ends_with("</html>")}
EXPORT: dict[str, Check] = {"export.jsonl": lambda p: list(exchange.read(p.read_text("utf-8").splitlines(), p.name))}


def options(kinds: Iterable[str], folder: Path) -> list[object]:
    """Each kind is written under its own name, which is its option with an ending."""
    return [word for kind in kinds for word in (f"--{Path(kind).stem}", folder / kind)]


def plan(what: str, clip: Path, folder: Path) -> tuple[list[list[object]], dict[str, Check]]:
    """The commands, and what they write."""
    if what == "analyze":
        kinds = ANALYZE if clip.suffix == ".npz" else {**ANALYZE, **PICTURES}
        return [["analyze", clip, "-e", "calf-raise", "-q", *options(kinds, folder)]], kinds
    if what == "sets":
        kinds = {**ANALYZE, "json.json": lambda p: [Result.model_validate(r) for r in json.loads(p.read_bytes())]}
        return [["analyze", clip, "-e", "auto", "-q", *options(kinds, folder)]], kinds
    if what == "live":
        kinds = {"json.json": ANALYZE["json.json"], "record.mp4": a_video, "record.npz": ANALYZE["landmarks.npz"]}
        live = ["live", "-e", "calf-raise", "--no-window", "--camera", clip, "--raw", "-q"]
        return [[*live, "--json", folder / "json.json", "--record", folder / "record.mp4"]], kinds
    db, history, compare = clip.with_name("sets.db"), *(folder / page for page in PAGES)
    return [
        ["history", "--html", history, "--db", db],
        ["compare", clip, clip, "-e", "calf-raise", "-q", "--html", compare],
        ["history", "export", folder / "export.jsonl", "--db", db],
        ["score", clip, "-q", "--explain", clip, *options(EXPLAIN, folder)],
        ["score", clip, "-q", "--jobs", 1, *options(SCORE, folder)],
    ], {**EXPORT, **EXPLAIN, **SCORE, **PAGES}


def silent() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def run(what: str, clip: Path, folder: Path, times: int) -> None:
    dice = random.Random(7)
    commands, kinds = plan(what, clip, folder)
    began = time.monotonic()
    first = os.fork()
    if not first:
        silent()
        os._exit(max(main(*words) for words in commands))
    assert os.waitpid(first, 0)[1] == 0, "a command failed"
    took = time.monotonic() - began
    seen = {kind: {(folder / kind).stat().st_ino} for kind in kinds}
    for _ in range(times):
        child = os.fork()
        if not child:
            silent()
            while not any(main(*words) for words in commands):
                pass
            os._exit(1)
        time.sleep(dice.uniform(0, 2 * took))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the child ended by itself"
        for kind, check in kinds.items():
            check(folder / kind)
            seen[kind].add((folder / kind).stat().st_ino)
    print(json.dumps({k: len(v) for k, v in seen.items()}))


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
