"""Fast checks of rows, lifts, shrugs, pull-ups, rotations, side-steps, leg swings, ankle pumps and two more holds.
Nothing is rendered here."""

from __future__ import annotations

import numpy as np
import pytest

from samples.studio.body import MOVEMENTS, Moment, Movement, subject
from samples.studio.body.figure import SIDES, Figure, other
from samples.studio.labels import label
from samples.studio.scene import build
from samples.studio.spec import spec_from
from samples.studio.truth import true_reps

ON_FEET = ("bent_over_row", "overhead_lift", "shrug", "external_rotation", "doorway_stretch", "blade_squeeze")
SHORT = [0.4, 0.5, 0.3, 0.5]


def doing(name: str, body: int = 0, side: str = "R", variant: str = "") -> Movement:
    return MOVEMENTS[name](Figure(subject.load(body)), side, np.random.default_rng(body), variant)


def at(movement: Movement, s: float, rep: int = 0, returning: bool = False, **faults: float) -> dict[str, float]:
    return movement.measures(movement.pose(Moment(s, faults, rep=rep, returning=returning)))


def told(**spec: object) -> dict:
    scene = build(spec_from({"seed": 5, **spec}))
    return label(scene, true_reps(scene))


def lowest(movement: Movement, moment: Moment) -> float:
    return float(movement.fig.skinned(movement.fig.vertices(""), movement.pose(moment))[:, 2].min())


@pytest.mark.parametrize("name", ON_FEET)
def test_who_stands_keeps_both_feet_where_they_are(name):
    movement = doing(name, 3)
    poses = [movement.pose(Moment(s)) for s in (0, 0.5, 1)]
    for side in SIDES:
        ankles = [movement.joint(p.p, f"foot.{side}") for p in poses]
        assert np.ptp(ankles, axis=0).max() < 0.01
    assert all(abs(lowest(movement, Moment(s))) < 0.02 for s in (0, 1))
    for p in poses:  # the weight over the feet
        assert movement.fig.com(p.p)[:2] == pytest.approx([0, -0.06], abs=0.03)


def test_a_row_lifts_the_elbows_beside_a_still_trunk():
    movement = doing("bent_over_row", 1)
    low, high = at(movement, 0), at(movement, 1)
    assert low["elbow_height"] < -0.35 and high["elbow_height"] > 0.05
    assert abs(high["trunk_inclination"] - low["trunk_inclination"]) < 8
    assert at(movement, 1, torso_swing=1.0)["trunk_inclination"] < low["trunk_inclination"] - 20
    assert at(movement, 0, too_upright=1.0)["trunk_inclination"] < 31
    one = doing("bent_over_row", 1, "L", "one")
    props = [one.joint(one.pose(Moment(s)).p, "wrist.R") for s in (0, 1)]
    assert np.ptp(props, axis=0).max() < 0.03


def test_an_overhead_lift_raises_both_hands_evenly():
    movement = doing("overhead_lift", 4)
    low, high = at(movement, 0), at(movement, 1)
    assert min(low["elbow_bend_left"], low["elbow_bend_right"]) > 110 and high["elbow_bend_left"] < 40
    assert high["arm_elevation"] > 150 and high["wrists_apart"] < 0.02
    assert at(movement, 1, uneven=0.7)["wrists_apart"] > 0.21
    assert at(movement, 0.25, legs=1.0)["knee_flexion"] > 40 > 20 > at(movement, 0, legs=1.0)["knee_flexion"]
    assert abs(at(movement, 1, lean=1.0)["trunk_aside"]) > 9


def test_a_shrug_lifts_the_shoulders_alone():
    movement = doing("shrug", 6)
    low, high = at(movement, 0), at(movement, 1)
    assert 0.08 < high["shoulder_rise"] - low["shoulder_rise"] < 0.25
    assert high["elbow_bend"] < 15 and at(movement, 1, bent_elbow=1.0)["elbow_bend"] > 45


