"""Frames to an mp4 (H.264, through PyAV) of a bounded size, with true timestamps and phone rotation."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

TICKS = 90_000  # a second
QUALITIES = (23, 26, 29, 32, 35, 38, 42)  # constant rate factors, best first


class Encoder:
    """Keeps the frames, and at the end encodes them as well as the size allows."""

    def __init__(self, path: Path, fps: float, max_kb: int):
        self.path, self.max_kb = path, max_kb
        self.rate = Fraction(fps).limit_denominator(1001)
        self.frames: list[av.VideoFrame] = []

    def write(self, frame: np.ndarray, t: float) -> None:
        """One RGB frame, taken at second `t`."""
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24").reformat(format="yuv420p")
        picture.pts, picture.time_base = round(t * TICKS), Fraction(1, TICKS)
        self.frames.append(picture)

    def close(self) -> None:
        for quality in QUALITIES:
            self._encode(quality)
            if self.path.stat().st_size <= self.max_kb * 1000:
                break
        self.frames.clear()

    def _encode(self, quality: int) -> None:
        with av.open(str(self.path), "w", format="mp4") as container:
            stream = container.add_stream("libx264", rate=self.rate)
            stream.width, stream.height, stream.pix_fmt = self.frames[0].width, self.frames[0].height, "yuv420p"
            stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
            stream.options = {"preset": "medium", "crf": str(quality), "threads": "1"}
            for picture in self.frames:
                picture.pict_type = av.video.frame.PictureType.NONE
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))


def set_rotation(path: Path, clockwise: int) -> None:
    """Writes the display matrix into the track header, as a phone held sideways does."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4
    at += 52 if data[at] == 1 else 40  # version 1 has 64-bit times
    c, s = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[clockwise]
    data[at : at + 36] = struct.pack(">9i", c << 16, s << 16, 0, -s << 16, c << 16, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
