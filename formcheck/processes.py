"""Worker processes: which cores and how much memory there is for them, and how one starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

ANY_CORE = -1
NEEDS_BYTES = 480 << 20  # one with the pose model, and what the judging process needs beside it: 440 MB and less
CGROUP = Path("/sys/fs/cgroup")


def cores() -> list[int]:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def workers_that_fit(wanted: int = 0) -> int:
    """How many are sensible: one a core, or as many as wanted, but no more than there is memory for."""
    free = free_bytes()
    most = wanted or len(cores())
    return max(1, most if free is None else min(most, free // NEEDS_BYTES))


def free_bytes(meminfo: Path = Path("/proc/meminfo"), cgroup: Path = CGROUP) -> int | None:
    """Memory that may still be used; None if nobody tells."""
    known = []
    with suppress(OSError, ValueError, IndexError):
        line = next(line for line in meminfo.read_text().splitlines() if line.startswith("MemAvailable"))
        known.append(int(line.split()[1]) << 10)
    with suppress(OSError, ValueError):
        most, now = ((cgroup / f"memory.{name}").read_text() for name in ("max", "current"))
        known.append(int(most) - int(now))
    return min(known, default=None)


def core_of(worker: int, workers: int) -> int:
    """The core for one of so many workers: each its own, unless there are more workers than cores."""
    mine = cores()
    return mine[worker] if workers <= len(mine) else ANY_CORE


def start(module: str, core: int) -> subprocess.Popen[bytes]:
    """A worker that reads jobs from its stdin and answers on its stdout. Raises OSError if it cannot start."""
    code = [sys.executable, "-m", module, str(core)]
    return subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def begin() -> BinaryIO:
    """Called first in a worker: stay on the core that was asked for. Returns where answers go.

    Before the model is loaded, which creates threads for the cores it finds.
    """
    core = int(sys.argv[1])
    if core != ANY_CORE and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to the whole group; who asked ends this process
    answers = os.fdopen(os.dup(1), "wb")  # keep other output from mixing with the answers
    os.dup2(2, 1)
    return answers


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop it at once."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):  # what was not sent
                pipe.close()
