"""Praise needs values close to the target, and nothing is claimed that was not measured."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import people
import pytest
from movements import movement_of
from rich.console import Console
from test_faults import CALF, RDL, TEMPO, a_rep, a_set

from formcheck.exercises import EXERCISES
from formcheck.exercises.measures import prone_y_raise
from formcheck.judging.advice import advice_of
from formcheck.judging.build_result import result_of
from formcheck.judging.faults import FormJudgement, judge_form
from formcheck.judging.praise import NEAR_TEMPO
from formcheck.motion.coverage import Gap
from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Side, Track
from formcheck.motion.rep import Attempt, Rep, RepRange
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import NO_FRAMES, SetAnalysis
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.thresholds import Threshold
from formcheck.motion.view import Posture, View
from formcheck.motion.whole_phases import whole_of
from formcheck.output.phrases import BLURRED_EDGES, TOO_FEW_FRAMES, untimed
from formcheck.output.terminal.faults import form_of
from formcheck.output.terminal.summary import show
from formcheck.result import Result
from formcheck.source import ModelName, SourceInfo

PRONE = EXERCISES["prone-y-raise"]
ANGEL = EXERCISES["wall-angel"]
HINGE = RepRange(name="trunk inclination", unit="deg", value=76.0, target=75.0, uncertainty=4.0)
GOOD_HINGE: dict[str, Evidence] = {
    "squat": (14.0, 2.0), "locked": (20.0, 2.0), "leg-drop": (-8.0, 2.0), "touch": (0.03, 2.0),
}  # fmt: skip


def a_hinge(i: int = 0, **evidence: Evidence) -> Rep:
    given = {**GOOD_HINGE, **{k.replace("_", "-"): v for k, v in evidence.items()}}
    return replace(a_rep(i), size=HINGE, evidence=given, lowers_first=True, eccentric_s=2.0)


def praised(found: FormJudgement) -> set[str]:
    return {c.cue.id for c in found.checks if c.praised}


def told(exercise: Exercise, done: SetAnalysis, *, kind: Any = "video", frames: int = 900) -> Result:
    info = SourceInfo(path=Path("clip.mp4"), kind=kind, width=640, height=480, model=ModelName("full", "0" * 64))
    return result_of(
        exercise, done, info, frames=frames, duration_s=30.0, tempo=exercise.tempo, complete=True, slow_motion=1.0
    )


def printed(r: Result) -> str:
    console = Console(record=True, width=200, file=StringIO(), highlight=False)
    show(r, console)
    return console.export_text()


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_what_is_praised_lies_well_inside_its_limit_and_says_what_it_is_about(exercise: Exercise) -> None:
    for cue in exercise.cues:
        assert cue.about or not (cue.signs and cue.good), cue.id
        for sign in (s for s in cue.signs if isinstance(s, Threshold)):
            if cue.good:
                assert sign.near is not None, cue.id
            if sign.near is not None:
                inside = sign.near[0] - sign.limit if sign.below else sign.limit - sign.near[1]
                assert inside >= 0.2 * abs(sign.limit), cue.id


def test_a_range_is_praised_near_its_target_and_not_where_it_is_merely_no_fault() -> None:
    for sizes, good in (((0.28, 0.29, 0.3), True), ((0.24, 0.24, 0.3), False), ((0.28, 0.28, 0.23), False)):
        found = judge_form(CALF, a_set(*(a_rep(i, size=s) for i, s in enumerate(sizes))), TEMPO)
        assert "short" not in {f.cue.id for faults in found.faults for f in faults}
        assert ("short" in praised(found)) is good
    # two large ones of three do not make a small set large
    found = judge_form(CALF, a_set(*(a_rep(i, size=s) for i, s in enumerate((0.275, 0.275, 0.23)))), TEMPO)
    assert {"short"} < set().union(*found.near) and "short" not in praised(found)


def test_a_tempo_is_praised_by_whole_phases_near_what_is_asked() -> None:
    for lowering_s, good in ((0.9, False), (1.4, True)):  # 1.0 and 1.5 s from first to last, of 2
        rep = a_rep(lowering_s=lowering_s)
        found = judge_form(CALF, a_set(rep), TEMPO)
        assert found.faults == [[]]
        assert ("drop" in praised(found)) is good is ((rep.lasted("eccentric") or 0) >= NEAR_TEMPO * 2)
    guessed = replace(a_rep(lowering_s=None), paces_s=(1.5, 1.5))  # noise hides its edges: no fault, and no praise
    found = judge_form(CALF, a_set(guessed), TEMPO)
    assert next(c for c in found.checks if c.cue.id == "drop").verdict == "pass"
    assert "drop" not in praised(found)


def test_a_peak_without_a_pause_is_no_pause() -> None:
    peak = replace(a_rep(), whole=whole_of(0, 1.6, 2.3, 3.9, 1.5))  # the ends of both ways read as a hold of 0.7 s
    pause = replace(a_rep(), whole=whole_of(0, 1.6, 3.6, 5.2, 1.5))
    assert "no-hold" not in praised(judge_form(CALF, a_set(peak), TEMPO))
    assert "no-hold" in praised(judge_form(CALF, a_set(pause), TEMPO))


def test_what_another_cue_explains_is_not_assessable_and_never_passed() -> None:
    small = RepRange(name="arm lift", unit="deg", value=4.7, target=18.0, uncertainty=5.0)  # 26 % of the target
    bent: dict[str, Evidence] = {"chest-lift": (0.02, 1.0), "bent-elbow": (80.0, 1.0), "short": (5.0, 1.0)}
    straight = {**bent, "bent-elbow": (5.0, 1.0)}
    rep = replace(a_rep(), size=small, evidence=bent)
    for reps in ([rep], [replace(rep, size=replace(small, value=19.0), evidence=straight), rep]):
        found = judge_form(PRONE, a_set(*reps), TEMPO)
        short = next(c for c in found.checks if c.cue.id == "short")
        assert (short.verdict, short.explained, short.judged) == ("not-assessable", ("bent-elbow",), len(reps) - 1)
        assert short.reason == "explained by “Keep your arms straight”"
        assert "short" not in praised(found)
        check = next(c for c in told(PRONE, a_set(*reps)).checks if c.id == "short")
        assert (check.verdict, check.explained_by) == ("not-assessable", ["bent-elbow"])
    # one that is well inside its limit was not silenced: it was judged in the other
    found = judge_form(RDL, a_set(a_hinge(0), a_hinge(1, leg_drop=(20.0, 1.0))), TEMPO)
    squat = next(c for c in found.checks if c.cue.id == "squat")
    assert (squat.verdict, squat.judged) == ("pass", 1)
    assert "squat" not in praised(found)  # judged in one of two: not in most


def test_what_is_criticised_is_not_praised() -> None:
    clean = judge_form(RDL, a_set(*map(a_hinge, range(3))), Tempo(2, 1, 3))
    assert {"short", "squat", "locked", "leg-drop", "touch"} <= praised(clean)
    bent = [a_hinge(i, squat=(40.0, 2.0)) for i in range(3)]
    found = judge_form(RDL, a_set(*bent), Tempo(2, 1, 3))
    assert next(c for c in found.checks if c.cue.id == "locked").verdict == "pass"
    assert "locked" in found.near[0] and "locked" not in praised(
        found
    )  # "Your standing knee is soft" beside "less knee bend"
    assert "short" in praised(found)


@pytest.mark.parametrize("name", ["plank", "push-up", "scapular-push-up"])
def test_hips_that_sag_are_not_praised_for_staying_down(name: str) -> None:
    about = {c.id: c.about for c in EXERCISES[name].cues}
    assert about["sag"] == about["pike"]


def test_the_file_the_terminal_and_the_advice_praise_the_same() -> None:
    done = a_set(*(a_rep(i, size=0.25, lowering_s=0.9) for i in range(3)))
    r = told(CALF, done)
    words = {c.id: c.good for c in CALF.cues}
    good = [words[c.id] for c in r.checks if c.praised]
    assert good == ["Your knees do not bend", "Your trunk stays steady", "You pause at the top"]
    assert f"Good  {'. '.join(good)}." in printed(r)
    assert advice_of(CALF, judge_form(CALF, done, TEMPO), 3).good == good[0]
    none = r.model_copy(update={"checks": [c.model_copy(update={"praised": False}) for c in r.checks]})
    console = Console(record=True, width=200, file=StringIO())
    console.print(*form_of(none, CALF, narrow=False))
    assert "no faults found; judged: Knees straight; Straight up, not forward" in console.export_text()


def test_sides_are_claimed_only_where_the_view_measures_the_range() -> None:
    size = RepRange(name="arm elevation", unit="deg", value=60.0, target=60.0, uncertainty=5.0)
    rep = replace(a_rep(), size=size, both=(64.0, 58.0))
    assert told(ANGEL, a_set(rep, view=View.FRONT)).summary.symmetry.index_pct is not None
    blind = replace(rep, size=replace(size, value=None, uncertainty=None), both=(56.0, 0.7))
    side = told(ANGEL, a_set(blind, view=View.SIDE))
    assert side.summary.symmetry.left is None
    assert "Sides" not in printed(side)


def test_a_gap_in_some_reps_is_no_measurement_error() -> None:
    """Where the sides differ in some reps alone, the interval of their mean is wide: the reps differ."""
    size = RepRange(name="arm elevation", unit="deg", value=60.0, target=60.0, uncertainty=5.0)
    reps = [replace(a_rep(i), size=size) for i in range(3)]

    def said(*both: tuple[float, float]) -> str:
        done = a_set(*(replace(rep, both=b) for rep, b in zip(reps, both, strict=True)), view=View.FRONT)
        return " ".join(printed(told(ANGEL, done)).split())

    assert "10 ± 12 % apart on average: within measurement error" in said(*[(63.0, 57.0)] * 3)
    assert "33 ± 12 % apart on average)" in said(*[(70.0, 50.0)] * 3)
    some = said((60.0, 59.0), (70.0, 50.0), (71.0, 49.0))
    assert "24 % apart on average, but not the same in every rep: ± 35 %" in some


@pytest.mark.clip
def test_a_count_that_cannot_be_relied_upon_says_so_first_and_claims_no_side() -> None:
    from formcheck.live.board import Board
    from formcheck.live.cards import show_card

    reps = [replace(a_hinge(i), side=side) for i, side in enumerate((Side.LEFT, Side.RIGHT, Side.RIGHT))]
    sure, unsure = (told(RDL, a_set(*reps, view=view)) for view in (View.SIDE, View.BACK))
    assert (sure.summary.count_reliable, unsure.summary.count_reliable) == (True, False)
    assert "3 reps, 1 left and 2 right" in printed(sure)
    text = printed(unsure)
    assert "about 3 reps" in text and "left" not in text.split("about 3 reps")[1].split("Not judged")[0]
    assert text.index("does not show this exercise well enough") < text.index("about 3 reps")
    for r, about in ((unsure, True), (sure, False)):
        board = Board(1280, 720)
        show_card(board, r, "RDL", 3)
        assert any("about" in w.text for w in board.written) is about


def test_a_tempo_that_may_be_a_fault_is_not_called_none() -> None:
    for lowering_s, verdict in ((0.55, "pass"), (0.38, "borderline"), (0.2, "fail")):
        r = told(CALF, a_set(*(a_rep(i, lowering_s=lowering_s) for i in range(2))))
        assert next(c.verdict for c in r.checks if c.id == "drop") == verdict
        said = [f.text for f in r.findings if f.id == "quick"]
        assert ["not a fault" in text for text in said] == {"pass": [True], "borderline": [False], "fail": []}[verdict]
    both = [replace(a_rep(i), concentric_s=0.6, eccentric_s=0.6) for i in range(2)]
    assert "Lifting and lowering are much quicker" in printed(told(EXERCISES["clamshell"], a_set(*both)))


def test_no_score_when_more_is_lost_than_counted() -> None:
    lost = tuple(Attempt(10.0 * i, 10.0 * i + 2, "tracking-lost", NO_FRAMES) for i in range(1, 5))
    r = told(CALF, a_set(a_rep(), attempts=lost), kind="camera")
    assert (r.summary.score, r.summary.score_parts, r.summary.count_reliable) == (None, {}, False)
    said = {f.id: f.text for f in r.findings}
    assert said["lost"] == "Lost track of 4 movements midway and counted 1 rep: too little for a score."
    assert "the camera sent no picture" in said["no-frames"] and "sight" not in printed(r)
    few = told(CALF, a_set(a_rep(), a_rep(1), attempts=lost[:2]))
    assert few.summary.score is not None and few.summary.count_reliable


def test_a_posture_that_was_hardly_seen_is_not_claimed() -> None:
    lying = replace(a_set(), posture=Posture.SIDE_LYING)
    assert [f.id for f in told(CALF, lying).findings] == ["wrong-exercise"]
    gap = Gap(0.0, 25.0, "no whole person in view")
    legs = told(CALF, replace(lying, usable=0.11, gaps=[gap], others={"the trunk bends forward": 6}))
    assert [f.id for f in legs.findings] == ["tracking"]


def test_few_frames_are_blamed_only_where_they_are_few() -> None:
    rep = replace(a_rep(), concentric_s=None, hold_s=None, eccentric_s=None)
    assert untimed(told(CALF, a_set(rep), frames=900)) == BLURRED_EDGES
    assert untimed(told(CALF, a_set(rep), frames=90)) == TOO_FEW_FRAMES


def test_a_view_that_measures_no_range_is_the_reason_that_it_is_not_judged() -> None:
    done = a_set(a_rep(size=None), view=View.OBLIQUE)
    short = next(c for c in judge_form(ANGEL, done, TEMPO).checks if c.cue.id == "short")
    assert short.reason == "needs the front view"


@pytest.mark.parametrize(("hang", "variant"), [(-15.0, "floor"), (-33.0, "floor"), (-80.0, "bench")])
def test_arms_that_lie_a_little_lower_than_the_body_do_not_hang_from_a_bench(hang: float, variant: str) -> None:
    at = people.movement(2)
    session = Session(PRONE, 16 / 9)
    for pose in people.filmed(lambda t: people.lying_prone(lift=hang + (10 - hang) * at(t)), 10):
        session.push(replace(pose, xy=pose.xy + 0.4j))  # room below for arms that hang
    assert session.finish().variant == variant


def test_no_elbow_bends_further_than_elbows_do() -> None:
    folded = people.filmed(lambda t: people.lying_prone(bend=175), 2, noise=0)
    track = Track.of(folded)
    shape = movement_of(0.4, 0.8, 1.2, 1.6)
    assert prone_y_raise.elbows_bend(RepWindow.cut(track, shape, 0.25, View.SIDE, None)) <= 150
