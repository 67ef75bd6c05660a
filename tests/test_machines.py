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

import pytest
from conftest import CONSOLE_SCRIPT, Done
from streams import at_work, recorded

Run = Callable[..., Done]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of Linux")
CALF = {"exercise": "calf-raise", "reps": 2}
GROUPS = Path("/sys/fs/cgroup")
LIMIT_BYTES = 1 << 30


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up calf raises."""
    return recorded(at_work("calf-raise", 2), tmp_path_factory.mktemp("machines") / "set.npz")


@pytest.fixture
def folder(two_reps: Callable[[str], Path], recording: Path, tmp_path: Path) -> Path:
    """Two videos and two recordings, of two calf raises each."""
    folder = tmp_path / "clips"
    folder.mkdir()
    for name, clip in {"a": two_reps("calf-raise-side"), "b": two_reps("calf-raise-side"), "c": recording,
                       "d": recording}.items():  # fmt: skip
        shutil.copy(clip, folder / f"{name}{clip.suffix}")
        (folder / f"{name}.labels.json").write_text(json.dumps(CALF), "utf-8")
    return folder


# loops and processes

SEVERAL = """
import multiprocessing, sys
import formcheck

def reps(clip):
    return formcheck.analyze(clip, exercise="calf-raise").summary.reps

if __name__ == "__main__":
    counted = [reps(sys.argv[1])]
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
@pytest.mark.parametrize("kind", ["recording", "video"])
def test_processes_of_every_kind_judge_after_their_parent_has(
    kind: str, console: Run, recording: Path, two_reps: Callable[[str], Path], tmp_path: Path
) -> None:
    """Forked from a process that has used the pose model, too."""
    (tmp_path / "several.py").write_text(SEVERAL, "utf-8")
    clip = recording if kind == "recording" else two_reps("calf-raise-side")
    done = console(
        tmp_path / "several.py", clip, "spawn", "forkserver", "fork", command=(sys.executable, "-W", "ignore")
    )
    assert (done.out.strip(), done.code) == ("[2, 2, 2, 2]", 0), done.err


# little of everything


def judged(done: Done, out: Path) -> None:
    """All four clips, as their labels say."""
    assert done.code == 0, done.err
    rows = json.loads(out.read_text("utf-8"))["clips"]
    assert {row["clip"]: (row["counted"], row["error"]) for row in rows} == dict.fromkeys("abcd", (2, None))


@LINUX
def test_one_core_is_enough(console: Run, folder: Path, tmp_path: Path) -> None:
    on_one = ("sh", "-c", f'taskset -p {1 << min(os.sched_getaffinity(0)):x} $$ >&2; exec "$0" "$@"', CONSOLE_SCRIPT)
    done = console("score", folder, "-q", "--jobs", 4, "--json", tmp_path / "x.json", command=on_one)
    assert "mask: " in done.err
    judged(done, tmp_path / "x.json")


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
@pytest.mark.parametrize("jobs", [1, 8])
def test_one_gigabyte_is_enough(jobs: int, one_gigabyte: Path, console: Run, folder: Path, tmp_path: Path) -> None:
    """However many workers are asked for: no more are started than there is memory for."""
    inside = ("sh", "-c", f'echo $$ > {one_gigabyte}/cgroup.procs; exec "$0" "$@"', CONSOLE_SCRIPT)
    done = console("score", folder, "-q", "--jobs", jobs, "--json", tmp_path / "x.json", command=inside)
    judged(done, tmp_path / "x.json")
    peaks = [one_gigabyte / name for name in ("memory.peak", "memory.max_usage_in_bytes")]
    peak = max(int(p.read_text()) for p in peaks if p.exists())
    assert 100 << 20 < peak <= LIMIT_BYTES  # it ran in there
