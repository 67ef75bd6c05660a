"""Pictures of a judged clip: the annotated video and the contact sheet."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import clips
import numpy as np
import people
import pytest
from conftest import LONGEST_S, Done, Judged, has_seen
from seen import Seen

from formcheck.capture.picture import cv2
from formcheck.output.drawing.blur import Faces, blur_face, head_of
from formcheck.output.drawing.scene import pixels

Run = Callable[..., Done]
pytestmark = pytest.mark.clip
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are others there")
AMBER, GREEN = (255, 176, 0), (46, 214, 160)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def knee_bend(seen: Seen, two_reps: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two calf raises, the second with bent knees, and a tone; annotated with the face blurred and not."""
    folder = tmp_path_factory.mktemp("knee-bend")
    with_tone(two_reps("calf-raise-side-knee-bend"), folder / "clip.mp4")
    from conftest import main

    one = ("analyze", folder / "clip.mp4", "-e", "calf-raise", "-q", "--json", folder / "r.json")
    with seen.once():
        assert main(*one, "--video", folder / "v.mp4", "--contact-sheet", folder / "s.png") == 0
        assert main(*one, "--video", folder / "blurred.mp4", "--blur-face") == 0
    return folder


def with_tone(clip: Path, place: Path, codec: str = "aac") -> Path:
    """The clip with a second of 440 Hz, a second of silence, and so on."""
    with av.open(str(clip)) as source, av.open(str(place), "w") as container:
        picture = container.add_stream_from_template(source.streams.video[0])
        sound: Any = container.add_stream(codec, rate=48_000, layout="mono")
        seconds = float(source.duration / av.time_base)
        t = np.arange(round(48_000 * seconds)) / 48_000
        tone = (0.3 * np.sin(2 * np.pi * 440 * t) * (t % 2 < 1)).astype(np.float32)
        for packet in source.demux(video=0):
            if packet.pts is not None:
                packet.stream = picture
                container.mux(packet)
        kind = sound.codec_context.format.name
        samples = tone if kind.startswith("flt") else (tone * 32_767).astype(np.int16)
        for a in range(0, len(samples), 1024):
            frame = av.AudioFrame.from_ndarray(samples[None, a : a + 1024], format=kind, layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, a, Fraction(1, 48_000)
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    return place


def resized(size: tuple[int, int], end_s: float) -> Iterator[clips.Shot]:
    """The beginning of a calf raise in another size."""
    for t, shot in clips.shots_of(clips.sample("calf-raise-side"), end_s=end_s):
        yield t, np.asarray(cv2.resize(shot, size), np.uint8)


def times(path: Path) -> list[float]:
    return [t for t, _ in clips.shots_of(path)]


def picture(path: Path, at_s: float) -> clips.Picture:
    return next(shot for t, shot in clips.shots_of(path, at_s))


def near(picture: np.ndarray, colour: tuple[int, int, int], off: int = 40) -> int:
    """How many pixels have about this colour."""
    return int((np.abs(picture.astype(int) - colour).max(axis=2) < off).sum())


def result(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "r.json").read_text("utf-8"))


def loudness(path: Path) -> Iterator[tuple[float, float]]:
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            x = frame.to_ndarray().astype(float)
            yield frame.time, float(np.sqrt((x**2).mean()))


# the video


def test_the_video_is_one_that_browsers_and_phones_play(knee_bend: Path) -> None:
    with av.open(str(knee_bend / "v.mp4")) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height) == (640, 480)
        assert sound.codec_context.name == "aac"
    head = (knee_bend / "v.mp4").read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")  # the index comes first: it plays while it loads


def test_every_frame_keeps_its_time(knee_bend: Path) -> None:
    assert times(knee_bend / "v.mp4") == pytest.approx(times(knee_bend / "clip.mp4"), abs=1e-4)


def test_a_variable_rate_stays(formcheck: Run, out: Path) -> None:
    clip = clips.sample("wall-angel-front-fast-variable-rate")
    cut = ("--from", 1, "--to", 4)
    assert formcheck("analyze", clip, "-e", "wall-angel", "-q", *cut, "--video", out / "v.mp4").code == 0
    source = [t for t in times(clip) if 1 <= t <= 4]
    assert len(set(np.diff(source).round(3))) > 3
    assert times(out / "v.mp4") == pytest.approx([t - source[0] for t in source], abs=2e-3)


