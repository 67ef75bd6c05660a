"""What people really type and see, in order, on a laptop at home and in a CI job; test_walk_of_clips.py has another
walk, and docs/walks.md lists where they stumbled.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from ci_job import Job
from conftest import Done
from played import FPS, Played, wall
from streams import at_work, recorded
from test_camera import VirtualClock
from walker import Walker

from formcheck.capture import camera, frame_feed
from formcheck.commands import routine_run
from formcheck.exercises import EXERCISES

pytestmark = [pytest.mark.clip, pytest.mark.process]


@pytest.fixture
def walker(formcheck: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walker:
    return Walker.begin(formcheck, tmp_path, monkeypatch)


@pytest.fixture
def in_front_of_it(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Who stands before the camera from now on: two repetitions of an exercise. Time passes only where it is waited."""
    clock = VirtualClock()
    for module in (camera, routine_run):
        monkeypatch.setattr(module, "RealClock", lambda: clock)
    monkeypatch.setattr(frame_feed, "finder", lambda model, landmarks, fps=None: Played(model, fps))

    def stands(exercise: str) -> None:
        monkeypatch.setattr(Played, "frames", at_work(exercise, 2, FPS))

    return stands


# --- 1. a laptop at home


@pytest.mark.usefixtures("seen_once")
def test_a_first_evening_at_home(walker: Walker, tmp_path: Path, in_front_of_it: Callable[[str], None]) -> None:
    start = walker.looks("formcheck --help").text
    assert "To begin: formcheck demo" in start and "formcheck doctor" in start
    checks = walker.types("formcheck doctor", columns=60)
    assert {line.split()[0] for line in checks.lines if line[:1].strip()} <= {"ok", "note"}
    listed = walker.looks("formcheck exercises")
    assert all(name in listed.text for name in EXERCISES) and "formcheck exercises NAME shows how" in listed.text

    near = walker.looks("formcheck exercises rdl", 2)
    assert near.done.err == 'formcheck: no exercise "rdl"; did you mean single-leg-rdl?\n'
    unknown = walker.looks("formcheck exercises deadhang", 2)
    assert unknown.done.err == f'formcheck: no exercise "deadhang"; formcheck exercises lists all {len(EXERCISES)}\n'
    guide = walker.looks("formcheck exercises calf-raise").text
    assert "foot lengths from the start position; in centimetres with --height" in guide
    assert "Then: formcheck live -e calf-raise" in guide
    turned = walker.looks("formcheck exercises external-rotation").text
    assert "Views front, oblique: counted; no view measures the range well" in turned

    demo = walker.looks("formcheck demo")
    assert "3 reps" in demo.text and "cm ±" in demo.text and demo.text.count("Stop if you feel sharp pain") == 1
    assert walker.files() == set()

    wall(walker.folder / "set1.mp4")
    in_front_of_it("calf-raise")
    live = "formcheck live -e calf-raise --no-window --mute"
    for wrong, says in (
        ("--camera set2.mp4", "set2.mp4 does not exist; check the name"),
        ("--camera 93", "camera 93"),
        ("--height 17.6", 'the height "17.6" is not one of 80 to 250 cm; write 176 or 1.76'),
    ):
        refused = walker.types(f"{live} {wrong}", 2 if "height" in wrong else 1)
        assert says in refused.text and refused.done.err.count("\n") == 1 and not refused.done.out
    spoken = walker.types("formcheck live -e calf-raise --no-window --camera set2.mp4", 1)
    assert spoken.done.err == "formcheck: set2.mp4 does not exist; check the name\n", "before anything about the voice"

    nothing = walker.looks("formcheck history")
    assert f"No sets are stored in {tmp_path}" in nothing.text and "--store" in nothing.text
    done = walker.types(f"{live} --camera set1.mp4 --height 1.76 --store --record kept.mp4")
    assert "2 reps" in done.text and "cm ±" in done.line("  1  ", "±") and "stored as set 1" in done.text
    assert done.line("Written") == "  Written  kept.npz, kept.mp4"
    assert walker.files() == {"set1.mp4", "kept.mp4", "kept.npz"}

    again = walker.types("formcheck analyze kept.npz -e calf-raise --height 176 --html kept.html --all")
    assert again.line("Written") == "  Written  kept.html"
    assert "Not judged" in again.text and "no-rise" not in again.text and "No rise" not in again.text
    assert "Heels rising while the body stays down cannot be detected reliably yet" in again.text
    assert again.line("  1  ", "±").split()[2:5] == done.line("  1  ", "±").split()[2:5], "the same heel rise as live"

    walker.types(f"{live} --camera set1.mp4 --height 1.76 --store --person me")
    story = walker.looks("formcheck history -e calf-raise")
    assert "1 set, " in story.text and "cm" in story.text
    assert [line.split()[0] for line in story.lines if "calf-raise" in line] == ["1", "2"]
    assert "there are sets of me." in walker.looks("formcheck history --person you").text


