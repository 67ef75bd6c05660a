"""The live command: same numbers as for a file, start and end of a set, keys, voice, recording."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import clips
import numpy as np
import people
import pytest
from conftest import LONGEST_S, Done, Judged
from test_camera import VirtualClock

from formcheck.capture import pose_models
from formcheck.capture.camera import PlayedFile
from formcheck.capture.frame_feed import LiveSource
from formcheck.capture.frames import Frame, Frames
from formcheck.errors import NobodySeen
from formcheck.exercises import find
from formcheck.live import goal
from formcheck.live.coach import Coach, Utterance
from formcheck.live.goal import GIVEN_UP, HELD, Goal
from formcheck.live.live_overlay import LiveOverlay
from formcheck.live.readiness import COUNTDOWN_S
from formcheck.live.session import LiveSession
from formcheck.live.setup_check import HOLD_STILL, SetupState
from formcheck.live.voice import Voice
from formcheck.motion.pose import Pose, Side
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise
from formcheck.output.drawing.scene import Scene
from formcheck.pipeline import judge
from formcheck.result import Result
from formcheck.source import NOTHING_NOTED, LandmarkFrame, ModelName, ReadingNotes, SourceInfo

pytestmark = pytest.mark.clip
ASPECT = 16 / 9
FOR_EVER = Goal()
STILL_S = 2.5 + COUNTDOWN_S  # enough for the set to start
SPEAKS = """
import sys, time
print("ready", flush=True)
for line in sys.stdin:
    time.sleep({s})
    with open({p!r}, "a") as f:
        f.write(line)
    print(".", flush=True)
