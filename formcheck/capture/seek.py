"""Move within a file. A seek may land anywhere, so where it landed is read from the frame itself."""

from __future__ import annotations

from typing import Any

from formcheck.capture.container import Container
from formcheck.capture.picture import cv2

SAME_S = 1e-4
ON_S = 4.0  # up to this far ahead decoding is quicker than seeking; key frames are about this far apart
DAMAGED = 1000  # packets that cannot be decoded before a file is taken to end: at its end, asking costs nothing
BACK_S = (0.2, 2.0, 10.0, float("inf"))  # a seek may land too late: then seek further back


def can_seek(about: Container) -> bool:
    """Whether a time stands for one frame, and frames look the same wherever reading begins."""
    return not (about.may_restart or about.sizes)


def back_of(cap: Any, t: float) -> float:
    """Move to a frame at t or before, grab it, and return its time; +inf if there is none.

    A frame without a time stamp is none, unless it is the first.
    """
    for back in BACK_S:
        to = max(t - back, 0.0)
        cap.set(cv2.CAP_PROP_POS_MSEC, 1000 * to)
        if grabbed(cap) and (now := time_of(cap)) <= t + SAME_S and (now > 0 or to == 0):
            return now
    return float("inf")


def grabbed(cap: Any) -> bool:
    """Grab the next frame that can be decoded: OpenCV takes a damaged one for the end of the file."""
    return any(cap.grab() for _attempt in range(DAMAGED))


def time_of(cap: Any) -> float:
    """The second of the frame that was grabbed last; only then is it correct."""
    return float(cap.get(cv2.CAP_PROP_POS_MSEC)) / 1000
