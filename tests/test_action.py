"""The steps of action.yml, run as a runner does: bash, and files for outputs and the summary."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CONSOLE_SCRIPT
from streams import at_work, recorded

pytestmark = [pytest.mark.clip, pytest.mark.process]
ACTION: dict[str, Any] = yaml.safe_load((Path(__file__).resolve().parents[1] / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")


@dataclass(frozen=True)
class Step:
    code: int
    out: str
    files: dict[str, str]  # what it wrote to each of FILES


Run = Callable[..., Step]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a step in a checkout with two labelled clips, one of them with a wrong label."""
    clips = tmp_path / "checkout" / "my clips"
    clips.mkdir(parents=True)
    for name, reps in (("right", 2), ("wrong", 7)):
        recorded(at_work("calf-raise", 2), clips / f"{name}.npz")
        (clips / f"{name}.labels.json").write_text(json.dumps({"exercise": "calf-raise", "reps": reps}), "utf-8")

    def step(name: str, path: str = "", **env: str) -> Step:
        places = {file: tmp_path / f"{name}-{file}" for file in FILES}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]],
            cwd=clips.parent, text=True, capture_output=True,
            env={
                "PATH": f"{path}{Path(CONSOLE_SCRIPT).parent}:{os.environ['PATH']}", "HOME": str(tmp_path),
                "RUNNER_TEMP": str(tmp_path / "runner"), "RUNNER_OS": "macOS",
                **{file: str(place) for file, place in places.items()}, **dict.fromkeys(STEPS[name]["env"], ""), **env,
            },
        )  # fmt: skip
        files = {file: place.read_text("utf-8") if place.exists() else "" for file, place in places.items()}
        return Step(done.returncode, done.stdout + done.stderr, files)

    return step


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
