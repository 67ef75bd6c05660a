"""What files say of their pictures: long pixels, mirrors, times that begin again or are missing, what was cut off."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import clips
import numpy as np
import pytest
from conftest import main

from formcheck.capture.camera_device import squared
from formcheck.capture.container import Turn, look_into, turn_of
from formcheck.capture.decode import Frame
from formcheck.capture.frames import Frames
from formcheck.capture.picture import cv2
from formcheck.capture.stills import stills

pytestmark = pytest.mark.clip
UPRIGHT = list(clips.CORNERS)
AT = np.arange(60) / 30
MATRIX = b"\0\1\0\0" + bytes(12) + b"\0\1\0\0" + bytes(12) + b"\x40\0\0\0"  # of `tkhd`: as stored


def write(path: Path, shots: clips.Shots, *, pixel: Fraction | None = None, gop: int = 12) -> Path:
    """With long pixels and in formats that clips.write does not know."""
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("libx264", rate=30, options={"bf": "0", "g": str(gop), "crf": "20"})
        stream.pix_fmt, stream.codec_context.time_base = "yuv420p", clips.TICK
        for i, (t, picture) in enumerate(shots):
            if not i:
                stream.height, stream.width = picture.shape[:2]
                if pixel:
                    stream.codec_context.sample_aspect_ratio = pixel
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = round(t / clips.TICK), clips.TICK
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def with_matrix(path: Path, a: int, b: int, c: int, d: int) -> Path:
    data = path.read_bytes()
    assert data.count(MATRIX) == 2  # of the film, then of the track
    at = data.rindex(MATRIX)
    own = b"".join(x.to_bytes(4, "big", signed=True) for x in (a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30))
    path.write_bytes(data[:at] + own + data[at + len(own) :])
    return path


def joined(path: Path, parts: Iterable[Path]) -> Path:
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


def all_of(path: Path, **how: Any) -> list[Frame]:
    return list(Frames(path, **how))


# long pixels


@pytest.mark.parametrize("ending", [".mp4", ".mkv", ".ts"])
@pytest.mark.parametrize(("pixel", "size"), [(Fraction(4, 3), (128, 64)), (Fraction(1, 2), (96, 128))])
def test_pixels_are_made_square(pixel: Fraction, size: tuple[int, int], ending: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"long{ending}", clips.made_up(AT[:4]), pixel=pixel)
    frames = Frames(path)
    assert frames.size == (frames.width, frames.height) == size
    seen = list(frames)
    for frame in seen:
        assert frame.rgb.shape[:2] == size[::-1]
        assert clips.colours(frame.rgb) == UPRIGHT
    (still,) = stills(path, [seen[2].t])
    assert still.rgb.shape[:2] == size[::-1]


def test_long_pixels_of_a_turned_clip_are_long_the_other_way(tmp_path: Path) -> None:
    path = with_matrix(write(tmp_path / "t.mp4", clips.made_up(AT[:3]), pixel=Fraction(2)), 0, 1, -1, 0)
    assert Frames(path).size == (64, 192)


def test_pixels_longer_than_any_are_a_broken_header(tmp_path: Path) -> None:
    assert Frames(write(tmp_path / "x.mp4", clips.made_up(AT[:3]), pixel=Fraction(900, 7))).size == (96, 64)


def test_a_large_picture_with_long_pixels_is_scaled_down_as_a_whole(tmp_path: Path) -> None:
    frames = Frames(write(tmp_path / "x.mp4", clips.made_up(AT[:3]), pixel=Fraction(4, 3)), largest=64)
    assert (frames.size, frames.width, frames.height) == ((128, 64), 64, 32)


class Stream:
    """A capture whose pixels are twice as wide as high."""

    def get(self, what: int) -> float:
        return {cv2.CAP_PROP_SAR_NUM: 2.0, cv2.CAP_PROP_SAR_DEN: 1.0}[what]

    def read(self) -> tuple[bool, Any]:
        return True, np.zeros((48, 32, 3), np.uint8)

    def release(self) -> None: ...


def test_a_stream_with_long_pixels_gets_square_ones() -> None:
    _, picture = squared(Stream()).read()
    assert picture.shape == (48, 64, 3)


# mirrors

MIRRORED = {
    (-1, 0, 0, 1): ["green", "red", "white", "blue"],
    (1, 0, 0, -1): ["white", "blue", "green", "red"],
    (-1, 0, 0, -1): ["blue", "white", "red", "green"],
    (0, 1, -1, 0): ["white", "red", "green", "blue"],
    (0, -1, 1, 0): ["green", "blue", "white", "red"],
    (0, 1, 1, 0): ["red", "white", "blue", "green"],
    (0, -1, -1, 0): ["blue", "green", "red", "white"],
}


@pytest.mark.parametrize("matrix", MIRRORED)
def test_a_clip_is_shown_as_its_matrix_says(matrix: tuple[int, int, int, int], tmp_path: Path) -> None:
    path = with_matrix(clips.write(tmp_path / "m.mp4", clips.made_up(AT[:3])), *matrix)
    frames = Frames(path)
    assert frames.size == ((96, 64) if matrix[0] else (64, 96))
    for frame in [*frames, *stills(path, [AT[1]])]:
        assert clips.colours(frame.rgb) == MIRRORED[matrix]


def test_a_slanted_matrix_is_ignored() -> None:
    assert turn_of([46341, 46341, 0, -46341, 46341, 0, 0, 0, 1 << 30]) == Turn()


# times


def test_joined_streams_go_on_where_the_times_begin_again(tmp_path: Path) -> None:
    part = write(tmp_path / "a.ts", clips.made_up(AT))
    frames = Frames(joined(tmp_path / "three.ts", [part] * 3))
    seen = list(frames)
    assert len(seen) == 3 * len(AT)
    assert np.diff([f.t for f in seen]) == pytest.approx(1 / 30, abs=0.002)
    assert frames.restarts_s == pytest.approx([2.0, 4.0], abs=0.05)


def test_the_picture_of_a_joined_stream_is_that_of_its_own_part(tmp_path: Path) -> None:
    day = write(tmp_path / "day.ts", clips.made_up(AT))
    night = write(tmp_path / "night.ts", ((t, x // 4) for t, x in clips.made_up(AT)))
    path = joined(tmp_path / "x.ts", [day, night])
    every = all_of(path)
    for number in (10, 70, 110):
        (still,) = stills(path, [every[number].t])
        assert abs(float(still.rgb.mean()) - float(every[number].rgb.mean())) < 1


def test_one_stray_time_is_left_out_and_shifts_nothing(tmp_path: Path) -> None:
    at = [*np.arange(40) / 10, 0.5, *np.arange(40, 60) / 10]
    from formcheck.capture.decode import VideoInfo, going_on

    def decoded() -> Any:
        yield VideoInfo(declared_s=None, size=(1, 1))
        yield from (Frame(t, np.zeros((1, 1, 3), np.uint8)) for t in at)

    info, *frames = going_on(decoded())
    assert [f.t for f in frames] == pytest.approx(np.arange(60) / 10)
    assert info.restarts_s == []


def test_all_repetitions_of_joined_clips_are_judged_and_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = write(tmp_path / "a.ts", clips.shots_of(clips.sample("calf-raise-side"), 0, 9))
    path, log = joined(tmp_path / "x.ts", [part, part]), tmp_path / "x.npz"
    assert main("analyze", path, "-e", "calf-raise", "--json", "-", "--landmarks", log) == 0
    result = json.loads(capsys.readouterr().out)
    at = [f["text"] for f in result["findings"] if f["id"] == "times-restart"]
    assert len(at) == 1
    assert "begin again at 9 s" in at[0]
    assert any(rep["start_s"] > 9 for rep in result["reps"])
    assert main("analyze", log, "-e", "calf-raise", "--json", "-") == 0
    assert json.loads(capsys.readouterr().out)["findings"] == result["findings"]


@pytest.mark.parametrize(("ending", "codec"), [("h264", "libx264"), ("mjpeg", "mjpeg"), ("m4v", "mpeg4")])
def test_a_raw_stream_is_refused_with_the_line_that_gives_it_times(
    ending: str, codec: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"my set.{ending}"
    with av.open(str(path), "w", format=ending) as out:
        stream: Any = out.add_stream(codec, rate=30)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for _, picture in clips.made_up(AT):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode(None))
    assert main("analyze", path, "-e", "calf-raise") == 1
    said = " ".join(capsys.readouterr().err.split())
    assert f"ffmpeg -framerate RATE -i 'my set.{ending}' -c copy 'my set.mp4'" in said


# what was cut off


def trimmed(path: Path, clip: Path, start_s: float) -> Path:
    """As `ffmpeg -ss -c copy`: what stands before is kept from the key frame on, and an edit list hides it."""
    options = {"avoid_negative_ts": "disabled", "movflags": "+faststart"}
    with av.open(str(clip)) as old, av.open(str(path), "w", options=options) as new:
        source = old.streams.video[0]
        copy: Any = new.add_stream_from_template(source)
        assert source.time_base
        for packet in old.demux(source):
            if packet.pts is None or packet.dts is None:
                continue
            packet.pts -= round(start_s / source.time_base)
            packet.dts -= round(start_s / source.time_base)
            packet.stream = copy
            new.mux(packet)
    return path


def test_a_clip_trimmed_without_encoding_is_as_long_as_it_shows(tmp_path: Path) -> None:
    path = trimmed(tmp_path / "t.mp4", clips.write(tmp_path / "w.mp4", clips.made_up(np.arange(300) / 30)), 3.2)
    capture = cv2.VideoCapture(str(path))
    assert capture.get(cv2.CAP_PROP_FRAME_COUNT) == 300  # what misled
    frames = Frames(path)
    seen = list(frames)
    assert frames.declared_s == pytest.approx(6.8, abs=0.04)
    assert (seen[0].t, seen[-1].t) == pytest.approx((0, 6.8 - 1 / 30), abs=0.01)


def test_a_trimmed_clip_is_not_called_cut_short_and_a_broken_off_one_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = clips.sample("calf-raise-side")
    path = trimmed(tmp_path / "t.mp4", whole, 3.2)
    assert main("analyze", path, "-e", "calf-raise", "--json", "-") == 0
    assert "cut-short" not in capsys.readouterr().out
    assert main("analyze", clips.truncate(path, 0.6), "-e", "calf-raise", "--json", "-") == 0
    assert "cut-short" in capsys.readouterr().out


# another size


def turning(path: Path, codec: str, *sizes: tuple[int, int]) -> Path:
    """A phone that is turned while it films: a key frame of another size."""
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream(codec, rate=30)
        for k, size in enumerate(sizes):
            coder: Any = av.CodecContext.create(codec, "w") if k else stream.codec_context
            coder.width, coder.height, coder.pix_fmt, coder.time_base = *size, "yuv420p", Fraction(1, 1000)
            coded = []
            for t, picture in clips.made_up(AT, size):
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts, frame.time_base = round(1000 * (t + 2 * k)), Fraction(1, 1000)
                coded += coder.encode(frame)
            for packet in [*coded, *coder.encode(None)]:
                packet.stream, packet.time_base = stream, Fraction(1, 1000)
                out.mux(packet)
    return path


def test_a_phone_that_turns_goes_on_in_the_first_size(tmp_path: Path) -> None:
    goes_on_in_the_first_size(turning(tmp_path / "x.webm", "libvpx", (96, 64), (64, 96), (96, 64)))


def test_joined_streams_of_two_sizes_go_on_in_the_first(tmp_path: Path) -> None:
    wide, high = (write(tmp_path / f"{w}.ts", clips.made_up(AT, (w, h))) for w, h in ((96, 64), (64, 96)))
    goes_on_in_the_first_size(joined(tmp_path / "x.ts", [wide, high, wide]))


def goes_on_in_the_first_size(path: Path) -> None:
    seen = all_of(path)
    assert len(seen) == 3 * len(AT)
    assert all(a.t < b.t for a, b in pairwise(seen))
    assert {f.rgb.shape for f in seen} == {(64, 96, 3)}
    for number, frame in enumerate(seen):
        high = len(AT) <= number < 2 * len(AT)
        picture = frame.rgb[:, 27:70] if high else frame.rgb  # 64 x 96 becomes 43 x 64, not stretched
        assert clips.colours(picture) == UPRIGHT, number
        assert high == bool(frame.rgb[:, :20].max() < 40), number
    (still,) = stills(path, [seen[100].t])
    assert clips.colours(still.rgb[:, 27:70]) == UPRIGHT


def test_what_cannot_be_looked_into_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(b"nothing")
    assert look_into(tmp_path / "x.mp4").turn is None
