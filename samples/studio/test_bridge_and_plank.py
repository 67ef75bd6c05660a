"""Fast checks of the glute bridge and the plank: contacts, faults, holds and their labels. Nothing is rendered here."""

from __future__ import annotations

import numpy as np
import pytest

from samples.studio.body import MOVEMENTS, Moment, Movement, subject
from samples.studio.body.figure import SIDES, Figure
from samples.studio.body.on_arms import deviation
from samples.studio.holds import STEP_S, runs, standing
from samples.studio.labels import label
from samples.studio.scene import build
from samples.studio.schedule import SetPlan
from samples.studio.spec import spec_from
from samples.studio.there import SPANS
from samples.studio.truth import true_reps

BODIES = range(0, 8, 3)


def doing(name: str, body: int = 0, side: str = "R", variant: str = "") -> Movement:
    return MOVEMENTS[name](Figure(subject.load(body)), side, np.random.default_rng(body), variant)


def told(**spec: object) -> dict:
    scene = build(spec_from({"seed": 5, **spec}))
    return label(scene, true_reps(scene))


def lowest(movement: Movement, moment: Moment, *bones: str) -> float:
    return float(movement.fig.skinned(movement.fig.vertices(*bones), movement.pose(moment))[:, 2].min())


# --- the bridge


@pytest.mark.parametrize("variant", ["", "single"])
@pytest.mark.parametrize("body", BODIES)
def test_a_bridge_rises_to_a_line_over_a_planted_foot(body, variant):
    movement = doing("glute_bridge", body, variant=variant)
    poses = [movement.pose(Moment(s)) for s in np.linspace(0, 1, 6)]
    m = [movement.measures(p) for p in poses]
    assert np.ptp([movement.joint(p.p, "foot.R") for p in poses], axis=0).max() < 0.005
    assert m[0]["hip_angle"] < 140 and m[-1]["hip_angle"] == pytest.approx(movement.top, abs=1)
    assert np.diff([q["hip_angle"] for q in m]) == pytest.approx((movement.top - movement.rest) / 5, abs=1)
    assert (np.diff([q["hip_height_cm"] for q in m]) > 0).all() and 65 < m[-1]["knee_angle"] < 110


@pytest.mark.parametrize("body", BODIES)
def test_head_shoulders_and_feet_stay_on_the_floor(body):
    movement = doing("glute_bridge", body)
    for moment in (Moment(0.0), Moment(1.0), Moment(1.0, {"overarch": 1.0})):
        assert lowest(movement, moment, "head", "neck03") == pytest.approx(0, abs=0.03)
        assert lowest(movement, moment, "clavicle", "shoulder", "spine01") == pytest.approx(0, abs=0.06)
        assert lowest(movement, moment, "foot", "toe") == pytest.approx(0.006, abs=0.02)


def test_the_free_leg_of_a_single_bridge_is_long_and_beside_the_other_thigh():
    movement = doing("glute_bridge", variant="single")
    for s in (0, 1):
        p = movement.pose(Moment(s)).p
        thigh, free = (movement.joint(p, f"lowerleg01.{k}") - movement.joint(p, f"upperleg01.{k}") for k in "RL")
        shank = movement.joint(p, "foot.L") - movement.joint(p, "lowerleg01.L")
        assert np.allclose(thigh, free, atol=0.09)
        assert free @ shank / np.linalg.norm(free) / np.linalg.norm(shank) > 0.98


def test_an_overarched_bridge_is_past_the_line_and_a_short_one_below_it():
    rows = told(
        exercise="glute_bridge",
        view="side",
        set={"reps": 4, "spread": 0.0, "faults": {"overarch": [0, 1, 0, 0.45], "partial": [0, 0, 1, 0]}},
    )["rep_times"]
    assert [r["faults"] for r in rows] == [[], ["overarch"], ["short"], []]
    assert rows[3]["borderline"] == ["overarch"]
    assert rows[0]["tempo"]["hold_s"] > 1.2 and 45 < rows[0]["rom"]["value"] < 75


def test_bridges_are_labelled_in_the_terms_of_the_contract():
    single = told(exercise="glute_bridge", view="side_right", variant="single", side="L", set={"reps": 1})
    assert (single["exercise"], single["variant"], single["view"]) == ("glute-bridge", "single-leg", "side")
    assert single["side"] == "left" and single["all_clean"]
    assert not told(exercise="glute_bridge", view="feet", set={"reps": 1})["suited"]


# --- the plank


