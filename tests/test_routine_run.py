"""Running routines: the plan, rests, unfinished runs, complete runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import clips
import jsonschema
import numpy as np
import people
import pytest
from conftest import LONGEST_S, Done
from sets import a_set
from test_camera import VirtualClock
from test_live import STILL_S, Filmed, Keys, conducted, one_leg, raises

from formcheck.capture.frames import Frame
from formcheck.commands import routine_run
from formcheck.commands.between_sets import BetweenSets
from formcheck.errors import SourceError, StoreError, UsageError
from formcheck.exercises import find
from formcheck.history.balance import balances
from formcheck.history.performance import of_result
from formcheck.live import cameras
from formcheck.live.cards import Notice
from formcheck.live.goal import Goal
from formcheck.live.rest_timer import looking, rest
from formcheck.motion.pose import Pose, Side
from formcheck.routine.model import Routine
from formcheck.routine.plan import plan
from formcheck.routine.read import load, parse
from formcheck.routine.unfinished import DoneSet, Unfinished, UnfinishedFile, fingerprint
from formcheck.source import LandmarkFrame

pytestmark = pytest.mark.clip
NEXT = Notice(next="Calf raise", amount="10 reps", start="Stand tall.", exercise=find("calf-raise"))
TWICE = """title = "Calves"
rest_s = 5

[[step]]
exercise = "calf-raise"
sets = 2
reps = 2
"""
MOVES = """title = "Moves"
rest_s = 5

[[step]]
exercise = "calf-raise"
sets = 2
reps = 2

[[step]]
exercise = "wall-angel"
reps = 2
"""
ROOT = Path(__file__).resolve().parents[1]
TWO = """title = "Two"
rest_s = 0

[[step]]
exercise = "clamshell"
sides = "left"
reps = 2

[[step]]
exercise = "single-leg-rdl"
sides = "right"
reps = 2
"""


def test_the_plan_is_round_by_round_and_side_by_side() -> None:
    r = parse(
        """title = "x"
