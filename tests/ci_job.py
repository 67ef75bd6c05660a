"""The steps of action.yml, run as a runner does: bash, and files for outputs and the summary."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from conftest import CONSOLE_SCRIPT

ACTION: dict[str, Any] = yaml.safe_load((Path(__file__).resolve().parents[1] / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")


@dataclass(frozen=True)
class Step:
    code: int
    out: str
    files: dict[str, str]  # what it wrote to each of FILES


@dataclass(frozen=True)
class Job:
    """A job with its checkout, and a folder of the runner's own."""

    checkout: Path
    runner: Path

    @property
    def report(self) -> Path:
        return self.runner / "formcheck-report"

    def step(self, name: str, path: str = "", **env: str) -> Step:
        """Run a step; path comes first in PATH."""
        self.runner.mkdir(exist_ok=True)
        places = {file: self.runner / f"{name}-{file}" for file in FILES}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]],
            cwd=self.checkout, text=True, capture_output=True,
            env={
                "PATH": f"{path}{Path(CONSOLE_SCRIPT).parent}:{os.environ['PATH']}", "HOME": str(self.runner.parent),
                "RUNNER_TEMP": str(self.runner), "RUNNER_OS": "macOS",
                **{file: str(place) for file, place in places.items()}, **dict.fromkeys(STEPS[name]["env"], ""), **env,
            },
        )  # fmt: skip
        files = {file: place.read_text("utf-8") if place.exists() else "" for file, place in places.items()}
        return Step(done.returncode, done.stdout + done.stderr, files)
