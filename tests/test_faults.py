"""Faults: raised when a repetition goes past a limit, silent when it does not, and not judged when not seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import clips
import numpy as np
import pytest
from conftest import Judged
from rich.console import Console
from streams import Stream, at_work

from formcheck.exercises import EXERCISES
from formcheck.exercises.references import CR2
from formcheck.judging.advice import advice_of, symmetry_of
from formcheck.judging.cue_verdict import CueVerdict
from formcheck.judging.faults import HIDDEN, UNTIMED, judge_form
from formcheck.judging.margins import hurried
from formcheck.judging.score import grade
from formcheck.motion.evidence import LASTS_S, lasting
from formcheck.motion.movement import Evidence
from formcheck.motion.pose import Side
from formcheck.motion.rep import Attempt, Rep, RepRange
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Tempo
from formcheck.motion.thresholds import RangeDecline, RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View
from formcheck.motion.whole_phases import whole_of
from formcheck.output.terminal.summary import show
from formcheck.pipeline import judge

CALF = EXERCISES["calf-raise"]
RDL = EXERCISES["single-leg-rdl"]
TEMPO = CALF.tempo
ASKED = Tempo(2, 1, 2)  # by the person
KNEES = next(s for c in CALF.cues if c.id == "knee-bend" for s in c.signs if isinstance(s, Threshold))
CLEAN: dict[str, Evidence] = {"knee-bend": (1.0, 2.0), "lean": (1.0, 2.0)}


def a_rep(i: int = 0, size: float | None = 0.3, lowering_s: float | None = 1.6, **evidence: Evidence) -> Rep:
    start = 10.0 * i
    return Rep(
        start_s=start,
        top_start_s=start + 1.6,
        top_end_s=start + 2.6,
        end_s=start + 4.2,
        side=None,
        size=RepRange(name="heel rise", unit="foot lengths", value=size, target=0.3, uncertainty=0.04),
        concentric_s=1.6,
        hold_s=1.0,
        eccentric_s=lowering_s,
        rest_s=1.0,
        evidence={**CLEAN, **{k.replace("_", "-"): v for k, v in evidence.items()}},
        whole=whole_of(start, start + 1.6, start + 2.6, start + 2.6 + (lowering_s or 1.6), 1.1),
    )


def a_set(*reps: Rep, view: View = View.SIDE, attempts: tuple[Attempt, ...] = ()) -> SetAnalysis:
    return SetAnalysis(
        view=view, posture=Posture.UPRIGHT, variant="double", usable=1.0, reps=list(reps), attempts=list(attempts)
    )


def verdicts(done: SetAnalysis, tempo: Tempo = TEMPO) -> dict[str, CueVerdict]:
    return {j.cue.id: j for j in judge_form(CALF, done, tempo).checks}


def test_a_fault_is_raised_past_its_limit_and_not_before() -> None:
    limit, uncertainty = KNEES.limit, KNEES.uncertainty
    under, over = (
        a_rep(0, knee_bend=(limit - 1.1 * uncertainty, 2.0)),
        a_rep(1, knee_bend=(limit + 1.1 * uncertainty, 12.3)),
    )
    form = judge_form(CALF, a_set(under, over), TEMPO)
    assert [[f.cue.id for f in faults] for faults in form.faults] == [[], ["knee-bend"]]
    (fault,) = form.faults[1]
    assert (fault.value, fault.limit, fault.uncertainty) == (limit + 1.1 * uncertainty, limit, uncertainty)
    assert (fault.at_s, fault.severity, fault.confident) == (12.3, 2, True)
    check = verdicts(a_set(under, over))["knee-bend"]
    assert (check.verdict, check.reps, check.borderline, check.judged) == ("fail", (1,), (), 2)


@pytest.mark.parametrize("past", [-0.9, 0.0, 0.9])
def test_within_the_interval_of_a_limit_a_repetition_is_neither_kept_nor_broken(past: float) -> None:
    near = [a_rep(i, knee_bend=(KNEES.limit + past * KNEES.uncertainty, 2.0)) for i in (0, 1)]
    form = judge_form(CALF, a_set(*near), TEMPO)
    assert form.faults == [[], []]
    assert [[f.cue.id for f in faults] for faults in form.borderline] == [["knee-bend"]] * 2
    assert verdicts(a_set(*near))["knee-bend"].verdict == "borderline"


def test_a_cue_is_kept_where_most_repetitions_clearly_keep_it() -> None:
    near, clear = (KNEES.limit, 2.0), (1.0, 2.0)

    def verdict(*which: Evidence) -> CueVerdict:
        return verdicts(a_set(*(a_rep(i, knee_bend=x) for i, x in enumerate(which))))["knee-bend"]

    assert verdict(near, clear, clear).verdict == "pass"
    assert verdict(near, clear, clear).borderline == (0,)
    assert verdict(near, clear).verdict == "borderline"
    assert verdict(near, near, near, (30.0, 2.0)).verdict == "fail"


def test_a_cue_that_explains_another_explains_its_borderline_too() -> None:
    small = a_rep(size=0.234)
    assert verdicts(a_set(small))["short"].borderline == (0,)
    assert verdicts(a_set(replace(small, evidence={"knee-bend": (30.0, 2.0)})))["short"].borderline == ()


def test_a_cue_that_no_repetition_showed_is_neither_passed_nor_failed() -> None:
    unseen = a_rep(knee_bend=(math.nan, math.nan))
    assert verdicts(a_set(unseen))["knee-bend"] == CueVerdict(
        cue=CALF.cues[1], verdict="not-assessable", reason=HIDDEN, judged=0
    )
    known = verdicts(a_set(unseen, a_rep(1)))["knee-bend"]
    assert (known.verdict, known.judged) == ("pass", 1)


def test_what_would_show_a_cue_is_said() -> None:
    prone = EXERCISES["prone-y-raise"]
    unseen = replace(a_rep(), evidence={"bent-elbow": (math.nan, 2.0)})
    (judged,) = (j for j in judge_form(prone, a_set(unseen), TEMPO).checks if j.cue.id == "bent-elbow")
    assert judged.verdict == "not-assessable"
    assert judged.reason == "needs a higher camera that looks down on the back"


def test_a_range_that_a_fault_disturbed_is_no_yardstick_for_the_others() -> None:
    small = [a_rep(i, size=0.27) for i in range(3)]
    large = [a_rep(i, size=0.44) for i in (3, 4, 5)]
    disturbed = [replace(r, size=replace(r.size, degraded=True)) for r in large]
    assert verdicts(a_set(*small, *large))["short"].reps == (0, 1, 2)
    assert verdicts(a_set(*small, *disturbed))["short"].verdict == "pass"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
@pytest.mark.parametrize("view", View)
def test_a_blank_of_the_view_table_is_never_judged(exercise, view) -> None:  # type: ignore[no-untyped-def]
    everything = {c.id: (1e9, 1.0) for c in exercise.cues}
    rep = replace(a_rep(lowering_s=0.01), evidence=everything)
    form = judge_form(exercise, a_set(rep, rep, view=view), TEMPO)
    sees = exercise.sees(view)
    for judged in form.checks:
        if judged.cue.id not in (*sees.reliable, *sees.rough):
            assert judged.verdict == "not-assessable"
            assert judged.reason
    for fault in form.faults[0]:
        assert fault.confident == (fault.cue.id in sees.reliable)
        assert fault.confident or fault.severity == 1


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_what_a_view_must_judge_has_a_sign(exercise) -> None:  # type: ignore[no-untyped-def]
    for cue in exercise.cues:
        for view, sees in exercise.views.items():
            if cue.id in sees.reliable and cue.id != "two-feet":
                assert cue.sign_in(view) is not None, (cue.id, view)
                assert cue.good


def test_one_rushed_repetition_is_let_pass_and_two_of_three_are_not() -> None:
    def quick(*which: int) -> tuple[int, ...]:
        return verdicts(a_set(*(a_rep(i, lowering_s=0.2 if i in which else 1.6) for i in range(5))))["drop"].reps

    assert quick(2) == ()
    assert quick(0, 3) == ()
    assert quick(1, 3) == (1, 3)
    assert quick(1, 2) == (1, 2)


def test_a_pace_known_roughly_has_the_benefit_of_the_doubt() -> None:
    def drop(pace_s: float) -> str:
        reps = [replace(a_rep(i, lowering_s=None), concentric_s=None, paces_s=(1.0, pace_s)) for i in range(2)]
        return verdicts(a_set(*reps))["drop"].verdict

    assert [drop(s) for s in (0.6, 0.3, 0.25, math.nan)] == ["pass", "borderline", "fail", "not-assessable"]
    assert verdicts(a_set(*(a_rep(i, lowering_s=0.3) for i in range(2))))["drop"].verdict == "fail"


def test_frames_far_apart_widen_the_interval_of_a_pace() -> None:
    def drop(frame_s: float) -> str:
        reps = [replace(a_rep(i, lowering_s=0.3), frame_s=frame_s) for i in range(2)]
        return verdicts(a_set(*reps))["drop"].verdict

    assert [drop(1 / 30), drop(1 / 12)] == ["fail", "borderline"]


def test_the_pace_is_held_against_the_tempo_that_was_asked_for() -> None:
    reps = a_set(a_rep(0, lowering_s=1.0), a_rep(1, lowering_s=1.0))
    assert verdicts(reps, Tempo(2, 1, 2))["drop"].verdict == "pass"
    assert verdicts(reps, Tempo(2, 1, 3))["drop"].verdict == "fail"


def test_quicker_than_the_guide_is_no_fault_and_quicker_than_the_person_asked_is_one() -> None:
    quick = a_set(a_rep(0, lowering_s=0.55), a_rep(1, lowering_s=0.55))
    assert verdicts(quick, CALF.tempo)["drop"].verdict == "pass"
    assert hurried(CALF, quick, CALF.tempo) == ["eccentric"]
    assert verdicts(quick, ASKED)["drop"].verdict == "fail"
    assert hurried(CALF, quick, ASKED) == []
    dropped = a_set(a_rep(0, lowering_s=0.25), a_rep(1, lowering_s=0.25))
    assert [verdicts(dropped, t)["drop"].verdict for t in (CALF.tempo, ASKED, Tempo(1, 1, 0.3))] == ["fail"] * 3


def test_a_pace_that_could_not_be_timed_is_not_judged() -> None:
    untimed = a_set(a_rep(0, lowering_s=None), a_rep(1, lowering_s=None))
    assert verdicts(untimed)["drop"].verdict == "not-assessable"


def test_short_is_short_of_the_target_or_of_ones_own() -> None:
    assert verdicts(a_set(a_rep(size=0.2)))["short"].verdict == "fail"
    assert verdicts(a_set(a_rep(size=0.3)))["short"].verdict == "pass"
    assert verdicts(a_set(a_rep(size=0.22)))["short"].verdict == "borderline"
    assert verdicts(a_set(a_rep(size=None)))["short"].verdict == "not-assessable"
    own = a_set(*(a_rep(i, size=x) for i, x in enumerate((0.5, 0.5, 0.3))))
    assert verdicts(own)["short"].reps == (2,)


def test_arms_are_short_where_wrists_and_elbows_are_low() -> None:
    raise_ = EXERCISES["prone-y-raise"]

    def verdict(wrists: float, elbows: float) -> str:
        low = RepRange(name="arm lift", unit="deg", value=wrists, target=18.0, uncertainty=5.3)
        rep = replace(a_rep(short=(elbows, 2.0)), size=low)
        done = SetAnalysis(view=View.SIDE, posture=Posture.PRONE, variant="floor", usable=1.0, reps=[rep], attempts=[])
        return next(j.verdict for j in judge_form(raise_, done, TEMPO).checks if j.cue.id == "short")

    assert verdict(wrists=12.0, elbows=10.0) == "fail"
    assert verdict(wrists=12.0, elbows=20.0) == "pass"  # a bent elbow lowers the wrist, not the arm
    assert verdict(wrists=20.0, elbows=10.0) == "pass"
    assert verdict(wrists=15.0, elbows=10.0) == "borderline"
    assert verdict(wrists=12.0, elbows=math.nan) == "fail"


def test_fading_is_a_verdict_on_the_set_alone() -> None:
    def fades(*sizes: float) -> str:
        return verdicts(a_set(*(a_rep(i, size=x) for i, x in enumerate(sizes))))["fade"].verdict

    assert fades(1, 1, 1, 1, 1, 1, 1) == "pass"
    assert fades(1, 1, 1, 1, 0.7, 0.6, 0.5) == "fail"
    assert fades(1, 1, 1, 1, 0.8, 0.7, 0.7) == "borderline"
    assert fades(1, 1, 1, 1, 0.5, 0.5) == "not-assessable"


def test_two_hinges_on_both_feet_are_a_fault_of_the_set() -> None:
    refused = Attempt(0.0, 1.0, "wrong-posture", "both feet stay down")

    def two_feet(*attempts: Attempt, reps: int = 1) -> str:
        form = judge_form(RDL, a_set(*(a_rep(i) for i in range(reps)), attempts=attempts), TEMPO)
        return next(j.verdict for j in form.checks if j.cue.id == "two-feet")

    assert two_feet() == "pass"
    assert two_feet(refused) == "pass"
    assert two_feet(refused, refused, reps=0) == "fail"
    assert two_feet(reps=0) == "not-assessable"


def test_a_fault_must_last() -> None:
    t = np.arange(0, 2, 1 / 30)
    jump, stay = np.zeros(60), np.zeros(60)
    jump[30:33] = 20
    stay[30 : 30 + int(30 * LASTS_S) + 4] = 20
    assert lasting(t, jump)[0] == 0
    value, at_s = lasting(t, stay)
    assert value == 20
    assert at_s == pytest.approx(1.0 + LASTS_S / 2, abs=0.1)
    stay[::2] = np.nan
    assert lasting(t, stay)[0] == 20
    stay[10:] = np.nan
    assert math.isnan(lasting(t, stay)[0])


def test_the_score_falls_with_range_tempo_and_faults_and_needs_a_range() -> None:
    def total(rep: Rep) -> float | None:
        return grade(CALF, rep, judge_form(CALF, a_set(rep), TEMPO).faults[0], TEMPO).total

    best = total(a_rep())
    assert best == 100
    for worse in (a_rep(size=0.18), a_rep(lowering_s=0.6), a_rep(knee_bend=(30.0, 1.0))):
        got = total(worse)
        assert got is not None
        assert 40 < got < best
    assert total(a_rep(size=None)) is None


def test_the_advice_is_the_gravest_then_the_most_frequent() -> None:
    reps = [a_rep(i, size=0.2, lean=(9.0, 1.0) if i == 1 else (1.0, 1.0)) for i in range(3)]
    advice = advice_of(CALF, judge_form(CALF, a_set(*reps), TEMPO), 3)
    assert advice.next == "Straight up, not forward. The trunk leans forward. (1 of 3 reps)"
    assert advice.good == "Your knees do not bend"
    assert advice.source == CR2.title
    dropped = advice_of(CALF, judge_form(CALF, a_set(*(a_rep(i, lowering_s=0.2) for i in range(3))), TEMPO), 3)
    assert dropped.source == f"guide: {CALF.guide}"
    clean = advice_of(CALF, judge_form(CALF, a_set(a_rep()), TEMPO), 1)
    assert (clean.next, clean.source) == (None, None)
    assert clean.good == "You rise high"


def test_the_two_sides_are_held_against_each_other_with_their_uncertainty() -> None:
    degrees = RepRange(name="arm elevation", unit="deg", value=56.0, target=60.0, uncertainty=5.0)
    reps = [replace(a_rep(i), size=degrees, both=(60.0 + i, 50.0 + i)) for i in range(3)]
    both = symmetry_of(a_set(*reps))
    assert (both.left, both.right, both.percent) == (61, 51, pytest.approx(17.9, abs=0.1))
    # two readings of +- 5 degrees each: +- 7.1 degrees of 56, however well the repetitions agree
    assert both.uncertainty == pytest.approx(100 * math.hypot(5, 5) / 56, abs=0.1)
    assert symmetry_of(a_set(a_rep())).percent is None


def test_sides_in_turn_hold_the_error_of_both_ranges() -> None:
    reps = [replace(a_rep(i), side=side) for i, side in enumerate((Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT))]
    turns = symmetry_of(a_set(*reps))
    assert turns.percent == 0
    assert turns.uncertainty == pytest.approx(100 * math.hypot(0.04, 0.04) / 0.3, abs=0.1)


def test_a_gap_within_the_error_of_the_ranges_costs_no_score() -> None:
    angel, size = (
        EXERCISES["wall-angel"],
        RepRange(name="arm elevation", unit="deg", value=56.0, target=60.0, uncertainty=5.0),
    )
    even, uneven = ((56 + apart / 2, 56 - apart / 2) for apart in (7.0, 20.0))
    parts = [grade(angel, replace(a_rep(), size=size, both=both), [], TEMPO).parts for both in (even, uneven)]
    assert parts[0]["symmetry"] == 1 > parts[1]["symmetry"]


def test_the_signs_are_of_the_four_kinds_and_say_why() -> None:
    for exercise in EXERCISES.values():
        for cue in exercise.cues:
            for sign in cue.signs:
                assert isinstance(sign, Threshold | RushedPhase | ShortRange | RangeDecline)
                assert not isinstance(sign, Threshold) or (sign.why and sign.limit != 0)


def test_too_few_frames_are_said_to_be_the_reason() -> None:
    """At five frames per second every movement is found, but none is timed."""
    found = judge(Stream(at_work("calf-raise", 3, fps=5)), CALF)
    assert len(found.reps) == 3
    reasons = {c.id: c.reason for c in found.checks}
    assert (reasons["drop"], reasons["no-hold"]) == (UNTIMED, UNTIMED)
    assert reasons["knee-bend"] != UNTIMED


def test_a_score_of_some_repetitions_says_of_how_many() -> None:
    found = judge(Stream(at_work("calf-raise", 3)), CALF)
    some = [rep.model_copy(update={"score": None}) for rep in found.reps[:2]]
    for reps, says in ((found.reps, False), ([*some, found.reps[2]], True)):
        out = StringIO()
        show(found.model_copy(update={"reps": reps}), Console(file=out, width=100))
        assert ("from 1 of 3 reps" in out.getvalue()) is says


def test_what_is_a_fault_is_not_also_called_no_fault(judged: Callable[..., Judged]) -> None:
    r = judged(clips.sample("calf-raise-side-drop"), "calf-raise").result
    assert [[f["id"] for f in rep["faults"]] for rep in r["reps"]] == [["drop"]] * 4
    assert "quick" not in {f["id"] for f in r["findings"]}
