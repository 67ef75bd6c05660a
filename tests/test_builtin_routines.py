"""The bundled routines, each run to its end with landmarks of samples instead of a camera, and simulated time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import clips
import people
import pytest
from conftest import Done, Judged
from test_camera import VirtualClock
from test_live import ASPECT, Filmed

from formcheck.capture.recording import Recording
from formcheck.commands import routine_run
from formcheck.live import cameras
from formcheck.motion.pose import Pose
from formcheck.routine.plan import PlannedSet, plan
from formcheck.routine.read import BUILTIN, load
from formcheck.source import LandmarkFrame, to_pose

pytestmark = pytest.mark.clip
SAMPLES = {
    "wall-angel": ("wall-angel-front", None),
    "prone-y-raise": ("prone-y-raise-side", None),
    "clamshell": ("clamshell-front", "left"),
    "single-leg-rdl": ("single-leg-rdl-side", "right"),
    "calf-raise": ("calf-raise-side", None),
}  # and the side that works
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
        clip, side = SAMPLES[p.exercise.name]
        recording = Recording(judged(clips.sample(clip), p.exercise.name).recording)
        found = [to_pose(s, recording.info.width / recording.info.height) for s in recording]
        return [people.mirrored(x, ASPECT) for x in found] if side != p.side else found

    shown = [Again(poses(p), p.step.set_s, clock) for p in sets]

    @contextmanager
    def source(camera: str, model: str) -> Iterator[Again]:
        opened.append(shown[len(opened)])
        yield opened[-1]

    monkeypatch.setattr(cameras, "open_live", source)
    monkeypatch.setattr(routine_run, "RealClock", lambda: clock)
    db = tmp_path / "history.db"
    names = [x for p in sets for x in ("--camera", clips.sample(SAMPLES[p.exercise.name][0]))]
    done = formcheck("routine", "run", name, "--no-window", "--mute", "--db", db, "--store", *names)

    assert done.code == 0, done.err
    assert len(opened) == len(sets)
    told = [line for line in done.err.splitlines() if line.startswith("formcheck: set ")]
    wanted = [f"set {i} of {len(sets)}, {p.title}: {p.step.reps} of {p.step.reps} reps" for i, p in enumerate(sets, 1)]
    assert [w in line for w, line in zip(wanted, told, strict=True)] == [True] * len(sets), told
    assert done.err.rstrip().endswith("That was the last set. Well done.")
    rests = sum(p.rest_s for p in sets)
    assert rests < clock.t < routine.seconds * 1.6
    assert done.err.count("Next:") == len(sets) - 1 == done.err.count("Rest, ")
    history = json.loads(formcheck("history", "--db", db, "--json").out)
    assert {b["exercise"] for b in history["balance"]} == {p.exercise.name for p in sets if p.side}
    assert not list(tmp_path.glob("routines*")), "nothing is left to go on with"
