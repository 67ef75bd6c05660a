"""GIF, WebP and APNG, one picture at a time: OpenCV's video reader loses their frames or times."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from formcheck.errors import SourceError
from formcheck.messages import _

STARTS = (b"GIF8", b"RIFF", b"\x89PNG")
SHORTEST_S = 0.01  # shorter pictures are shown this long by viewers, too


def is_animation(path: Path) -> bool:
    with path.open("rb") as f:
        head = f.read(12)
    return head.startswith(STARTS) and (head[:4] != b"RIFF" or head[8:12] == b"WEBP")


def pictures(path: Path) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Seconds from the start, and the picture (height, width, 3) in RGB.

    Only one picture is in memory at a time. Raises SourceError if the file is not an animation, is damaged further
    on, or has pictures larger than Pillow considers safe (89 million pixels).
    """
    at = 0.0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            animation = Image.open(path)
        with animation:
            for i in range(1 << 30):
                try:
                    animation.seek(i)
                except EOFError:
                    return
                rgb = np.asarray(animation.convert("RGB"))
                yield at, rgb
                at += max(float(animation.info.get("duration", 0)) / 1000, SHORTEST_S)
    except Exception as e:  # damaged bytes make Pillow raise nearly anything
        if not at:
            raise SourceError(
                _("{name} is not a readable animation; convert it to mp4 first").format(name=path.name)
            ) from e
        raise SourceError(
            _("The file is damaged and could only be read up to {at:.1f} s. Copy it again if you can.").format(at=at)
        ) from e
