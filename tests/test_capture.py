"""Reading clips: their times, their way up, their colours; and recordings that say the same as their video."""

from __future__ import annotations

import json
import os
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import clips
import numpy as np
import pytest
from av.video.frame import PictureType
from conftest import Done, Judged, labels, main, two_reps_end
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from formcheck.capture.decode import HEAVY_PIXELS, Frame
from formcheck.capture.detector import Quiet
from formcheck.capture.frames import AHEAD, Frames
from formcheck.capture.picture import ENOUGH, cv2
from formcheck.capture.recording import ROW, Recorder, Recording
from formcheck.errors import SourceError
from formcheck.source import NOTHING_NOTED, LandmarkFrame, ModelName, ReadingNotes, SourceInfo

pytestmark = pytest.mark.clip
UNEVEN = np.concatenate(([0.0], np.cumsum(np.random.default_rng(0).uniform(1 / 60, 1 / 5, 40))))
SAMPLES = {"calf-raise-side": "calf-raise", "single-leg-rdl-side": "single-leg-rdl"}


def times(path: Path, *cut: float) -> list[float]:
    return [frame.t for frame in Frames(path, *cut)]


def decoding() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name == "decode"]


# times


@pytest.mark.parametrize("b_frames", [False, True], ids=["no-b-frames", "b-frames"])
@pytest.mark.parametrize("ending", [".mp4", ".mov", ".mkv", ".webm"])
def test_frames_come_at_the_times_that_the_container_gives_them(ending: str, b_frames: bool, tmp_path: Path) -> None:
    path = clips.write(tmp_path / f"uneven{ending}", clips.made_up(UNEVEN), b_frames=b_frames)
    got = times(path)
    assert got == pytest.approx(UNEVEN, abs=0.001)  # Matroska counts in milliseconds
    assert all(a < b for a, b in pairwise(got))


def test_the_clip_with_b_frames_has_some(tmp_path: Path) -> None:
    path = clips.write(tmp_path / "b.mp4", clips.made_up(UNEVEN), b_frames=True)
    with av.open(str(path)) as container:
        kinds = {PictureType(frame.pict_type).name for frame in container.decode(video=0)}
    assert "B" in kinds


@pytest.mark.parametrize("codec", ["mpeg4", "libx264"])
@pytest.mark.parametrize("b_frames", [False, True], ids=["no-b-frames", "b-frames"])
def test_an_avi_that_knows_no_times_keeps_its_rate_and_all_its_frames(
    codec: str, b_frames: bool, tmp_path: Path
) -> None:
    path = clips.write(tmp_path / "old.avi", clips.made_up(UNEVEN), rate=25, codec=codec, b_frames=b_frames)
    got = times(path)
    assert len(got) == len(UNEVEN)
    assert np.diff(got) == pytest.approx(1 / 25)


@pytest.mark.parametrize("ending", [".gif", ".webp"])
def test_an_animation_shows_each_picture_as_long_as_it_says(ending: str, tmp_path: Path) -> None:
    at = [0.0, 0.1, 0.35, 0.39, 0.89]
    frames = Frames(clips.write_animation(tmp_path / f"x{ending}", clips.made_up(at), last_s=0.2))
    assert frames.declared_s is None  # known once all of it has been read, a picture at a time
    seen = list(frames)
    assert [f.t for f in seen] == pytest.approx(at)
    assert clips.colours(seen[2].rgb) == list(clips.CORNERS)


def test_a_gif_from_another_writer_keeps_its_times(tmp_path: Path) -> None:
    path = tmp_path / "x.gif"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("gif", rate=10)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "rgb8"
        for _, picture in clips.made_up(range(6)):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    assert times(path) == pytest.approx(np.arange(6) / 10)


def test_a_grey_picture_is_read_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    cv2.imwrite(str(path), np.full((48, 64), 77, np.uint8))
    (frame,) = Frames(path)
    assert frame.rgb.shape == (48, 64, 3)
    assert np.all(frame.rgb == 77)