def test_a_routine_at_home(walker: Walker, in_front_of_it: Callable[[str], None]) -> None:
    listed = walker.looks("formcheck routine list")
    assert all(name in listed.text for name in ("warm-up", "recovery", "between-sets"))
    assert "list  " in walker.looks("formcheck routine", 2).done.err
    walker.looks("formcheck routine show warm-up")
    missing = walker.looks("formcheck routine show mine", 2).text
    assert "there are: warm-up, recovery, between-sets; or name a .toml file" in missing
    walker.types("formcheck routine new mine.toml")
    walker.looks("formcheck routine show mine.toml")
    (walker.folder / "mine.toml").write_text(
        'title = "Mine"\nrest_s = 5\n\n[[step]]\nexercise = "calf-raise"\nsets = 2\nreps = 2\n', "utf-8"
    )
    for name in ("1.mp4", "2.mp4"):
        wall(walker.folder / name)
    in_front_of_it("calf-raise")
    few = walker.types("formcheck routine run mine.toml --camera 1.mp4 --no-window --mute", 2)
    assert "got 1 clip for 2 sets; give one clip per set" in few.text
    ran = walker.types("formcheck routine run mine.toml --camera 1.mp4 --camera 2.mp4 --no-window --mute --html m.html")
    assert ran.text.count("2 of 2 reps") >= 2 and "Rest, 5 seconds." in ran.text
    assert walker.files() == {"mine.toml", "1.mp4", "2.mp4", "m.html"}


# --- 3. a CI job


def label(place: Path, name: str, reps: int, **more: object) -> None:
    place.mkdir(parents=True, exist_ok=True)
    recorded(at_work("calf-raise", 3), place / f"{name}.npz")
    labels = {"exercise": "calf-raise", "reps": reps, **more}
    (place / f"{name}.labels.json").write_text(json.dumps(labels), "utf-8")


def test_a_job_that_fails_and_says_why(walker: Walker, tmp_path: Path) -> None:
    label(walker.folder / "clips" / "gym", "squat-rack", 3, all_clean=True)
    label(walker.folder / "clips" / "home", "monday", 5)
    label(walker.folder / "clips" / "home", "squat-rack", 3, faults=["knee-bend"])
    assert "but its folders do (gym, home); name them" in walker.looks("formcheck score clips", 1).text

    gates = "--min-exact 0.9 --max-false-alarms 0.1"
    scored = walker.types(
        f"formcheck score clips/gym clips/home {gates} --json score.json --junit score.xml --markdown sum.md", 3
    )
    assert "✗ monday: expected 5, counted 3" in scored.text
    assert "--explain monday shows what was counted" in scored.text
    assert "✗ gate: exact counts: 66.7% (2 of 3), required at least 90.0%" in scored.text
    assert "home/squat-rack: knee-bend missed" in scored.text and "In parentheses: 95 % intervals." in scored.text
    assert {"score.json", "score.xml", "sum.md"} <= walker.files()
    cases = {case.get("name"): case for case in ET.parse(walker.folder / "score.xml").iter("testcase")}
    assert cases["monday"].find("failure").get("message", "").startswith("expected 5, counted 3")  # type: ignore[union-attr]
    summary = (walker.folder / "sum.md").read_text("utf-8")
    assert "`monday`: expected 5, counted 3" in summary and "| exact counts | 2/3, 67%" in summary
    assert "| – |" not in summary.partition("| fault |")[0], "no rows of dashes for what is not labelled"

    explained = walker.looks("formcheck score clips/gym clips/home --explain monday", 3)
    assert "✗ expected 5, counted 3" in explained.text and "foot lengths" in explained.text
    near = walker.looks("formcheck score clips/home --explain mondays", 2)
    assert "did you mean monday?" in near.text

    (walker.folder / "clips" / "home" / "monday.labels.json").write_text(
        '{"exercise": "calf-raise", "reps": 3}', "utf-8"
    )
    fixed = walker.types("formcheck score clips/gym clips/home --baseline score.json")
    assert "better" in fixed.text

    job = Job(walker.folder, tmp_path / "runner")
    ran = job.step("Score", CLIPS="clips/gym\nclips/home\n", MIN_EXACT="1")
    assert ran.code == 3 and "home/squat-rack: knee-bend missed in the whole clip" in ran.out
    marks = job.step("Annotate", REPORT=str(job.report)).out.splitlines()
    assert marks[0].startswith("::error file=clips/home/squat-rack.labels.json,line=1,")