rounds = 2
rest_s = 20
[[step]]
exercise = "clamshell"
sets = 2
reps = 5
[[step]]
exercise = "calf-raise"
seconds = 30
rest_s = 40
""",
        "x",
    )
    found = plan(r, [])
    one_round = [("clamshell", s) for s in ("left", "right") * 2] + [("calf-raise", None)]
    assert [(p.exercise.name, p.side) for p in found] == one_round * 2
    assert [p.rest_s for p in found] == [20, 20, 20, 20, 40, 20, 20, 20, 20, 0]
    assert found[0].title == "Clamshell, left leg on top" and found[4].amount == "30 seconds"


def test_the_weaker_side_comes_first_and_it_is_said_why() -> None:
    weak = {s: of_result(a_set("single-leg-rdl", sides=(s,), range_=x)) for s, x in (("left", 70), ("right", 40))}  # type: ignore[arg-type]
    r = parse('title = "x"\n[[step]]\nexercise = "single-leg-rdl"\nreps = 3\nsides = "weaker-first"', "x")
    first, second = plan(r, balances([*weak["left"], *weak["right"]]))
    assert (first.side, second.side) == ("right", "left")
    assert "smaller" in first.because and not second.because


def begun(r: Routine, n: int, person: str | None = None, at: datetime | None = None) -> Unfinished:
    sides = [p.side for p in plan(r, [])]
    done = [DoneSet(reps=i) for i in range(n)]
    return Unfinished(routine=fingerprint(r), person=person, at=at or datetime.now(UTC), sides=sides, done=done)


def test_what_is_unfinished_is_kept_for_each_routine_and_person(tmp_path: Path) -> None:
    kept = UnfinishedFile(tmp_path / "data" / "routines.json")
    warm_up, recovery = load("warm-up"), load("recovery")
    kept.keep(begun(warm_up, 1))
    kept.keep(begun(warm_up, 2, "me"))
    kept.keep(begun(recovery, 3))
    kept.keep(begun(warm_up, 4))
    done = [kept.find(r, p) for r, p in ((warm_up, None), (warm_up, "me"), (recovery, None), (recovery, "me"))]
    assert [u and len(u.done) for u in done] == [4, 2, 3, None]
    edited = warm_up.model_copy(update={"rest_s": 1})
    assert kept.find(edited, None) is None
    kept.forget(warm_up, None)
    kept.forget(warm_up, "me")
    assert kept.find(warm_up, None) is None and kept.find(recovery, None)
    kept.forget(recovery, None)
    assert list((tmp_path / "data").iterdir()) == []


def test_a_file_of_unfinished_routines_that_is_broken_is_none(tmp_path: Path) -> None:
    place = tmp_path / "routines.json"
    place.write_text("{", "utf-8")
    assert UnfinishedFile(place).find(load("warm-up"), None) is None
    UnfinishedFile(place).keep(begun(load("warm-up"), 1))
    assert UnfinishedFile(place).find(load("warm-up"), None)
    place.unlink()
    place.mkdir()
    with pytest.raises(StoreError, match=r"routines\.json"):
        UnfinishedFile(place).keep(begun(load("warm-up"), 1))


class Resting:
    """Stands for a window during a rest: keeps the seconds it shows, presses keys at given counts of pictures."""

    def __init__(self, presses: dict[int, str] | None = None) -> None:
        self.left: list[int] = []
        self.told: list[str] = []
        self._presses = presses or {}

    def show_rest(self, rgb: np.ndarray, left: int, notice: Notice) -> str:
        self.left.append(left)
        return self._presses.get(len(self.left), "")

    def keys(self) -> str:
        return ""

    def tell(self, text: str) -> None:
        self.told.append(text)


def pictures(clock: VirtualClock, seconds: float = 99.0) -> Iterator[Frame | None]:
    """Of a camera: every second one is not there yet."""
    for i in range(round(seconds * 20)):
        clock.t += 0.05
        yield None if i % 2 else Frame(clock.t, np.zeros((9, 16, 3), np.uint8))


def rested(
    seconds: float, presses: dict[int, str] | None = None, lasts: float = 99.0
) -> tuple[str, Resting, list[str]]:
    clock, window, said = VirtualClock(), Resting(presses), list[str]()
    how = rest(
        seconds, NEXT, pictures(clock, lasts), clock, window,  # type: ignore[arg-type]
        say=lambda t: said.append(f"{clock.t:.0f} {t}"), mute=lambda: "Sound off",
    )  # fmt: skip
    said.append(f"{clock.t:.0f} end")
    return how, window, said


def test_a_rest_counts_down_and_says_when_it_is_nearly_over() -> None:
    how, window, said = rested(12)
    assert how == "over" and said == ["7 5 seconds", "12 end"]
    assert window.left[0] == 12 and window.left[-1] == 1
    assert window.left == sorted(window.left, reverse=True)
    assert rested(8)[2] == ["8 end"]


@pytest.mark.parametrize(
    ("key", "how", "end"), [(" ", "skipped", "2 end"), ("n", "skipped", "2 end"), ("q", "quit", "2 end")]
)
def test_a_rest_can_be_skipped_and_the_routine_ended(key: str, how: str, end: str) -> None:
    found, _, said = rested(30, {20: key})
    assert (found, said[-1]) == (how, end)


def test_a_rest_can_be_muted_and_its_camera_lost() -> None:
    assert rested(12, {5: "m"})[1].told == ["Sound off"]
    assert rested(12, lasts=3)[0] == "lost"


def test_a_rest_without_a_window_just_passes() -> None:
    clock = VirtualClock()
    assert rest(12, NEXT, pictures(clock), clock, None, say=lambda t: None, mute=lambda: "") == "over"
    assert clock.t == pytest.approx(12, abs=0.1)


def test_a_clip_does_not_run_on_while_one_rests() -> None:
    live, clock = Filmed(raises(1)), VirtualClock()
    next(iter(live))
    before = live.frame
    waiting = looking(live, clock, moves=False)  # type: ignore[arg-type]
    assert [next(waiting) for _ in range(90)] == [before] * 90
    assert clock.t == pytest.approx(3, abs=0.1)


def test_the_side_that_was_not_asked_for_is_not_counted_and_told() -> None:
    still = people.filmed(lambda t: people.figure(free_leg=0), STILL_S, yaw=90, noise=5e-4)
    first = one_leg(2, STILL_S, mirror=False)
    second = one_leg(3, first[-1].t + 1 / 30, mirror=True)
    wrong = conducted("single-leg-rdl", [*still, *first])[0].reps[0].side
    asked = Side(wrong).other
    result, coach, _, keys = conducted("single-leg-rdl", [*still, *first, *second], Goal(reps=2, side=asked))
    assert [r.side for r in result.reps] == [wrong, wrong, asked, asked]
    told = f"That was your {wrong} side. This set is for the {asked} side"
    spoken = [u.text for u in coach.said if u.kind in ("count", "notice")]
    assert spoken == ["3", "2", "1", "Go", "1", told, "2", "1", "2", "All reps done"]
    assert set(keys.counts) == {0, 1, 2}


def test_a_key_goes_on_to_the_next_set() -> None:
    result, _, conductor, _ = conducted("calf-raise", raises(4), Goal(reps=4, within=True), Keys({340: "n"}))
    assert conductor.ended == "next" and 0 < result.summary.reps < 4


class Switched(Filmed):
    """One camera for a whole routine. Time passes with its pictures; Ctrl-C comes at a given one."""

    def __init__(self, poses: list[Pose], studio: Studio) -> None:
        super().__init__(poses)
        self._clock, self._ctrl_c, self._ends, self._lost_after = (
            studio.clock, studio.ctrl_c, studio.ends, studio.lost_after
        )  # fmt: skip
        self._n = 0
        self._seen = super().__iter__()
        self.looked_on = 0

    def begin(self) -> None:
        if self.frame:
            super().begin()

    def __iter__(self) -> Iterator[LandmarkFrame]:
        for seen in self._seen:
            self._n += 1
            self._clock.t += 1 / 30
            if self._n == self._lost_after:
                self.lost = "camera 0 was lost"
                return
            if self._n == self._ctrl_c:
                signal.raise_signal(signal.SIGINT)
                if self._ends:
                    return
            yield seen

    def pictures(self) -> Iterator[Frame | None]:
        for _ in iter(self):
            self.looked_on += 1
            yield self.frame


class Studio:
    """A camera and a window that stand in for the real ones in the whole command."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = VirtualClock()
        self.ctrl_c: int | None = None  # after so many pictures
        self.ends = False  # with it: no picture comes after
        self.lost_after: int | None = None
        self.opened: list[Switched] = []
        self.poses: list[Pose] = []

        @contextmanager
        def source(camera: str, model: str, landmarks: object) -> Iterator[Switched]:
            self.opened.append(Switched(self.poses, self))
            yield self.opened[-1]

        monkeypatch.setattr(cameras, "open_live", source)
        monkeypatch.setattr(routine_run, "RealClock", lambda: self.clock)


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    made = Studio(monkeypatch)
    first = raises(2)
    pause = people.filmed(lambda t: people.figure(), 7, yaw=90, noise=5e-4)
    for poses in (first, pause, raises(2)):
        start = made.poses[-1].t + 1 / 30 if made.poses else 0.0
        made.poses += [Pose(p.t + start, p.xy, p.world) for p in poses]
    return made