def test_from_and_to_keep_the_times_of_the_file(tmp_path: Path) -> None:
    path = clips.write(tmp_path / "ten.mp4", clips.made_up(np.arange(30) / 10))
    assert times(path, 0.95, 1.55) == pytest.approx([1.0, 1.1, 1.2, 1.3, 1.4, 1.5])
    assert times(path, 2.65) == pytest.approx([2.7, 2.8, 2.9])
    assert times(path, 5.0) == []


def test_one_frame_is_a_clip_too(tmp_path: Path) -> None:
    assert times(clips.write(tmp_path / "one.mp4", clips.made_up([0.0]))) == [0.0]


def test_a_name_that_looks_like_a_protocol_or_a_pattern_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = clips.write(tmp_path / "x.mp4", clips.made_up([0.0, 0.1])).read_bytes()
    for name in ("set%02d.mp4", *(["12:30.mp4"] if sys.platform != "win32" else [])):
        Path(name).write_bytes(whole)
        assert len(times(Path(name))) == 2


# pictures


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_clip_is_set_upright_once(turned: int, tmp_path: Path) -> None:
    path = clips.write(tmp_path / "turned.mp4", clips.made_up([0.0, 0.1], (96, 64)), turned=turned)
    _, stored = next(clips.shots_of(path))
    assert stored.shape == ((64, 96, 3) if turned % 180 == 0 else (96, 64, 3))
    frames = Frames(path)
    assert (frames.width, frames.height) == (96, 64)
    for frame in frames:
        assert clips.colours(frame.rgb) == list(clips.CORNERS)


@pytest.mark.parametrize(("ending", "turned"), [(".mp4", 0), (".mp4", 90), (".gif", 0)])
def test_large_pictures_are_handed_out_smaller_and_the_file_is_as_large_as_it_is(
    ending: str, turned: int, tmp_path: Path
) -> None:
    shots = clips.made_up([0.0, 0.1], (ENOUGH + 320, 640))
    path = tmp_path / f"large{ending}"
    if ending == ".gif":
        clips.write_animation(path, shots)
    else:
        clips.write(path, shots, turned=turned)
    frames = Frames(path)
    assert frames.size == (ENOUGH + 320, 640)
    assert (frames.width, frames.height) == (ENOUGH, round(640 * ENOUGH / (ENOUGH + 320)))
    for frame in frames:
        assert frame.rgb.shape[:2] == (frames.height, frames.width)
        assert clips.colours(frame.rgb) == list(clips.CORNERS)


def test_of_the_heaviest_pictures_none_is_lost_nor_left_lying(tmp_path: Path) -> None:
    """They are opened twice: only once they are open is it known how large they are."""
    size = 2560, HEAVY_PIXELS // 5120 * 2 + 2
    path = clips.write(tmp_path / "heavy.mp4", clips.made_up([0.0, 0.1, 0.2, 0.3], size), turned=90)
    frames = Frames(path)
    assert frames.size == size
    assert [f.t for f in frames] == pytest.approx([0.0, 0.1, 0.2, 0.3])
    assert frames.width == ENOUGH > frames.height


