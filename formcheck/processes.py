"""Worker processes: which cores and how much memory there is for them, and how one starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

ANY_CORE = -1
NEEDS_BYTES = 480 << 20  # one with the pose model, and what the judging process needs beside it: 440 MB and less
CGROUP, OWN_GROUPS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
LIMITS = (("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes"))  # of cgroup 2 and 1


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


def free_bytes(meminfo: Path = Path("/proc/meminfo"), top: Path = CGROUP, own: Path = OWN_GROUPS) -> int | None:
    """Memory that may still be used; None if nobody tells."""
    known = []
    with suppress(OSError, ValueError, IndexError):
        line = next(line for line in meminfo.read_text().splitlines() if line.startswith("MemAvailable"))
        known.append(int(line.split()[1]) << 10)
    for group in _groups(top, own):
        for names in LIMITS:
            with suppress(OSError, ValueError):
                most, now = (int((group / name).read_text()) for name in names)
                known.append(most - now + _given_back(group))
    return min(known, default=None)


def _groups(top: Path, own: Path) -> Iterator[Path]:
    """This process's control groups and those above: every limit on the way holds. A container sees the top alone."""
    yield from (top, top / "memory")
    with suppress(OSError, ValueError):
        for line in own.read_text().splitlines():
            _, kinds, path = line.split(":", 2)
            if kinds in ("", "memory"):
                group = top / kinds / path.lstrip("/")
                yield from (g for g in (group, *group.parents) if g.is_relative_to(top))


def _given_back(group: Path) -> int:
    """What the kernel keeps of files that were read: it counts as used, and is let go when memory is short."""
    with suppress(OSError, ValueError):
        kept = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        return int(kept.get("total_inactive_file", kept.get("inactive_file", 0)))
    return 0


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
