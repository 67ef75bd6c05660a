"""A camera as OpenCV opens it, its name in messages, and why it sends nothing."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

from formcheck.capture.container import sane
from formcheck.capture.picture import at_most, cv2
from formcheck.messages import _


class _Squared:
    """A stream with long pixels, its pictures stretched."""

    def __init__(self, capture: Any, pixel: float) -> None:
        self._capture, self._pixel = capture, pixel
        self.release = capture.release

    def read(self) -> tuple[bool, Any]:
        ok, bgr = self._capture.read()
        return ok, at_most(bgr, None, self._pixel) if ok else bgr


def open_device(device: int | str) -> Any:
    capture = cv2.VideoCapture(device)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return squared(capture) if isinstance(device, str) else capture


def squared(capture: Any) -> Any:
    """The capture of a stream, its pixels square."""
    long, high = capture.get(cv2.CAP_PROP_SAR_NUM), capture.get(cv2.CAP_PROP_SAR_DEN)
    pixel = sane(long / high) if long > 0 and high > 0 else 1.0
    return capture if pixel == 1 else _Squared(capture, pixel)


def name_of(device: int | str) -> str:
    """The name of a camera for messages, without the password in its address."""
    if isinstance(device, int):
        return _("camera {device}").format(device=device)
    return re.sub(r"//[^/@]*@", "//", device)


def why_not(device: int | str) -> str:
    if isinstance(device, str):
        return _("sends no picture; check the address, and that this machine can reach it")
    node = Path(f"/dev/video{device}")
    if sys.platform.startswith("linux"):
        if not node.exists():
            return _("does not exist; plug it in, or name another with --camera (a number, an address or a file)")
        if not os.access(node, os.R_OK | os.W_OK):
            return _("needs a permission that you lack; join the group that owns it (often video)")
    return _("sends no picture; close other programs that use it, allow access to it, or name another with --camera")