@pytest.fixture
def calves(tmp_path: Path) -> Path:
    path = tmp_path / "calves.toml"
    path.write_text(TWICE, "utf-8")
    return path


@pytest.fixture
def run(formcheck: Callable[..., Done], calves: Path, tmp_path: Path) -> Callable[..., Done]:
    def run_it(*options: object) -> Done:
        db = ("--db", tmp_path / "history.db")
        return formcheck("routine", "run", calves, "--no-window", "--mute", *db, *options)

    return run_it


def stored(formcheck: Callable[..., Done], db: Path) -> int:
    return formcheck("history", "--db", db, "--json").out.count('"set": ') if db.exists() else 0


def test_one_camera_serves_the_whole_routine(
    run: Callable[..., Done], formcheck: Callable[..., Done], studio: Studio, tmp_path: Path
) -> None:
    done = run()
    assert done.code == 0
    assert len(studio.opened) == 1
    assert studio.opened[0].looked_on == pytest.approx(5 * 30, abs=3)  # the rest
    assert done.err.count("2 of 2 reps") == 2 and done.out.count("2 of 2") == 2
    said = [line.strip() for line in done.err.splitlines() if line.startswith("  ")]
    assert said[0] == "Calves, 2 sets. First: calf raise, 2 reps."
    assert "Rest, 5 seconds. Next: calf raise, 2 reps." in said
    began = [float(line.split()[0]) for line in said if line.endswith("  Go")]
    assert len(began) == 2 and max(began) < 5  # each set waits for its own stillness, and counts its own seconds
    assert stored(formcheck, tmp_path / "history.db") == 2
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".json") == []


