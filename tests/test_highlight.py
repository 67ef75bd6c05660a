"""Pictures highlight the limb of a cue while its text is shown, and not only by colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import clips
import hands
import numpy as np
import pytest
from conftest import Judged

from formcheck.capture.picture import cv2
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES, find
from formcheck.live.coach import Coach
from formcheck.live.live_overlay import LiveOverlay
from formcheck.motion.cue import Cue
from formcheck.motion.landmarks import BODY, HandPart, Part, Side
from formcheck.motion.session import Session
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise
from formcheck.output.drawing.overlay import AMBER, GREEN, draw_body
from formcheck.output.drawing.replay import ReplayOverlay
from formcheck.output.drawing.scene import Scene
from formcheck.output.landmark_log import LandmarkLog
from formcheck.pipeline import judge
from formcheck.result import Result
from formcheck.source import LandmarkFrame, to_pose

LEFT_ARM, RIGHT_ARM = {(11, 13), (13, 15)}, {(12, 14), (14, 16)}
ARMS, FOREARMS = LEFT_ARM | RIGHT_ARM, {(13, 15), (14, 16)}
pytestmark = pytest.mark.clip
TRUNK = {(11, 12), (23, 24), (11, 23), (12, 24)}
LEFT_LEG, RIGHT_LEG = {(23, 25), (25, 27)}, {(24, 26), (26, 28)}
LEFT_FOOT, RIGHT_FOOT = {(27, 29), (29, 31)}, {(28, 30), (30, 32)}
LEFT_CALF = {(25, 27)} | LEFT_FOOT

# of the left side at work: the limb that the words of each cue name
ABOUT = {
    "wall-angel": {
        "short": ARMS, "uneven": ARMS, "fast": ARMS, "elbow-90": ARMS, "lean": TRUNK, "forearm-tilt": FOREARMS,
        "arms-off-wall": FOREARMS, "back-off": TRUNK,
    },
    "prone-y-raise": {
        "short": ARMS, "chest-lift": TRUNK, "bent-elbow": ARMS, "fast": ARMS, "too-high": ARMS, "no-hold": ARMS,
        "angle": ARMS,
    },
    "clamshell": {
        "short": LEFT_LEG, "feet-apart": LEFT_FOOT | RIGHT_FOOT, "fast": LEFT_LEG, "roll-back": TRUNK, "trunk": TRUNK,
        "bottom-knee": RIGHT_LEG,
    },
    "single-leg-rdl": {
        "short": TRUNK, "squat": LEFT_LEG, "locked": LEFT_LEG, "leg-drop": RIGHT_LEG, "touch": RIGHT_FOOT,
        "fast": {(11, 23)} | LEFT_LEG, "two-feet": RIGHT_FOOT, "hip-open": {(23, 24)},
    },
    "calf-raise": {
        "short": LEFT_CALF, "knee-bend": LEFT_LEG, "lean": TRUNK, "drop": LEFT_CALF, "no-hold": LEFT_CALF,
        "fade": LEFT_CALF, "roll-out": LEFT_FOOT | RIGHT_FOOT,
    },
}  # fmt: skip


def can_be_raised(e: Exercise, cue: Cue) -> bool:
    views = [v for v, sees in e.views.items() if cue.id in (*sees.reliable, *sees.rough)]
    return any(cue.sign_in(v) for v in views) or any(g.cue == cue.id for g in e.gates)


def working(e: Exercise) -> Side | None:
    """The side at work in the table above; None where both always are."""
    return Side.LEFT if e.side_of or any(r.side for r in e.rep_signals) else None


@pytest.mark.parametrize("e", [EXERCISES[name] for name in ABOUT], ids=list(ABOUT))
def test_every_cue_that_can_be_raised_colours_the_limb_it_talks_about(e: Exercise) -> None:
    raised = {c.id: {tuple(sorted(b)) for b in e.highlight(working(e), c)} for c in e.cues if can_be_raised(e, c)}
    assert raised == ABOUT[e.name]


@pytest.mark.parametrize("e", EXERCISES.values(), ids=EXERCISES)
def test_the_other_side_at_work_is_its_mirror_image(e: Exercise) -> None:
    parts = Part if e.landmarks is BODY else HandPart
    swapped = {part.of(side): part.of(side.other) for part in parts for side in Side}
    for cue in (None, *e.cues):
        left, right = ({frozenset(b) for b in e.highlight(side, cue)} for side in Side)
        assert {frozenset(swapped[i] for i in b) for b in left} == right
        both = {frozenset(b) for b in e.highlight(None, cue)}
        assert both == left | right, "where no side works alone both are meant"


@pytest.mark.parametrize("e", EXERCISES.values(), ids=EXERCISES)
def test_an_angle_is_shown_where_the_limb_is_coloured(e: Exercise) -> None:
    for cue in e.cues:
        if cue.shows:
            coloured = {i for b in e.highlight(None, cue) for i in b}
            assert {cue.shows.joint.of(s) for s in Side} | {cue.shows.end.of(s) for s in Side} <= coloured, cue.id


class ShownWindow:
    """A watcher that records what the live window would show."""

    def __init__(self, e: Exercise) -> None:
        self.coach, self.now = Coach(e, e.tempo), LiveOverlay(e, e.tempo)
        self.scenes: list[Scene] = []

    def push(self, seen: LandmarkFrame, session: Session) -> None:
        self.coach.push(seen, session)
        self.now.push(session, self.coach.standing)
        self.scenes.append(self.now.scene(session, self.coach.standing, height=480, count=0, goal=None))


ShownSample = tuple[list[Scene], list[Scene], ReplayOverlay, Result]


@pytest.fixture(scope="module", params=["single-leg-rdl-side-leg-drop", "calf-raise-side-lean-walk-in"])
def shown(request: pytest.FixtureRequest, judged: Callable[..., Judged]) -> Iterator[ShownSample]:
    """A sample whose second and third repetitions are faulty: in the live window, in the video, and its result."""
    exercise = "calf-raise" if "calf" in request.param else "single-leg-rdl"
    kept = judged(clips.sample(request.param), exercise)
    r, e, take = Result.model_validate(kept.result), find(exercise), LandmarkLog()
    window = ShownWindow(e)
    judge(Recording(kept.recording), e, watchers=[window, take])
    assert [bool(rep.faults) for rep in r.reps] == [False, True, True]
    story = ReplayOverlay(r, take, (640, 480))
    yield window.scenes, [story.at(i) for i in range(len(story))], story, r
    take.close()


def coloured(scene: Scene) -> set[tuple[int, ...]]:
    return {tuple(sorted(b)) for b in scene.limb}


def limb_of(r: Result) -> set[tuple[int, int]]:
    return TRUNK if r.exercise == "calf-raise" else {"left": RIGHT_LEG, "right": LEFT_LEG}[r.reps[-1].side]


def test_amber_comes_with_its_words_and_on_its_limb(shown: ShownSample) -> None:
    for scenes in shown[:2]:
        amber = [s for s in scenes if s.amber]
        assert len(amber) > 10
        assert all(s.amber == (s.cue is not None) for s in scenes)
        assert all(coloured(s) == limb_of(shown[3]) for s in amber)
        assert all(coloured(s) != limb_of(shown[3]) for s in scenes if not s.amber)


def test_live_one_faulty_repetition_turns_nothing_amber(shown: ShownSample) -> None:
    scenes, video, story, r = shown
    t = story.t
    until = (r.reps[1].end_s + r.reps[2].end_s) / 2
    assert not any(s.amber for s, at in zip(scenes, t, strict=True) if at < until)
    assert any(s.amber for s, at in zip(video, t, strict=True) if at < until)


def test_a_still_is_of_its_own_repetition(shown: ShownSample) -> None:
    _, _, story, r = shown
    between = int(np.abs(story.t - r.reps[0].end_s).argmin())  # the same frame in both
    clean, faulty = (story.of_rep(between, rep) for rep in r.reps[:2])
    assert not clean.amber and coloured(clean) != limb_of(r)
    assert faulty.amber and coloured(faulty) == limb_of(r)


def test_live_one_hand_may_be_all_that_is_to_be_seen_and_none_is_said() -> None:
    e = find("hand-grip")
    window, session = ShownWindow(e), Session(e, 1.5, Settings())
    squeezed = hands.frames(hands.squeezes(2))
    nothing = np.full_like(squeezed[0].image, np.nan)
    gone = [replace(f, t=f.t + squeezed[-1].t + 0.1, image=nothing) for f in squeezed]
    for seen in (*squeezed, *gone):
        session.push(to_pose(seen, 1.5))
        window.push(seen, session)
    notes = [s.note for s in window.scenes]
    assert set(notes[: len(squeezed)]) == {None}
    assert notes[-1] == "Not visible: hand"


def along_the_limb(amber: bool) -> tuple[np.ndarray, np.ndarray]:
    """What a forearm looks like along its middle: in colour, and in grey."""
    points = np.full((33, 2), np.nan)
    points[[13, 15]] = [(80, 240), (560, 240)]
    picture = np.full((480, 640, 3), 128, np.uint8)
    draw_body(picture, Scene(points=points, limb=[(13, 15)], amber=amber))
    return picture[240, 120:520], cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[240, 120:520].astype(float)


def test_green_and_amber_differ_without_colour() -> None:
    (green, plain), (amber, striped) = along_the_limb(False), along_the_limb(True)
    assert np.abs(green.astype(int) - GREEN).max() == 0
    assert np.ptp(plain) == 0
    assert (np.abs(amber.astype(int) - AMBER).max(axis=1) < 10).mean() > 0.4
    dark = striped < 80
    assert 0.15 < dark.mean() < 0.5
    assert np.abs(np.diff(dark.astype(int))).sum() > 20, "stripes along the whole limb"
