"""Frames got again by their times are the very frames of a full decode, whatever the container."""

from __future__ import annotations

from pathlib import Path

import clips
import numpy as np
import pytest

from formcheck.capture.frames import Frames
from formcheck.capture.stills import stills

pytestmark = pytest.mark.clip
UNEVEN = np.cumsum([0.0, *(0.02 + 0.05 * (i % 7 == 0) + 0.01 * (i % 3) for i in range(400))])
EVEN = [i / 30 for i in range(400)]


def moving(times: list[float]) -> clips.Shots:
    """Every picture says its number, in a row of blocks that compression keeps apart."""
    for i, t in enumerate(times):
        picture = np.zeros((64, 160, 3), np.uint8)
        for bit in range(10):
            picture[:, 16 * bit : 16 * bit + 16] = 255 * ((i >> bit) & 1)
        yield t, picture


def number(rgb: np.ndarray) -> int:
    return sum(int(rgb[:, 16 * bit + 4 : 16 * bit + 12].mean() > 127) << bit for bit in range(10))


def written(folder: Path, kind: str) -> Path:
    match kind:
        case "variable rate, B-frames":
            return clips.write(folder / "a.mp4", moving(list(UNEVEN)), b_frames=True)
        case "index at the end":
            return clips.write(folder / "a.mov", moving(EVEN), cover=False)
        case "webm":
            return clips.write(folder / "a.webm", moving(list(UNEVEN)))
        case "avi without times":
            return clips.write(folder / "a.avi", moving(EVEN), rate=30, b_frames=True)
        case "begins late":
            return clips.write(folder / "a.mkv", moving([t + 1.5 for t in UNEVEN]), b_frames=True)
        case "gif":
            return clips.write_animation(folder / "a.gif", moving([i / 10 for i in range(60)]))
        case "webp":
            return clips.write_animation(folder / "a.webp", moving([i / 10 for i in range(60)]))
    raise ValueError(kind)


KINDS = (
    "variable rate, B-frames", "index at the end", "webm", "avi without times", "begins late", "gif", "webp",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_still_is_the_frame_of_its_time(kind: str, tmp_path: Path) -> None:
    clip = written(tmp_path, kind)
    every = {frame.t: number(frame.rgb) for frame in Frames(clip)}
    times = list(every)
    wanted = [times[i] for i in (0, 1, len(times) // 3, len(times) // 2, len(times) - 2, len(times) - 1)]
    found = [(s.t, number(s.rgb)) for s in stills(clip, [*reversed(wanted), wanted[2]])]
    assert [t for t, _ in found] == pytest.approx(sorted(wanted), abs=1e-4)
    assert [n for _, n in found] == [every[t] for t in wanted]
    assert len({n for _, n in found}) == len(wanted)  # the pictures can be told apart


def test_a_sample_is_the_same_picture_to_the_last_pixel() -> None:
    clip = clips.sample("wall-angel-front-fast-variable-rate")
    some = [frame for i, frame in enumerate(Frames(clip)) if i % 97 == 5]
    again = list(stills(clip, [f.t for f in some]))
    assert len(again) == len(some) > 2
    for before, after in zip(some, again, strict=True):
        assert after.t == before.t
        assert np.array_equal(after.rgb, before.rgb)


def test_a_time_of_no_frame_is_left_out() -> None:
    assert list(stills(clips.sample("calf-raise-side"), [0.0101, 900.0])) == []