"""


class Slow:
    """A watcher that takes its time."""

    def __init__(self, clock: VirtualClock, seconds: float) -> None:
        self._clock, self._seconds = clock, seconds

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        self._clock.t += self._seconds


def played(clip: Path, exercise: Exercise, frame_takes_s: float) -> tuple[Result, int]:
    clock, info = VirtualClock(), pose_models.describe(pose_models.find("full"))
    live = LiveSource(PlayedFile(Frames(clip), clock), str(clip), info.path, ModelName(info.variant, info.sha256))
    coach = Coach(exercise, exercise.tempo)
    conductor = LiveSession(
        live=live,
        exercise=exercise,
        settings=Settings(),
        goal=Goal(),
        coach=coach,
        now=LiveOverlay(exercise, exercise.tempo),
        screen=None,
        waits=False,
    )
    try:
        result = judge(conductor, exercise, watchers=[coach, Slow(clock, frame_takes_s), conductor])
        return result, live.dropped
    finally:
        live.close()


def test_a_file_played_live_is_judged_as_it_is_analysed(judged: Callable[..., Judged]) -> None:
    clip = clips.sample("calf-raise-side-knee-bend")
    result, dropped = played(clip, find("calf-raise"), 0.0)
    assert dropped == 0
    as_file = judged(clip, "calf-raise").result
    as_live = json.loads(result.model_dump_json(by_alias=True))
    as_live["source"]["kind"] = "video"
    assert as_live == as_file


def test_what_a_slow_computer_dropped_is_told_as_that() -> None:
    clip = clips.sample("single-leg-rdl-side-fast")
    result, dropped = played(clip, find("single-leg-rdl"), 4 / 30 + 1e-4)
    told = {f.id: f.text for f in result.findings}
    assert f"managed 8 pictures a second and dropped {dropped}" in told["slow-computer"]
    assert "--model lite" in told["slow-computer"]


def test_half_the_frames_give_the_same_count(judged: Callable[..., Judged]) -> None:
    clip = clips.sample("single-leg-rdl-side-fast")
    as_file = judged(clip, "single-leg-rdl").result
    result, dropped = played(clip, find("single-leg-rdl"), 2 / 30 + 1e-4)
    assert dropped == pytest.approx(as_file["source"]["frames"] / 2, abs=2)
    assert result.summary.reps == as_file["summary"]["reps"]


class Filmed:
    """Stands for a camera and the pose model at once: poses that were made up, and grey pictures."""

    def __init__(self, poses: list[Pose]) -> None:
        self.info = SourceInfo(path=Path("camera"), kind="camera", width=1600, height=900, model=ModelName("full", "0"))
        self.frame: Frame | None = None
        self.lost: str | None = None
        self.dropped = 0
        self._zero = 0.0
        self._poses = iter(poses)
        self._stopped = False

    def begin(self) -> None:
        assert self.frame
        self._zero += self.frame.t

    def notes(self) -> ReadingNotes:
        return NOTHING_NOTED

    def stop(self) -> None:
        self._stopped = True

    def __iter__(self) -> Iterator[LandmarkFrame]:
        for p in self._poses:
            if self._stopped:
                return
            self.frame = Frame(p.t - self._zero, np.full((90, 160, 3), 120, np.uint8))
            image = np.stack([p.xy.real / ASPECT, 1 - p.xy.imag, np.zeros(33)], axis=1).astype(np.float32)
            world = (p.world * [1, -1, -1]).astype(np.float32)
            yield LandmarkFrame(self.frame.t, image, world, np.ones(33, np.float32))


class Keys:
    """A fake window: records what it shows, and presses keys at given pictures."""

    def __init__(self, presses: dict[int, str] | None = None) -> None:
        self.shown: list[tuple[str, object]] = []
        self.told: list[str] = []
        self._presses = presses or {}

    def _next(self, what: str, of: object) -> str:
        self.shown.append((what, of))
        return self._presses.get(len(self.shown), "")

    def show(self, rgb: np.ndarray, scene: Scene) -> str:
        return self._next("scene", scene)

    def show_setup(
        self,
        rgb: np.ndarray,
        exercise: Exercise,
        ready: SetupState,
        trouble: str | None = None,
        side: Side | None = None,
    ) -> str:
        return self._next("setup", ready)

    def show_note(self, rgb: np.ndarray, text: str) -> str:
        return self._next("note", text)

    def tell(self, text: str) -> None:
        self.told.append(text)

    @property
    def counts(self) -> list[int]:
        return [of.reps for what, of in self.shown if what == "scene" and isinstance(of, Scene)]


def conducted(
    exercise: str, poses: list[Pose], goal: Goal = FOR_EVER, keys: Keys | None = None, side: Side | None = None
) -> tuple[Result, Coach, LiveSession, Keys]:
    e, keys = find(exercise), keys or Keys()
    coach = Coach(e, e.tempo)
    settings = Settings(side=side)
    conductor = LiveSession(
        live=Filmed(poses), exercise=e, settings=settings, goal=goal, coach=coach,  # type: ignore[arg-type]
        now=LiveOverlay(e, e.tempo), screen=keys, waits=True,  # type: ignore[arg-type]
    )  # fmt: skip
    return judge(conductor, e, settings, watchers=[coach, conductor]), coach, conductor, keys


def raises(n: int, *, still: float = STILL_S) -> list[Pose]:
    """Standing still, then calf raises, seen from the side."""
    at = people.movement(n, up=1.5, hold=0.8, down=1.5)
    return people.filmed(lambda t: people.figure(rise=0.1 * at(t - still)), still + 4.6 * n + 1.5, yaw=90, noise=5e-4)


def notices(coach: Coach) -> list[str]:
    return [u.text for u in coach.said if u.kind == "notice"]


def planks(*spans: tuple[float, float], until_s: float) -> list[Pose]:
    """On all fours, and in a plank from when to when."""

    def at(t: float) -> np.ndarray:
        return people.front_support(knees_up=max(float(np.clip(min(t - a, b - t) / 0.5, 0, 1)) for a, b in spans))

    return people.filmed(at, until_s, fps=15, noise=3e-4)


@pytest.mark.parametrize(
    ("spans", "last", "held"),
    [
        (((8.0, 12.0), (15.0, 30.0)), HELD, 5.5),  # with a pause
        (((8.0, 12.0),), GIVEN_UP["held"], 3.0),
    ],
)
def test_a_set_of_a_hold_ends_after_so_many_seconds_held(
    spans: tuple[tuple[float, float], ...], last: str, held: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(goal, "GIVEN_UP_S", 5.0)
    result, coach, _, keys = conducted("plank", planks(*spans, until_s=22.0), Goal(seconds=5))
    assert notices(coach)[-1] == last
    assert result.summary.held_s == pytest.approx(held, abs=1.0)
    assert max(of.reps for what, of in keys.shown if what == "scene" and isinstance(of, Scene)) in (2, 3, 6)
    assert {of.goal for what, of in keys.shown if what == "scene" and isinstance(of, Scene)} == {5}


def test_the_set_begins_by_itself_and_its_times_count_from_there() -> None:
    result, coach, _, keys = conducted("calf-raise", raises(2))
    assert result.summary.reps == 2
    assert result.reps[0].start_s < 2.0  # 6.3 s after the camera was switched on
    assert notices(coach)[0] == "Go"
    first = [what for what, _ in keys.shown]
    assert first[0] == "setup" and first[-1] == "scene"


def test_the_set_ends_with_the_last_repetition_asked_for() -> None:
    result, coach, _, _ = conducted("calf-raise", raises(5), Goal(reps=3))
    assert result.complete and result.summary.reps == 3
    assert notices(coach)[-1] == "All reps done"


def test_the_set_ends_after_the_seconds_asked_for() -> None:
    result, _, _, _ = conducted("calf-raise", raises(5), Goal(seconds=6))
    assert result.source.duration_s == pytest.approx(6, abs=0.1)


def test_the_set_ends_when_the_person_leaves() -> None:
    poses = raises(2)
    end = poses[-1].t
    poses += [Pose.unseen(end + i / 30) for i in range(1, 30 * 30)]
    result, coach, _, _ = conducted("calf-raise", poses)
    assert result.summary.reps == 2
    assert result.source.duration_s < end + 10
    assert "You left" in notices(coach)[-1]


def one_leg(n: int, start: float, *, mirror: bool) -> list[Pose]:
    at = people.movement(n, up=2, hold=1, down=2)
    poses = people.filmed(lambda t: people.figure(hinge=75 * at(t), free_leg=75 * at(t)), 5.8 * n + 1, yaw=90)
    poses = [people.mirrored(p, ASPECT) for p in poses] if mirror else poses
    return [Pose(p.t + start, p.xy, p.world) for p in poses]


def test_one_side_after_the_other() -> None:
    still = people.filmed(lambda t: people.figure(free_leg=0), STILL_S, yaw=90, noise=5e-4)
    first = one_leg(2, STILL_S, mirror=False)
    second = one_leg(3, first[-1].t + 1 / 30, mirror=True)
    result, coach, _, keys = conducted("single-leg-rdl", still + first + second, Goal(reps=2))
    assert [r.side for r in result.reps] == [result.reps[0].side] * 2 + [result.reps[2].side] * 2
    assert result.reps[0].side != result.reps[2].side
    assert notices(coach)[1:] == ["Now the other side", "All reps done"]
    assert 0 in keys.counts[keys.counts.index(2) :]  # it counts anew


def test_sides_that_alternate_are_not_sent_to_the_other_side() -> None:
    poses = people.filmed(lambda t: people.figure(free_leg=0), STILL_S, yaw=90, noise=5e-4)
    for i in range(4):
        poses += one_leg(1, poses[-1].t + 1 / 30, mirror=bool(i % 2))
    result, coach, _, _ = conducted("single-leg-rdl", poses, Goal(reps=2))
    assert len({r.side for r in result.reps[:2]}) == 2
    assert len(result.reps) == 4
    assert notices(coach)[1:] == ["All reps done"]


def test_keys_pause_correct_and_end() -> None:
    start = 190  # pictures: the set has begun
    keys = Keys({start: " ", start + 30: " ", start + 40: "+", start + 41: "+", start + 42: "-", start + 60: "q"})
    result, _, conductor, keys = conducted("calf-raise", raises(4), keys=keys)
    assert [of for what, of in keys.shown if what == "note"] == ["Paused · space to continue"] * 30
    assert conductor.corrected == 1
    assert keys.told == [f"Count corrected to {n}" for n in (1, 2, 1)]
    assert keys.counts[-1] == 1 + result.summary.reps
    assert len(keys.shown) == start + 60


def test_starting_over_is_not_the_end() -> None:
    _, _, conductor, _ = conducted("calf-raise", raises(3), keys=Keys({240: "r"}))
    assert conductor.start_over


def test_another_camera_is_asked_for_before_the_set_only() -> None:
    keys = Keys({20: "c"})
    with pytest.raises(NobodySeen):  # nothing was judged
        conducted("calf-raise", raises(1), keys=keys)
    assert len(keys.shown) == 20
    _, _, conductor, keys = conducted("calf-raise", raises(1), keys=Keys({240: "c"}))
    assert conductor.ended is None and len(keys.shown) > 240


def test_who_never_holds_still_is_told_to_and_counted_from_the_third_repetition() -> None:
    at = people.movement(5, up=1.5, hold=0.2, down=1.5, rest=0.3)
    poses = people.filmed(lambda t: people.figure(rise=0.1 * at(t)), 18.3, yaw=90, noise=5e-4)
    result, coach, _, _ = conducted("calf-raise", poses)
    assert notices(coach)[:2] == [HOLD_STILL, "Go"]
    assert result.summary.reps == 3


def test_the_far_end_of_a_deadlift_does_not_hide_that_it_is_under_way() -> None:
    at = people.movement(5, up=1.5, hold=0.2, down=1.5, rest=0.3)
    poses = people.filmed(lambda t: people.figure(hinge=75 * at(t), free_leg=8 + 62 * at(t)), 18.3, yaw=90)
    result, _, _, _ = conducted("single-leg-rdl", poses)
    assert result.summary.reps == 3


def test_a_key_begins_a_set_that_is_not_set_up_right() -> None:
    dark_and_moving = people.filmed(lambda t: people.figure(rise=0.1 * np.sin(t * 3) ** 2), 6, yaw=90)
    _, _, _, keys = conducted("calf-raise", dark_and_moving, keys=Keys({20: " "}))
    assert [what for what, _ in keys.shown[:21]] == ["setup"] * 20 + ["scene"]


def test_the_voice_drops_counts_that_are_late_and_keeps_cues(tmp_path: Path) -> None:
    heard = tmp_path / "heard.txt"
    voice = Voice(speaker=(sys.executable, "-c", SPEAKS.format(s=0.3, p=str(heard))))
    began = time.monotonic()
    for i, text in enumerate(("1", "2", "Lower slowly", "3", "4")):
        voice.say(Utterance(float(i), "cue" if i == 2 else "count", text))
    assert time.monotonic() - began < 0.25  # nobody waited for a word to end
    voice.close()
    words = heard.read_text().split("\n")[:-1]
    assert "Lower slowly" in words and words[-1] == "4" and "3" not in words


@pytest.mark.parametrize("speaker", ["import sys; sys.exit(1)", "print('no voice')", "print('ready')"])
def test_without_a_voice_it_goes_on_and_says_so_once(speaker: str) -> None:
    told: list[str] = []
    voice = Voice(told.append, (sys.executable, "-c", speaker))
    for i in range(3):
        voice.say(Utterance(float(i), "cue", "Lower slowly"))
    voice.close()
    assert len(told) == 1 and "voice" in told[0]


def test_muted_it_says_nothing(tmp_path: Path) -> None:
    heard = tmp_path / "heard.txt"
    voice = Voice(speaker=(sys.executable, "-c", SPEAKS.format(s=0, p=str(heard))))
    voice.muted = True
    voice.say(Utterance(0.0, "count", "1"))
    voice.close()
    assert not heard.exists()


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two quick repetitions in a clip of five seconds."""
    path = tmp_path_factory.mktemp("short") / "short.mp4"
    clips.write(path, clips.shots_of(clips.sample("single-leg-rdl-side-fast"), end_s=5.0))
    return path


