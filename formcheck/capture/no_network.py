"""A thread without network access for MediaPipe, whose 1.x packages send usage data to Google.

On Linux the thread gives up sockets with a seccomp filter (seccomp(2)), for itself and every thread it starts, so
MediaPipe's own threads inherit it. The rest of the process keeps its network, for network cameras, archives and
Dask. On other systems only a MediaPipe version without an uploader is accepted.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import Any, TypeVar

from formcheck.errors import PrivacyError

REPORTS_SINCE = (0, 10, 34)  # of MediaPipe: no uploader in the libraries of 0.10.30 to 0.10.33, one from 0.10.35 on
WITHOUT = "pip install mediapipe==0.10.33"
ALLOW = "FORMCHECK_LET_MEDIAPIPE_REPORT"

# linux/audit.h and the kernel's tables of system calls
MACHINES: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (0xC000003E, {"socket": 41, "connect": 42, "sendto": 44, "sendmsg": 46, "sendmmsg": 307}),
    "aarch64": (0xC00000B7, {"socket": 198, "connect": 203, "sendto": 206, "sendmsg": 211, "sendmmsg": 269}),
}
IO_URING = (425, 426, 427)  # the same on both: io_uring can open sockets without further system calls
FOREIGN_CALLS = 0x40000000  # from here on: x32 calls on x86_64
LOAD, EQUAL, AT_LEAST, ANSWER = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
NUMBER, ARCH = 0, 4  # offsets in struct seccomp_data
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000 | errno.EACCES  # linux/seccomp.h
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2  # linux/prctl.h

T = TypeVar("T")


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("jt", ctypes.c_uint8), ("jf", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


class OfflineThread:
    """One thread, offline if MediaPipe would send usage data. Must be closed.

    exposed  why MediaPipe can still send usage data, if the user allows it

    Raises PrivacyError if MediaPipe would send usage data and cannot be kept offline here.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "offline")
        try:
            self.exposed = self.run(_go_offline)
        except PrivacyError:
            self.close()
            raise

    def run(self, f: Callable[..., T], *args: Any) -> T:
        """Call f in the thread; returns or raises what f does."""
        return self._thread.submit(f, *args).result()

    def close(self) -> None:
        """Safe to call twice."""
        self._thread.shutdown()


def reports() -> bool:
    """Whether the installed MediaPipe sends usage data."""
    parts = version("mediapipe").split(".")
    return tuple(int(p) if p.isdigit() else 0 for p in parts[:3]) >= REPORTS_SINCE


def _go_offline() -> str | None:
    if not reports():
        return None
    why = give_up_sockets() if sys.platform == "linux" else "this works only on Linux"
    if why is None:
        return None
    what = f"MediaPipe {version('mediapipe')} sends usage data to Google, and formcheck cannot keep it offline here"
    if not os.environ.get(ALLOW):
        raise PrivacyError(
            f"{what} ({why}); install a version that sends nothing ({WITHOUT}), or set {ALLOW}=1 to allow it"
        )
    sys.stderr.write(f"Warning: {what} ({why}); {ALLOW} allows it.\n")
    return why


def give_up_sockets() -> str | None:
    """Forbid sockets to this thread and all threads it starts. Returns the reason if that fails."""
    machine = platform.machine()
    if machine not in MACHINES:
        return f"there is no filter for {machine} processors"
    code = [_Instruction(*line) for line in _filter(*MACHINES[machine])]
    program = _Program(len(code), (_Instruction * len(code))(*code))
    libc = ctypes.CDLL(None, use_errno=True)
    for call in ((NO_NEW_PRIVILEGES, 1, 0, 0, 0), (SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0)):
        if libc.prctl(*call):
            return f"the kernel refuses a seccomp filter: {os.strerror(ctypes.get_errno())}"
    opened = libc.socket(2, 2, 0)  # AF_INET, SOCK_DGRAM: a sandbox may accept a filter and ignore it
    if opened >= 0:
        os.close(opened)
        return "a seccomp filter has no effect"
    return None


def _filter(arch: int, calls: dict[str, int]) -> list[tuple[int, int, int, int]]:
    """Refuse these calls, and all calls of a foreign ABI; allow all others."""
    refused = (*calls.values(), *IO_URING)
    tests = [(EQUAL, len(refused) - i, 0, number) for i, number in enumerate(refused)]  # each jumps to the last line
    return [
        (LOAD, 0, 0, ARCH),
        (EQUAL, 0, len(tests) + 3, arch),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, len(tests) + 1, 0, FOREIGN_CALLS),
        *tests,
        (ANSWER, 0, 0, ALLOWED),
        (ANSWER, 0, 0, REFUSED),
    ]
