"""Impossible requests give one line of error and the documented exit code, and leave nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import clips
import pytest
from conftest import CONSOLE_SCRIPT, LONGEST_S, Done, Judged, has_seen

from formcheck.capture import model_check, pose_models
from formcheck.capture.recording import Recording
from formcheck.commands.ctrl_c import judge_until_ctrl_c
from formcheck.errors import NobodySeen
from formcheck.exercises import EXERCISES, find
from formcheck.pipeline import judge
from formcheck.source import NOTHING_NOTED, LandmarkFrame, ModelName, ReadingNotes, SourceInfo

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
CALF, RDL = clips.sample("calf-raise-side"), clips.sample("single-leg-rdl-side")

Run = Callable[..., Done]


def refused(done: Done, code: int, *says: str) -> None:
    """One line on stderr that says so, nothing on stdout, and the exit code."""
    assert (done.code, done.out) == (code, ""), done.err
    (line,) = done.err.splitlines()
    assert line.startswith("formcheck: ")
    for text in says:
        assert text in line


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """A folder to write to, in which nothing half-written may stay."""
    folder = tmp_path / "out"
    folder.mkdir()
    yield folder
    assert not [p.name for p in folder.rglob("*") if "partial" in p.name]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of clips that something is wrong with."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("This is not a video.\n" * 99)
    (folder / "text.gif").write_text("GIF89a, but not one.\n" * 99)
    (folder / "text.webp").write_text("RIFF\x10\0\0\0WEBP, but not one.\n" * 99)
    (folder / "text.npz").write_text("This is not a recording.\n" * 99)
    clips.write_sound(folder / "sound.mp4")
    clips.truncate(clips.write(folder / "no-index.mp4", clips.black(1), cover=False), 0.5)
    clips.write(folder / "nobody.mp4", clips.black(0.5))
    clips.write(folder / "one.mp4", list(clips.shots_of(CALF, 2, 2.02))[:1])
    return folder


@pytest.fixture(scope="module")
def recording(two_reps: Callable[[str], Path], judged: Callable[..., Judged]) -> Path:
    """Two single-leg deadlifts as landmarks: quick to judge."""
    return judged(two_reps("single-leg-rdl-side"), "single-leg-rdl").recording


# clips that cannot be read


def test_a_missing_clip_is_said_to_be_missing(console: Run, out: Path) -> None:
    done = console("analyze", out / "none.mp4", "-e", "calf-raise", "--json", out / "x.json")
    refused(done, 1, "none.mp4 does not exist")
    assert not list(out.iterdir())


@pytest.mark.clip
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.mp4", "does not exist"),
        ("none.npz", "does not exist"),
        ("empty.mp4", "empty.mp4 is empty"),
        ("text.mp4", "text.mp4 is not a readable video"),
        ("text.gif", "text.gif is not a readable animation"),
        ("text.webp", "text.webp is not a readable animation"),
        ("text.npz", "text.npz is not a formcheck landmark recording"),
        ("sound.mp4", "sound.mp4 is not a readable video"),
        ("no-index.mp4", "no-index.mp4 is not a readable video"),
        ("nobody.mp4", "no person was found in nobody.mp4"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(
    name: str, says: str, formcheck: Run, made: Path, out: Path
) -> None:
    outputs = ("--json", out / "x.json", "--csv", out / "x.csv", "--landmarks", out / "x.npz", "--trace", out / "x.t")
    refused(formcheck("analyze", made / name, "-e", "calf-raise", *outputs), 1, says)
    assert not list(out.iterdir())


def test_a_folder_without_clips_is_refused(formcheck: Run, out: Path) -> None:
    (out / "notes.txt").write_text("no clip")
    refused(formcheck("analyze", out, "-e", "calf-raise"), 1, "contains no clips", ".mp4")


def test_without_a_clip_it_is_said_what_to_name(formcheck: Run) -> None:
    refused(formcheck("analyze"), 2, "name a clip")
    refused(
        formcheck("analyze", "https://example.org/a.mp4", "-e", "calf-raise"), 1, "is an address; download the clip"
    )


@pytest.mark.clip
def test_a_clip_without_a_repetition_says_what_to_film(formcheck: Run, out: Path) -> None:
    clips.write(out / "still.mp4", list(clips.shots_of(CALF, 0, 0.5)))
    done = formcheck("analyze", out / "still.mp4", "-e", "calf-raise", "--html", out / "still.html")
    for said in (done.out, (out / "still.html").read_text("utf-8")):
        assert "No repetitions found: check that the clip shows a calf raise" in " ".join(said.split())
    assert "threshold to count" not in (out / "still.html").read_text("utf-8")


def test_a_name_that_is_too_long_is_refused(formcheck: Run) -> None:
    refused(formcheck("analyze", "x" * 300 + ".mp4", "-e", "calf-raise"), 1, "cannot be read", "too long")


def test_a_cut_that_holds_no_frame_is_refused(formcheck: Run, recording: Path) -> None:
    refused(formcheck("analyze", recording, "-e", "calf-raise", "--from", 99), 1, "--from and --to")
    refused(formcheck("analyze", recording, "-e", "calf-raise", "--from", 5, "--to", 4), 2, "--to 4 must be later")


# clips that can be judged, with something to say about them


@pytest.mark.parametrize(
    ("gate", "code"), [("fast", 3), ("any", 3), ("any:2", 3), ("fast:3", 0), ("squat", 0), ("two-feet", 0)]
)
def test_a_fault_that_is_not_accepted_is_the_exit_code(gate: str, code: int, formcheck: Run, recording: Path) -> None:
    rushed = ("analyze", recording, "-e", "single-leg-rdl", "--tempo", "2-1-9", "-q")
    assert formcheck(*rushed).code == 0
    done = formcheck(*rushed, "--fail-on", gate)
    named = f"formcheck: {recording.name}: found fast (Slower, three seconds down), every rep\n"
    assert (done.code, done.err) == (code, named if code else "")


def test_the_summary_shows_the_id_beside_the_words(formcheck: Run, recording: Path) -> None:
    done = formcheck("analyze", recording, "-e", "single-leg-rdl", "--tempo", "2-1-14", "--all")
    words, _, more = done.out.partition("✗ Slower, three seconds down")[2].partition("every rep")
    assert "fast" in f"{words} {more.splitlines()[1]}".split()
    assert f"{find('single-leg-rdl').cue('hip-open').say} needs the oblique view" in " ".join(done.out.split())


def test_a_fault_that_was_not_judged_is_named_too(formcheck: Run, recording: Path) -> None:
    """Or a gate on it would hold for any clip that does not show it."""
    done = formcheck("analyze", recording, "-e", "single-leg-rdl", "-q", "--fail-on", "hip-open", "--fail-on", "any:3")
    assert (done.code, done.err) == (
        0,
        f"formcheck: {recording.name}: hip-open was not judged: needs the oblique view\n",
    )


def test_every_clip_with_a_fault_is_named(formcheck: Run, recording: Path, out: Path) -> None:
    for name in ("a.npz", "b.npz"):
        shutil.copy(recording, out / name)
    done = formcheck("analyze", out, "-e", "single-leg-rdl", "--tempo", "2-1-9", "-q", "--fail-on", "any")
    assert done.code == 3
    assert [line.split(":")[1].strip() for line in done.err.splitlines()] == ["a.npz", "b.npz"]


@pytest.mark.parametrize(
    ("gate", "says"),
    [
        ("lean", 'has no fault "lean"'),
        ("fast:9", "is not a severity"),
        ("round", "no view shows round: a rounded upper back"),
        (
            "lumbar-arch",
            "no view shows lumbar-arch: an arched lower back does not show, as no landmark lies between hip and "
            "shoulder; there are: any, short",
        ),
    ],
)
def test_a_fault_that_cannot_be_found_cannot_be_refused(gate: str, says: str, formcheck: Run, recording: Path) -> None:
    refused(formcheck("analyze", recording, "-e", "single-leg-rdl", "--fail-on", gate), 2, says)


def test_nor_one_that_the_named_view_does_not_show(formcheck: Run, recording: Path) -> None:
    front = ("analyze", recording, "-e", "single-leg-rdl", "-q", "--view", "front", "--fail-on")
    refused(formcheck(*front, "short"), 2, "front view does not show short", "there are: any, fast, two-feet")
    assert formcheck(*front, "fast:3").code == 0


@pytest.mark.clip
def test_one_frame_of_a_person_is_a_clip_without_repetitions(formcheck: Run, made: Path) -> None:
    done = formcheck("analyze", made / "one.mp4", "-e", "calf-raise", "--json", "-")
    assert (done.code, done.err) == (0, "")
    assert (done.result["source"]["frames"], done.result["summary"]["reps"]) == (1, 0)


@pytest.mark.clip
def test_a_truncated_clip_is_judged_as_far_as_it_goes(formcheck: Run, out: Path) -> None:
    clip = clips.truncate(clips.write(out / "short.mp4", clips.shots_of(CALF, 1, 5)), 0.6)
    done = formcheck("analyze", clip, "-e", "calf-raise", "--json", "-", "--landmarks", out / "x.npz")
    assert (done.code, done.err) == (0, "")
    (finding,) = done.result["findings"]
    assert finding["id"] == "cut-short"
    assert "of 4.0 s could be read" in finding["text"]
    again = formcheck("analyze", out / "x.npz", "-e", "calf-raise", "--json", "-")
    assert again.result["findings"] == [finding]


@pytest.mark.clip
def test_two_people_side_by_side_are_judged_as_one_and_it_is_said(formcheck: Run, out: Path) -> None:
    clip = clips.write(out / "two.mp4", clips.doubled(clips.shots_of(CALF, 0.5, 5.2)))
    done = formcheck("analyze", clip, "-e", "calf-raise", "--json", "-", "--landmarks", out / "two.npz")
    assert (done.code, done.err) == (0, "")
    assert done.result["summary"]["reps"] == 1
    (finding,) = done.result["findings"]
    assert finding["id"] == "second-person"
    assert "at 1 s" in finding["text"]
    again = formcheck("analyze", out / "two.npz", "-e", "calf-raise", "--json", "-")
    assert again.result["findings"] == [finding]


@pytest.mark.clip
def test_a_person_who_leaves_is_reported_as_a_gap(formcheck: Run, out: Path) -> None:
    clip = clips.write(out / "leaves.mp4", clips.gone_after(clips.shots_of(CALF, 0.5, 7), 4.7))
    done = formcheck("analyze", clip, "-e", "calf-raise", "--json", "-")
    assert (done.code, done.err) == (0, "")
    (gap,) = done.result["tracking"]["gaps"]
    assert (gap["start_s"], gap["end_s"]) == pytest.approx((4.7, 6.5), abs=0.15)
    assert gap["reason"] == "no whole person in view"
    assert done.result["summary"]["reps"] == 1


@pytest.mark.parametrize(
    ("exercise", "says"),
    [("calf-raise", "unlike this exercise"), ("clamshell", "is done lying")],
)
def test_another_exercise_is_a_finding(exercise: str, says: str, formcheck: Run, recording: Path) -> None:
    done = formcheck("analyze", recording, "-e", exercise, "--json", "-")
    assert (done.code, done.err, done.result["summary"]["reps"]) == (0, "", 0)
    finding, instead = done.result["findings"]
    assert (finding["id"], instead["id"]) == ("wrong-exercise", "another-exercise")
    assert says in finding["text"]


def test_a_view_that_shows_no_range_comes_with_advice(formcheck: Run, recording: Path) -> None:
    done = formcheck("analyze", recording, "-e", "wall-angel", "--json", "-")
    assert (done.code, done.err) == (0, "")
    assert done.result["view"]["detected"] == "side"
    assert "from the front" in done.result["view"]["advice"]


def test_a_view_that_cannot_be_counted_from_is_a_finding(formcheck: Run, recording: Path) -> None:
    done = formcheck("analyze", recording, "-e", "single-leg-rdl", "--view", "back", "--json", "-")
    assert (done.code, done.err) == (0, "")
    assert done.result["view"]["suited"] is False
    assert done.result["view"]["advice"]
    assert "wrong-view" in [f["id"] for f in done.result["findings"]]


# wrong usage


def test_a_near_miss_of_an_exercise_is_answered_with_its_name(console: Run, recording: Path) -> None:
    refused(console("analyze", recording, "-e", "calf-rise"), 2, "did you mean calf-raise?")


def test_an_unknown_exercise_is_answered_with_where_the_list_is(formcheck: Run, recording: Path) -> None:
    refused(formcheck("analyze", recording, "-e", "juggling"), 2, "formcheck exercises lists all")


def test_without_a_terminal_nobody_is_asked_for_the_exercise(console: Run, recording: Path) -> None:
    refused(console("analyze", recording), 2, "--exercise auto")
    refused(console("compare", recording, recording), 2, "--exercise", "wall-angel")


@pytest.mark.parametrize(
    "options", [("--tempo", "fast"), ("--side", "up"), ("--view", "moon"), ("--variant", "underwater")]
)
def test_an_option_that_means_nothing_is_refused(options: tuple[str, str], formcheck: Run, recording: Path) -> None:
    refused(formcheck("analyze", recording, "-e", "calf-raise", *options), 2, options[1])


def test_several_clips_need_folders_to_write_to(formcheck: Run, recording: Path, out: Path) -> None:
    several = ("analyze", recording, CALF, "-e", "calf-raise", "-q")
    refused(formcheck(*several, "--json", "-"), 2, "--json - works with one clip")
    refused(formcheck(*several, "--html", out / "x.html"), 2, "x.html must be a folder")
    assert not list(out.iterdir())


def test_several_clips_are_judged_and_the_bad_one_is_reported(
    formcheck: Run, recording: Path, made: Path, out: Path
) -> None:
    both = [shutil.copy(recording, out / name) for name in ("a.npz", "b.npz")]
    (out / "json").mkdir()
    done = formcheck("analyze", both[0], made / "empty.mp4", both[1], "-e", "calf-raise", "-q", "--json", out / "json")
    refused(done, 1, "empty.mp4 is empty")
    assert sorted(p.name for p in (out / "json").iterdir()) == ["a.json", "b.json"]


@pytest.mark.parametrize("option", ["--json", "--csv", "--landmarks", "--trace"])
def test_the_clip_itself_is_never_written_over(option: str, formcheck: Run, recording: Path, out: Path) -> None:
    clip = out / "clip.npz"
    shutil.copy(recording, clip)
    refused(
        formcheck("analyze", clip, "-e", "calf-raise", option, out / ".." / "out" / "clip.npz"),
        2,
        "would overwrite an input clip",
    )
    assert clip.read_bytes() == recording.read_bytes()


def test_no_clip_of_a_folder_is_written_over(formcheck: Run, recording: Path, out: Path) -> None:
    for name in ("a.npz", "b.npz"):
        shutil.copy(recording, out / name)
    refused(formcheck("analyze", out, "-e", "calf-raise", "--landmarks", out), 2, "would overwrite an input clip")


def test_two_outputs_need_two_files(formcheck: Run, recording: Path, out: Path) -> None:
    both = ("--json", out / "x", "--csv", out / "x")
    refused(formcheck("analyze", recording, "-e", "calf-raise", *both), 2, "x would be written twice")
    assert not list(out.iterdir())


def test_clips_of_one_name_do_not_overwrite_each_others_results(formcheck: Run, recording: Path, out: Path) -> None:
    clips_ = [out / "monday" / "set.npz", out / "tuesday" / "set.npz"]
    for clip in clips_:
        clip.parent.mkdir()
        shutil.copy(recording, clip)
    (out / "json").mkdir()
    done = formcheck("analyze", *clips_, "-e", "calf-raise", "--json", out / "json")
    refused(done, 2, "set.json would be written twice")
    assert not list((out / "json").iterdir())


# models


@pytest.mark.clip
def test_a_model_that_is_not_here_is_said_how_to_get(
    formcheck: Run, made: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(pose_models.FOLDER_SETTING, str(out))
    one = ("analyze", made / "one.mp4", "-e", "calf-raise", "--json", out / "x.json")
    refused(formcheck(*one, "--model", "heavy"), 1, "formcheck models get heavy")
    refused(formcheck(*one, "--model", out / "my.task"), 1, "no pose model at", "my.task")
    assert not list(out.iterdir())


def bundle(path: Path, detector: bytes, landmarks: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as z:
        z.writestr(pose_models.DETECTOR, detector)
        z.writestr(pose_models.LANDMARKS, landmarks)
    return path


@pytest.mark.clip
@pytest.mark.parametrize(
    "damage", ["text", "half", "half a bundle", "words inside", "half a network inside", "hollow networks"]
)
def test_a_damaged_model_is_refused(damage: str, formcheck: Run, made: Path, out: Path) -> None:
    whole = pose_models.find("full")
    model = out / "my.task"
    with zipfile.ZipFile(whole) as z:
        detector, landmarks = z.read(pose_models.DETECTOR), z.read(pose_models.LANDMARKS)
    match damage:
        case "text":
            model.write_text("not a model")
        case "half":
            model.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        case "half a bundle":
            with zipfile.ZipFile(model, "w") as z:
                z.writestr(pose_models.DETECTOR, detector)
        case "words inside":
            bundle(model, detector, b"not a network")
        case "half a network inside":
            bundle(model, detector, landmarks[: len(landmarks) // 2])
        case "hollow networks":
            bundle(model, detector[:8] + bytes(200), landmarks[:8] + bytes(200))
    done = formcheck("analyze", made / "one.mp4", "-e", "calf-raise", "--model", model, "--json", out / "x.json")
    refused(done, 1, "my.task is not a")
    assert [p.name for p in out.iterdir()] == ["my.task"]


# places that cannot be written


@pytest.mark.parametrize("option", ["--json", "--csv", "--landmarks", "--trace"])
def test_a_place_that_cannot_be_written_is_refused(option: str, formcheck: Run, recording: Path, out: Path) -> None:
    (out / "folder").mkdir()
    one = ("analyze", recording, "-e", "single-leg-rdl")
    refused(formcheck(*one, option, out / "none" / "x"), 1, "none is not a folder")
    refused(formcheck(*one, option, out / "folder"), 1, "folder is a folder")
    refused(formcheck(*one, option, out / ("x" * 300)), 1, "cannot be written")
    refused(formcheck(*one, option, out / ("x" * 250)), 1, "cannot be written")  # its draft's name is too long
    assert [p.name for p in out.rglob("*")] == ["folder"]


def test_a_spool_that_cannot_be_written_takes_its_draft_along(formcheck: Run, recording: Path, out: Path) -> None:
    place = out / ("x" * 243)  # with the draft's ending it fits, with the spool's it does not
    refused(formcheck("analyze", recording, "-e", "single-leg-rdl", "--landmarks", place), 1, "cannot be written")
    assert not list(out.iterdir())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_refused(formcheck: Run, recording: Path, out: Path) -> None:
    out.chmod(0o500)
    refused(formcheck("analyze", recording, "-e", "calf-raise", "--json", out / "x.json"), 1, "cannot be written")
    out.chmod(0o700)


def test_one_place_that_cannot_be_written_leaves_nothing_of_the_others(
    formcheck: Run, recording: Path, out: Path
) -> None:
    good = ("--json", out / "x.json", "--csv", out / "x.csv", "--landmarks", out / "x.npz")
    done = formcheck("analyze", recording, "-e", "single-leg-rdl", *good, "--trace", out / "none" / "x")
    refused(done, 1, "none is not a folder")
    assert not list(out.iterdir())


LIMITED = """
import resource, sys
from formcheck import cli
resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))  # a disk with room for 400 bytes; Python ignores SIGXFSZ
cli.main()
"""


@POSIX
@pytest.mark.parametrize("option", ["--json", "--csv", "--landmarks", "--trace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    option: str, console: Run, recording: Path, out: Path
) -> None:
    place = out / "result"
    place.write_text("from last time")
    command = (sys.executable, "-c", LIMITED)
    done = console("analyze", recording, "-e", "single-leg-rdl", "-q", option, place, command=command)
    refused(done, 1, "result cannot be written", "free some space")
    assert place.read_text() == "from last time"
    assert [p.name for p in out.iterdir()] == ["result"]


SHORT = ("-e", "calf-raise", "--json", "-")  # nothing counted: it fits the buffer, and fails at the end only
LONG = ("-e", "single-leg-rdl", "--json", "-")
SUMMARY = ("-e", "single-leg-rdl")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("options", [SHORT, LONG, SUMMARY], ids=["short", "long", "summary"])
def test_a_full_disk_behind_stdout_is_an_error(options: tuple[str, ...], console: Run, recording: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = console("analyze", recording, *options, stdout=full)
    refused(done, 1, "standard output cannot be written")


@POSIX
@pytest.mark.parametrize("options", [SHORT, LONG, SUMMARY], ids=["short", "long", "summary"])
def test_a_reader_who_has_had_enough_is_no_reason_for_a_traceback(
    options: tuple[str, ...], start: Callable[..., subprocess.Popen[str]], recording: Path
) -> None:
    with start("analyze", recording, *options) as process:
        process.stdout.close()
        assert process.wait(LONGEST_S) == 1
        assert process.stderr.read() == ""


@POSIX
def test_files_are_written_even_if_nobody_reads_what_is_printed(
    start: Callable[..., subprocess.Popen[str]], recording: Path, out: Path
) -> None:
    with start("analyze", recording, *SUMMARY, "--html", out / "x.html", "--csv", out / "x.csv") as process:
        process.stdout.close()
        assert process.wait(LONGEST_S) == 1
        assert process.stderr.read() == ""
    assert sorted(p.name for p in out.iterdir()) == ["x.csv", "x.html"]


@pytest.mark.process
@POSIX
@pytest.mark.parametrize(
    ("key", "code", "says"), [(None, 130, ""), (b"\x04", 2, "--exercise"), (b"99\n\x04", 2, "no exercise")]
)
def test_nothing_chosen_ends_the_question(key: bytes | None, code: int, says: str) -> None:
    """Ctrl-C, Ctrl-D, and Ctrl-D after an invalid number, on a terminal."""
    import pty

    ours, theirs = pty.openpty()
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    process = subprocess.Popen([CONSOLE_SCRIPT, "compare", CALF, CALF], **streams, start_new_session=True)
    os.close(theirs)
    printed = b""
    try:
        while b"Which exercise?" not in printed:
            printed += os.read(ours, 1024)
        if key is None:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):  # just before it reads, a signal is not heard: press again
                process.wait(5)
            process.send_signal(signal.SIGINT)
        else:
            os.write(ours, key)
        assert process.wait(LONGEST_S) == code
        with suppress(OSError):  # the terminal is closed
            while more := os.read(ours, 1024):
                printed += more
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert says in printed.decode() and "Traceback" not in printed.decode()


# stdout, and Ctrl-C


def test_json_on_stdout_is_json_and_nothing_else(console: Run, recording: Path) -> None:
    done = console("analyze", recording, "-e", "single-leg-rdl", "--json", "-")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("{") and done.out.endswith("}\n")
    assert json.loads(done.out)["summary"]["reps"] == 2


def test_json_on_stdout_is_utf_8_wherever_it_runs(console: Run, recording: Path, out: Path) -> None:
    clip = shutil.copy(recording, out / "Übung ½.npz")
    done = console("analyze", clip, "-e", "single-leg-rdl", "--json", "-", env={"PYTHONIOENCODING": "cp1252:strict"})
    assert (done.code, done.err) == (0, "")
    assert done.result["source"]["path"] == str(clip)


def test_quiet_is_quiet(formcheck: Run, recording: Path, out: Path) -> None:
    done = formcheck("analyze", recording, "-e", "single-leg-rdl", "-q", "--json", out / "x.json")
    assert (done.code, done.out, done.err) == (0, "", "")


@POSIX
def test_ctrl_c_writes_what_was_measured_until_then(start: Callable[..., subprocess.Popen[str]], out: Path) -> None:
    outputs = ("--json", out / "x.json", "--csv", out / "x.csv", "--landmarks", out / "x.npz", "--trace", out / "x.t")
    with start("analyze", RDL, "-e", "single-leg-rdl", *outputs) as process:
        has_seen(process, out / "x.npz")
        process.send_signal(signal.SIGINT)
        summary, err = process.communicate(timeout=LONGEST_S)
    assert (process.returncode, err) == (130, "")
    assert "Stopped early" in summary
    result: dict[str, Any] = json.loads((out / "x.json").read_text("utf-8"))
    assert result["complete"] is False
    recorded = Recording(out / "x.npz")
    frames = len(list(recorded))
    assert 0 < frames < 734
    assert "was stopped after" in str(recorded.notes().warning)
    assert result["source"]["frames"] == frames
    assert sorted(p.name for p in out.iterdir()) == ["x.csv", "x.json", "x.npz", "x.t"]


class Interrupted:
    """A source whose frames come with Ctrl-C: in the middle of the work on them."""

    def __init__(self, *frames: int) -> None:
        self.info = SourceInfo(path=Path("x.mp4"), kind="video", width=640, height=480, model=ModelName("full", ""))
        self.asked = 0
        self._frames = frames

    def __iter__(self) -> Iterator[LandmarkFrame]:
        for i in range(100):
            self.asked += 1
            for _ in range(self._frames.count(i)):
                signal.raise_signal(signal.SIGINT)
            yield LandmarkFrame.nobody(i / 30)

    def notes(self) -> ReadingNotes:
        return NOTHING_NOTED

    def stop(self) -> None:
        """Goes on all the same: the loop must end by itself."""


class Count:
    frames = 0

    def push(self, seen: LandmarkFrame, session: object) -> None:
        self.frames += 1


def test_ctrl_c_lets_the_frame_at_hand_be_finished() -> None:
    before = signal.getsignal(signal.SIGINT)
    source, watcher = Interrupted(7), Count()
    found = judge_until_ctrl_c(source, EXERCISES["calf-raise"], watchers=[watcher])
    assert (found.complete, found.source.frames, watcher.frames, source.asked) == (False, 8, 8, 8)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_stops_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    found = judge_until_ctrl_c(Interrupted(7, 7), EXERCISES["calf-raise"])
    assert (found.complete, found.source.frames) == (False, 7)
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_is_the_callers_own_where_python_judges() -> None:
    """pipeline.judge installs no handler; the caller's handler runs."""
    with pytest.raises(KeyboardInterrupt):
        judge(Interrupted(7), EXERCISES["calf-raise"])
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: asked.append(number))
    try:
        with pytest.raises(NobodySeen):  # every frame was read, and nobody is in them
            judge(Interrupted(7), EXERCISES["calf-raise"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert asked == [signal.SIGINT]


@pytest.mark.clip
def test_ctrl_c_before_the_first_frame_writes_nothing(
    formcheck: Run, made: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(model_check, "describe", interrupted)
    done = formcheck("analyze", made / "one.mp4", "-e", "calf-raise", "--json", out / "x.json")
    assert (done.code, done.out, done.err) == (130, "", "")
    assert not list(out.iterdir())
