"""What a video file says of its pictures beside them: their way up, the shape of their pixels, their times."""

from __future__ import annotations

from formcheck.capture.opencv import cv2 as cv2  # before PyAV

# isort: split

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from av.sidedata.sidedata import Type

NO_TIMES, TIMES_MAY_RESTART = 0x80, 0x200  # FFmpeg's flags of a format
MOST_STRETCH = 5.0  # no camera has longer pixels: a broken header
SLANT = 0.01  # of the other two entries of a matrix: with more it is no quarter turn
SAME_S = 1e-3
FIXED = {"mov", "avi", "gif", "image2"}  # formats that store one size for all
PACKETS = 300  # looked through for the first picture


@dataclass(frozen=True, slots=True)
class Turn:
    """From the stored picture to the one that players show: swap x and y first, then mirror."""

    swap: bool = False
    mirror_x: bool = False
    mirror_y: bool = False


class StoredSize(NamedTuple):
    """From that second and that number of a picture on, pictures are stored in that width and height."""

    t: float
    number: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What PyAV found; OpenCV knows nothing of mirrors, edit lists and missing times.

    turn         None if unknown: then OpenCV's own turn must do
    pixel        width of a stored pixel over its height
    length_s     of what is shown, without what an edit list leaves out; None if unknown
    has_times    false for raw streams, whose speed nobody knows
    may_restart  whether such files can be joined end to end, so that their times may begin again
    sizes        from where on pictures are stored in another size; empty if they never are
    """

    turn: Turn | None = None
    pixel: float = 1.0
    length_s: float | None = None
    has_times: bool = True
    may_restart: bool = False
    sizes: tuple[StoredSize, ...] = ()

    def stored(self, t: float, number: int) -> tuple[int, int] | None:
        """The true width and height of a stored picture, if the size changes: OpenCV stretches all to the first."""
        for found in reversed(self.sizes):
            if found.number <= number if self.may_restart else found.t <= t + SAME_S:  # joined, a time stands twice
                return found.size
        return None


UNKNOWN = Container()


def look_into(path: Path) -> Container:
    """What the file says; UNKNOWN if PyAV cannot read it."""
    try:
        with av.open(str(path.absolute()), options={"protocol_whitelist": "file"}) as file:
            stream = file.streams.video[0]
            flags = file.format.flags
            first = _first(file, stream)
            ratio = stream.sample_aspect_ratio or getattr(first, "sample_aspect_ratio", None)
            sizes = _sizes(path) if not FIXED & set(file.format.name.split(",")) else ()
            return Container(
                turn=_turn(first) if first is not None else None,
                pixel=sane(float(ratio or 1)),
                length_s=_length(file, stream),
                has_times=not flags & NO_TIMES,
                may_restart=bool(flags & TIMES_MAY_RESTART),
                sizes=sizes,
            )
    except (av.FFmpegError, OSError, ValueError, IndexError, ArithmeticError):
        return UNKNOWN


def _first(file: Any, stream: Any) -> Any:
    """The first picture that can be decoded, or None."""
    for packet in islice(file.demux(stream), PACKETS):
        try:
            for frame in packet.decode():
                return frame
        except av.FFmpegError:
            continue
    return None


def _sizes(path: Path) -> tuple[StoredSize, ...]:
    """Where the size changes: seen in the key frames, without decoding the others. () if it never does."""
    found: list[StoredSize] = []
    number = 0
    with av.open(str(path.absolute()), options={"protocol_whitelist": "file"}) as file:
        stream = file.streams.video[0]
        stream.codec_context.skip_frame = "NONKEY"
        for packet in file.demux(stream):
            try:
                frames = packet.decode() if packet.is_keyframe or packet.pts is None else []
            except av.FFmpegError:
                frames = []
            for frame in frames:
                size = frame.width, frame.height
                if not found or found[-1].size != size:
                    t = float((frame.pts or 0) - (stream.start_time or 0)) * float(stream.time_base or 0)
                    found.append(StoredSize(t, number, size))
            number += 1
    return tuple(found) if len(found) > 1 else ()


def _turn(frame: Any) -> Turn | None:
    data = next((bytes(d) for d in frame.side_data if d.type is Type.DISPLAYMATRIX), None)
    return Turn() if data is None else turn_of(np.frombuffer(data, np.int32, 9).astype(float))


def turn_of(matrix: Any) -> Turn:
    """Of a display matrix (a, b, u, c, d, v, x, y, w); a slanted one is ignored, as OpenCV does."""
    a, b, c, d = matrix[0], matrix[1], matrix[3], matrix[4]
    if max(abs(b), abs(c)) <= SLANT * min(abs(a), abs(d)):
        return Turn(False, bool(a < 0), bool(d < 0))
    if max(abs(a), abs(d)) <= SLANT * min(abs(b), abs(c)):
        return Turn(True, bool(c < 0), bool(b < 0))
    return Turn()


def sane(pixel: float) -> float:
    """The width of a pixel over its height, or 1 if it cannot be."""
    return pixel if 1 / MOST_STRETCH <= pixel <= MOST_STRETCH else 1.0


def _length(file: Any, stream: Any) -> float | None:
    """The shortest that the file says: streams may include what is cut off, files the time before the first picture."""
    base = float(stream.time_base or 0)
    begins = (stream.start_time or 0) * base
    told = [stream.duration * base] if stream.duration else []
    if file.duration:
        whole = file.duration / av.time_base
        told.append(whole - begins if 0 < begins < whole and not file.format.flags & TIMES_MAY_RESTART else whole)
    return min(told, default=None)
