"""Run the Python and the commands in the docs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Done, Judged, labels
from people import figure, movement, seen

from formcheck import history

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page, as they stand."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def run(page: str, **given: Any) -> dict[str, Any]:
    """All Python of a page, one block after the other; returns the names it leaves."""
    names: dict[str, Any] = {**given, "__name__": page}
    for block in blocks(page, "python"):
        exec(compile(block, page, "exec"), names)
    return names


def test_the_library_page(
    judged: Callable[..., Judged],
    two_reps: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clip = two_reps("calf-raise-side")
    by_command = judged(clip, "calf-raise")
    shutil.copy(clip, tmp_path / "set1.mp4")
    shutil.copy(by_command.recording, tmp_path / "set1.npz")
    (tmp_path / "labelled").mkdir()
    shutil.copy(by_command.recording, tmp_path / "labelled" / "set1.npz")
    (tmp_path / "labelled" / "set1.labels.json").write_text('{"exercise": "calf-raise", "reps": 2}', "utf-8")
    monkeypatch.chdir(tmp_path)
    at = movement(3)
    poses = [seen(float(t), figure(rise=0.06 * at(float(t))), yaw=90) for t in np.arange(0, 15, 1 / 30)]
    names = run("library.md", landmarks=[(p.t, p.xy, p.world) for p in poses])
    assert [rep.start_s for rep in names["result"].reps] == by_command.starts
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"1 {by_command.starts[0]} ")
    for line in (
        "1 repetition, then it stopped",
        "3 repetitions from the side",
        'no exercise "calf-rise"; did you mean calf-raise?',
    ):
        assert line in said
    assert names["report"].all.exact_count.hits == 1
    assert [len(trend.sets) for trend in history.trends(names["stored"])] == [1]


def commands(page: str) -> list[str]:
    return [line for block in blocks(page, "sh") for line in block.splitlines() if line.startswith("formcheck ")]


@pytest.mark.parametrize("command", commands("accuracy.md"))
def test_the_commands_of_the_accuracy_page(
    command: str,
    formcheck: Callable[..., Done],
    two_reps: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On samples cut after two repetitions: it takes less time."""
    (tmp_path / "samples").mkdir()
    for sample in ("calf-raise-side", "single-leg-rdl-side"):
        if sample in command:
            shutil.copy(two_reps(sample), tmp_path / "samples")
            true = labels(sample)
            cut = {**true, "reps": 2, "rep_times": true["rep_times"][:2]}
            (tmp_path / "samples" / f"{sample}.labels.json").write_text(json.dumps(cut), "utf-8")
    monkeypatch.chdir(tmp_path)
    done = formcheck(*shlex.split(command)[1:])
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("page", sorted(p.name for p in [*DOCS.glob("*.md"), ROOT / "SECURITY.md", ROOT / "README.md"]))
def test_links_lead_somewhere(page: str) -> None:
    """To files of the tree, or to pages that the site makes; addresses of the web are not asked."""
    made = (DOCS / "site_pages.py").read_text("utf-8")
    path = DOCS / page if (DOCS / page).exists() else ROOT / page
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert (path.parent / target).exists() or f'"{target}"' in made, target


def test_every_exercise_with_a_sample_has_a_picture() -> None:
    labelled = (json.loads(p.read_text("utf-8")) for p in (ROOT / "samples").glob("*.labels.json"))
    shown = {p.stem for p in (DOCS / "exercises").glob("*.jpg")}
    assert {x["exercise"] for x in labelled if x.get("all_clean")} <= shown


def test_the_tests_that_the_field_reports_name_are_there() -> None:
    page = (DOCS / "field-reports.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith(("| what ", "| --- "))]
    there = {
        name
        for p in (ROOT / "tests").glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", p.read_text("utf-8"), re.M)
    }
    named = [re.findall(r"`(test_\w+)` \|$", row) for row in rows]
    assert len(rows) >= 23 and all(len(one) == 1 for one in named)
    assert {name for one in named for name in one} <= there
