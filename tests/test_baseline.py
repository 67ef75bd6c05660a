"""A score compared with an earlier one: only what got worse fails."""

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Done, Judged

from formcheck.scoring.baseline import against
from formcheck.scoring.figures import Score

NAMES = ("a", "b")


@pytest.fixture
def clips(judged: Callable[..., Judged], two_reps: Callable[[str], Path], tmp_path: Path) -> Path:
    """Two recordings of the same two raises; the label of b is wrong by one."""
    recording = judged(two_reps("calf-raise-side"), "calf-raise").recording
    for name in NAMES:
        shutil.copy(recording, tmp_path / f"{name}.npz")
    relabel(tmp_path, "a", reps=2)
    relabel(tmp_path, "b", reps=3)
    return tmp_path


def relabel(folder: Path, name: str, **label: object) -> None:
    (folder / f"{name}.labels.json").write_text(json.dumps({"exercise": "calf-raise", **label}), "utf-8")


@pytest.fixture
def old(clips: Path, formcheck: Callable[..., Done]) -> Path:
    assert formcheck("score", clips, "-q", "--json", clips / "old.json").code == 3
    return clips / "old.json"


def test_what_failed_before_may_fail_again(clips: Path, old: Path, formcheck: Callable[..., Done]) -> None:
    out, xml, md = clips / "new.json", clips / "x.xml", clips / "x.md"
    done = formcheck("score", clips, "--baseline", old, "--json", out, "--junit", xml, "--markdown", md)
    assert done.code == 0
    assert "✗ b: expected 3, counted 2" in done.out
    assert "compared with the baseline 0 worse, 0 better" in " ".join(done.out.split())
    assert json.loads(out.read_text("utf-8"))["baseline"] == {"worse": [], "better": [], "apart": []}
    suite = ET.fromstring(xml.read_text("utf-8"))
    assert (suite.attrib["failures"], suite.attrib["skipped"]) == ("0", "1")
    assert suite.find("testcase/skipped") is not None and suite.find("testcase/failure") is None
    assert formcheck("score", clips, "-q", "--baseline", old, "--min-exact", 1).code == 3, "a gate holds all the same"


def test_what_got_worse_fails_and_what_got_better_is_listed(
    clips: Path, old: Path, formcheck: Callable[..., Done]
) -> None:
    relabel(clips, "a", reps=4)
    relabel(clips, "b", reps=2)
    xml, md = clips / "x.xml", clips / "x.md"
    done = formcheck("score", clips, "--baseline", old, "--junit", xml, "--markdown", md)
    assert done.code == 3
    said = " ".join(done.out.split())
    worse = ["a newly fails: expected 4, counted 2", "a: the count is off by 2, was 0"]
    for text in worse:
        assert f"worse: {text}" in said and f"- {text}" in md.read_text("utf-8")
    for text in ("b is now as expected", "b: the count is off by 0, was 1"):
        assert f"better: {text}" in said and f"- {text}" in md.read_text("utf-8")
    assert "worse: mean count error is 1, was 0.5" in said
    suite = ET.fromstring(xml.read_text("utf-8"))
    failures = [c.attrib["name"] for c in suite.findall("testcase") if c.find("failure") is not None]
    assert set(worse) <= set(failures) and len(failures) == int(suite.attrib["failures"])


def test_other_clips_are_said_and_figures_over_them_not_compared(
    clips: Path, old: Path, formcheck: Callable[..., Done]
) -> None:
    (clips / "a.labels.json").rename(clips / "c.labels.json")
    (clips / "a.npz").rename(clips / "c.npz")
    relabel(clips, "c", reps=5)
    done = formcheck("score", clips, "--baseline", old)
    assert done.code == 0
    said = " ".join(done.out.split())
    assert "not compared: c is not in the baseline" in said and "not compared: a is only in the baseline" in said
    assert "figures are not compared" in said


def test_what_is_no_score_is_refused_before_anything_is_judged(clips: Path, formcheck: Callable[..., Done]) -> None:
    done = formcheck("score", clips, "--baseline", clips / "a.labels.json", "--json", clips / "new.json")
    assert (done.code, done.out) == (1, "")
    assert "is not formcheck.score/1; name a file written by score --json" in done.err
    assert not (clips / "new.json").exists()


@pytest.fixture
def report(old: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(old.read_text("utf-8"))
    return report


def changed(report: dict[str, Any], figure: str | None = None, value: object = None, **clip: object) -> Score:
    """With other values in clip a, or in one figure."""
    new = json.loads(json.dumps(report))
    new["clips"][0] |= clip
    if figure:
        where = new["all"]
        *path, last = figure.split(".")
        for key in path:
            where = where[key]
        where[last] = value
    return Score.model_validate(new)


def wrong(kind: str, reps: list[int], id_: str = "lean") -> dict[str, Any]:
    return {"id": id_, "kind": kind, "reps": reps, "of": 4, "fails": False}


def test_faults_are_compared_by_repetition(report: dict[str, Any]) -> None:
    before = changed(report, faults=[wrong("missed", [1, 2]), wrong("false", [], "fade")])
    after = changed(report, faults=[wrong("missed", [2, 3, 4]), wrong("false", [1], "short")])
    assert against(before, after).worse == [
        "a: short is newly falsely raised in rep 1",
        "a: lean is newly missed in reps 3, 4",
    ]
    assert against(before, after).better == [
        "a: fade is no longer falsely raised in the whole clip",
        "a: lean is no longer missed in rep 1",
    ]


def test_a_score_that_knew_nothing_of_faults_is_read(report: dict[str, Any]) -> None:
    for clip in report["clips"]:
        del clip["faults"]
    del report["all"]["must_recall"], report["baseline"]
    before = Score.model_validate(report)
    assert against(before, changed(report, faults=[wrong("missed", [1])])).worse == []


def test_a_clip_that_can_no_longer_be_judged(report: dict[str, Any]) -> None:
    broken = changed(report, error="no answer", counted=None, faults=None)
    assert against(changed(report), broken).worse == ["a newly fails: no answer"]
    failed = changed(report, misses=["expected 4, counted 2"])
    assert against(failed, broken).worse == ["a can no longer be judged: no answer"]


@pytest.mark.parametrize(
    ("figure", "was", "is_", "worse"),
    [
        ("exact_count.value", 0.9, 0.8, True),
        ("exact_count.value", 0.8, 0.9, False),
        ("false_alarms_per_clean_rep.value", 0.1, 0.2, True),
        ("edges_s.median", 0.05, 0.06, True),
        ("edges_s.median", 0.05, 0.04, False),
        ("edges_s.median", 0.05, 0.052, None),  # within what machines differ by
        ("mean_count_error", 0.0, 0.2, True),
        ("mean_count_error", None, 0.2, None),
    ],
)
def test_figures_are_worse_or_better(
    figure: str, was: float | None, is_: float, worse: bool | None, report: dict[str, Any]
) -> None:
    c = against(changed(report, figure, was), changed(report, figure, is_))
    assert (len(c.worse), len(c.better)) == {True: (1, 0), False: (0, 1), None: (0, 0)}[worse]
