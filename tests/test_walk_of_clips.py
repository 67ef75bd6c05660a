"""Twelve phone clips of three people: what somebody who looks after them really types and sees, in order."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import clips
import pytest
from conftest import Done
from walker import Walker

from formcheck.exercises import EXERCISES

pytestmark = pytest.mark.clip

CLIPS = {  # each is filmed with a phone that calls them IMG_2041 and so on
    "anna": ("calf-raise-side", "single-leg-rdl-side-leg-drop", "wall-angel-side", "calf-raise-front-passer-by"),
    "ben": (
        "wall-angel-front-short-portrait",
        "clamshell-front-feet-apart",
        "clamshell-front",
        "wall-angel-front-lean",
    ),
    "carl": ("calf-raise-side-lean-walk-in", "doorway-stretch-back", "lateral-walk-front", "wall-angel-front-uneven"),
}
HEIGHTS = {"anna": "1.76", "ben": "175", "carl": "1,87"}


@pytest.fixture
def walker(formcheck: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walker:
    return Walker.begin(formcheck, tmp_path, monkeypatch)


@pytest.mark.usefixtures("seen_once")
def test_twelve_clips_of_three_people(walker: Walker) -> None:
    for person, names in CLIPS.items():
        (walker.folder / "clips" / person).mkdir(parents=True)
        for number, name in enumerate(names, 2041):
            shutil.copy(clips.sample(name), walker.folder / "clips" / person / f"IMG_{number}.mp4")

    unsure = walker.types("formcheck analyze clips -e auto", 1)
    assert "its folders do (anna, ben, carl); name them, or add --person-from-folder" in unsure.text
    done = walker.types(
        "formcheck analyze clips -e auto --person-from-folder --store --csv all.csv --html reports --json all.json"
    )
    for person, names in CLIPS.items():
        for number, name in enumerate(names, 2041):
            line = done.line(f"{person}/IMG_{number}.mp4")
            title = EXERCISES[json.loads((clips.SAMPLES / f"{name}.labels.json").read_text("utf-8"))["exercise"]].title
            assert title.split()[0] in line
            assert f"{person}/IMG_{number}.mp4: stored as set " in done.done.err
    assert done.line("Written") == "  Written  all.json, all.csv, 12 files in reports"
    reports = {f"reports/{p}-IMG_{n}.html" for p in CLIPS for n in range(2041, 2045)}
    assert {f for f in walker.files() if not f.startswith("clips/")} == {*reports, "all.csv", "all.json"}
    with (walker.folder / "all.csv").open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    assert {r["source"] for r in rows} == {f"clips/{p}/IMG_{n}.mp4" for p in CLIPS for n in range(2041, 2045)}
    assert len(json.loads((walker.folder / "all.json").read_text("utf-8"))) == 12
    assert "anna" in (walker.folder / "reports" / "anna-IMG_2041.html").read_text("utf-8")

    whole = walker.looks("formcheck history")
    assert "Only sets with the same view, variant and side are compared" in whole.text
    assert whole.line("   12  ").endswith("carl"), "who did it, where several people are listed"
    assert "control:" not in whole.text, "nothing is explained that is not shown"
    ben = walker.looks("formcheck history --person ben").text
    assert re.search(r"2 sets, \d{4}-\d\d-\d\d\. ", ben), "of one day it says the day once"
    for person, height in HEIGHTS.items():
        own = walker.looks(f"formcheck history --person {person} --all")
        listed = own.lines[own.lines.index("  Sets") + 2 :]
        sets = [line.split()[0] for line in listed[: listed.index("")]]
        assert len(sets) == 4
        changed = walker.types(f"formcheck history edit {' '.join(sets)} --height {height}")
        assert f"changed sets {', '.join(sets)}" in changed.text
    anna = walker.looks("formcheck history --person Anna -e calf-raise").text
    assert " cm" in anna and "foot lengths" not in anna

    both = "formcheck compare clips/ben/IMG_2041.mp4 clips/ben/IMG_2044.mp4 -e wall-angel"
    compared = walker.types(f"{both} --html c.html")
    assert "Slide a little higher 2 of 3 0 of 3" in compared.text and "wrote c.html" in compared.text
    quiet = walker.types(f"{both} --html c.html -q")
    assert (quiet.done.out, quiet.done.err) == ("", "")
    other = walker.types(both.replace("wall-angel", "clamshell"), 1)
    assert "nothing was counted in clips/ben/IMG_2041.mp4 as a clamshell" in other.text
    unknown = walker.looks("formcheck history --person bea").text
    assert "there are sets of anna, ben, carl." in unknown
    kept = walker.types("formcheck history export all.jsonl")
    assert kept.done.err == "formcheck: wrote 12 sets to all.jsonl\n"
    assert len((walker.folder / "all.jsonl").read_text("utf-8").splitlines()) == 12


@pytest.mark.usefixtures("seen_once")
def test_what_is_said_of_arms_that_lag_in_some_reps_does_not_contradict_itself(walker: Walker) -> None:
    """The interval is wide because the first rep is even and the others are not: that is no measurement error."""
    shutil.copy(clips.sample("wall-angel-front-uneven"), walker.folder / "IMG_2044.mp4")
    said = walker.types("formcheck analyze IMG_2044.mp4 -e wall-angel --html r.html --all").text
    page = (walker.folder / "r.html").read_text("utf-8")
    for text in (said, page):
        assert "Move both arms together" in text
        assert "apart on average, but not the same in every rep" in text
        assert "within measurement error" not in text
        assert "lumbar-arch" not in text and "An arched lower back does not show" in text
