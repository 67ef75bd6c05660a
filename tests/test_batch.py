"""A folder in which much is wrong: every clip is accounted for, and the good ones are judged all the same."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import LONGEST_S
from streams import Stream, at_work
from test_bad_input import POSIX

from formcheck import processes
from formcheck.capture.recording import Recorder
from formcheck.commands.score import ScoreOptions, score
from formcheck.errors import SourceError
from formcheck.scoring import batch
from formcheck.scoring.labels import MOST_BYTES, Labels

pytestmark = POSIX
SHARES = {  # of every twenty clips, and what is said of them
    "good": (12, None),
    "halved": (1, "is not a formcheck landmark recording"),
    "empty": (1, "is empty"),
    "words": (1, "is not a readable video"),
    "folder": (1, "is not a file"),
    "pipe": (1, "is not a file"),
    "loop": (1, "symbolic links"),
    "crash": (1, "the worker crashed on this clip"),
    "hang": (1, "no answer within"),
}
EACH = sum(n for n, _ in SHARES.values())
HARMED = """
import os, sys, time
from formcheck import processes
from formcheck.scoring import worker
judged = worker.judged

def harmed(job, watchers=()):
    if "crash" in job["clip"]:
        os.abort()
    if "hang" in job["clip"]:
        time.sleep(3600)
    return judged(job, watchers)

worker.judged = harmed
worker.main(processes.begin())
"""


def make(folder: Path, scores: int) -> None:
    """So many times twenty clips with labels, most of them links to one recording."""
    stream = Stream(at_work("calf-raise", 2))
    good = folder / "whole.npz"
    recorder = Recorder(good, stream.info)
    for seen in stream:
        recorder.push(seen)
    recorder.close()
    for i in range(scores):
        for kind, (many, _) in SHARES.items():
            for k in range(many):
                name = f"{i:03}-{k:02}-{kind}"
                (folder / f"{name}.labels.json").write_text('{"exercise": "calf-raise", "reps": 2}', "utf-8")
                make_one(kind, folder / name, good)
    good.rename(folder / "whole.kept")


def make_one(kind: str, place: Path, good: Path) -> None:
    recording, video = Path(f"{place}.npz"), Path(f"{place}.mp4")
    match kind:
        case "good" | "crash" | "hang":
            os.link(good, recording)
        case "halved":
            recording.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
        case "empty":
            video.touch()
        case "words":
            video.write_text("no video")
        case "folder":
            video.mkdir()
        case "pipe":
            os.mkfifo(video)
        case "loop":
            video.symlink_to(video)


@pytest.fixture
def harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that die and hang of the clips named so."""

    def start(module: str, core: int) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, "-c", HARMED, "-1"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )

    monkeypatch.setattr(processes, "start", start)


@pytest.mark.process
def test_every_clip_of_a_bad_folder_is_accounted_for(harm: None, tmp_path: Path) -> None:
    make(tmp_path, 1)
    out = tmp_path / "s.out"
    order = ScoreOptions(json=out, quiet=True, jobs=2, timeout_s=15, landmarks_dir=tmp_path / "kept")
    assert score([tmp_path], order) == 3
    rows = json.loads(out.read_text("utf-8"))["clips"]
    assert Counter(row["clip"].split("-")[2] for row in rows) == {kind: n for kind, (n, _) in SHARES.items()}
    for row in rows:
        says = SHARES[row["clip"].split("-")[2]][1]
        if says is None:
            assert (row["counted"], row["error"]) == (2, None)
        else:
            assert says in row["error"]


def test_ctrl_c_keeps_the_clips_that_are_done(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    """Sent to all processes at once, as a terminal does."""
    make(tmp_path, 20)
    out = tmp_path / "s.out"
    with start("score", tmp_path, "--json", out, "-q", "--jobs", 2, start_new_session=True) as process:
        until = time.monotonic() + LONGEST_S
        while not [*tmp_path.glob(".s.out.*.partial")]:  # the labels have been read
            assert process.poll() is None and time.monotonic() < until
            time.sleep(0.02)
        time.sleep(3)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=LONGEST_S)
    assert (process.returncode, err) == (130, "")
    rows = json.loads(out.read_text("utf-8"))["clips"]
    assert len(rows) < 20 * EACH
    assert all(row["counted"] == 2 for row in rows if "good" in row["clip"])


def test_a_label_file_is_a_file_of_some_size(tmp_path: Path) -> None:
    pipe, huge = tmp_path / "a.labels.json", tmp_path / "b.labels.json"
    os.mkfifo(pipe)
    with pytest.raises(SourceError, match="is not a file"):
        Labels.read(pipe)
    with huge.open("wb") as f:
        f.truncate(MOST_BYTES + 1)
    with pytest.raises(SourceError, match="larger than"):
        Labels.read(huge)


def main() -> None:
    """`python test_batch.py FOLDER 25`: five hundred clips, and what it took."""
    folder, scores = Path(sys.argv[1]), int(sys.argv[2])
    make(folder, scores)
    patched = pytest.MonkeyPatch()
    harm.__wrapped__(patched)  # type: ignore[attr-defined]
    began = time.perf_counter()
    score([folder], ScoreOptions(json=folder / "s.out", quiet=True, timeout_s=20, landmarks_dir=folder / "kept"))
    took = time.perf_counter() - began
    rows = json.loads((folder / "s.out").read_text("utf-8"))["clips"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"{len(rows)} clips of {scores * EACH} in {took:.0f} s, {peak} MB, the largest worker {worker} MB")
    print(Counter((row["clip"].split("-")[2], row["counted"], (row["error"] or "")[-30:]) for row in rows))


if __name__ == "__main__":
    main()


def test_the_largest_clips_are_taken_first_and_the_others_as_they_came(tmp_path: Path) -> None:
    for name, size in (("small", 10), ("large", 1000), ("middle", 100)):
        (tmp_path / name).write_bytes(bytes(size))
    clips = ["s3://bucket/a.mp4", str(tmp_path / "small"), str(tmp_path / "gone"), str(tmp_path / "large")]
    clips += ["s3://bucket/b.mp4", str(tmp_path / "middle")]
    assert batch.largest_first([{"clip": c} for c in clips]) == [3, 5, 1, 0, 2, 4]
