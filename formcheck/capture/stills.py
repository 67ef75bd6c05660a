"""Read a few chosen frames of a file again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from formcheck.capture.animations import is_animation
from formcheck.capture.container import Container, look_into
from formcheck.capture.decode import Frame, decode
from formcheck.capture.picture import Upright, cv2
from formcheck.capture.seek import ON_S, SAME_S, back_of, can_seek, grabbed, time_of


def stills(path: Path, times: Sequence[float]) -> Iterator[Frame]:
    """The frames at the given times, which Frames yielded before; sorted by time, without duplicates.

    A seek may land elsewhere, so frames are recognised by their own time. Frames not found by seeking, as in files
    without times, are searched from the start; so are those of files whose times may begin again, where a time may
    stand twice, and where pictures change their size. Times without a frame are left out.
    """
    wanted = sorted(set(times))
    if not is_animation(path) and can_seek(about := look_into(path)):
        found = set()
        for frame in _sought(path, wanted, about):
            found.add(frame.t)
            yield frame
        wanted = [t for t in wanted if not any(abs(t - f) <= SAME_S for f in found)]
    yield from _decoded(path, wanted)


def _sought(path: Path, wanted: Sequence[float], about: Container) -> Iterator[Frame]:
    cap = cv2.VideoCapture(str(path.absolute()), cv2.CAP_FFMPEG)
    upright = Upright(about, cap)
    try:
        now = float("-inf")
        for t in wanted:
            if not now < t <= now + ON_S:
                now = back_of(cap, t)
            while now < t - SAME_S and grabbed(cap):
                now = time_of(cap)
            if abs(now - t) <= SAME_S:
                ok, bgr = cap.retrieve()
                if ok:
                    yield Frame(now, upright.rgb(bgr, t=now))
    finally:
        cap.release()


def _decoded(path: Path, wanted: Sequence[float]) -> Iterator[Frame]:
    if not wanted:
        return
    frames = decode(path)
    try:
        next(frames)  # the VideoInfo
        for frame in frames:
            if any(abs(frame.t - t) <= SAME_S for t in wanted):
                yield frame
            if frame.t >= wanted[-1] - SAME_S:  # beyond it the file may be damaged
                return
    finally:
        frames.close()