@pytest.mark.parametrize("variant", ["", "chin_up"])
def test_a_pull_up_brings_the_chin_over_hands_that_stay(variant):
    movement = doing("pull_up", 2, variant=variant)
    for s in (0, 0.5, 1):
        p = movement.pose(Moment(s)).p
        for side in SIDES:
            assert movement.joint(p, f"wrist.{side}") == pytest.approx(movement.hands[side], abs=0.02)
        assert lowest(movement, Moment(s)) > 0.3
    low, high = at(movement, 0), at(movement, 1)
    assert low["elbow_bend"] < 30 and low["chin_over_bar_cm"] < -20
    assert 2 < high["chin_over_bar_cm"] < 9 and high["nose_over_hands"] > 0.15
    assert at(movement, 0, no_hang=1.0)["elbow_bend"] > 70
    assert 2 * abs(at(movement, 0.25, swing=1.0)["hips_back"] - low["hips_back"]) > 0.5


def test_an_external_rotation_turns_the_forearm_and_leaves_the_elbow():
    movement = doing("external_rotation", 5, "L")
    low, high = at(movement, 0), at(movement, 1)
    assert low["rotation"] < -30 and high["rotation"] > 30
    assert abs(high["elbow_outward"] - low["elbow_outward"]) < 0.03
    assert at(movement, 1, elbow_out=1.15)["elbow_outward"] - low["elbow_outward"] > 0.31
    assert at(movement, 1, twist=1.0)["trunk_turn"] > 27
    still = [movement.joint(movement.pose(Moment(s)).p, "wrist.R") for s in (0, 1)]
    assert np.ptp(still, axis=0).max() < 0.03


def test_side_steps_go_one_way_and_back_and_no_foot_slides():
    movement = doing("lateral_walk", 0)
    begins = [at(movement, 0, rep)["body_cm"] for rep in range(7)]
    assert begins[6] == pytest.approx(begins[0], abs=0.5) and begins[3] < begins[0] - 60
    for rep in (0, 4):
        lead = movement.side_in(rep)
        out, back = ([movement.pose(Moment(s, rep=rep, returning=r)) for s in (0, 0.5, 1)] for r in (False, True))
        for poses, planted in ((out, other(lead)), (back, lead)):
            assert np.ptp([movement.joint(p.p, f"foot.{planted}") for p in poses], axis=0).max() < 0.01
        for a, b in ((out[2], back[2]), (back[0], movement.pose(Moment(0, rep=rep + 1)))):
            assert a.p == pytest.approx(b.p, abs=0.01)  # the ways meet
    assert at(movement, 0)["opening"] > 0.02 and at(movement, 0, feet_together=1.0)["opening"] < -0.08
    assert abs(at(movement, 0.5, sway=1.0)["trunk_aside"]) > 7


def test_steps_are_labelled_with_the_way_they_go():
    row = told(exercise="lateral_walk", view="front", set={"reps": 4, "tempo": SHORT})
    assert [r["side"] for r in row["rep_times"]] == ["right"] * 3 + ["left"] and row["reps"] == 4
    assert all(0.2 < r["rom"]["value"] < 0.45 and r["rom"]["unit"] == "T" for r in row["rep_times"])


def test_a_leg_swings_over_a_leg_that_stands():
    movement = doing("hip_mobility", 7, "L")
    low, high = at(movement, 0), at(movement, 1)
    assert low["thigh_ahead"] < -15 and high["thigh_ahead"] > 50
    assert abs(high["standing_thigh_ahead"] - low["standing_thigh_ahead"]) < 15
    assert abs(high["trunk_forward"] - low["trunk_forward"]) < 12
    assert at(movement, 1, trunk=1.0)["trunk_forward"] - low["trunk_forward"] > 26
    assert all(-0.02 < lowest(movement, Moment(s)) < 0.02 for s in (0, 0.5, 1))


