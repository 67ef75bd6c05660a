"""The annotated video: a second pass over the judged clip, so that the overlay is final."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from formcheck.capture.frames import Frame, Frames, Picture
from formcheck.capture.sound import Coded, Sound
from formcheck.motion.pose import Floats
from formcheck.output.drawing.blur import Faces, head_of
from formcheck.output.drawing.overlay import draw
from formcheck.output.drawing.replay import SAME_S, ReplayOverlay
from formcheck.output.landmark_log import LandmarkLog
from formcheck.result import Result

LARGEST = 960  # pixels on the longer side: larger pictures are scaled down, for speed and file size
TICK = Fraction(1, 90_000)  # fine enough for the times of any clip
PLAYED = {"aac", "mp3", "opus"}  # sound formats that browsers play in an mp4
X264 = {"preset": "veryfast", "crf": "23", "bf": "0", "g": "60"}  # a key frame every 60, for seeking


def write(
    place: Path, clip: Path, r: Result, take: LandmarkLog, *, blur_face: bool, progress: Callable[[float], None]
) -> None:
    """Write an mp4 (H.264) of the judged part of the clip, each frame at its own time, those between judged ones too.

    Raises SourceError if the clip cannot be read again, and OSError if the file cannot be written.
    """
    t = take.t
    frames = Frames(clip, float(t[0]), float(t[-1]), LARGEST)
    try:
        story = ReplayOverlay(r, take, (frames.width, frames.height))
        faces = Faces(t, [head_of(story.points(i)) for i in range(len(story))]) if blur_face else None
        with Sound(clip) as sound, av.open(str(place), "w", "mp4", options={"movflags": "+faststart"}) as out:
            _encode(out, frames, story, faces, sound, progress)
    except av.FFmpegError as e:
        raise OSError(str(e)) from e
    finally:
        frames.close()


def matched(frames: Frames, t: Floats) -> Iterator[tuple[int, Frame]]:
    """The judged frames, with their numbers."""
    i = 0
    for frame in frames:
        while i < len(t) and t[i] < frame.t - SAME_S:
            i += 1
        if i == len(t):
            return
        if abs(t[i] - frame.t) < SAME_S:
            yield i, frame


def _all_with_last(frames: Frames, t: Floats) -> Iterator[tuple[int, Frame]]:
    """All frames from the first judged one on, each with the number of the last one judged by then."""
    i = 0
    for frame in frames:
        while i + 1 < len(t) and t[i + 1] <= frame.t + SAME_S:
            i += 1
        if t[i] <= frame.t + SAME_S:
            yield i, frame


def _encode(
    out: OutputContainer,
    frames: Frames,
    story: ReplayOverlay,
    faces: Faces | None,
    sound: Sound,
    progress: Callable[[float], None],
) -> None:
    width, height = frames.width // 2 * 2, frames.height // 2 * 2  # H.264 needs even sizes: cut off an odd row
    stream = stream_in(out, width, height)
    start, end = float(story.t[0]), float(story.t[-1])
    heard = _heard(out, sound, start, end)
    ahead = next(heard, None)
    for i, frame in _all_with_last(frames, story.t):
        picture = np.ascontiguousarray(frame.rgb[:height, :width])
        if faces:
            for k in (i,) if frame.t <= story.t[i] + SAME_S else (i, i + 1):
                faces.blur(picture, k)
        draw(picture, story.at(i, frame.t))
        out.mux(stream.encode(image_at(frame.t - start, picture)))
        while ahead and ahead[0] <= frame.t:
            out.mux(ahead[1])
            ahead = next(heard, None)
        progress(frame.t)
    out.mux(stream.encode(None))
    while ahead:
        out.mux(ahead[1])
        ahead = next(heard, None)


def stream_in(out: OutputContainer, width: int, height: int, preset: str = X264["preset"]) -> VideoStream:
    """An H.264 stream with times in TICK."""
    stream = out.add_stream("libx264", rate=30, options={**X264, "preset": preset})
    stream.width, stream.height = width, height
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = TICK
    return stream


def image_at(t: float, rgb: Picture) -> av.VideoFrame:
    """A picture of even width and height as a frame at second t."""
    image = av.VideoFrame.from_ndarray(np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV_I420), np.uint8), "yuv420p")
    image.pts, image.time_base = round(t / TICK), TICK
    return image


def _heard(out: OutputContainer, sound: Sound, start: float, end: float) -> Iterator[tuple[float, list[Coded]]]:
    """Sound packets with their times, copied if browsers can play them."""
    source = sound.stream
    if source is None:
        return iter(())
    context = source.codec_context
    if context.name in PLAYED and (context.name != "aac" or context.extradata):  # without it: a broadcast format
        return _copied(out.add_stream_from_template(source), sound, start, end)
    rate = min(context.sample_rate, 48_000)
    return _encoded(out.add_stream("aac", rate=rate, layout="stereo"), sound, start, end)


def _copied(stream: AudioStream, sound: Sound, start: float, end: float) -> Iterator[tuple[float, list[Coded]]]:
    for t, packet in sound.packets(start, end):
        assert packet.time_base is not None  # it has a time
        packet.pts = packet.dts = round((t - start) / packet.time_base)
        packet.stream = stream
        yield t, [packet]


def _encoded(stream: AudioStream, sound: Sound, start: float, end: float) -> Iterator[tuple[float, list[Coded]]]:
    rate = stream.codec_context.sample_rate
    resampler = AudioResampler("fltp", "stereo", rate)
    at: int | None = None
    t = start
    for t, frame in sound.frames(start, end):
        at = round((t - start) * rate) if at is None else at
        frame.pts = None  # count samples from the first: stored times are rounded
        packets: list[Coded] = []
        for f in resampler.resample(frame):
            f.pts, f.time_base = at, Fraction(1, rate)
            at += f.samples
            packets += stream.encode(f)
        yield t, packets
    if at is not None:
        yield t, stream.encode(None)