def test_all_sets_go_into_one_file_and_one_page(run: Callable[..., Done], studio: Studio, tmp_path: Path) -> None:
    done = run("--no-store", "--json", "-", "--html", tmp_path / "calves.html", "--person", "Ann")
    assert done.code == 0
    told = json.loads(done.out)
    jsonschema.validate(told, json.loads((ROOT / "docs" / "routine.schema.json").read_text("utf-8")))
    assert (told["title"], told["person"], told["complete"]) == ("Calves", "Ann", True)
    assert [(s["exercise"], s["done"]["reps"], s["result"]["summary"]["reps"]) for s in told["sets"]] == [
        ("calf-raise", 2, 2)
    ] * 2
    page = (tmp_path / "calves.html").read_text("utf-8")
    assert page.count("2 of 2") == 2 and "Ann" in page
    assert run("--json", tmp_path / "none" / "x.json").code == 1


def test_a_routine_broken_off_writes_what_there_is(run: Callable[..., Done], studio: Studio, tmp_path: Path) -> None:
    studio.ctrl_c = 450  # in the rest
    assert run("--no-store", "--json", tmp_path / "x.json").code == 130
    told = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert told["complete"] is False
    assert [s["done"] and s["done"]["reps"] for s in told["sets"]] == [2, None]


def test_the_rest_says_when_and_where_the_camera_has_to_move(studio: Studio) -> None:
    said: list[str] = []
    shown: list[Notice] = []
    clock = studio.clock

    class Window(Resting):
        def show_rest(self, rgb: np.ndarray, left: int, notice: Notice) -> str:
            shown.append(notice)
            return " "

    class Voice:
        between = staticmethod(said.append)
        mute = staticmethod(lambda: "")

    planned = plan(parse(MOVES, "moves"), ())
    assert [p.exercise.name for p in planned] == ["calf-raise", "calf-raise", "wall-angel"]
    for names, moves in ((["0"] * 3, ["", find("wall-angel").camera]), (["0", "0", "1"], ["", ""])):
        opened = cameras.Cameras(names, "full")
        studio.poses = raises(1)
        with opened:
            source = opened.at(0)
            between = BetweenSets(planned, opened, Window(), Voice(), clock)  # type: ignore[arg-type]
            said.clear(), shown.clear()
            for i in (0, 1):
                assert between.rest(i, source, DoneSet(reps=2))  # type: ignore[arg-type]
        assert [n.moves for n in shown] == moves
        assert [t.partition("Move the camera. ")[2] for t in said] == moves