def test_the_sound_keeps_its_time(knee_bend: Path) -> None:
    heard = list(loudness(knee_bend / "v.mp4"))
    assert all(x > 0.1 for t, x in heard if 0.1 < t % 2 < 0.9)
    assert all(x < 0.05 for t, x in heard if 1.1 < t % 2 < 1.9)
    assert heard[-1][0] == pytest.approx(times(knee_bend / "clip.mp4")[-1], abs=0.1)


def test_sound_that_browsers_do_not_play_is_converted_and_cut(
    two_reps: Callable[[str], Path], formcheck: Run, out: Path
) -> None:
    clip = with_tone(two_reps("calf-raise-side-knee-bend"), out / "clip.mkv", "pcm_s16le")
    args = ("-e", "calf-raise", "-q", "--from", 1.5, "--to", 3.5)
    assert formcheck("analyze", clip, *args, "--video", out / "v.mp4").code == 0
    heard = list(loudness(out / "v.mp4"))
    assert all(x < 0.05 for t, x in heard if 0.1 < t < 0.4)
    assert all(x > 0.1 for t, x in heard if 0.6 < t < 1.4)
    assert heard[-1][0] < 2.1


def test_the_limb_is_green_and_amber_while_a_fault_stands(knee_bend: Path) -> None:
    clean, faulty = result(knee_bend)["reps"]
    assert not clean["faults"]
    (fault,) = faulty["faults"]
    legs = slice(240, 480)
    good = picture(knee_bend / "v.mp4", clean["top_start_s"])[legs, 200:400]
    bad = picture(knee_bend / "v.mp4", fault["at_s"] + 0.2)[legs, 200:400]
    plain = picture(knee_bend / "clip.mp4", clean["top_start_s"])[legs, 200:400]
    assert near(plain, GREEN) == near(plain, AMBER) == near(good, AMBER) == near(bad, GREEN) == 0
    assert near(good, GREEN) > 200
    assert near(bad, AMBER) > 200


def test_blur_hides_the_face_and_nothing_else(knee_bend: Path) -> None:
    sharp, blurred = (picture(knee_bend / f"{name}.mp4", 3.0).astype(float) for name in ("v", "blurred"))
    differs = (np.abs(sharp - blurred).mean(axis=2) > 12).astype(np.uint8)
    changed = cv2.medianBlur(differs, 7) > 0  # two encodings differ here and there, a blurred head all over
    assert changed[160:].mean() < 0.001  # below the head the two differ as two encodings do
    rows, columns = np.nonzero(changed[:160])
    (top, bottom), (left, right) = (np.quantile(x, (0.02, 0.98)).astype(int) for x in (rows, columns))
    assert len(rows) > 200
    assert right - left < 110
    box = np.s_[top:bottom, left:right]
    edges = [np.abs(np.diff(x[box].mean(axis=2), axis=1)).mean() for x in (sharp, blurred)]
    assert edges[1] < 0.75 * edges[0]  # the edge of the head against the wall is left


def person() -> np.ndarray:
    """(33, 2) pixels of a stick figure in a picture 400 pixels high; what its face lacks is at its nose."""
    points = pixels(people.seen(0.0, people.figure()).xy, 400)
    points[[1, 3, 4, 6, 9, 10]] = points[0]
    return points


def noise() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (400, 640, 3), np.uint8)


def left_of(picture: np.ndarray, at: np.ndarray, reach: int) -> float:
    """How much of the noise is left around a point, 0 to 1."""
    x, y = at.round().astype(int)
    part = picture[y - reach : y + reach, x - reach : x + reach].astype(float)
    return float(np.abs(np.diff(part, axis=1)).mean() / 85)  # two numbers drawn from 256 differ by 85


def test_nothing_is_left_of_a_face() -> None:
    picture, points = noise(), person()
    blur_face(picture, points)
    assert left_of(picture, points[0], 12) < 0.05
    assert left_of(picture, points[23], 12) > 0.9


