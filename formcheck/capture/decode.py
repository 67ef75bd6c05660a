"""Decode a file: upright pictures with the true times."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.capture.animations import is_animation, pictures
from formcheck.capture.container import look_into
from formcheck.capture.picture import Picture, Upright, at_most, cv2, size_of
from formcheck.capture.seek import ON_S, back_of, can_seek, grabbed, time_of
from formcheck.capture.thinning import Thinning
from formcheck.errors import SourceError
from formcheck.messages import _

LEAST_FPS, MOST_FPS = 0.5, 1000.0
MOST_PIXELS = 64 << 20  # in a picture: twice 8K; a larger one is an attack, at 200 MB each
HEAVY_PIXELS = 4 << 20  # in a picture: decoding a larger one on one core takes longer than the pose model
BACK_S = 1.0  # times that go back by more begin again; by less, they are only out of order
LATEST_S = 1e6  # a later time is a broken stamp: nothing goes on from it
NOT_LOOKED_AT: Picture = np.empty((0, 0, 3), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """rgb is (height, width, 3), contiguous, already upright; t in seconds from the start of the file.

    NOT_LOOKED_AT is the picture of a frame that is not wanted.
    """

    t: float
    rgb: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoInfo:
    """The declared duration of a file, or None, and the width and height of its upright pictures.

    fps          frames a second, if the file knows
    can_seek     whether reading may begin anywhere
    restarts_s   when its times began again; filled while it is decoded
    unread_s     from when to when it is damaged; the same
    """

    declared_s: float | None
    size: tuple[int, int]
    fps: float | None = None
    can_seek: bool = False
    restarts_s: list[float] = field(default_factory=list)
    unread_s: list[tuple[float, float]] = field(default_factory=list)


def decode(path: Path, largest: int | None = None, *, from_s: float = 0.0, apart_s: float = 0.0) -> Any:
    """First the VideoInfo of a file, then its frames, scaled down to largest; nothing for a file without a picture.

    from_s   frames before it may be missing, but for the first, or have no picture
    apart_s  frames come with a picture about so many seconds apart
    """
    if is_animation(path):
        return _decode_animation(path, largest, Thinning(apart_s))
    return going_on(_decode_video(path, largest, from_s, Thinning(apart_s)))


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


def _decode_video(path: Path, largest: int | None, from_s: float, thinning: Thinning) -> Any:
    cap = cv2.VideoCapture()
    try:
        threads = _open_for(cap, path)
        about = look_into(path)
        if not about.has_times:
            raise _timeless(path.name)
        upright = Upright(about, cap)
        fps, count = cap.get(cv2.CAP_PROP_FPS), cap.get(cv2.CAP_PROP_FRAME_COUNT)
        known = LEAST_FPS <= fps <= MOST_FPS and count >= 1
        if about.may_restart:
            from_s = 0.0  # a time may stand twice
        bgr, number, last = None, 0, -np.inf
        whole = cap.grab()
        while whole or grabbed(cap):
            t = time_of(cap)
            if number and t <= 0 and known:  # no time stamp: old AVI, or its last B-frames
                t = last + 1 / fps
            wanted = thinning.takes(t)
            if number == 0 or (wanted and t >= from_s):
                ok, bgr = cap.retrieve(bgr)  # reuse the memory: fresh pages for every frame cost a millisecond
                if not ok:
                    return
                rgb = upright.rgb(bgr, largest, t=t, number=number)
                if number == 0:
                    counted_s = count / fps if known else None
                    declared_s = min((s for s in (counted_s, about.length_s) if s), default=None)
                    info = VideoInfo(
                        declared_s=declared_s,
                        size=upright.size,
                        fps=fps if known else None,
                        can_seek=can_seek(about),
                    )
                    yield info
                yield Frame(t, rgb)
            else:
                yield Frame(t, NOT_LOOKED_AT)
            if not whole and number:
                info.unread_s.append((last, t))
            if number == 0 and from_s > t + ON_S and can_seek(about):
                whole = back_of(cap, from_s) <= from_s or _begun_again(cap, path, threads, upright)
            else:
                whole = cap.grab()
            number, last = number + 1, t
    finally:
        cap.release()


def _begun_again(cap: Any, path: Path, threads: int, upright: Upright) -> bool:
    """At the second frame, where a file cannot be sought."""
    _open(cap, path, threads)
    upright.as_stored(cap)
    return bool(cap.grab() and cap.grab())


def _timeless(name: str) -> SourceError:
    line = f"ffmpeg -framerate RATE -i {shlex.quote(name)} -c copy {shlex.quote(Path(name).stem + '.mp4')}"
    return SourceError(
        _("{name} is a raw stream without times; give it its frame rate first: {line}").format(name=name, line=line)
    )


def _open_for(cap: Any, path: Path) -> int:
    """Open the file, with as many threads as its pictures need. Raises SourceError if it is not a video."""
    cores = cv2.getNumberOfCPUs()
    threads = max(1, cores - 1)  # one core is for the pose model
    pixels = _open(cap, path, threads)
    if pixels > MOST_PIXELS:
        raise SourceError(
            _("{name} has larger pictures than any camera; convert it to 1080p first").format(name=path.name)
        )
    if pixels > HEAVY_PIXELS:
        _open(cap, path, cores)
        return cores
    return threads


def _open(cap: Any, path: Path, threads: int) -> float:
    """Pixels per picture. Raises SourceError if the file is not a video."""
    name = str(path.absolute())  # "12:30.mp4" would be read as a protocol
    if not cap.open(name, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, threads]):
        raise SourceError(_("{name} is not a readable video; convert it to mp4 (H.264) first").format(name=path.name))
    return float(cap.get(cv2.CAP_PROP_FRAME_WIDTH) * cap.get(cv2.CAP_PROP_FRAME_HEIGHT))


def _decode_animation(path: Path, largest: int | None, thinning: Thinning) -> Any:
    for i, (t, rgb) in enumerate(pictures(path)):
        if not i:
            yield VideoInfo(declared_s=None, size=size_of(rgb))
        yield Frame(t, at_most(rgb, largest) if thinning.takes(t) else NOT_LOOKED_AT)