@pytest.mark.parametrize("side", ["L", "R"])
def test_an_ankle_pump_moves_the_foot_alone(side):
    movement = doing("ankle_pump", 4, side)
    low, high = at(movement, 0), at(movement, 1)
    assert high["ankle_angle"] - low["ankle_angle"] == pytest.approx(movement.pointed - movement.pulled, abs=2)
    assert abs(high["knee_angle"] - low["knee_angle"]) < 2
    bent = at(movement, 1, knee=1.0)
    assert low["knee_angle"] - bent["knee_angle"] > 28
    assert bent["ankle_angle"] == pytest.approx(high["ankle_angle"], abs=3)
    assert all(abs(lowest(movement, Moment(s))) < 0.02 for s in (0, 1))


def test_a_doorway_stretch_keeps_the_hands_on_its_frame():
    movement = doing("doorway_stretch", 5)
    clean, lean = (movement.pose(Moment(1.0, f)) for f in ({}, {"lean": 1.0}))
    for side in SIDES:
        assert movement.joint(lean.p, f"wrist.{side}") == pytest.approx(
            movement.joint(clean.p, f"wrist.{side}"), abs=0.04
        )
    assert abs(movement.measures(clean)["elbow_above_shoulder"]) < 0.12
    assert movement.measures(lean)["aside"] > 13
    assert at(movement, 1, elbow_low=1.0)["elbow_above_shoulder"] < -0.33
    assert at(movement, 1, elbow_high=1.0)["elbow_above_shoulder"] > 0.2


def test_holds_are_labelled_with_the_seconds_of_a_fault():
    row = told(
        exercise="doorway_stretch",
        view="back",
        set={"reps": 1, "tempo": [0.3, 0.5, 5, 0.5], "faults": {"lean": 1.0}, "during": {"lean": [1, 4]}},
    )
    (hold,) = row["holds"]
    assert hold["faults"] == ["lean"] and hold["held_s"] - hold["clean_s"] == pytest.approx(3, abs=0.7)


def test_blades_squeezed_take_the_arms_back():
    movement = doing("blade_squeeze", 7)
    low, high = at(movement, 0), at(movement, 1)
    assert high["arm_to_trunk"] > low["arm_to_trunk"] + 8
    assert abs(high["leans_back"] - low["leans_back"]) < 7
    assert at(movement, 1, arch=1.12)["leans_back"] - high["leans_back"] > 8


@pytest.mark.parametrize("side", ["L", "R"])
def test_a_foot_writes_while_its_leg_is_still(side):
    movement = doing("ankle_alphabet", 4, side)
    times = np.arange(0, 8, 0.1)

    def ways(s, **faults):
        poses = [movement.pose(Moment(s, faults, t=t)) for t in times]
        toes, knees = (np.array([movement.joint(p.p, f"{b}.{side}") for p in poses]) for b in ("toe1-1", "lowerleg01"))
        return np.ptp(toes, axis=0).max(), np.ptp(knees, axis=0).max(), [movement.measures(p) for p in poses]

    toes, knees, _ = ways(1.0)
    assert toes > 0.05 and knees < 0.005
    assert ways(0.0)[0] < 0.005
    _, knees, measures = ways(1.0, leg_moves=1.0)
    assert knees > 0.06 and min(m["knee_off_cm"] for m in measures) > 3.3


def test_feet_pump_together_in_turn_or_one_beside_the_other():
    def moved(variant, rep):
        movement = doing("ankle_pump", 4, "R", variant)
        low, high = (movement.pose(Moment(s, rep=rep)) for s in (0, 1))
        toes = [
            np.linalg.norm(movement.joint(high.p, f"toe1-1.{s}") - movement.joint(low.p, f"toe1-1.{s}")) for s in "LR"
        ]
        return [bool(x > 0.05) for x in toes]

    assert moved("both", 0) == [True, True]
    assert [moved("in_turn", rep) for rep in (0, 1)] == [[False, True], [True, False]]
    assert moved("beside", 0) == [False, True]