@pytest.mark.parametrize("variant", ["", "high"])
@pytest.mark.parametrize("body", BODIES)
def test_a_plank_is_straight_over_arms_and_toes_that_stay(body, variant):
    movement = doing("plank", body, variant=variant)
    arm = "wrist" if variant else "lowerarm01"
    for faults, off in (({}, movement.level), ({"sag": 1.0}, None), ({"pike": 1.0}, movement.level + 0.16)):
        pose = movement.pose(Moment(1.0, faults))
        m = movement.measures(pose)
        for s in SIDES:
            assert movement.joint(pose.p, f"{arm}.{s}") == pytest.approx(movement.arms[s], abs=0.012)
        assert movement.joint(pose.p, "toe3-1.L")[0] == pytest.approx(movement.toes, abs=0.02)
        assert m["knee_angle"] > 167
        assert m["hip_deviation"] < -0.075 if off is None else m["hip_deviation"] == pytest.approx(off, abs=0.005)
        assert lowest(movement, Moment(1.0, faults), "") > -0.03


def test_a_plank_begins_on_the_knees_one_foot_after_the_other():
    movement = doing("plank")
    knees = [[movement.joint(movement.pose(Moment(s)).p, f"lowerleg01.{k}")[2] for k in "RL"] for s in (0, 0.4, 1)]
    assert max(knees[0]) < 0.075
    assert knees[1][0] > 0.15 > knees[1][1]
    assert min(knees[2]) > 0.15
    assert all(lowest(movement, Moment(s), "") > -0.03 for s in np.linspace(0, 1, 6))


def test_the_deviation_is_above_or_below_the_line_by_its_share():
    shoulder, ankle = np.array([1.0, 0.3]), np.array([0.0, 0.3])
    assert [deviation(shoulder, np.array([0.6, z]), ankle) for z in (0.4, 0.3, 0.2)] == pytest.approx([0.1, 0, -0.1])


def test_a_hold_has_its_seconds_and_the_seconds_of_its_fault():
    clean = told(exercise="plank", view="side", set={"reps": 1, "tempo": [1, 0.5, 2, 0.5], "variation": 0})
    [hold] = clean["holds"]
    assert clean["all_clean"] and "reps" not in clean and "rep_times" not in clean
    assert hold["held_s"] == pytest.approx(2.15, abs=0.15)
    assert clean["hold_s"] == pytest.approx(hold["held_s"], abs=0.01)
    faults, during = {"sag": 0.9, "pike": 0.9}, {"sag": [0.5, 2.5], "pike": [3.5, 5.5]}
    plan = {"reps": 1, "tempo": [1, 0.5, 6, 0.5], "variation": 0, "faults": faults, "during": during}
    both = told(exercise="plank", view="side_left", variant="high", set=plan)
    [hold] = both["holds"]
    assert [s["fault"] for s in hold["spans"]] == ["sag", "pike"] and both["faults"] == ["pike", "sag"]
    top = 0.8 + 0.5
    assert hold["spans"][0]["start_s"] == pytest.approx(top + 0.5, abs=0.4)
    assert hold["spans"][0]["end_s"] == pytest.approx(top + 2.5, abs=0.4)
    lost = sum(s["end_s"] - s["start_s"] for s in hold["spans"])
    assert hold["clean_s"] == pytest.approx(hold["held_s"] - lost, abs=0.02) and "all_clean" not in both


def test_a_fault_too_close_to_tell_leaves_the_clean_seconds_open():
    plan = {"reps": 1, "tempo": [1, 0.5, 4, 0.5], "variation": 0, "faults": {"pike": 0.55}, "during": {"pike": [1, 3]}}
    told_ = told(exercise="plank", view="side", set=plan)
    [hold] = told_["holds"]
    assert hold["borderline"] == ["pike"] and hold["held_s"] > 3.9
    assert "clean_s" not in hold and "hold_s" not in told_


@pytest.mark.parametrize(
    ("depth", "seconds", "stands"),
    [
        (-0.05, 2.0, "there"),
        (-0.05, 0.5, "no"),
        (-0.015, 2.0, "no"),
        (-0.05, 1.2, "borderline"),
        (-0.04, 2.0, "borderline"),
    ],
)
def test_a_sag_must_be_deep_and_last(depth, seconds, stands):
    values = np.zeros(round(4 / STEP_S))
    values[10 : 10 + round(seconds / STEP_S)] = depth
    assert standing(values, SPANS["plank"]["sag"]) == stands


def test_runs_are_the_stretches_beyond_a_limit():
    values = np.array([0.11, 0.0, 0.095, 0.12, 0.0, 0.13])
    pike = SPANS["plank"]["pike"]
    assert runs(values, pike, 0.0) == [(0, 1), (2, 4), (5, 6)]
    assert runs(values, pike, 1.0) == [(0, 1), (3, 4), (5, 6)]


def test_only_an_acted_fault_has_a_time():
    with pytest.raises(ValueError, match="sag: no fault of the set"):
        SetPlan(during={"sag": (1, 2)})
