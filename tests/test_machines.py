"""However it is started: in a loop, in processes of every kind, on one core, with little memory."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import clips
import pytest
from conftest import CONSOLE_SCRIPT, Done
from streams import at_work, recorded

Run = Callable[..., Done]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of Linux")
REPS = {"a": 1, "b": 1, "c": 2, "d": 2}
GROUPS = Path("/sys/fs/cgroup")
LIMIT_BYTES = 1 << 30


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up calf raises."""
    return recorded(at_work("calf-raise", 2), tmp_path_factory.mktemp("machines") / "set.npz")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of one calf raise."""
    path = tmp_path_factory.mktemp("one") / "one.mp4"
    return clips.write(path, clips.every_second(clips.shots_of(clips.sample("calf-raise-side"), 0.5, 5.2)))


@pytest.fixture
def folder(one: Path, recording: Path, tmp_path: Path) -> Path:
    """Two videos of one calf raise, two recordings of two."""
    folder = tmp_path / "clips"
    folder.mkdir()
    for name, clip in {"a": one, "b": one, "c": recording, "d": recording}.items():
        shutil.copy(clip, folder / f"{name}{clip.suffix}")
        (folder / f"{name}.labels.json").write_text(json.dumps({"exercise": "calf-raise", "reps": REPS[name]}), "utf-8")
    return folder


# loops and processes

SEVERAL = """
import multiprocessing, sys
import formcheck

def reps(clip):
    return formcheck.analyze(clip, exercise="calf-raise").summary.reps

if __name__ == "__main__":
    counted = [reps(sys.argv[1])]
    if "mediapipe" in sys.modules:
        print("the pose model has run")
    for how in sys.argv[2:]:
        with multiprocessing.get_context(how).Pool(1) as pool:
            counted += pool.map(reps, sys.argv[1:2])
    print(counted)
"""


def test_a_running_loop_changes_nothing(recording: Path) -> None:
    import formcheck

    async def reps() -> list[int]:
        here = formcheck.analyze(recording, exercise="calf-raise")
        there = await asyncio.to_thread(formcheck.analyze, recording, exercise="calf-raise")
        return [here.summary.reps, there.summary.reps]

    assert asyncio.run(reps()) == [2, 2]


@POSIX
def test_processes_of_every_kind_judge(console: Run, recording: Path, tmp_path: Path) -> None:
    (tmp_path / "several.py").write_text(SEVERAL, "utf-8")
    script = (sys.executable, "-W", "ignore", str(tmp_path / "several.py"))
    done = console(recording, "spawn", "forkserver", "fork", command=script)
    assert (done.out.split("\n")[-2], done.code) == ("[2, 2, 2, 2]", 0), done.err


@POSIX
@pytest.mark.clip
@pytest.mark.parametrize("how", ["forkserver", "fork"])
def test_a_process_judges_a_video_after_its_parent_has(how: str, console: Run, one: Path, tmp_path: Path) -> None:
    """Forked where the pose model has run, too."""
    (tmp_path / "several.py").write_text(SEVERAL, "utf-8")
    done = console(one, how, command=(sys.executable, "-W", "ignore", str(tmp_path / "several.py")))
    assert (done.out.split("\n"), done.code) == (["the pose model has run", "[1, 1]", ""], 0), done.err


# little of everything


@LINUX
@pytest.mark.clip
def test_one_core_is_enough(console: Run, folder: Path, tmp_path: Path) -> None:
    on_one = ("sh", "-c", f'taskset -p {1 << min(os.sched_getaffinity(0)):x} $$ >&2; exec "$0" "$@"', CONSOLE_SCRIPT)
    done = console("score", folder, "-q", "--jobs", 4, "--json", tmp_path / "x.json", command=on_one)
    assert "mask: " in done.err and done.code == 0
    rows = json.loads((tmp_path / "x.json").read_text("utf-8"))["clips"]
    assert {row["clip"]: row["counted"] for row in rows} == REPS


@pytest.fixture
def one_gigabyte() -> Iterator[Path]:
    """A control group that may hold one GB and swap nothing; where root may not make one, the test is skipped."""
    version_1 = (GROUPS / "memory").is_dir()
    group = (GROUPS / "memory" if version_1 else GROUPS) / f"formcheck-tests-{os.getpid()}"
    with suppress(OSError):
        group.mkdir()
    try:
        (group / ("memory.limit_in_bytes" if version_1 else "memory.max")).write_text(str(LIMIT_BYTES))
    except OSError as e:
        with suppress(OSError):
            group.rmdir()
        pytest.skip(f"no control group can be limited here: {e.strerror}")
    yield group
    group.rmdir()


@LINUX
@pytest.mark.clip
def test_one_gigabyte_is_enough(one_gigabyte: Path, console: Run, one: Path, tmp_path: Path) -> None:
    """Eight workers do not fit; no more are started than there is memory for, and all clips are judged."""
    for i in range(8):
        shutil.copy(one, tmp_path / f"{i}.mp4")
        (tmp_path / f"{i}.labels.json").write_text(json.dumps({"exercise": "calf-raise", "reps": 1}), "utf-8")
    inside = ("sh", "-c", f'echo $$ > {one_gigabyte}/cgroup.procs; exec "$0" "$@"', CONSOLE_SCRIPT)
    done = console("score", tmp_path, "-q", "--jobs", 8, "--json", tmp_path / "x.json", command=inside)
    rows = json.loads((tmp_path / "x.json").read_text("utf-8"))["clips"]
    assert [(row["counted"], row["error"]) for row in rows] == [(1, None)] * 8
    assert done.code == 0
    peaks = [one_gigabyte / name for name in ("memory.peak", "memory.max_usage_in_bytes")]
    peak = max(int(p.read_text()) for p in peaks if p.exists())
    assert 100 << 20 < peak <= LIMIT_BYTES  # it ran in there