def test_a_face_that_is_not_seen_is_blurred_over_the_shoulders() -> None:
    picture, points = noise(), person()
    nose = points[0].copy()
    points[:11] = np.nan
    blur_face(picture, points)
    assert left_of(picture, nose, 12) < 0.05


def test_a_head_that_is_not_seen_is_blurred_where_it_was_and_will_be() -> None:
    t, points, moved = np.arange(4.0), person(), person() + np.array([60, 0])
    faces = Faces(t, [head_of(points), None, head_of(moved), None])
    for frame, places in ((1, (points, moved)), (3, (moved,))):
        picture = noise()
        faces.blur(picture, frame)
        for p in places:
            assert left_of(picture, p[0], 16) < 0.05
    nobody = noise()
    Faces(t, [None] * 4).blur(nobody, 1)
    assert (nobody == noise()).all()


@pytest.mark.parametrize("size", [(255, 191), (191, 255)])
def test_odd_sizes_are_written(size: tuple[int, int], formcheck: Run, out: Path) -> None:
    shots = resized(size, end_s=1.0)
    clip = clips.write_animation(out / "clip.gif", shots)
    assert formcheck("analyze", clip, "-e", "calf-raise", "-q", "--video", out / "v.mp4").code == 0
    with av.open(str(out / "v.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (size[0] - 1, size[1] - 1)
        assert not container.streams.audio


def test_a_large_clip_is_made_smaller(formcheck: Run, out: Path) -> None:
    clip = clips.write(out / "clip.mp4", resized((1920, 1440), end_s=0.3))
    assert formcheck("analyze", clip, "-e", "calf-raise", "-q", "--video", out / "v.mp4").code == 0
    with av.open(str(out / "v.mp4")) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (960, 720)


def test_slow_motion_changes_no_time_of_the_picture(knee_bend: Path, formcheck: Run, out: Path) -> None:
    clip = knee_bend / "clip.mp4"
    args = ("-e", "calf-raise", "-q", "--to", 4, "--slow-motion", 2)
    assert formcheck("analyze", clip, *args, "--video", out / "v.mp4").code == 0
    assert times(out / "v.mp4") == pytest.approx([t for t in times(clip) if t <= 4], abs=1e-4)


@POSIX
def test_ctrl_c_leaves_a_video_of_what_was_judged(
    start: Callable[..., subprocess.Popen[str]], knee_bend: Path, out: Path
) -> None:
    clip = clips.sample("calf-raise-side")
    files = ("--json", out / "r.json", "--video", out / "v.mp4", "--landmarks", out / "x.npz")
    process = start("analyze", clip, "-e", "calf-raise", "-q", *files)
    has_seen(process, out / "x.npz")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LONGEST_S)
    assert process.returncode == 130
    judged = json.loads((out / "r.json").read_text("utf-8"))
    assert not judged["complete"]
    assert len(times(out / "v.mp4")) == judged["source"]["frames"] < len(times(clip))
    assert sorted(p.name for p in out.iterdir()) == ["r.json", "v.mp4", "x.npz"]


SECOND = """
import os, signal
from formcheck import cli
from formcheck.output.drawing import video
drawn = video.draw
def draw(picture, scene):
    drawn(picture, scene)
    if scene.reps == 1:
        os.kill(os.getpid(), signal.SIGINT)
video.draw = draw
cli.main()
"""


@POSIX
def test_ctrl_c_while_it_is_drawn_leaves_the_result_and_no_half_of_a_video(
    console: Run, knee_bend: Path, out: Path
) -> None:
    files = ("--json", out / "r.json", "--video", out / "v.mp4")
    command = (sys.executable, "-c", SECOND)
    done = console("analyze", knee_bend / "clip.mp4", "-e", "calf-raise", "-q", *files, command=command)
    assert (done.code, done.out, done.err) == (130, "", "")
    assert [p.name for p in out.iterdir()] == ["r.json"]
    assert json.loads((out / "r.json").read_text("utf-8"))["complete"]


LIMITED = """
import resource
from formcheck import cli
from formcheck.output.drawing import video
written = video.write
def write(place, clip, r, take, **more):
    assert len(take.t)  # all of it is on disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # the disk is full once the clip is judged
    written(place, clip, r, take, **more)
video.write = write
cli.main()
"""


@POSIX
def test_a_full_disk_leaves_the_old_video_and_the_result(console: Run, knee_bend: Path, out: Path) -> None:
    (out / "v.mp4").write_text("from last time")
    files = ("--json", out / "r.json", "--video", out / "v.mp4")
    command = (sys.executable, "-c", LIMITED)
    done = console("analyze", knee_bend / "clip.mp4", "-e", "calf-raise", "-q", *files, command=command)
    assert (done.code, done.out) == (1, "")
    assert "v.mp4 cannot be written" in done.err
    assert "free some space" in done.err
    assert "Traceback" not in done.err
    assert (out / "v.mp4").read_text() == "from last time"
    assert sorted(p.name for p in out.iterdir()) == ["r.json", "v.mp4"]


@pytest.mark.parametrize("option", ["--video", "--contact-sheet"])
def test_pictures_of_a_recording_are_wrong_usage(
    option: str, knee_bend: Path, judged: Callable[..., Judged], formcheck: Run, out: Path
) -> None:
    recording = judged(knee_bend / "clip.mp4", "calf-raise").recording
    for clips_ in ((recording,), (knee_bend / "clip.mp4", recording)):
        place = out if len(clips_) > 1 else out / "x"
        done = formcheck("analyze", *clips_, "-e", "calf-raise", "-q", option, place)
        assert done.code == 2
        assert f"{option} needs pictures" in done.err
    assert not list(out.iterdir())


@pytest.mark.parametrize("option", ["--video", "--contact-sheet"])
def test_a_bad_place_is_refused_before_the_work_begins(
    option: str, knee_bend: Path, formcheck: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "formcheck.commands.analyze.judge_until_ctrl_c", lambda *args, **more: pytest.fail("it was judged")
    )
    one = ("analyze", knee_bend / "clip.mp4", "-e", "calf-raise", "-q", option)
    ending = {"--video": ".mp4", "--contact-sheet": ".png"}[option]
    for place, code, says in (
        (out / "x.jpg", 2, f"x.jpg must end in {ending}"),
        (out / "none" / f"x{ending}", 1, "none is not a folder"),
        (out, 1, "out is a folder"),
        (knee_bend / "clip.mp4", 2, "would overwrite an input clip"),
    ):
        done = formcheck(*one, place)
        assert done.code == code
        assert says in done.err
    assert not list(out.iterdir())


def test_several_clips_go_to_a_folder(formcheck: Run, out: Path) -> None:
    for name in ("a", "b"):
        clips.write(out / f"{name}.mp4", clips.shots_of(clips.sample("calf-raise-side"), end_s=0.3))
    files = ("--video", out, "--contact-sheet", out)
    assert formcheck("analyze", out, "-e", "calf-raise", "-q", *files).code == 0
    made = {"a.mp4", "b.mp4", "a.annotated.mp4", "b.annotated.mp4", "a.png", "b.png"}
    assert {p.name for p in out.iterdir()} == made
    assert len(times(out / "b.annotated.mp4")) == len(times(out / "b.mp4"))


def test_the_sheet_shows_every_repetition(knee_bend: Path, formcheck: Run, out: Path) -> None:
    two = cv2.imread(str(knee_bend / "s.png"))[:, :, ::-1]
    assert near(two, GREEN) > 200
    assert near(two, AMBER) > 200
    args = ("-e", "calf-raise", "-q", "--to", result(knee_bend)["reps"][0]["end_s"] + 0.6)
    assert formcheck("analyze", knee_bend / "clip.mp4", *args, "--contact-sheet", out / "one.png").code == 0
    one = cv2.imread(str(out / "one.png"))[:, :, ::-1]
    assert near(one, AMBER) == 0
    assert two.shape[0] > 1.5 * one.shape[0]
    assert two.shape[1] == pytest.approx(one.shape[1], abs=20)


def test_a_sheet_of_no_repetition_has_three_stills(formcheck: Run, out: Path) -> None:
    clip = clips.write(out / "c.mp4", clips.shots_of(clips.sample("calf-raise-side"), end_s=0.5))
    assert formcheck("analyze", clip, "-e", "calf-raise", "-q", "--contact-sheet", out / "s.png").code == 0
    assert near(cv2.imread(str(out / "s.png"))[:, :, ::-1], GREEN) > 200
