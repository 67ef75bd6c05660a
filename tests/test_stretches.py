"""Clips in stretches and on several processes: the same to the last bit, whatever happens to the processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import clips
import psutil
import pytest

from formcheck import processes
from formcheck.capture import crew, video
from formcheck.capture.opening import open_file
from formcheck.capture.recording import Recording
from formcheck.capture.rows import row_of
from formcheck.capture.video import Video
from formcheck.errors import SourceError
from formcheck.pipeline import judge
from formcheck.source import ReadingNotes

pytestmark = pytest.mark.clip
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video, "SHORTEST_S", 1.0)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five seconds of a calf raise."""
    place = tmp_path_factory.mktemp("stretches") / "five.mp4"
    return clips.write(place, clips.shots_of(clips.sample("calf-raise-side"), end_s=5), b_frames=True)


def seen(path: Path, **how: Any) -> tuple[bytes, ReadingNotes]:
    with open_file(path, **how) as source:
        rows = b"".join(map(row_of, source))
        return rows, source.notes()


@pytest.fixture(scope="module")
def whole(clip: Path) -> bytes:
    """What one process sees, in four stretches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(video, "SHORTEST_S", 1.0)
        return seen(clip, workers=1)[0]


@pytest.mark.process
@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_processes_sees_the_same(clip: Path, whole: bytes, workers: int) -> None:
    assert seen(clip, workers=workers)[0] == whole


def test_every_frame_is_seen_once(clip: Path) -> None:
    with Video(clip, *_model(), workers=1) as source:
        assert len(source._jobs) == 4
        times = [s.t for s in source]
    assert times == pytest.approx([t for t, _picture in clips.shots_of(clip)])


def _model() -> tuple[Path, Any]:
    from formcheck.capture import model_check

    found = model_check.ready("full")
    return found.path, found.name


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[int], None]:
    """Have the first so many processes end in the middle of their first stretch."""
    started = processes.start
    left = [0]

    def start(module: str, core: int) -> subprocess.Popen[bytes]:
        if not left[0]:
            return started(module, core)
        left[0] -= 1
        script = (
            "import os, sys\n"
            "from formcheck import processes\n"
            "from formcheck.capture import stretch_worker\n"
            "see = stretch_worker.see\n"
            "def part(job):\n"
            "    for i, said in enumerate(see(job)):\n"
            "        if i == 1:\n"
            "            os.write(1, b'')\n"
            "            answers.write(said[: len(said) // 2]); answers.flush(); os.kill(os.getpid(), 9)\n"
            "        yield said\n"
            "stretch_worker.see = part\n"
            "answers = processes.begin()\n"
            "stretch_worker.main(answers)\n"
        )
        code = [sys.executable, "-c", script, str(core)]
        return subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    monkeypatch.setattr(processes, "start", start)

    def set_to(many: int) -> None:
        left[0] = many

    return set_to


@pytest.mark.process
def test_a_process_that_is_killed_in_mid_stretch_is_replaced(
    clip: Path, whole: bytes, dying: Callable[[int], None]
) -> None:
    dying(1)
    assert seen(clip, workers=2)[0] == whole


@pytest.mark.process
def test_a_stretch_that_kills_two_processes_is_an_error(clip: Path, dying: Callable[[int], None]) -> None:
    dying(99)
    with pytest.raises(SourceError, match=r"five.mp4 ended early \(exit -9\).*--jobs 1"):
        seen(clip, workers=2)


@pytest.mark.process
@pytest.mark.parametrize("fails", ["to start", "to begin"])
def test_where_no_process_can_see_it_this_one_does(
    clip: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def start(module: str, core: int) -> subprocess.Popen[bytes]:
        if fails == "to start":
            raise OSError("no more processes")
        code = [sys.executable, "-c", "import no_such_module"]
        return subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    monkeypatch.setattr(processes, "start", start)
    assert seen(clip, workers=2)[0] == whole


@pytest.mark.process
def test_stopped_in_the_middle_it_ends_at_once_and_leaves_no_process(clip: Path) -> None:
    with open_file(clip, workers=2) as source:
        frames = iter(source)
        for _ in range(20):
            next(frames)
        source.stop()
        assert len(list(frames)) <= 16  # those of the same message
        assert source.notes().warning is None
    assert not _children()


def _children() -> list[str]:
    alive = [p.cmdline() for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE]
    return [" ".join(words) for words in alive if crew.WORKER in words]


def test_a_file_that_is_damaged_in_the_middle_is_judged_around_it_and_says_so(tmp_path: Path) -> None:
    path = clips.write(tmp_path / "x.mp4", clips.made_up([i / 30 for i in range(240)], (320, 240)), keys=15)
    data = bytearray(path.read_bytes())
    begin = data.index(b"mdat")
    third = (len(data) - begin) // 3
    data[begin + third : begin + 2 * third] = bytes(third)
    path.write_bytes(data)
    with Video(path, *_model(), workers=1) as source:
        times = [s.t for s in source]
        warning = source.notes().warning
    assert times[-1] > 7.5, "what comes after the damage is seen"
    assert max(b - a for a, b in pairwise(times)) > video.GAP_S
    assert warning and "cannot be read" in warning


def test_a_file_that_cannot_be_sought_is_one_stretch(tmp_path: Path) -> None:
    path = clips.write(tmp_path / "x.mp4", clips.made_up([i / 30 for i in range(150)]))
    joined = tmp_path / "joined.ts"
    _as_ts(path, joined)
    with Video(joined, *_model(), workers=4) as source:
        assert len(source._jobs) == 1
        assert len(list(source)) == 150


def _as_ts(path: Path, place: Path) -> None:
    import av

    with av.open(str(path)) as source, av.open(str(place), "w", "mpegts") as out:
        stream = out.add_stream("libx264", rate=30)
        for i, frame in enumerate(source.decode(video=0)):
            if not i:
                stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuv420p"
            frame.pts = None
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def at_60(shots: clips.Shots) -> Iterator[clips.Shot]:
    """Each picture twice, half as long."""
    for t, picture in shots:
        yield t, picture
        yield t + 1 / 60, picture


def test_a_clip_of_60_frames_a_second_is_seen_at_30_and_the_result_says_so(tmp_path: Path) -> None:
    path = clips.write(tmp_path / "x.mp4", at_60(clips.shots_of(clips.sample("calf-raise-side"), end_s=1)))
    with open_file(path, workers=1) as source:
        result = judge(source, "calf-raise")
    assert (result.source.frames, result.source.left_out) == (31, 31)
    with open_file(path, workers=1, every_frame=True) as source:
        result = judge(source, "calf-raise")
    assert (result.source.frames, result.source.left_out) == (62, 0)


def test_a_slowed_clip_is_seen_at_30_of_its_real_seconds(tmp_path: Path) -> None:
    path = clips.write(tmp_path / "x.mp4", clips.made_up([i / 30 for i in range(120)]))
    with open_file(path, slow_motion=4, workers=1) as source:
        assert [s.t for s in source] == pytest.approx([4 * i / 30 for i in range(30)])
        assert source.notes().left_out == 90


def test_a_recording_knows_what_was_left_out(tmp_path: Path, formcheck: Run) -> None:
    path = clips.write(tmp_path / "x.mp4", at_60(clips.shots_of(clips.sample("calf-raise-side"), end_s=2)))
    once, again = tmp_path / "a.json", tmp_path / "b.json"
    kept = tmp_path / "x.npz"
    assert formcheck("analyze", path, "-e", "calf-raise", "--json", once, "--landmarks", kept).code == 0
    assert "Judged 61 of 122 frames" in formcheck("analyze", kept, "-e", "calf-raise", "--json", again).out
    one, two = (json.loads(p.read_text("utf-8"))["source"] for p in (once, again))
    assert one["left_out"] == two["left_out"] == 61
    assert Recording(kept).notes().left_out == 61


@pytest.mark.process
def test_a_folder_is_judged_the_same_by_any_number_of_processes(clip: Path, tmp_path: Path, formcheck: Run) -> None:
    folder = tmp_path / "clips"
    folder.mkdir()
    for name in ("a", "b", "d"):
        os.link(clip, folder / f"{name}.mp4")
    (folder / "c.mp4").write_text("no video")
    told = {}
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        out.mkdir()
        done = formcheck("analyze", folder, "-e", "calf-raise", "--json", out, "--jobs", jobs, "--to", 1.2)
        assert done.code == 1
        assert done.err.count("c.mp4 is not a readable video") == 1
        told[jobs] = done.out.replace(str(out), "out"), {p.name: p.read_bytes() for p in out.iterdir()}
    assert told[1] == told[2]
    assert sorted(told[1][1]) == ["a.json", "b.json", "d.json"]


def test_mediapipe_comes_without_what_is_not_needed() -> None:
    code = (
        "import sys, formcheck.capture.detector\n"
        "assert not {'matplotlib', 'matplotlib.pyplot', 'sounddevice'} & set(sys.modules), 'slow to import'\n"
        "from mediapipe.tasks.python.vision import drawing_utils\n"
        "assert callable(drawing_utils.plt.figure), 'there when it is used'\n"
        "import matplotlib.pyplot as plt\n"
        "assert plt.figure is drawing_utils.plt.figure\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("group", "most", "now", "own", "cached"),
    [
        ("", "memory.max", "memory.current", "", "inactive_file"),  # a container
        ("a/b", "memory.max", "memory.current", "0::/a/b/c\n", "inactive_file"),
        ("memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "", "total_inactive_file"),
        ("memory/a", "memory.limit_in_bytes", "memory.usage_in_bytes", "5:memory:/a\n0::/\n", "total_inactive_file"),
    ],
)
def test_memory_is_what_the_machine_and_every_control_group_leave(
    group: str, most: str, now: str, own: str, cached: str, tmp_path: Path
) -> None:
    meminfo, top, mine = tmp_path / "meminfo", tmp_path / "cgroup", tmp_path / "own"
    meminfo.write_text("MemTotal: 9000000 kB\nMemAvailable: 2000000 kB\n")
    mine.write_text(own)
    assert processes.free_bytes(meminfo, top, mine) == 2_000_000 << 10
    limited = top / group
    limited.mkdir(parents=True)
    (limited / most).write_text("1073741824\n")
    (limited / now).write_text("93741824\n")
    (limited / "memory.stat").write_text(f"inactive_file 20000000\n{cached} 20000000\n")
    assert processes.free_bytes(meminfo, top, mine) == 1_000_000_000
    (limited / most).write_text("max\n")
    assert processes.free_bytes(meminfo, top, mine) == 2_000_000 << 10


def test_there_are_no_more_processes_than_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "free_bytes", lambda: 1_000_000_000)
    assert processes.workers_that_fit(8) == 1
    monkeypatch.setattr(processes, "free_bytes", lambda: 2_000_000_000)
    assert processes.workers_that_fit(8) == 3
