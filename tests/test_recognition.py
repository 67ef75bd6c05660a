"""Which exercise is it: named from the movement alone, several sets apart, and none where there is none."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Done
from people import figure, front_support, seen
from streams import FORMS, Stream, as_seen, at_work, recorded

import formcheck
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES
from formcheck.motion.settings import Settings
from formcheck.motion.view import View
from formcheck.pipeline import judge
from formcheck.recognition.recogniser import Recogniser
from formcheck.recognition.sets import FoundSet, spans_of
from formcheck.several_sets import SeveralSets
from formcheck.source import LandmarkFrame, to_pose

pytestmark = pytest.mark.clip

ALL = list(EXERCISES.values())
Run = Callable[..., Done]


def found(frames: Sequence[LandmarkFrame]) -> list[FoundSet]:
    aspect = Stream(frames).info.width / Stream(frames).info.height
    recogniser = Recogniser(ALL, aspect)
    for frame in frames:
        recogniser.push(to_pose(frame, aspect))
    recogniser.finish()
    return recogniser.sets()


def after(frames: Sequence[LandmarkFrame], more: Sequence[LandmarkFrame], pause_s: float) -> list[LandmarkFrame]:
    """Both, one after the other, with nobody there in between."""
    end = frames[-1].t
    gap = [LandmarkFrame.nobody(end + (i + 1) / 30) for i in range(int(30 * pause_s))]
    return [*frames, *gap, *(replace(f, t=f.t + gap[-1].t + 1 / 30) for f in more)]


def still(shape: object, seconds: float, yaw: float = 90) -> list[LandmarkFrame]:
    return [as_seen(seen(i / 30, shape, yaw=yaw)) for i in range(int(30 * seconds))]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def two_sets() -> list[LandmarkFrame]:
    return after(at_work("calf-raise", 3), at_work("wall-angel", 3), 10)


@pytest.fixture(scope="module")
def recording(two_sets: list[LandmarkFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(two_sets, tmp_path_factory.mktemp("auto") / "training.npz")


@pytest.mark.parametrize("exercise", FORMS)
def test_an_exercise_is_named_from_its_movement(exercise: str) -> None:
    assert [(s.exercise.name, s.count) for s in found(at_work(exercise, 3))] == [(exercise, 3)]


def test_a_hold_is_named_and_standing_is_none() -> None:
    assert [s.exercise.name for s in found(still(front_support(), 8, yaw=0))] == ["plank"]
    assert found(still(figure(), 8)) == []


def test_squats_are_none_of_ours() -> None:
    squats = [
        as_seen(seen(i / 30, figure(knee=70 * (1 - abs((i / 45) % 2 - 1)), hinge=20), yaw=90)) for i in range(450)
    ]
    assert not any(s.sure for s in found(squats))


def test_one_movement_is_not_sure() -> None:
    (once,) = found(at_work("calf-raise", 1)) or [None]
    assert once is None or not once.sure


def test_sets_are_told_apart_by_exercise_and_by_a_pause(two_sets: list[LandmarkFrame]) -> None:
    assert [(s.exercise.name, s.count) for s in found(two_sets)] == [("calf-raise", 3), ("wall-angel", 3)]
    again = at_work("calf-raise", 3)
    assert [s.count for s in found(after(again, again, 20))] == [3, 3]
    assert [s.count for s in found(after(again, again, 3))] == [6]  # a short rest is within the set


def test_each_set_is_judged_as_if_it_had_been_named(two_sets: list[LandmarkFrame]) -> None:
    with SeveralSets(Stream(two_sets)) as sets:
        assert list(sets) == [f.t for f in two_sets]
        results = [sets.judged(i, s.exercise, Settings(), None) for i, s in enumerate(sets.found)]
        for i, r in enumerate(results):
            named = judge(sets.part(i), r.exercise)
            assert r.model_copy(update={"part": None, "recognised": None}) == named
    parts = [r.part for r in results if r.part]
    assert [(p.index, p.of) for p in parts] == [(1, 2), (2, 2)]
    assert parts[0].end_s < parts[1].start_s
    assert all(r.recognised and r.recognised.certainty == "high" for r in results)


def test_a_single_set_is_judged_whole() -> None:
    frames = at_work("calf-raise", 3)
    with SeveralSets(Stream(frames)) as sets:
        list(sets)
        r = sets.judged(0, sets.found[0].exercise, Settings(), None)
    assert (r.part, r.source.frames) == (None, len(frames))


def test_what_was_seen_until_it_is_stopped_is_judged(two_sets: list[LandmarkFrame], tmp_path: Path) -> None:
    with SeveralSets(Stream(two_sets)) as sets:
        for t in sets:
            if t > 16:
                sets.stop()
        r = sets.judged(0, sets.found[0].exercise, Settings(), None)
        sets.keep_recording(tmp_path / "stopped.npz")
    assert (len(sets.found), r.exercise, r.complete) == (1, "calf-raise", False)
    assert "stopped after 16" in (Recording(tmp_path / "stopped.npz").notes().warning or "")


def test_sets_meet_at_the_cut_between_them() -> None:
    def a_set(start_s: float, end_s: float) -> FoundSet:
        return FoundSet(exercise=ALL[0], start_s=start_s, end_s=end_s, count=3, strength=0.6)

    (__, first), (second, ___) = spans_of([a_set(1, 10), a_set(16, 30)], 40, [12.0])
    assert first < 12.0 <= second + 1e-9
    assert spans_of([a_set(1, 10), a_set(40, 50)], 60) == [(0, 15), (35, 60)]
    assert spans_of([], 60) == []


def test_a_clip_that_shows_another_exercise_says_so() -> None:
    r = judge(Stream(at_work("wall-angel", 3)), "clamshell")
    said = {f.id: f.text for f in r.findings}
    assert "Wall angel" in said["another-exercise"]
    assert "wall-angel" in said["another-exercise"]
    assert "another-exercise" not in {f.id for f in judge(Stream(at_work("wall-angel", 3)), "wall-angel").findings}


def test_the_files_hold_all_sets(formcheck: Run, recording: Path, tmp_path: Path) -> None:
    names = {kind: tmp_path / f"out.{kind}" for kind in ("json", "csv", "html", "trace")}
    landmarks = tmp_path / "out.npz"
    asked = [text for kind, path in names.items() for text in (f"--{kind}", path)]
    done = formcheck("analyze", recording, "-e", "auto", *asked, "--landmarks", landmarks)
    assert (done.code, done.err) == (0, "")
    assert done.out.index("Recognised: Calf raise") < done.out.index("Recognised: Wall angel")
    sets = json.loads(names["json"].read_text("utf-8"))
    assert [(s["exercise"], s["summary"]["reps"], s["part"]["index"]) for s in sets] == [
        ("calf-raise", 3, 1),
        ("wall-angel", 3, 2),
    ]
    with names["csv"].open(encoding="utf-8") as f:
        assert [row["exercise"] for row in csv.DictReader(f)] == ["calf-raise"] * 3 + ["wall-angel"] * 3
    assert not names["trace"].exists()
    assert {p.name for p in tmp_path.glob("out-set*")} == {"out-set1.trace", "out-set2.trace"}
    again = formcheck("analyze", landmarks, "-e", "auto", "--json", "-")
    assert [(s["exercise"], s["reps"]) for s in json.loads(again.out)] == [(s["exercise"], s["reps"]) for s in sets]
    page = names["html"].read_text("utf-8")
    assert len(re.findall(r'<section class="set"', page)) == 2
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert (page.count("<h1>"), page.count("<footer>"), page.count("<script>")) == (3, 1, 1)


def test_nothing_of_ours_is_said_and_forced_into_nothing(formcheck: Run, tmp_path: Path) -> None:
    standing = recorded(still(figure(), 5), tmp_path / "standing.npz")
    done = formcheck(
        "analyze", standing, "-e", "auto", "--json", tmp_path / "none.json", "--csv", tmp_path / "none.csv"
    )
    assert (done.code, done.out.split()) == (0, ["Written", str(tmp_path / "none.json")])
    assert "none of the exercises that formcheck knows" in done.err
    assert json.loads((tmp_path / "none.json").read_text("utf-8")) == []
    assert not (tmp_path / "none.csv").exists()


def test_what_needs_a_name_is_refused(formcheck: Run, recording: Path) -> None:
    for option in (("--variant", "single"), ("--view", "side"), ("--tempo", "2-1-2"), ("--target", "50")):
        done = formcheck("analyze", recording, "-e", "auto", *option)
        assert (done.code, done.out) == (2, "")
        assert f"{option[0]} needs the name of the exercise" in done.err
    assert formcheck("analyze", recording, "-e", "auto", "--fail-on", "short").code == 2
    assert formcheck("analyze", recording, "-q").code == 2  # no terminal to ask on


def test_a_folder_gets_one_table_and_people_by_their_folders(formcheck: Run, recording: Path, tmp_path: Path) -> None:
    for person in ("anna", "ben"):
        (tmp_path / "clips" / person).mkdir(parents=True)
        (tmp_path / "clips" / person / "monday.npz").write_bytes(recording.read_bytes())
    db, table, reports = tmp_path / "sets.db", tmp_path / "all.csv", tmp_path / "new" / "reports"
    done = formcheck(
        "analyze", tmp_path / "clips", "-e", "auto", "--person-from-folder", "--store", "--db", db,
        "--csv", table, "--json", tmp_path / "all.json", "--html", reports,
    )  # fmt: skip
    assert done.code == 0
    assert done.out.count("monday.npz") == 4  # a line a set
    with table.open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    assert [row["exercise"] for row in rows] == (["calf-raise"] * 3 + ["wall-angel"] * 3) * 2
    assert len(json.loads((tmp_path / "all.json").read_text("utf-8"))) == 4
    assert {p.name for p in reports.iterdir()} == {"anna-monday.html", "ben-monday.html"}
    kept = json.loads(formcheck("history", "--db", db, "--json").out)
    assert sorted((s["person"], s["exercise"]) for s in kept["series"]) == [
        (person, exercise) for person in ("anna", "ben") for exercise in ("calf-raise", "wall-angel")
    ]


def test_score_withholds_the_exercise(formcheck: Run, tmp_path: Path) -> None:
    truth = {"right": ("calf-raise", 3), "wrong": ("shrug", 3), "other": ("shrug", 0), "none": ("plank", None)}
    for name, (exercise, reps) in truth.items():
        frames = still(figure(), 5) if name == "none" else at_work("calf-raise", 3)
        recorded(frames, tmp_path / f"{name}.npz")
        labels = {"schema": "formcheck.labels/1", "exercise": exercise, "reps": reps, "origin": "rendered"}
        (tmp_path / f"{name}.labels.json").write_text(json.dumps({k: v for k, v in labels.items() if v is not None}))
    done = formcheck("score", tmp_path, "-e", "auto", "--json", "-")
    report = json.loads(done.out)
    assert {c["clip"]: c["misses"] for c in report["clips"]} == {
        "right": [],
        "wrong": ["recognised as calf-raise"],
        "other": [],
        "none": ["no exercise was recognised"],
    }
    assert [report["all"][k]["hits"] for k in ("recognised", "misnamed")] == [1, 1]
    assert report["all"]["recognised"]["n"] == 3
    assert formcheck("score", tmp_path, "-e", "shrug").code == 2


def test_the_api_gives_a_result_a_set(recording: Path, tmp_path: Path) -> None:
    results = formcheck.analyze_sets(recording)
    assert [(r.exercise, len(r.reps)) for r in results] == [("calf-raise", 3), ("wall-angel", 3)]
    results[1].save_html(tmp_path / "second.html")
    assert "Set 2 of 2" in (tmp_path / "second.html").read_text("utf-8")
    assert results[0].view.detected == View.SIDE
