"""Fast checks of the push-up, the bird-dog and the side-lying leg raise. Nothing is rendered here."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises import find
from samples.studio.body import MOVEMENTS, Moment, Movement, subject
from samples.studio.body.figure import SIDES, Figure, other
from samples.studio.labels import label
from samples.studio.scene import build
from samples.studio.spec import spec_from
from samples.studio.truth import true_reps


def doing(name: str, body: int = 0, side: str = "R", variant: str = "") -> Movement:
    return MOVEMENTS[name](Figure(subject.load(body)), side, np.random.default_rng(body), variant)


def told(**spec: object) -> dict:
    scene = build(spec_from({"seed": 5, **spec}))
    return label(scene, true_reps(scene))


def lowest(movement: Movement, moment: Moment) -> float:
    return float(movement.fig.skinned(movement.fig.vertices(""), movement.pose(moment))[:, 2].min())


@pytest.mark.parametrize(("body", "variant"), [(0, ""), (3, "knees"), (7, ""), (4, "knees")])
def test_a_push_up_lowers_a_straight_body_over_hands_that_stay(body, variant):
    movement = doing("push_up", body, variant=variant)
    poses = [movement.pose(Moment(s)) for s in (0, 0.5, 1)]
    m = [movement.measures(p) for p in poses]
    for p in poses:
        for s in SIDES:
            assert movement.joint(p.p, f"wrist.{s}") == pytest.approx(movement.arms[s], abs=0.015)
    assert m[0]["elbow_angle"] > 168 and 60 < m[2]["elbow_angle"] < 95
    assert m[0]["elbow_angle"] - m[1]["elbow_angle"] == pytest.approx(movement.deep / 2, abs=4)
    assert [q["hip_deviation"] for q in m] == pytest.approx([movement.level] * 3, abs=0.006)
    assert m[0]["shoulder_height_cm"] - m[2]["shoulder_height_cm"] > 15
    knees = [movement.joint(p.p, "lowerleg01.L") for p in poses]
    assert (np.ptp(knees, axis=0).max() < 0.01) == (variant == "knees")
    assert all(lowest(movement, Moment(s)) > -0.03 for s in (0, 1))


def test_a_bird_dog_stretches_one_leg_and_the_other_arm_in_turn():
    movement = doing("bird_dog")
    for rep, leg in ((0, "R"), (1, "L")):
        p = movement.pose(Moment(1.0, rep=rep)).p
        stretched, kneeling = (movement.joint(p, f"foot.{s}")[2] for s in (leg, other(leg)))
        hand, planted = (movement.joint(p, f"wrist.{s}")[2] for s in (other(leg), leg))
        assert stretched > 0.25 > kneeling and hand > 0.4 > planted
        assert movement.joint(p, f"lowerleg01.{other(leg)}")[2] < 0.08
    clean = movement.measures(movement.pose(Moment(1.0)))
    assert min(clean["leg_angle"], clean["arm_angle"]) > 160
    assert all(lowest(movement, Moment(s)) > -0.04 for s in np.linspace(0, 1, 6))
    same = movement.pose(Moment(1.0, {"same_side": 1.0})).p
    assert movement.joint(same, "wrist.R")[2] > 0.4 > movement.joint(same, "wrist.L")[2]
    one = doing("bird_dog", variant="one")
    assert [one.side_in(k) for k in range(3)] == ["R"] * 3


def test_repetitions_that_alternate_are_labelled_with_their_sides():
    rows = told(exercise="bird_dog", view="side", set={"reps": 3, "tempo": [0.4, 0.6, 0.5, 0.6]})
    assert [r["side"] for r in rows["rep_times"]] == ["right", "left", "right"] and "side" not in rows


@pytest.mark.parametrize(("kind", "least"), [("bird_dog", 80), ("push_up", 80)])
def test_a_range_is_labelled_as_the_exercise_measures_it_at_the_far_end(kind, least):
    rows = told(exercise=kind, view="side", set={"reps": 1, "faults": {"partial": 1.0}})["rep_times"]
    rows += told(exercise=kind, view="side", set={"reps": 1})["rep_times"]
    half, whole = (r["rom"] for r in rows)
    assert whole["name"] == find(kind.replace("_", "-")).ranges[0].name
    assert half["value"] + 8 < least < whole["value"]


@pytest.mark.parametrize("side", ["L", "R"])
def test_a_side_leg_raise_opens_long_legs(side):
    movement = doing("side_leg_raise", 3, side)
    m = [movement.measures(movement.pose(Moment(s))) for s in (0, 0.5, 1)]
    assert [q["leg_opening"] for q in m] == pytest.approx([0, movement.lift / 2, movement.lift], abs=2)
    assert all(q["knee_flexion"] < 12 for q in m)
    assert movement.measures(movement.pose(Moment(1.0, {"knee_bend": 1.0})))["knee_flexion"] > 35
    assert movement.measures(movement.pose(Moment(1.0, {"leg_forward": 1.0})))["leg_forward"] > 25
    bottom = [movement.joint(movement.pose(Moment(s)).p, f"foot.{other(side)}") for s in (0, 1)]
    assert np.ptp(bottom, axis=0).max() < 0.03


def test_half_a_bird_dog_is_labelled_by_the_limbs_that_stay_low():
    """There is no cue for half the range: what the camera can see is a low leg and a low arm."""
    rows = told(exercise="bird_dog", view="side", set={"reps": 2, "faults": {"partial": 1.2}, "fault_reps": [1]})
    clean, half = rows["rep_times"]
    assert clean["faults"] == []
    assert half["faults"] == ["arm-low", "leg-low"]
    low = told(exercise="bird_dog", view="side", set={"reps": 1, "faults": {"leg_low": 1.0}})
    assert low["rep_times"][0]["faults"] == ["leg-low"]
