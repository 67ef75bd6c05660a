"""live -e auto: nothing is said before the exercise is clear, and its set begins with what was seen until then."""

from __future__ import annotations

from dataclasses import replace

import coached
import numpy as np
import people
import pytest
from test_live import FOR_EVER, Filmed, Keys

from formcheck.exercises import BUILT_IN, find
from formcheck.live import watch
from formcheck.live.coach import Coach, Utterance
from formcheck.live.goal import Goal
from formcheck.live.live_overlay import LiveOverlay
from formcheck.live.session import LiveSession
from formcheck.live.watch import CHOICE, NOT_YET, START, Settled, Watch
from formcheck.motion.pose import Pose
from formcheck.motion.settings import Settings
from formcheck.pipeline import judge
from formcheck.result import Result

pytestmark = pytest.mark.clip


class WatchKeys(Keys):
    """Its screens too."""

    def show_watch(self, rgb: np.ndarray, says: str, *, watching: bool, before: str = "") -> str:
        return self._next("watch" if watching else "check", says)

    def show_choice(self, title: str, rows: list[tuple[str, str]]) -> str:
        return self._next("choice", title)

    def tell(self, text: str, seconds: float = 0.0) -> None:
        self.told.append(text)


class Live:
    """A camera, and what was said and shown."""

    def __init__(self, poses: list[Pose], presses: dict[int, str] | None = None) -> None:
        self.said: list[Utterance] = []
        self.camera, self.keys = Filmed(poses), WatchKeys(presses)
        self.watch = Watch(
            live=self.camera, exercises=BUILT_IN, screen=self.keys, waits=True,  # type: ignore[arg-type]
            say=lambda t, text: self.said.append(Utterance(t, "notice", text)),
        )  # fmt: skip

    def judged(self, settled: Settled, goal: Goal = FOR_EVER) -> tuple[Result, LiveSession]:
        e = settled.exercise
        coach = Coach(e, e.tempo, self.said.append)
        conductor = LiveSession(
            live=self.camera, exercise=e, settings=Settings(), goal=goal, coach=coach,  # type: ignore[arg-type]
            now=LiveOverlay(e, e.tempo), screen=self.keys, waits=True, settled=settled,  # type: ignore[arg-type]
        )  # fmt: skip
        return judge(conductor, e, watchers=[coach, conductor]), conductor

    @property
    def texts(self) -> list[str]:
        return [u.text for u in self.said]


def calves(n: int) -> list[Pose]:
    at = people.movement(n, up=1.0, hold=0.4, down=1.0, rest=0.6)
    return people.filmed(lambda t: people.figure(rise=0.1 * at(t - 1)), 3 * n + 2, yaw=90, noise=5e-4, fps=15)


def test_it_settles_after_two_repetitions_and_the_set_has_them_all() -> None:
    live = Live(calves(5))
    settled = live.watch.run()
    assert settled and settled.exercise.name == "calf-raise"
    assert live.texts == [START]  # and no word more until it is clear
    done_by_then = len(live.keys.shown)
    assert {what for what, __ in live.keys.shown} == {"check", "watch"}
    result, __ = live.judged(settled)
    assert result.summary.reps == 5
    assert result.reps[1].end_s < settled.frames[0].t + done_by_then / 15 < result.reps[2].end_s
    assert live.texts[1] == "Calf raise"
    assert [u.text for u in live.said if u.kind == "count"] == ["3", "4", "5"]  # nothing about what was before
    assert live.keys.told == ["Calf raise · x: it is another exercise"]
    assert live.keys.counts[0] == 2


def test_what_is_wrong_is_cued_once_the_exercise_is_clear() -> None:
    live = Live(coached.hinges([{"up": 0.8, "hold": 0.3, "down": 0.4}] * 6))
    settled = live.watch.run()
    assert settled and live.texts == [START]
    live.judged(settled)
    assert live.texts[1] == settled.exercise.title
    assert "cue" in [u.kind for u in live.said[2:]]  # a fault of before is due again


def test_a_hold_settles_while_it_lasts() -> None:
    live = Live(people.filmed(lambda t: people.front_support(), 6.0, fps=15))
    settled = live.watch.run()
    assert settled and settled.exercise.name == "plank" and settled.found
    assert 2.9 <= settled.frames[-1].t - settled.found.start_s <= 4.0
    result, __ = live.judged(settled)
    assert result.summary.held_s == pytest.approx(settled.frames[-1].t - settled.found.start_s, abs=0.5)


def test_who_stands_about_is_told_after_a_while_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LONG_S", 5.0)
    live = Live(people.filmed(lambda t: people.figure(), 9.0, fps=10, noise=5e-4))
    assert live.watch.run() is None
    assert live.texts == [START, f"{NOT_YET}. Go on, or press the key of its name"]
    assert live.keys.shown[-1] == ("choice", NOT_YET)


def test_it_begins_with_anybody_who_is_wholly_seen_in_any_posture() -> None:
    assert Live(people.filmed(lambda t: people.lying_prone(), 3.0, fps=15)).watch.run() is None
    live = Live([Pose.unseen(i / 15) for i in range(75)])
    assert live.watch.run() is None
    assert {what for what, __ in live.keys.shown} == {"check"}
    assert live.texts == ["Step into the picture, with your whole body"]
    low = [replace(p, xy=p.xy - 0.15j) for p in people.filmed(lambda t: people.lying_prone(), 2.0, fps=15)]
    live = Live(low)
    live.watch.run()
    assert live.texts[0] == "Tilt the camera down: your feet are cut off"


def test_what_was_recognised_wrongly_is_looked_for_among_the_others_or_chosen() -> None:
    live = Live(calves(5))
    settled = live.watch.run()
    assert settled
    live.keys._presses = {len(live.keys.shown) + 10: "x"}
    __, conductor = live.judged(settled)
    assert conductor.wrong
    live.watch.wrong(settled)
    rest = [e for e in BUILT_IN if e is not settled.exercise]
    at = rest.index(find("shrug"))
    live.keys._presses = {len(live.keys.shown) + 5: CHOICE[at]}
    chosen = live.watch.run()
    assert chosen and chosen.exercise is find("shrug") and chosen.found is None
    assert live.keys.shown[-1] == ("choice", NOT_YET)
    times = [f.t for f in chosen.earlier]
    assert times == sorted(set(times)) and times[0] < 0.1 and np.diff(times).max() < 0.07  # not one frame is lost


@pytest.mark.parametrize(("key", "ended"), [("q", "quit"), ("c", "camera")])
def test_keys_before_it_is_clear(key: str, ended: str) -> None:
    live = Live(calves(2), {10: key})
    assert live.watch.run() is None and live.watch.ended == ended


def test_the_goal_counts_what_was_done_before_it_was_clear() -> None:
    live = Live(calves(5))
    settled = live.watch.run()
    assert settled
    result, __ = live.judged(settled, Goal(reps=3))
    assert result.summary.reps == 3 and live.texts[-1] == "All reps done"
