"""Odd clips for the tests, written with PyAV: from the frames of a sample, or from pictures made up here.

A clip is a stream of shots, (seconds, picture) with the picture (height, width, 3) in RGB. Streams are
generators, so that no clip is ever held whole. PyAV and OpenCV are loaded on use: the fast tests need neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Shot = tuple[float, Picture]
Shots = Iterable[Shot]

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TICK = Fraction(1, 90_000)
CODECS = {".mp4": "libx264", ".mov": "libx264", ".mkv": "libx264", ".webm": "libvpx", ".avi": "mpeg4"}
CORNERS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


def sample(name: str) -> Path:
    """A rendered clip that comes with formcheck."""
    return SAMPLES / f"{name}.mp4"


def shots_of(path: Path, start_s: float = 0.0, end_s: float = float("inf")) -> Iterator[Shot]:
    """Decode a clip with PyAV: a second opinion, not the decoder under test."""
    import av

    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if frame.time > end_s:
                return
            if frame.time >= start_s:
                yield frame.time - start_s, frame.to_ndarray(format="rgb24")


def made_up(times: Iterable[float], size: tuple[int, int] = (96, 64)) -> Iterator[Shot]:
    """Pictures with an orientation: a colour in every corner, clockwise in the order of CORNERS, and grey between."""
    width, height = size
    picture = np.full((height, width, 3), 128, np.uint8)
    h, w = height // 3, width // 3
    corners = ((0, 0), (0, width - w), (height - h, width - w), (height - h, 0))
    for (y, x), colour in zip(corners, CORNERS.values(), strict=True):
        picture[y : y + h, x : x + w] = colour
    for i, t in enumerate(times):
        shot = picture.copy()
        shot[h : 2 * h, w : 2 * w] = 60 + 8 * (i % 16)  # no two neighbours alike: nothing to merge or to drop
        yield t, shot


def colours(picture: Picture) -> list[str]:
    """The names of the corners' colours, clockwise from the top left."""
    h, w = picture.shape[0] // 6, picture.shape[1] // 6
    seen = (picture[h, w], picture[h, -w], picture[-h, -w], picture[-h, w])
    names, values = list(CORNERS), np.array(list(CORNERS.values()), float)
    return [names[int(np.abs(values - colour).sum(axis=1).argmin())] for colour in seen]


def black(seconds: float, rate: int = 30, size: tuple[int, int] = (320, 240)) -> Iterator[Shot]:
    """Nobody."""
    for i in range(round(seconds * rate)):
        yield i / rate, np.zeros((size[1], size[0], 3), np.uint8)


def write(
    path: Path,
    shots: Shots,
    *,
    codec: str | None = None,
    turned: int = 0,
    rate: int | None = None,
    b_frames: bool = False,
    keys: int = 250,
    cover: bool = True,
) -> Path:
    """Write a clip at the times given, the index in front as phones and editors do.

    turned   the pictures are stored turned, and the container says to turn them by so many degrees clockwise
    rate     a constant rate instead of the times, for containers that know nothing else
    keys     a key frame every so many
    cover    False leaves the index at the end
    """
    import av

    name = codec or CODECS[path.suffix]
    options = {"movflags": "+faststart"} if cover and path.suffix in (".mp4", ".mov") else {}
    with av.open(str(path), "w", options=options) as container:
        stream: Any = container.add_stream(name, rate=rate or 30)
        if rate is None:
            stream.codec_context.time_base = TICK
        if name == "libx264":
            stream.options = {"preset": "veryfast", "crf": "20", "bf": "3" if b_frames else "0", "g": str(keys)}
        else:
            stream.bit_rate = 2_000_000
            if name == "libvpx":
                stream.options = {"deadline": "realtime", "cpu-used": "8"}
            elif b_frames:
                stream.options = {"bf": "2"}
        for i, (t, picture) in enumerate(shots):
            stored = np.ascontiguousarray(np.rot90(picture, turned // 90))
            if not i:
                stream.height, stream.width = stored.shape[:2]
                stream.pix_fmt = "yuv420p"
                if turned:
                    stream.set_display_rotation(-turned)  # counted counter-clockwise there
            frame = av.VideoFrame.from_ndarray(stored, format="rgb24")
            frame.pts = i if rate else round(t / TICK)
            frame.time_base = Fraction(1, rate) if rate else TICK
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_animation(path: Path, shots: Shots, last_s: float = 0.1) -> Path:
    """Write GIF or WebP; each picture stays until the next one, the last for last_s."""
    from formcheck.capture.picture import cv2

    shown = list(shots)
    times = [t for t, _ in shown]
    animation = cv2.Animation()
    animation.frames = [cv2.cvtColor(picture, cv2.COLOR_RGB2BGR) for _, picture in shown]
    animation.durations = np.array([round(1000 * (b - a)) for a, b in pairwise([*times, times[-1] + last_s])], np.int32)
    assert cv2.imwriteanimation(str(path), animation)
    return path


def write_sound(path: Path, seconds: float = 1.0) -> Path:
    """A file with sound and no picture."""
    import av

    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("aac", rate=44_100)
        for start in range(0, round(44_100 * seconds), 1024):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 44_100, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def truncate(path: Path, share: float) -> Path:
    """Keep only the first part of a file, as a copy that was broken off does."""
    data = path.read_bytes()
    path.write_bytes(data[: round(share * len(data))])
    return path


def every_second(shots: Shots) -> Iterator[Shot]:
    """Half the frame rate."""
    return (shot for i, shot in enumerate(shots) if i % 2 == 0)


def some_lost(shots: Shots, share: float = 0.1, seed: int = 1) -> Iterator[Shot]:
    """Frames lost at random, the others at their true times."""
    dice = np.random.default_rng(seed)
    return (shot for shot in shots if dice.random() >= share)


def mirrored(shots: Shots) -> Iterator[Shot]:
    """Left and right exchanged."""
    return ((t, picture[:, ::-1]) for t, picture in shots)


def half_size(shots: Shots) -> Iterator[Shot]:
    """Half as wide and half as high."""
    from formcheck.capture.picture import cv2

    for t, picture in shots:
        height, width = picture.shape[:2]
        small = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        yield t, np.asarray(small, np.uint8)


def doubled(shots: Shots) -> Iterator[Shot]:
    """The same person twice, side by side and facing each other."""
    for t, picture in shots:
        margin = picture.shape[1] // 5
        half = picture[:, margin:-margin]
        yield t, np.hstack([half, half[:, ::-1]])


def gone_after(shots: Shots, leaves_s: float) -> Iterator[Shot]:
    """The person is no longer there from that second on."""
    return ((t, picture if t < leaves_s else np.zeros_like(picture)) for t, picture in shots)
