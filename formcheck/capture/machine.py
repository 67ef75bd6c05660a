"""What MediaPipe needs of a Linux machine: where it is missing, MediaPipe hangs or aborts without a word."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.messages import _, figure
from formcheck.processes import cores

CORES = Path("/sys/devices/system/cpu/possible")
NEEDS_BYTES, NEEDS_A_CORE = 900 << 20, 200 << 20  # of addresses; measured 580 and 185 with small pictures
MOST_THREADS = 8  # cores for which addresses are asked


def must_suit() -> None:
    """Raises FormcheckError with what to do; call it before MediaPipe starts."""
    if sys.platform != "linux":
        return
    if not CORES.exists():
        raise FormcheckError(
            _("the pose model cannot run here: {path} is missing; mount /sys, or judge a landmark recording (.npz)").format(
                path=CORES
            )
        )
    needs = NEEDS_BYTES + NEEDS_A_CORE * min(len(cores()), MOST_THREADS)
    try:
        mmap.mmap(-1, needs, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=0).close()
    except (OSError, ValueError):
        raise FormcheckError(
            _(
                "the address space of this process is limited (ulimit -v), and the pose model needs {size} GB more of it; "
                "raise that limit, or limit the memory of a container instead"
            ).format(size=figure(needs / 2**30, ".1f"))
        ) from None
