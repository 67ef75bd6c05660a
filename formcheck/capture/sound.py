"""The sound of a video file."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet

Coded: TypeAlias = "Packet[Any]"  # not generic at run time


class Sound:
    """The first audio stream of a file, if there is one. A context manager.

    Times are seconds from the first picture, like those of Frames.
    """

    def __init__(self, path: Path) -> None:
        self.stream: AudioStream | None = None
        self._container = None
        self._zero = Fraction(0)
        try:
            self._container = av.open(str(path.absolute()))
        except (av.FFmpegError, OSError):  # animations that FFmpeg cannot read have no sound
            return
        streams = self._container.streams
        if streams.audio and streams.audio[0].codec_context is not None:
            self.stream = streams.audio[0]
        if streams.video and streams.video[0].start_time is not None and streams.video[0].time_base is not None:
            self._zero = streams.video[0].start_time * streams.video[0].time_base

    def __enter__(self) -> Sound:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        if self._container is not None:
            self._container.close()

    def packets(self, start_s: float, end_s: float) -> Iterator[tuple[float, Coded]]:
        """Stored packets with their times; stops at damage."""
        if self._container is None or self.stream is None:
            return
        try:
            for packet in self._container.demux(self.stream):
                if packet.pts is None or packet.time_base is None:
                    continue
                t = float(packet.pts * packet.time_base - self._zero)
                if t > end_s:
                    return
                if t >= start_s:
                    yield t, packet
        except av.FFmpegError:
            return

    def frames(self, start_s: float, end_s: float) -> Iterator[tuple[float, AudioFrame]]:
        """Decoded sound with its times, skipping what cannot be decoded."""
        for t, packet in self.packets(start_s, end_s):
            try:
                for frame in packet.decode():
                    if isinstance(frame, AudioFrame):
                        yield t, frame
            except av.FFmpegError:
                continue
