"""live -e auto goes on after a set: each is recognised, and all are judged and written like those of a clip."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

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
from formcheck.live.set_over import CHANGED, FINISHED
from formcheck.live.watch import NEXT, START, THE_END
from formcheck.motion.pose import Pose
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


class Breaks(Filmed):
    """A camera that works until a second of the training."""

    def __init__(self, poses: list[Pose], at_s: float) -> None:
        super().__init__(poses)
        self._at_s = at_s

    def __iter__(self) -> Iterator[LandmarkFrame]:
        for seen in super().__iter__():
            if seen.t > self._at_s:
                raise RuntimeError("broken")
            yield seen


class Training:
    """A training in front of a camera, and what came of it. breaks_s: when the camera breaks."""

    def __init__(
        self,
        frames: Sequence[LandmarkFrame],
        folder: Path,
        presses: dict[int, str] | None = None,
        breaks_s: float = 1e9,
    ) -> None:
        self.voice, self.screen = Voice(), Screen(presses)
        self.files = {"json": folder / "sets.json", "csv": folder / "sets.csv", "landmarks": folder / "all.npz"}
        self.db = folder / "sets.db"
        options = AnalyzeOptions(exercise=None, settings=Settings(), outputs=self.files, store_in=self.db, quiet=True)
        camera = Breaks([to_pose(f, ASPECT) for f in frames], breaks_s)
        rig = LiveRig(camera, self.screen, self.voice, waits=True)  # type: ignore[arg-type]
        try:
            self.code = live_sets(rig, options, FOR_EVER, folder / "set.mp4", [])
        except RuntimeError:
            self.code = 1

    @property
    def results(self) -> list[dict[str, Any]]:
        return json.loads(self.files["json"].read_text("utf-8"))

    @property
    def stored(self) -> list[dict[str, Any]]:
        """The results in the history."""
        with closing(sqlite3.connect(self.db)) as db:
            return [json.loads(text) for (text,) in db.execute("select result from sets order by id")]

    @property
    def sets(self) -> list[tuple[str, int]]:
        return [(r["exercise"], r["summary"]["reps"]) for r in self.results]


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
    assert (first["index"], second["of"]) == (1, 2) and first["end_s"] <= second["start_s"]
    assert training.files["csv"].read_text("utf-8").count("\n") == 1 + 3 + 4
    assert [r["part"] for r in training.stored] == [first, second]


def test_a_set_that_is_over_is_kept_whatever_follows(
    frames: list[LandmarkFrame], formcheck: Run, tmp_path: Path
) -> None:
    broken = Training(frames, tmp_path, breaks_s=38)  # in the second set
    assert (broken.code, "Wall angel" in broken.voice.texts) == (1, True)
    assert broken.sets == [("calf-raise", 3)]
    assert broken.files["csv"].read_text("utf-8").count("\n") == 1 + 3
    assert [(r["exercise"], r["summary"]["reps"]) for r in broken.stored] == [("calf-raise", 3)]
    again = json.loads(formcheck("analyze", broken.files["landmarks"], "-e", "auto", "--json", "-").out)
    assert again[0]["reps"] == broken.results[0]["reps"]
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in (*broken.files.values(), broken.db)}


def test_another_exercise_ends_the_set_without_a_pause(tmp_path: Path) -> None:
    slow = [replace(f, t=2.5 * f.t) for f in at_work("wall-angel", 3, fps=30)]  # its pause is 16 s
    two = Training([*slow, *(replace(f, t=f.t + slow[-1].t + 0.1) for f in at_work("calf-raise", 5, fps=12))], tmp_path)
    assert two.sets == [("wall-angel", 3), ("calf-raise", 5)]
    said = two.voice.texts
    assert said[said.index(CHANGED) + 1 :] == ["Calf raise", "3", "4", "5"]  # and not long afterwards


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
