"""The bundled routines, each run to its end with landmarks of samples or made people instead of a camera, and
simulated time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import clips
import numpy as np
import people
import people_at_home as at_home
import pytest
from conftest import Done, Judged
from test_camera import VirtualClock
from test_live import ASPECT, Filmed

from formcheck.capture.recording import Recording
from formcheck.commands import routine_run
from formcheck.exercises import EXERCISES
from formcheck.live import cameras
from formcheck.motion.pose import Pose
from formcheck.routine.plan import PlannedSet, plan
from formcheck.routine.read import BUILTIN, load
from formcheck.source import LandmarkFrame, to_pose
from formcheck.wording import NOUNS, plural

pytestmark = pytest.mark.clip
SAMPLES = {
    "wall-angel": ("wall-angel-front", None),
    "clamshell": ("clamshell-front", "left"),
    "calf-raise": ("calf-raise-side", None),
}  # and the side that works


def chest(t: float) -> float:
    """It sinks and rises every three seconds."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * t / 3)


MADE: dict[str, tuple[Callable[[float], np.ndarray], float, str | None]] = {
    "glute-bridge": (lambda x: people.supine(lift=x), 0, None),
    "side-leg-raise": (at_home.raising_a_leg, 0, "left"),
    "external-rotation": (at_home.turning_out, 0, None),
    "hip-mobility": (at_home.swinging, 90, "right"),
    "bird-dog": (at_home.reaching, 0, "left"),
    "scapular-push-up": (at_home.on_straight_arms, 0, None),
    "doorway-stretch": (at_home.in_a_doorway, 0, None),
}  # a figure at a share of its movement, the camera's yaw, and the side that works


def made(name: str) -> tuple[list[Pose], str | None]:
    """Some of it, and the side that works."""
    if name == "lateral-walk":
        return people.filmed(people.walking_sideways(9), 14, noise=3e-4), "left"
    shape, yaw, side = MADE[name]
    share = chest if EXERCISES[name].kind == "holds" else people.movement(3, hold=1.5)
    return people.filmed(lambda t: shape(share(t)), 15.9, yaw=yaw, noise=3e-4), side


GO_ON_S = 40.0  # of somebody who does more than is asked for


class Again(Filmed):
    """The same movement over and over, while the clock goes on with it."""

    def __init__(self, poses: list[Pose], seconds: float, clock: VirtualClock) -> None:
        lasts = poses[-1].t + 1 / 30
        times = range(int((seconds + GO_ON_S) / lasts) + 1)
        super().__init__([Pose(p.t + i * lasts, p.xy, p.world) for i in times for p in poses])
        self._clock = clock

    def begin(self) -> None:
        """A clip begins with the set."""

    def __iter__(self) -> Iterator[LandmarkFrame]:
        last = 0.0
        for seen in super().__iter__():
            self._clock.t += seen.t - last
            last = seen.t
            yield seen


def done_of(p: PlannedSet) -> str:
    """What the line after the set says, as a pattern."""
    if p.step.reps is None:
        return rf"{(p.step.seconds or 0) // 10}\d\.\d s of {p.step.seconds} s held"
    return f"{p.step.reps} of {plural(p.step.reps, NOUNS[p.exercise.kind])}"


@pytest.mark.parametrize("name", BUILTIN)
def test_it_is_what_the_guide_says(name: str) -> None:
    """Each exercise is named in the guide's sentence, or is one for the joints that it names."""
    routine = load(name)
    joints = {"hips": ("hip-mobility", "glute-bridge"), "shoulders": ("wall-angel", "doorway-stretch"),
              "spine": ("bird-dog",), "lateral band walks": ("lateral-walk",), "leg lifts": ("side-leg-raise",),
              "squats": ("calf-raise",)}  # fmt: skip
    for step in routine.step:
        words = [step.exercise.replace("-", " ").replace("push up", "push-up")]
        words += [joint for joint, exercises in joints.items() if step.exercise in exercises]
        assert any(w in routine.guide.lower() for w in words), step.exercise


@pytest.mark.parametrize("name", BUILTIN)
def test_it_is_done_to_its_end(
    name: str,
    formcheck: Callable[..., Done],
    judged: Callable[..., Judged],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    clock, opened, routine = VirtualClock(), list[Again](), load(name)
    sets = plan(routine, [])

    def poses(p: PlannedSet) -> list[Pose]:
        if p.exercise.name in SAMPLES:
            clip, side = SAMPLES[p.exercise.name]
            recording = Recording(judged(clips.sample(clip), p.exercise.name).recording)
            found = [to_pose(s, recording.info.width / recording.info.height) for s in recording]
        else:
            found, side = made(p.exercise.name)
        return [people.mirrored(x, ASPECT) for x in found] if side != p.side else found

    shown = [Again(poses(p), p.step.set_s, clock) for p in sets]

    @contextmanager
    def source(camera: str, model: str, landmarks: object) -> Iterator[Again]:
        opened.append(shown[len(opened)])
        yield opened[-1]

    monkeypatch.setattr(cameras, "open_live", source)
    monkeypatch.setattr(routine_run, "RealClock", lambda: clock)
    db = tmp_path / "history.db"
    usual = SAMPLES["calf-raise"]
    names = [x for p in sets for x in ("--camera", clips.sample(SAMPLES.get(p.exercise.name, usual)[0]))]
    done = formcheck("routine", "run", name, "--no-window", "--mute", "--db", db, "--store", *names)

    assert done.code == 0, done.err
    assert len(opened) == len(sets)
    told = [line for line in done.err.splitlines() if line.startswith("formcheck: set ")]
    wanted = [re.escape(f"set {i} of {len(sets)}, {p.title}: ") + done_of(p) for i, p in enumerate(sets, 1)]
    assert [bool(re.search(w, line)) for w, line in zip(wanted, told, strict=True)] == [True] * len(sets), told
    assert done.err.rstrip().endswith("That was the last set. Well done.")
    rests = sum(p.rest_s for p in sets)
    assert rests < clock.t < routine.seconds * 1.6
    assert done.err.count("Next:") == len(sets) - 1 == done.err.count("Rest, ")
    history = json.loads(formcheck("history", "--db", db, "--json").out)
    assert {b["exercise"] for b in history["balance"]} == {p.exercise.name for p in sets if p.side}
    assert not list(tmp_path.glob("routines*")), "nothing is left to go on with"