def test_a_corrected_count_is_the_same_on_screen_and_in_the_summary() -> None:
    p = plan(load("warm-up"), ())[0]
    result = a_set(p.step.exercise, reps=2)
    assert DoneSet.of(result, p).reps == 2 and DoneSet.of(result, p).note is None
    corrected = DoneSet.of(result, p, 1)
    assert (corrected.reps, corrected.note) == (3, "corrected by +1")


@pytest.mark.parametrize(("at", "ends"), [(450, False), (450, True), (780, False), (780, True)])
def test_ctrl_c_keeps_the_sets_done_and_the_routine_is_gone_on_with(
    run: Callable[..., Done], studio: Studio, at: int, ends: bool
) -> None:
    studio.ctrl_c, studio.ends = at, ends  # in the rest; in the second set
    broken_off = run("--no-store")
    assert broken_off.code == 130 and "Traceback" not in broken_off.err
    assert "1 of 2 sets done" in broken_off.err and broken_off.err.count("2 of 2 reps") == 1
    assert "2 of 2" in broken_off.out
    assert ("set 2 of 2, Calf raise: stopped early" in broken_off.err) is (at == 780)
    studio.ctrl_c = None
    rest_of_it = run("--no-store")
    assert rest_of_it.code == 0
    assert "you did 1 of 2 sets just now; continuing with the next" in rest_of_it.err
    assert rest_of_it.err.count("formcheck: set ") == 1 and "set 2 of 2" in rest_of_it.err
    assert rest_of_it.out.count("2 of 2") == 2  # both sets are told
    assert "continuing" not in run("--no-store").err


def test_what_was_begun_long_ago_starts_over_unless_asked(
    run: Callable[..., Done], studio: Studio, calves: Path
) -> None:
    r = load(str(calves))
    kept = UnfinishedFile(calves.with_name("routines.json"))
    kept.keep(begun(r, 1, at=datetime.now(UTC) - timedelta(hours=3)))
    over = run("--no-store")
    assert "3 hours ago; starting over (--resume continues)" in over.err and "set 1 of 2" in over.err
    kept.keep(begun(r, 1, at=datetime.now(UTC) - timedelta(hours=3)))
    assert "set 1 of 2" not in run("--no-store", "--resume").err
    kept.keep(begun(r, 1))
    assert "set 1 of 2" in run("--no-store", "--restart").err
    assert "starting with the first set" in run("--no-store", "--resume").err


def test_a_camera_that_is_lost_ends_the_routine_and_the_next_run_goes_on(
    run: Callable[..., Done], studio: Studio
) -> None:
    studio.lost_after = 450  # in the rest
    done = run("--no-store")
    assert done.code == 1 and "camera 0 was lost" in done.err and "Traceback" not in done.err
    studio.lost_after = None
    assert "continuing" in run("--no-store").err


def test_clips_stand_for_one_set_each(tmp_path: Path) -> None:
    for name in ("b.mp4", "a.mp4", "notes.txt", "c.npz"):
        (tmp_path / name).touch()
    inside = [str(tmp_path / n) for n in ("a.mp4", "b.mp4")]
    assert cameras.in_turn([str(tmp_path)], 2) == inside
    assert cameras.in_turn(["0", "rtsp://box/1"], 3) == ["0", "rtsp://box/1", "0"]
    with pytest.raises(UsageError, match="got 2 clips for 3 sets"):
        cameras.in_turn(inside, 3)
    with pytest.raises(SourceError, match="does not exist"):
        cameras.in_turn(["none.mp4"], 1)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="contains no clips"):
        cameras.in_turn([str(tmp_path / "empty")], 1)


