"""check_exercise: every broken thing is named in a sentence, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from formcheck.errors import ExerciseError
from formcheck.exercises.check import check_exercise, problems_of
from formcheck.motion import gates, signals
from formcheck.motion.cue import Cue, Reference
from formcheck.motion.evidence import at_top
from formcheck.motion.highlight import Limb, Shows
from formcheck.motion.pose import Part, Side, Track
from formcheck.motion.spec import Exercise, Gate, Range, RepSignal, Tempo, ViewSupport
from formcheck.motion.thresholds import RushedPhase, ShortRange, Threshold
from formcheck.motion.view import Posture, View

SIDE = frozenset({View.SIDE})
TAG = Reference("R1", "a book")
SIGN = Threshold(measure=at_top(gates.knees_bend), limit=12, uncertainty=3, unit="deg", why="measured", near=(-inf, 6))
SIGNAL = RepSignal(name="rise", signal=signals.upright_height, travel=0.1, unit="trunk", views=SIDE, needs=(Part.HIP,))
RANGE = Range(
    name="rise",
    unit="T",
    measure=lambda w: w.peak_change(signals.upright_height),
    targets={"": 0.2},
    uncertainty=0.05,
    views=SIDE,
)
KNEES = Cue(
    id="knees",
    say="Knees straight",
    meaning="They bend.",
    severity=2,
    references=(TAG,),
    signs=(SIGN,),
    good="They stay",
    about="knees",
)
SHORT = Cue(
    id="short",
    say="Higher",
    meaning="Too low.",
    severity=1,
    references=(TAG,),
    signs=(ShortRange(0.8),),
    good="High",
    about="height",
)
WHOLE = Exercise(
    name="toe-stand",
    title="Toe stand",
    posture=Posture.UPRIGHT,
    start="Stand.",
    movement="Rise.",
    camera="From the side.",
    tempo=Tempo(2, 1, 2, "guide"),
    rep_signals=(SIGNAL,),
    ranges=(RANGE,),
    gates=(Gate(measure=gates.most_tilt, within=(-inf, 20), say="the trunk bends"),),
    views={View.SIDE: ViewSupport("must", "must", ("short",), ("knees",))},
    cues=(KNEES, SHORT),
    limb=(Part.KNEE, Part.ANKLE),
    weights={"range": 1.0, "tempo": 1.0, "form": 1.0},
    unseen={"sway": "no camera shows it"},
)


def with_cue(**changes: Any) -> Exercise:
    return replace(WHOLE, cues=(replace(KNEES, **changes), SHORT))


def with_sign(sign: Any) -> Exercise:
    return with_cue(signs=(sign,))


def with_measure(measure: Callable[..., Any]) -> Exercise:
    return with_sign(replace(SIGN, measure=measure))


def with_signal(**changes: Any) -> Exercise:
    return replace(WHOLE, rep_signals=(replace(SIGNAL, **changes),))


def with_range(**changes: Any) -> Exercise:
    return replace(WHOLE, ranges=(replace(RANGE, **changes),))


def with_gate(**changes: Any) -> Exercise:
    return replace(WHOLE, gates=(replace(WHOLE.gates[0], **changes),))


def with_view(*row: Any) -> Exercise:
    return replace(WHOLE, views={View.SIDE: ViewSupport(*row)})


BROKEN = {
    "its name must be lower-case words": replace(WHOLE, name="Toe stand"),
    "title is empty": replace(WHOLE, title=" "),
    "camera is empty": replace(WHOLE, camera=""),
    "its tempo must be seconds": replace(WHOLE, tempo=Tempo(0, 0, 0)),
    'side_label must contain "{side}"': with_signal(side=Side.LEFT),
    "variants and variant_of go together": replace(WHOLE, variants=("a",), ranges=(replace(RANGE, targets={"a": 1}),)),
    'both_sides_in has no variant "b"': replace(WHOLE, both_sides_in=("b",)),
    'uncertainties of the range "rise" has no variant "b"': with_range(uncertainties={"b": 1.0}),
    'shares of the cue "knees" has no variant "b"': with_sign(ShortRange(0.8, shares={"b": 0.5})),
    "there is no rep_signal to count by": replace(WHOLE, rep_signals=()),
    'travel of the signal "rise" must be greater than 0': with_signal(travel=0),
    'the signal "rise" names no landmarks': with_signal(needs=()),
    "counts from the back view, which is not in views": with_signal(views=SIDE | {View.BACK}),
    "the side view says that it counts, but no signal": with_signal(views=frozenset()),
    "it has no range": replace(WHOLE, ranges=()),
    "must have one name and one unit": replace(WHOLE, ranges=(RANGE, replace(RANGE, unit="cm", views=frozenset()))),
    'targets of the range "rise" must have one entry for each of: ""': with_range(targets={}),
    'a target of the range "rise" must be greater than 0': with_range(targets={"": 0}),
    'uncertainty of the range "rise" must be greater than 0': with_range(uncertainty=0),
    "measured from the side view, but no range is for it": with_range(views=frozenset()),
    "measured from the side view, but its row in views does not say so": with_view("must", None, ("short", "knees")),
    "a gate has no text": with_gate(say=""),
    "accepts nothing: 5 to 5": with_gate(within=(5, 5)),
    'breaks the cue "lean", which does not exist': with_gate(cue="lean"),
    'there are two cues "knees"': replace(WHOLE, cues=(KNEES, KNEES, SHORT)),
    'the id of the cue "Knees!"': with_cue(id="Knees!"),
    'say of the cue "knees" is empty': with_cue(say=""),
    'meaning of the cue "knees" is empty': with_cue(meaning=""),
    'about of the cue "knees" is empty': with_cue(about=""),
    'severity of the cue "knees" must be 1, 2 or 3': with_cue(severity=0),
    'explained by "lean", which is not another cue': with_cue(unless=("lean",)),
    'explained by "knees", which is not another cue': with_cue(unless=("knees",)),
    "needs a limit, and an uncertainty": with_sign(replace(SIGN, limit=nan)),
    "does not explain its limit": with_sign(replace(SIGN, why="")),
    "praises nothing": with_sign(replace(SIGN, near=(6, 6))),
    "praises values beyond its limit": with_sign(replace(SIGN, near=(0, 20))),
    "the same phases in least and shares": with_sign(RushedPhase({"hold": 0.3}, {"eccentric": 0.3})),
    "needs seconds and shares greater than 0": with_sign(RushedPhase({"hold": 0.0}, {"hold": 0.3})),
    "needs a share and an uncertainty greater than 0": with_sign(ShortRange(0.0)),
    'the cue "knees" has no references': with_cue(references=()),
    "needs a title, and a tag without commas": with_cue(references=(Reference("R1, R2", "two books"),)),
    'the tag "R1" is used for two references': with_cue(references=(Reference("R1", "another book"),)),
    'the side view judges "lean", which is not a cue': with_view("must", "must", ("short", "lean"), ("knees",)),
    'judges "knees" both reliably and roughly': with_view("must", "must", ("short", "knees"), ("knees",)),
    'the side view cannot judge "knees"': with_sign(replace(SIGN, views=frozenset({View.FRONT}))),
    'no view judges the cue "knees"': with_view("must", "must", ("short",)),
    '"short" is both a cue and unseen': replace(WHOLE, unseen={"short": "no camera shows it"}),
    'unseen does not say why no view shows "sway"': replace(WHOLE, unseen={"sway": ""}),
    "limb must name the landmarks": replace(WHOLE, limb=(Part.KNEE,)),
    'no picture can show the cue "knees"': with_cue(limb=Limb((Part.KNEE,))),
    'angle of the cue "knees" is not on the limb': with_cue(shows=Shows(Part.SHOULDER, Part.WRIST, "trunk")),
    'the cue "short" has no praise': replace(WHOLE, cues=(KNEES, replace(SHORT, good=""))),
    "weights must be greater than 0, one for each of: form, range, tempo": replace(WHOLE, weights={"range": 1.0}),
    'the signal "rise" fails: IndexError': with_signal(signal=lambda t: t.xy[:, 40].imag),
    'the signal "rise" must return one number per frame': with_signal(signal=lambda t: signals.upright_height(t)[:-1]),
    'the signal "rise" must be NaN without visible landmarks': with_signal(signal=lambda t: np.zeros(len(t))),
    'the range "rise" must return a number': with_range(measure=lambda w: None),
    'the range "rise" must be NaN without visible landmarks': with_range(measure=lambda w: 1.0),
    'the gate "the trunk bends" must return a number; it fails: ZeroDivisionError': with_gate(measure=lambda w: 1 / 0),
    "must return a value and the second of it": with_measure(gates.knees_bend),
    'the threshold of the cue "knees" must be NaN without visible landmarks': with_measure(lambda w: (1.0, 2.0)),
    'variant_of must return one of a; it returns "b"': replace(
        WHOLE, variants=("a",), variant_of=lambda w: "b", ranges=(replace(RANGE, targets={"a": 1}),)
    ),
    "side_of must return a Side or None": replace(WHOLE, side_of=lambda w: "left", side_label="{side} leg"),
    "both_of must return two numbers": replace(
        WHOLE, both_of=lambda w: 1.0, weights={**WHOLE.weights, "symmetry": 1.0}
    ),
}  # fmt: skip


def test_what_is_whole_has_no_problem() -> None:
    check_exercise(WHOLE)


@pytest.mark.parametrize("sentence", BROKEN)
def test_each_broken_thing_is_named(sentence: str) -> None:
    with pytest.raises(ExerciseError) as e:
        check_exercise(BROKEN[sentence])
    assert sentence in str(e.value)


def test_all_problems_are_named_at_once() -> None:
    assert len(problems_of(replace(WHOLE, title="", start="", movement=""))) == 3


def test_a_signal_that_depends_on_more_than_one_frame_is_tried_with_one() -> None:
    def speed(track: Track) -> Any:
        return np.diff(signals.upright_height(track))

    assert problems_of(with_signal(signal=speed)) == ['the signal "rise" must return one number per frame']
