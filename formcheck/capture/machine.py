"""What MediaPipe needs of a Linux machine: where it is missing, MediaPipe hangs or aborts without a word."""

from __future__ import annotations

import mmap
import sys
from functools import cache
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.messages import _, figure
from formcheck.processes import cores

CORES = Path("/sys/devices/system/cpu/possible")
NEEDS_BYTES, NEEDS_A_CORE = 900 << 20, 200 << 20  # of addresses; measured 580 and 185 with small pictures
MOST_THREADS = 8  # cores for which addresses are asked


@cache
def must_suit() -> None:
    """Raises FormcheckError with what to do; call it before MediaPipe starts.

    Once a process: the first landmarker takes of the addresses what later ones need too.
    """
    if sys.platform != "linux":
        return
    if not CORES.exists():
        says = _("the pose model cannot run here: {path} is missing; mount /sys, or judge a landmark recording (.npz)")
        raise FormcheckError(says.format(path=CORES))
    needs = NEEDS_BYTES + NEEDS_A_CORE * min(len(cores()), MOST_THREADS)
    try:
        mmap.mmap(-1, needs, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=0).close()
    except (OSError, ValueError):
        says = _(
            "the pose model needs {size} GB more address space than this process may take (ulimit -v); "
            "raise that limit, or limit the memory of a container instead"
        )
        raise FormcheckError(says.format(size=figure(needs / 2**30, ".1f"))) from None
