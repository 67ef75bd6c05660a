"""Getting ready for a live set: the countdown, words that do not flicker, slow machines, cameras by name."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import people
import pytest

from formcheck.capture.camera_names import NamedCamera, cameras, number_of
from formcheck.errors import SourceError
from formcheck.exercises import find
from formcheck.live import cameras as live_cameras
from formcheck.live.frame_rate import FrameRate
from formcheck.live.readiness import COUNTDOWN_S, Preparation
from formcheck.live.setup_check import SetupState
from formcheck.motion.pose import Pose
from formcheck.motion.settings import Settings

pytestmark = pytest.mark.clip
STANDING = people.filmed(lambda t: people.figure(), 8, yaw=90, noise=5e-4)


def looked(poses: list[Pose], lights: list[float] | None = None) -> tuple[list[SetupState], list[str]]:
    """What the set-up check shows for every pose, and what it counts aloud."""
    said: list[str] = []
    preparation = Preparation(
        exercise=find("calf-raise"), aspect=16 / 9, settings=Settings(), side=None, model="full",
        say=lambda t, text: said.append(text), count=lambda t, n: said.append(f"{n}"),
    )  # fmt: skip
    shown = [preparation.look(p, light, 0) for p, light in zip(poses, lights or [120.0] * len(poses), strict=True)]
    return shown, said


def test_who_holds_still_hears_three_two_one_and_the_set_starts() -> None:
    shown, said = looked(STANDING)
    assert said == ["3", "2", "1"]
    counts = [s.count for s in shown]
    still, starts = counts.index(3), counts.index(0)
    assert STANDING[starts].t - STANDING[still].t == pytest.approx(COUNTDOWN_S, abs=0.1)
    assert not any(s.begins for s in shown[:starts]) and shown[starts].begins


def test_who_leaves_during_the_countdown_stops_it() -> None:
    gone = [Pose.unseen(p.t) if p.t > 3 else p for p in STANDING]
    shown, said = looked(gone)
    assert said == ["3", "2"]
    assert shown[-1].count is None and shown[-1].fix is not None and shown[-1].fix.id == "nobody"


def test_a_problem_that_comes_and_goes_does_not_flicker() -> None:
    restless = [replace(p, xy=p.xy + 0.3 * np.sin(5 * p.t)) for p in STANDING]  # never still
    lights = [120.0 if i // 3 % 2 else 20.0 for i in range(len(restless))]  # dark for a tenth of a second at a time
    shown = looked(restless, lights)[0]
    ids = [s.fix.id if s.fix else "" for s in shown[60:]]  # the window of the first second is full
    changes = sum(a != b for a, b in pairwise(ids))
    assert changes <= 3


@pytest.mark.parametrize(
    ("fps", "dropped", "model", "says"),
    [
        (30, 0, "full", None),
        (13, 20, "full", None),
        (8, 20, "full", "too slow: try --model lite"),
        (8, 20, "lite", "close other programs"),
        (8, 0, "full", "camera sends only 8 pictures"),
    ],
)
def test_a_slow_computer_is_told_from_a_slow_camera(fps: int, dropped: int, model: str, says: str | None) -> None:
    rate = FrameRate(model)
    for i in range(10 * fps):
        rate.push(i / fps, round(dropped * i / fps))
    assert rate.per_second == pytest.approx(fps, rel=0.05)
    assert (rate.problem is None) if says is None else (rate.problem and says in rate.problem.say)


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """As Linux shows two cameras, each with a node that sends no pictures."""
    nodes = {0: ("Integrated Camera: Integrated C", "0"), 1: ("Integrated Camera: Integrated C", "1"),
             2: ("HD Pro Webcam C920", "0"), 3: ("HD Pro Webcam C920", "1"), 10: ("Integrated IR", "0")}  # fmt: skip
    for number, (name, index) in nodes.items():
        node = tmp_path / f"video{number}"
        node.mkdir()
        (node / "name").write_text(f"{name}\n")
        (node / "index").write_text(f"{index}\n")
    return tmp_path


@pytest.mark.parametrize("module", ["capture.container", "live.window", "commands.live", "commands.routine_run"])
def test_opencv_is_loaded_before_pyav(module: str) -> None:
    """The other way round its windows hang for ever."""
    code = f"import sys, formcheck.{module}; print(*(m for m in sys.modules if m in ('cv2', 'av')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() in (["cv2", "av"], ["cv2"], [])


def test_cameras_are_listed_and_found_by_name(system: Path) -> None:
    there = cameras(system)
    assert there == [
        NamedCamera(0, "Integrated Camera"), NamedCamera(2, "HD Pro Webcam C920"), NamedCamera(10, "Integrated IR")
    ]  # fmt: skip
    assert number_of("c920", system) == 2
    assert number_of("integrated camera", system) == 0
    with pytest.raises(SourceError, match="several cameras: 0 Integrated Camera, 10 Integrated IR"):
        number_of("integrated", system)
    with pytest.raises(SourceError, match="name of no camera"):
        number_of("Logitech", system)


def test_the_next_camera_follows_in_turn(monkeypatch: pytest.MonkeyPatch, system: Path) -> None:
    monkeypatch.setattr(live_cameras, "cameras", lambda: cameras(system))
    monkeypatch.setattr(live_cameras, "number_of", lambda name: number_of(name, system))
    assert [live_cameras.after(c) for c in ("0", "2", "10", "rtsp://host/x")] == ["2", "10", "0", "0"]
    given = ("C920", "/dev/video7", "3", "rtsp://host/x")
    assert [live_cameras.resolved(c) for c in given] == ["2", "7", "3", "rtsp://host/x"]
    with pytest.raises(SourceError, match=r"no\.mp4 does not exist"):
        live_cameras.resolved("no.mp4")
    assert live_cameras.in_turn(["C920"], 2) == ["2", "2"]
