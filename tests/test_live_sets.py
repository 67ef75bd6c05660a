"""live -e auto goes on after a set: each is recognised, and all are judged and written like those of a clip."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Done
from people import figure
from streams import ASPECT, at_work
from test_live import FOR_EVER, Filmed
from test_recognition import Run, after, still
from test_watch import WatchKeys

from formcheck.commands.live_rig import LiveRig
from formcheck.commands.live_sets import live_sets
from formcheck.commands.options import AnalyzeOptions
from formcheck.live import watch
from formcheck.live.coach import Utterance
from formcheck.live.session import FINISHED
from formcheck.live.watch import NEXT, START, THE_END
from formcheck.motion.settings import Settings
from formcheck.source import LandmarkFrame, to_pose

pytestmark = pytest.mark.clip


class Voice:
    def __init__(self) -> None:
        self.said: list[Utterance] = []

    def say(self, u: Utterance) -> None:
        self.said.append(u)

    def print(self, text: str) -> None:
        pass

    def mute(self) -> str:
        return ""

    @property
    def texts(self) -> list[str]:
        return [u.text for u in self.said]


class Screen(WatchKeys):
    """Its last card too."""

    def show_card(self, r: object, title: str, count: int) -> str:
        return self._next("card", (title, count)) or "any"

    def show_list(self, title: str, rows: Sequence[str], foot: str) -> str:
        return self._next("list", rows) or "any"

    def close(self) -> None:
        self.shown.append(("closed", None))


class Training:
    """A training in front of a camera, and what came of it."""

    def __init__(self, frames: Sequence[LandmarkFrame], folder: Path, presses: dict[int, str] | None = None) -> None:
        self.voice, self.screen = Voice(), Screen(presses)
        self.files = {"json": folder / "sets.json", "csv": folder / "sets.csv", "landmarks": folder / "all.npz"}
        self.db = folder / "sets.db"
        options = AnalyzeOptions(exercise=None, settings=Settings(), outputs=self.files, store_in=self.db, quiet=True)
        camera = Filmed([to_pose(f, ASPECT) for f in frames])
        rig = LiveRig(camera, self.screen, self.voice, waits=True)  # type: ignore[arg-type]
        self.code = live_sets(rig, options, FOR_EVER, folder / "set.mp4", [])

    @property
    def results(self) -> list[dict[str, object]]:
        return json.loads(self.files["json"].read_text("utf-8"))

    @property
    def sets(self) -> list[tuple[str, int]]:
        return [(r["exercise"], r["summary"]["reps"]) for r in self.results]  # type: ignore[index]


@pytest.fixture(scope="module")
def frames() -> list[LandmarkFrame]:
    """A set of calf raises, a rest, wall angels, and nobody."""
    rest, gone = still(figure(), 10)[::3], [LandmarkFrame.nobody(i / 10) for i in range(100)]
    two = after(after(at_work("calf-raise", 3, fps=12), rest, 0.1), at_work("wall-angel", 4, fps=12), 0.1)
    return after(two, gone, 0.1)


@pytest.fixture(scope="module")
def training(frames: list[LandmarkFrame], tmp_path_factory: pytest.TempPathFactory) -> Training:
    return Training(frames, tmp_path_factory.mktemp("training"))


def test_the_next_set_is_recognised_too(training: Training) -> None:
    assert training.code == 0
    assert training.sets == [("calf-raise", 3), ("wall-angel", 4)]
    said = training.voice.texts
    assert [t for t in said if not t.isdigit()] == [START, "Calf raise", FINISHED, "Wall angel", FINISHED]
    assert [t for t in said if t.isdigit()] == ["3", "3", "4"]  # of each set what came after it was clear
    assert training.screen.shown[-2:] == [("list", ["Calf raise · 3 reps", "Wall angel · 4 reps"]), ("closed", None)]


def test_between_sets_it_asks_for_any_exercise_and_shows_what_the_last_one_came_to(training: Training) -> None:
    asked = [says for what, says in training.screen.shown if what == "watch"]
    assert asked[0] == START and asked.count(NEXT) > 10
    assert asked.index(NEXT) > max(i for i, says in enumerate(asked) if says == START)


def test_all_outputs_have_all_sets_as_analyze_finds_them(training: Training, formcheck: Run) -> None:
    again: Done = formcheck("analyze", training.files["landmarks"], "-e", "auto", "--json", "-")
    for live, clip in zip(training.results, json.loads(again.out), strict=True):
        assert live["reps"] == clip["reps"]
        assert live["recognised"] == clip["recognised"]
    first, second = (r["part"] for r in training.results)
    assert (first["index"], second["of"]) == (1, 2) and first["end_s"] <= second["start_s"]  # type: ignore[index, operator]
    assert training.files["csv"].read_text("utf-8").count("\n") == 1 + 3 + 4
    with sqlite3.connect(training.db) as db:
        assert db.execute("select count(*) from sets").fetchone() == (2,)


def test_starting_over_leaves_out_the_set_and_keeps_those_before(
    training: Training, frames: list[LandmarkFrame], tmp_path: Path
) -> None:
    scenes = [i for i, (what, __) in enumerate(training.screen.shown, 1) if what == "scene"]
    second = next(b for a, b in pairwise(scenes) if b > a + 1)
    again = Training(frames, tmp_path, {second + 40: "r"})
    assert again.sets[0] == ("calf-raise", 3)
    assert ("wall-angel", 4) not in again.sets and sum(n for __, n in again.sets) < 7


def test_it_ends_by_key_or_when_nothing_follows(
    frames: list[LandmarkFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LAST_S", 2.0)
    short = Training(frames, tmp_path)
    assert (short.sets, short.code) == ([("calf-raise", 3)], 0)
    assert short.voice.texts[-1] == THE_END
    assert [what for what, __ in short.screen.shown[-2:]] == ["card", "closed"]