def test_without_a_window_the_result_goes_where_it_should(
    formcheck: Callable[..., Done], short: Path, tmp_path: Path
) -> None:
    place = tmp_path / "set.mp4"
    done = formcheck(
        "live", "--camera", short, "-e", "single-leg-rdl", "--no-window", "--mute", "--json", "-", "--record", place
    )
    assert done.code == 0
    assert done.result["summary"]["reps"] == 2
    assert "  1\n" in done.err and "  2\n" in done.err  # what it would have said
    with av.open(str(place)) as video:
        times = [f.time for f in video.decode(video=0)]
    assert len(times) == done.result["source"]["frames"]
    again = formcheck("analyze", place.with_suffix(".npz"), "-e", "single-leg-rdl", "--json", "-").result
    assert again["reps"] == done.result["reps"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["set.mp4", "set.npz"]


def test_a_raw_recording_is_analysed_as_the_set_was(
    formcheck: Callable[..., Done], short: Path, tmp_path: Path
) -> None:
    place = tmp_path / "raw.mp4"
    live = ("live", "--camera", short, "-e", "single-leg-rdl", "--no-window", "--mute", "-q")
    assert formcheck(*live, "--record", place, "--raw").code == 0
    again = formcheck("analyze", place, "-e", "single-leg-rdl", "--json", "-").result
    assert again["summary"]["reps"] == 2


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--raw",), 2, "--record"),
        (("--camera", "no-such-clip.mp4"), 1, "does not exist"),
        (("--camera", "93"), 1, "camera 93"),
        (("--reps", "0"), 2, "reps"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    formcheck: Callable[..., Done], options: tuple[str, ...], code: int, says: str
) -> None:
    done = formcheck("live", "-e", "calf-raise", "--no-window", "--mute", *options)
    assert done.code == code
    assert says in done.err and "Traceback" not in done.err


def test_a_missing_camera_is_one_sentence_without_lines_of_opencv(console: Callable[..., Done]) -> None:
    done = console("live", "-e", "calf-raise", "--no-window", "--mute", "--camera", "93")
    assert done.code == 1 and done.err.startswith("formcheck: camera 93") and done.err.count("\n") == 1


def test_a_window_without_a_display_is_one_sentence(console: Callable[..., Done], short: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a display")
    bare = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = console("live", "--camera", short, "-e", "single-leg-rdl", env=bare)
    assert done.code == 1
    assert "--no-window" in done.err and len(done.err.strip().splitlines()) == 1


def test_ctrl_c_keeps_what_was_measured(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    clip = clips.sample("single-leg-rdl-side-fast")
    place = tmp_path / "set.json"
    with start("live", "--camera", clip, "-e", "single-leg-rdl", "--no-window", "--mute", "--json", place) as live:
        assert live.stderr
        while "  1\n" not in live.stderr.readline():
            assert live.poll() is None
        live.send_signal(signal.SIGINT)
        assert live.wait(LONGEST_S) == 130
    result = json.loads(place.read_text("utf-8"))
    assert result["complete"] is False and result["summary"]["reps"] == 1
