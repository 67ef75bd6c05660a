"""The steps of action.yml, run as a runner does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from ci_job import ACTION, STEPS, Job, Step
from streams import at_work, recorded

pytestmark = [pytest.mark.clip, pytest.mark.process]
Run = Callable[..., Step]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a step in a checkout with two labelled clips, one of them with a wrong label."""
    clips = tmp_path / "checkout" / "my clips"
    clips.mkdir(parents=True)
    for name, reps in (("right", 2), ("wrong", 7)):
        recorded(at_work("calf-raise", 2), clips / f"{name}.npz")
        (clips / f"{name}.labels.json").write_text(json.dumps({"exercise": "calf-raise", "reps": reps}), "utf-8")
    return Job(clips.parent, tmp_path / "runner").step


def test_a_clip_that_is_not_as_expected_fails_the_job_and_is_marked_at_its_label(run: Run, tmp_path: Path) -> None:
    scored = run("Score", CLIPS="my clips\n", MIN_EXACT="0.9")
    report = tmp_path / "runner" / "formcheck-report"
    assert scored.code == 3, scored.out
    assert scored.files["GITHUB_OUTPUT"] == f"report={report}\n"
    assert "`wrong`" in scored.files["GITHUB_STEP_SUMMARY"]
    assert {p.name for p in report.iterdir()} == {"score.json", "score.xml", "summary.md"}
    marked = run("Annotate", REPORT=str(report))
    assert marked.code == 0, marked.out
    assert marked.files["GITHUB_OUTPUT"] == "failed=1\n"
    at_label, gate = marked.out.splitlines()
    assert at_label.startswith("::error file=my clips/wrong.labels.json,line=1,title=formcheck%3A wrong::")
    assert "7" in at_label
    assert gate.startswith("::error title=formcheck::")
    assert "%25" in gate  # a bare % would be read as the start of an escape


def test_clips_as_expected_leave_no_mark(run: Run, tmp_path: Path) -> None:
    scored = run("Score", CLIPS="my clips/right.npz")
    assert scored.code == 0, scored.out
    marked = run("Annotate", REPORT=str(tmp_path / "runner" / "formcheck-report"))
    assert (marked.out, marked.files["GITHUB_OUTPUT"]) == ("", "failed=0\n")


def test_clips_of_one_name_are_marked_each_in_its_folder(run: Run, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        place = tmp_path / "checkout" / "more" / folder
        place.mkdir(parents=True)
        recorded(at_work("calf-raise", 2), place / "set.npz")
        (place / "set.labels.json").write_text(json.dumps({"exercise": "calf-raise", "reps": 7}), "utf-8")
    assert run("Score", CLIPS="more/a\nmore/b").code == 3
    marked = run("Annotate", REPORT=str(tmp_path / "runner" / "formcheck-report")).out.splitlines()
    assert [m.partition(",")[0] for m in marked] == [f"::error file=more/{x}/set.labels.json" for x in "ab"]


def test_a_folder_that_is_not_there_fails_in_one_sentence(run: Run, tmp_path: Path) -> None:
    scored = run("Score", CLIPS="nowhere")
    assert scored.code == 1
    assert len(scored.out.splitlines()) == 1
    marked = run("Annotate", REPORT=str(tmp_path / "runner" / "formcheck-report"))
    assert (marked.code, marked.files["GITHUB_OUTPUT"]) == (0, "failed=0\n")


def test_it_installs_into_a_folder_of_its_own(run: Run, tmp_path: Path) -> None:
    """With a python3 that only notes what it is asked: nothing is fetched."""
    python = tmp_path / "fake" / "python3"
    python.parent.mkdir()
    python.write_text(
        '#!/bin/bash\necho "$@" >> "$HOME/asked"\n[ "$2" != venv ] || { mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; }\n'
    )
    python.chmod(0o755)
    done = run("Install", f"{python.parent}:", PACKAGE="formcheck==0.1.0")
    assert done.code == 0, done.out
    place = tmp_path / "runner" / "formcheck"
    assert (tmp_path / "asked").read_text() == f"-m venv {place}\n-m pip install --quiet formcheck==0.1.0\n"
    assert done.files["GITHUB_PATH"] == f"{place}/bin\n"


def test_every_step_gets_inputs_by_its_environment_alone() -> None:
    """Text of a pull request in a script would be run."""
    assert all("${{" not in step.get("run", "") for step in STEPS.values())
    inputs = set(ACTION["inputs"])
    used = json.dumps(ACTION["runs"])
    assert [name for name in inputs if f"inputs.{name}" not in used] == []