@pytest.fixture(scope="session")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two quick repetitions of two exercises."""
    folder = tmp_path_factory.mktemp("filmed")
    for i, name in enumerate(("clamshell-front-raised-fast", "single-leg-rdl-side-fast")):
        clips.write(folder / f"{i}.mp4", clips.shots_of(clips.sample(name), end_s=5.2))
    return folder


def test_a_whole_routine_on_clips_without_a_window(
    formcheck: Callable[..., Done], filmed: Path, tmp_path: Path
) -> None:
    two = tmp_path / "two.toml"
    two.write_text(TWO, "utf-8")
    db = tmp_path / "history.db"
    done = formcheck("routine", "run", two, "--camera", filmed, "--no-window", "--mute", "--db", db, "--store")
    assert done.code == 0
    # played in real time: on a busy machine frames are dropped, and a repetition with them
    assert re.search(r"Clamshell, left leg on top: [12] of 2 reps", done.err)
    assert re.search(r"deadlift, on the right leg: [12] of 2 reps", done.err)
    assert "That was the last set" in done.err
    assert stored(formcheck, db) == 2


def test_a_routine_that_was_killed_in_its_third_set_goes_on_with_it(
    start: Callable[..., subprocess.Popen[str]], formcheck: Callable[..., Done], filmed: Path, tmp_path: Path
) -> None:
    three, (first, second) = tmp_path / "three.toml", sorted(filmed.iterdir())
    three.write_text(TWO + TWO.partition("\n\n")[2].partition("\n\n")[0].replace("reps", "sets = 1\nreps"), "utf-8")
    # the first again in smaller pictures, read a little otherwise: the very same set would be kept once
    shots = clips.shots_of(clips.sample("clamshell-front-raised-fast"), end_s=5.2)
    third = clips.write(tmp_path / "third.mp4", clips.half_size(shots))
    db = ("--db", tmp_path / "history.db")
    options = ("--camera", first, "--camera", second, "--camera", third, "--no-window", "--mute", "--store", *db)
    with start("routine", "run", three, *options) as routine:
        assert routine.stderr
        while "set 2 of 3" not in routine.stderr.readline():
            assert routine.poll() is None
        time.sleep(1)
        routine.kill()
    done = formcheck("routine", "run", three, *options)
    assert done.code == 0
    assert "you did 2 of 3 sets just now; continuing with the next" in done.err
    rows = [line for line in done.out.splitlines() if "2 of 2" in line and "(2 of 2" not in line]
    assert done.err.count("formcheck: set ") == 1 and len(rows) == 3
    assert stored(formcheck, tmp_path / "history.db") == 3


@pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool")
def test_a_whole_routine_in_a_window(start: Callable[..., subprocess.Popen[str]], filmed: Path, tmp_path: Path) -> None:
    two = tmp_path / "two.toml"
    two.write_text(TWO.replace("reps = 2", "reps = 1").replace("rest_s = 0", "rest_s = 60"), "utf-8")
    read, write = os.pipe()
    with subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24"], pass_fds=[write]) as xvfb:
        os.close(write)
        with os.fdopen(read) as said:
            display = {"DISPLAY": f":{said.readline().strip()}"}
        try:
            options = ("--camera", filmed, "--mute", "--db", tmp_path / "history.db")
            with start("routine", "run", two, *options, env=display) as routine:
                assert routine.stderr and routine.stdout
                for what, key in (("set 1 of 2", "space"), ("set 2 of 2", "q")):  # ends the rest; closes the card
                    while what not in routine.stderr.readline():
                        assert routine.poll() is None
                    _press(key, display)
                out, err = routine.communicate(timeout=LONGEST_S)
            assert routine.returncode == 0, err
            assert out.count("1 of 1") == 2
        finally:
            xvfb.terminate()


def _press(key: str, display: dict[str, str]) -> None:
    """xdotool fails if the key closes the window before it is let go."""
    subprocess.run(
        ["xdotool", "search", "--name", "formcheck", "windowfocus", "key", key],
        env={**os.environ, **display},
        check=False,
    )
