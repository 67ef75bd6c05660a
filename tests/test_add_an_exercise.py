"""The page on adding an exercise, followed to its last step: its file, its commands as they stand, a set that fails."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clips import sample
from conftest import Done
from test_docs import blocks, commands

from formcheck.errors import ExerciseError
from formcheck.exercises.own import SETTING

PAGE = "add-an-exercise.md"
WHO_SAYS = "Oregon State University Extension, Better Bones & Balance: squats"
Ran = tuple[Path, dict[str, Done]]


@pytest.fixture(scope="module")
def ran(console: Callable[..., Done], tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The folder in which the page was followed, and what its commands said, by their first words."""
    folder = tmp_path_factory.mktemp("squat")
    shutil.copy(sample("calf-raise-side-squat-instead"), folder / "set1.mp4")
    (folder / "squat.py").write_text(blocks(PAGE, "python")[0], "utf-8")
    (folder / "set1.labels.json").write_text(blocks(PAGE, "json")[0], "utf-8")
    (folder / "legs.toml").write_text(blocks(PAGE, "toml")[1], "utf-8")
    said = {}
    for command in commands(PAGE):
        args = shlex.split(command)[1:]
        if "--store" in args or args[0] == "history":  # not into the history of who runs the tests
            args += ["--db", "history.db"]
        said[" ".join(args[:2])] = console(*args, cwd=folder, env={SETTING: str(folder / "squat.py")})
    return folder, said


def test_every_command_takes_it(ran: Ran) -> None:
    _, said = ran
    assert {c.split()[0] for c in said} == {"exercises", "analyze", "live", "score", "compare", "history", "routine"}
    assert {c: d.err for c, d in said.items() if d.code} == {}
    assert all("Traceback" not in d.err for d in said.values())


def test_it_is_listed_with_its_guide_and_its_references(ran: Ran) -> None:
    folder, said = ran
    assert f"squat is from {folder / 'squat.py'}" in said["exercises"].out
    described = json.loads(said["exercises squat"].out)  # --json, the later of the two
    assert described["sources"]["OSU"] == WHO_SAYS
    assert [c["id"] for c in described["cues"]] == ["short", "chest", "fast"]


def test_a_set_that_fails_a_cue_names_who_says_so(ran: Ran) -> None:
    folder, said = ran
    result: dict[str, Any] = json.loads((folder / "set1.json").read_text("utf-8"))
    assert [[(f["id"], f["source"]) for f in rep["faults"]] for rep in result["reps"]] == [[("short", "OSU")]] * 3
    assert all(76 <= rep["rom"]["value"] <= 79 for rep in result["reps"])
    assert {c["id"]: c["verdict"] for c in result["checks"]} == {
        "short": "fail", "chest": "pass", "fast": "pass", "knees-in": "not-assessable",
    }  # fmt: skip
    assert result["summary"]["advice"]["next"].startswith("Sit lower. The thighs stay above level.")
    assert result["summary"]["advice"]["source"] == WHO_SAYS
    assert f"OSU: {WHO_SAYS.replace('&', '&amp;')}" in (folder / "report.html").read_text("utf-8")
    assert "Sit lower" in said["analyze set1.npz"].out


def test_it_is_played_live_scored_kept_and_part_of_a_routine(ran: Ran) -> None:
    folder, said = ran
    assert "Squat · " in said["live -e"].out  # in real time: how much of it is seen depends on the machine
    assert "every clip as expected" in said["score set1.mp4"].out
    assert "Squat" in said["compare set1.npz"].out
    assert "knee bend" in (folder / "progress.html").read_text("utf-8")
    assert "Squat" in said["routine show"].out
    assert "of 3 reps" in said["routine run"].err + said["routine run"].out


def test_the_check_of_the_page_says_nothing_and_can_say_something() -> None:
    file, check = blocks(PAGE, "python")
    names: dict[str, Any] = {"__name__": "squat"}
    exec(compile(file + check, PAGE, "exec"), names)
    with pytest.raises(ExerciseError, match='"short" has no references'):
        exec(compile(file.replace("(OSU,)", "()") + check, PAGE, "exec"), names)
