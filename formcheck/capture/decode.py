"""Decode a file from its start: upright pictures with the true times."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.capture.animations import is_animation, pictures
from formcheck.capture.container import look_into
from formcheck.capture.picture import Picture, Upright, at_most, cv2, size_of
from formcheck.errors import SourceError
from formcheck.messages import _

LEAST_FPS, MOST_FPS = 0.5, 1000.0
MOST_PIXELS = 64 << 20  # in a picture: twice 8K; a larger one is an attack, at 200 MB each
HEAVY_PIXELS = 4 << 20  # in a picture: decoding a larger one on one core takes longer than the pose model
BACK_S = 1.0  # times that go back by more begin again; by less, they are only out of order
LATEST_S = 1e6  # a later time is a broken stamp: nothing goes on from it


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """rgb is (height, width, 3), contiguous, already upright; t in seconds from the start of the file."""

    t: float
    rgb: Picture


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """The declared duration of a file, or None, and the width and height of its upright pictures.

    fps          frames a second, if the file knows
    restarts_s   when its times began again; filled while it is decoded
    """

    declared_s: float | None
    size: tuple[int, int]
    fps: float | None = None
    restarts_s: list[float] = field(default_factory=list)


def decode(path: Path, largest: int | None = None) -> Any:
    """First the VideoInfo of a file, then its frames from the start, scaled down to largest; nothing for a file
    without a picture.
    """
    return _decode_animation(path, largest) if is_animation(path) else going_on(_decode_video(path, largest))


def going_on(decoded: Any) -> Any:
    """Where times begin again, as in joined streams, go on a frame after the last one. A single stray time does not."""
    last, step, shift = -np.inf, 1 / 30, 0.0
    back: Frame | None = None  # it went back: a restart if the next one follows it
    try:
        if (about := next(decoded, None)) is None:
            return
        yield about
        for frame in decoded:
            if back is not None and back.t < frame.t < last - shift and last < LATEST_S:
                shift = last + step - back.t
                last += step
                about.restarts_s.append(last)
                yield Frame(last, back.rgb)
            back = None
            t = frame.t + shift
            if t < last - BACK_S:
                back = frame
                continue
            if 0 < t - last < BACK_S:
                step = t - last
            last = max(last, t)
            yield Frame(t, frame.rgb)
    finally:
        decoded.close()


def _decode_video(path: Path, largest: int | None) -> Any:
    cores = cv2.getNumberOfCPUs()
    cap = cv2.VideoCapture()
    try:
        pixels = _open(cap, path, max(1, cores - 1))  # one core is for the pose model
        if pixels > MOST_PIXELS:
            raise SourceError(
                _("{name} has larger pictures than any camera; convert it to 1080p first").format(name=path.name)
            )
        if pixels > HEAVY_PIXELS:
            _open(cap, path, cores)
        about = look_into(path)
        if not about.has_times:
            raise _timeless(path.name)
        upright = Upright(about, cap)
        fps, count = cap.get(cv2.CAP_PROP_FPS), cap.get(cv2.CAP_PROP_FRAME_COUNT)
        known = LEAST_FPS <= fps <= MOST_FPS and count >= 1
        last = bgr = None
        number = 0
        while True:
            ok, bgr = cap.read(bgr)  # reuse the memory: fresh pages for every frame cost a millisecond
            if not ok:
                return
            t = cap.get(cv2.CAP_PROP_POS_MSEC) / 1000  # only correct after reading
            rgb = upright.rgb(bgr, largest, t=t, number=number)
            number += 1
            if last is None:
                declared = [count / fps] if known else []
                declared += [about.length_s] if about.length_s else []
                yield VideoInfo(min(declared, default=None), upright.size, fps if known else None)
            elif t <= 0 and known:  # no time stamp: old AVI, or its last B-frames
                t = last + 1 / fps
            last = t
            yield Frame(t, rgb)
    finally:
        cap.release()


def _timeless(name: str) -> SourceError:
    line = f"ffmpeg -framerate RATE -i {shlex.quote(name)} -c copy {shlex.quote(Path(name).stem + '.mp4')}"
    return SourceError(
        _("{name} is a raw stream without times; give it its frame rate first: {line}").format(name=name, line=line)
    )


def _open(cap: Any, path: Path, threads: int) -> float:
    """Pixels per picture. Raises SourceError if the file is not a video."""
    name = str(path.absolute())  # "12:30.mp4" would be read as a protocol
    if not cap.open(name, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, threads]):
        raise SourceError(_("{name} is not a readable video; convert it to mp4 (H.264) first").format(name=path.name))
    return float(cap.get(cv2.CAP_PROP_FRAME_WIDTH) * cap.get(cv2.CAP_PROP_FRAME_HEIGHT))


def _decode_animation(path: Path, largest: int | None) -> Any:
    for i, (t, rgb) in enumerate(pictures(path)):
        if not i:
            yield VideoInfo(None, size_of(rgb))
        yield Frame(t, at_most(rgb, largest))