@pytest.mark.parametrize("ending", [".mp4", ".webm", ".avi", ".gif", ".webp"])
def test_colours_come_in_the_order_red_green_blue(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{ending}"
    if ending in (".gif", ".webp"):
        clips.write_animation(path, clips.made_up([0.0, 0.1]))
    else:
        clips.write(path, clips.made_up([0.0, 0.04]), rate=25)
    for frame in Frames(path):
        assert clips.colours(frame.rgb) == ["red", "green", "blue", "white"]
        assert frame.rgb.dtype == np.uint8
        assert frame.rgb.flags.c_contiguous


# the thread that decodes ahead


@pytest.fixture
def long_clip(tmp_path: Path) -> Iterator[Path]:
    """More frames than are decoded ahead, so that the thread waits for room."""
    assert not decoding()
    yield clips.write(tmp_path / "long.mp4", clips.made_up(np.arange(8 * AHEAD) / 30))
    assert not decoding()


def test_decoding_ends_when_all_was_seen(long_clip: Path) -> None:
    assert len(times(long_clip)) == 8 * AHEAD


def test_decoding_ends_when_the_consumer_stops_early(long_clip: Path) -> None:
    frames = Frames(long_clip)
    for _ in frames:
        assert decoding()
        break
    frames.close()
    frames.close()  # harmless


def test_decoding_ends_when_the_consumer_raises(long_clip: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        for frame in Frames(long_clip):
            1 / frame.t


def test_closing_frames_that_nobody_looked_at_is_harmless(long_clip: Path) -> None:
    Frames(long_clip).close()


def test_what_goes_wrong_in_the_thread_is_raised_where_the_frames_are_used(
    long_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Iterator[Frame]:
        yield Frame(0.0, np.zeros((1, 1, 3), np.uint8))
        raise ZeroDivisionError

    frames = Frames(long_clip)
    monkeypatch.setattr(frames, "_cut", broken)
    with pytest.raises(ZeroDivisionError):
        list(frames)


# recordings

INFO = SourceInfo(
    path=Path("x.mp4"), kind="video", width=640, height=480, model=ModelName("full", "0" * 64), declared_s=1.5
)


def some_seen(n: int = 5) -> list[LandmarkFrame]:
    dice = np.random.default_rng(0)

    def floats(*shape: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        return dice.normal(size=shape).astype(np.float32)

    seen = [LandmarkFrame(0.1 + i / 3, floats(33, 3), floats(33, 3), floats(33)) for i in range(n)]
    seen[2] = LandmarkFrame.nobody(seen[2].t)
    return seen


def record(path: Path, seen: list[LandmarkFrame], notes: ReadingNotes = NOTHING_NOTED) -> Path:
    recorder = Recorder(path, INFO)
    for s in seen:
        recorder.push(s)
    recorder.notes = notes
    recorder.close()
    return path


def test_a_recording_gives_back_every_bit(tmp_path: Path) -> None:
    seen = some_seen()
    recording = Recording(record(tmp_path / "x.npz", seen))
    back = list(recording)
    assert [b.t for b in back] == [s.t for s in seen]
    for b, s in zip(back, seen, strict=True):
        for name in ("image", "world", "visibility"):
            now, was = getattr(b, name), getattr(s, name)
            assert (now.dtype, now.shape, now.tobytes()) == (was.dtype, was.shape, was.tobytes())
    assert (recording.info.width, recording.info.height) == (640, 480)
    assert recording.info.model == INFO.model
    assert recording.info.declared_s == 1.5
    assert [p.name for p in tmp_path.iterdir()] == ["x.npz"]


def test_a_recording_is_plain_arrays_without_pickles(tmp_path: Path) -> None:
    with np.load(record(tmp_path / "x.npz", some_seen()), allow_pickle=False) as z:
        fields = {name: z[name] for name in z.files}
    assert set(fields) == {*ROW.names, "size", "about"}
    assert not any(a.dtype.hasobject for a in fields.values())
    assert json.loads(str(fields["about"]))["format"] == "formcheck.landmarks/1"


def test_a_recording_can_be_cut(tmp_path: Path) -> None:
    seen = some_seen()
    path = record(tmp_path / "x.npz", seen)
    assert [s.t for s in Recording(path, seen[1].t, seen[3].t)] == [s.t for s in seen[1:4]]


def test_what_went_wrong_with_the_video_is_told_of_its_recording_too(tmp_path: Path) -> None:
    path = record(tmp_path / "x.npz", some_seen(), ReadingNotes(warning="The file is cut short"))
    assert Recording(path).notes().warning == "The file is cut short"
    assert Recording(path, end_s=1.0).notes().warning is None  # what is missing was not asked for


def test_a_second_person_is_told_of_in_the_part_that_is_asked_for(tmp_path: Path) -> None:
    path = record(tmp_path / "x.npz", some_seen(), ReadingNotes(company_s=(0.2, 1.3)))
    assert Recording(path).notes().company_s == (0.2, 1.3)
    assert Recording(path, start_s=0.5).notes().company_s == (1.3,)
    assert Recording(path, end_s=1.0).notes().company_s == (0.2,)


def test_a_source_is_used_in_with(tmp_path: Path) -> None:
    seen = some_seen()
    with Recording(str(record(tmp_path / "x.npz", seen))) as recording:
        assert [s.t for s in recording] == [s.t for s in seen]


def test_a_recording_may_go_by_the_name_of_its_clip(tmp_path: Path) -> None:
    info = Recording(record(tmp_path / "4f2a.npz", some_seen()), clip=Path("set1.mp4"), address="s3://b/set1.mp4").info
    assert (info.path, info.address) == (Path("set1.mp4"), "s3://b/set1.mp4")
    with pytest.raises(FrozenInstanceError):
        info.path = tmp_path  # type: ignore[misc]


def test_what_two_threads_silence_is_heard_again_after_both(capfd: pytest.CaptureFixture[str]) -> None:
    silence = Quiet()
    with ThreadPoolExecutor(1) as other:
        silence.__enter__()
        other.submit(silence.__enter__).result()
        os.write(2, b"noise")
        silence.__exit__()
        os.write(2, b"more noise")
        other.submit(silence.__exit__).result()
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


def changed(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update(fields)


def about(**entries: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update(about=np.array(json.dumps({**json.loads(str(data["about"])), **entries})))


DAMAGE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a field is missing": lambda data: data.pop("world"),
    "one frame less in one field": lambda data: data.update(world=data["world"][:-1]),
    "too few landmarks": lambda data: data.update(image=data["image"][:, :32]),
    "another type": lambda data: data.update(image=data["image"].astype(np.float64)),
    "times that fall": lambda data: data.update(t=data["t"][::-1]),
    "times that stand": lambda data: data.update(t=np.zeros_like(data["t"])),
    "a time that is none": lambda data: data.update({name: data[name][:1] for name in ROW.names}, t=np.array([np.nan])),
    "an endless time": lambda data: data["t"].__setitem__(-1, np.inf),
    "no times at all": changed(t=np.array(0.0)),
    "no size": changed(size=np.array([0, 0])),
    "a size of three": changed(size=np.array([640, 480, 3])),
    "a size that is none": changed(size=np.array([np.nan, 480])),
    "an endless size": changed(size=np.array([np.inf, 480])),
    "another format": about(format="formcheck.landmarks/9"),
    "a model without a name": about(model={}),
    "a length in words": about(declared_s="long"),
    "a warning that is none": about(warning=[1]),
    "company at no time": about(company_s=["now"]),
    "about that is a list": changed(about=np.array("[]")),
    "about that is not JSON": changed(about=np.array("{")),
    "a pickle": changed(about=np.array({"format": 1}, dtype=object)),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_recording_that_does_not_fit_together_is_refused(
    damage: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    with np.load(record(tmp_path / "x.npz", some_seen())) as z:
        data = {name: z[name] for name in z.files}
    damage(data)
    np.savez(tmp_path / "bad.npz", **data)
    with pytest.raises(SourceError, match=r"bad\.npz is not a formcheck landmark recording"):
        Recording(tmp_path / "bad.npz")


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small recording, compressed: other tools may do that, and it can be damaged in more ways."""
    folder = tmp_path_factory.mktemp("packed")
    with np.load(record(folder / "x.npz", some_seen(3))) as z:
        np.savez_compressed(folder / "packed.npz", **{name: z[name] for name in z.files})
    return (folder / "packed.npz").read_bytes()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255), keep=st.floats(0.05, 1))
@example(at=0.0, flip=0, keep=0.5)  # cut in half
def test_a_damaged_recording_is_refused_or_whole(
    at: float, flip: int, keep: float, packed: bytes, tmp_path: Path
) -> None:
    data = bytearray(packed[: max(1, round(keep * len(packed)))])
    data[int(at * len(data))] ^= flip
    path = tmp_path / "damaged.npz"
    path.write_bytes(data)
    try:
        seen = list(Recording(path))
    except SourceError:
        return
    assert [s.t for s in seen] == [s.t for s in some_seen(3)]


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    for content in (b"", b"text", b"PK\x03\x04"):
        path.write_bytes(content)
        with pytest.raises(SourceError):
            Recording(path)
    with path.open("wb") as f:
        np.save(f, np.zeros(3))
    with pytest.raises(SourceError):
        Recording(path)
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("t.npy", b"\x93NUMPY\x01\x00")
    with pytest.raises(SourceError):
        Recording(path)


def without_source(result: dict[str, Any]) -> dict[str, Any]:
    """A result without the fields that must differ between a clip and its recording."""
    source = {k: v for k, v in result["source"].items() if k not in ("path", "kind")}
    return {**result, "source": source}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_recording_is_judged_like_its_video(
    name: str, two_reps: Callable[[str], Path], judged: Callable[..., Judged]
) -> None:
    video = judged(two_reps(name), SAMPLES[name], anew=True)
    again = judged(video.recording, SAMPLES[name])
    assert again.result["source"]["kind"] == "landmarks"
    assert without_source(again.result) == without_source(video.result)
    with np.load(video.recording) as a, np.load(again.recording) as b:
        assert all(a[field].tobytes() == b[field].tobytes() for field in ROW.names)


# what is loaded, and what is said

LOADED = """
import json, sys
from formcheck import cli
try:
    cli.main()
finally:
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.fixture
def loaded(console: Callable[..., Done]) -> Callable[..., set[str]]:
    """The packages that a command has loaded when it ends."""

    def run(*args: object) -> set[str]:
        done = console(*args, command=(sys.executable, "-c", LOADED))
        assert done.code == 0
        return set(json.loads(done.err))

    return run


@pytest.mark.parametrize("command", [["--help"], ["exercises"], ["exercises", "calf-raise"], ["analyze", "--help"]])
def test_a_command_without_a_video_loads_no_heavy_library(command: list[str], loaded: Callable[..., set[str]]) -> None:
    assert not loaded(*command) & {"mediapipe", "cv2"}


def test_a_recording_is_judged_without_mediapipe_and_opencv(
    two_reps: Callable[[str], Path], judged: Callable[..., Judged], loaded: Callable[..., set[str]]
) -> None:
    recording = judged(two_reps("calf-raise-side"), "calf-raise").recording
    assert not loaded("analyze", recording, "-e", "calf-raise", "-q") & {"mediapipe", "cv2"}


def test_a_video_needs_both_libraries(loaded: Callable[..., set[str]], tmp_path: Path) -> None:
    """Or the two tests above would prove nothing."""
    person = list(clips.shots_of(clips.sample("calf-raise-side"), end_s=0.1))
    clip = clips.write(tmp_path / "x.mp4", person)
    assert {"mediapipe", "cv2"} <= loaded("analyze", clip, "-e", "calf-raise", "-q")


def test_the_native_libraries_say_nothing(console: Callable[..., Done], tmp_path: Path) -> None:
    """Nobody at first and then somebody: the graph talks when it starts, and when it finds its first person."""
    empty = list(clips.black(0.2, size=(640, 480)))
    person = [(t + 0.2, p) for t, p in clips.shots_of(clips.sample("calf-raise-side"), end_s=0.5)]
    clip = clips.write(tmp_path / "x.mp4", [*empty, *person])
    done = console("analyze", clip, "-e", "calf-raise", "--json", "-")
    assert (done.code, done.err) == (0, "")
    assert done.result["source"]["frames"] == len(empty) + len(person)


# the same movement, filmed otherwise


@pytest.fixture(scope="session")
def variants(two_reps: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """A sample's first two repetitions, filmed otherwise."""
    folder = tmp_path_factory.mktemp("variants")
    change: dict[str, Callable[[clips.Shots], clips.Shots]] = {
        "mirrored": clips.mirrored,
        "half-rate": clips.every_second,
        "half-size": clips.half_size,
        "some-lost": clips.some_lost,
        "turned": lambda shots: shots,
    }

    def make(name: str, variant: str) -> Path:
        path = folder / f"{name}-{variant}.mp4"
        turned = 90 if variant == "turned" else 0
        return clips.write(path, change[variant](clips.shots_of(two_reps(name))), turned=turned)

    return make


@pytest.mark.parametrize("name", SAMPLES)
def test_the_first_two_repetitions_are_counted(
    name: str, two_reps: Callable[[str], Path], judged: Callable[..., Judged]
) -> None:
    found = judged(two_reps(name), SAMPLES[name])
    assert found.starts == pytest.approx([rep["start_s"] for rep in labels(name)["rep_times"][:2]], abs=0.3)
    assert found.result["attempts"] == []


HOW_IT_WAS_FILMED = [
    *(("calf-raise-side", variant) for variant in ("mirrored", "half-rate", "half-size", "some-lost", "turned")),
    ("single-leg-rdl-side", "mirrored"),  # with a side that works
    ("single-leg-rdl-side", "half-rate"),
]


@pytest.mark.parametrize(("name", "variant"), HOW_IT_WAS_FILMED)
def test_the_count_does_not_depend_on_how_it_was_filmed(
    name: str,
    variant: str,
    two_reps: Callable[[str], Path],
    judged: Callable[..., Judged],
    variants: Callable[[str, str], Path],
) -> None:
    plain = judged(two_reps(name), SAMPLES[name])
    other = judged(variants(name, variant), SAMPLES[name])
    assert other.starts == pytest.approx(plain.starts, abs=0.2)
    assert other.result["attempts"] == []
    swap = {"left": "right", "right": "left", "both": "both"} if variant == "mirrored" else {}
    assert [r["side"] for r in other.result["reps"]] == [swap.get(r["side"], r["side"]) for r in plain.result["reps"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_clip_that_begins_inside_a_repetition_counts_one_less(name: str, judged: Callable[..., Judged]) -> None:
    first = labels(name)["rep_times"][0]
    inside = (first["top_start_s"] + first["top_end_s"]) / 2
    cut = ("--from", inside, "--to", two_reps_end(name))
    found = judged(clips.sample(name), SAMPLES[name], *cut)
    assert found.result["summary"]["reps"] == 1
    assert [a["reason"] for a in found.result["attempts"]] == ["unfinished"]
    assert found.result["attempts"][0]["start_s"] == pytest.approx(inside, abs=0.2)  # times of the file, not of the cut


def test_cutting_a_recording_is_cutting_its_video(
    two_reps: Callable[[str], Path], judged: Callable[..., Judged], tmp_path: Path
) -> None:
    """But for the smoothing, which starts anew in the video: the frames and their times are the same."""
    whole = judged(two_reps("calf-raise-side"), "calf-raise")
    cut = tmp_path / "cut.npz"
    assert main("analyze", whole.recording, "-e", "calf-raise", "-q", "--from", 2.5, "--to", 7, "--landmarks", cut) == 0
    with np.load(cut) as z:
        assert z["t"].tolist() == pytest.approx(times(two_reps("calf-raise-side"), 2.5, 7))
