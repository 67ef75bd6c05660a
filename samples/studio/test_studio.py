"""Fast checks of the studio: schedules, labels, contacts, files. Nothing is rendered here."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from samples.studio import __main__ as cli
from samples.studio import film
from samples.studio.body import EXERCISES, MOVEMENTS, Moment, Movement, subject
from samples.studio.body.figure import Figure
from samples.studio.body.landmarks import NAMES, Landmarker
from samples.studio.body.posture import blend, place
from samples.studio.body.rig import Pose, Z, rot
from samples.studio.clip import make
from samples.studio.encode import Encoder, set_rotation
from samples.studio.gait import Walker, stroll
from samples.studio.labels import label
from samples.studio.profiles import PROFILES
from samples.studio.scene import Scene, build
from samples.studio.schedule import SetPlan, schedule
from samples.studio.spec import ClipSpec, Film, read_plan, spec_from
from samples.studio.terms import CAN, FAULT_ID, RANGE, VIEW
from samples.studio.there import THERE, standing
from samples.studio.truth import TrueRep, edges, true_reps

PLANS = sorted((Path(__file__).parent / "plans").glob("*.json"))
TEMPO = (0.8, 1.5, 0.6, 1.5)
CONTRACT_VIEWS = {"front", "back", "side", "oblique", "above", "foot-end", "head-end"}
REASONS = {"short", "too-fast", "tracking-lost", "wrong-posture", "unfinished"}


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def doing(name: str, body: int = 0, side: str = "R", variant: str = "") -> Movement:
    return MOVEMENTS[name](Figure(subject.load(body)), side, rng(), variant)


def scene_of(**spec: object) -> tuple[Scene, list[TrueRep]]:
    scene = build(spec_from({"seed": 5, **spec}))
    return scene, true_reps(scene)


# --- speed profiles and schedules


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_profile_goes_all_the_way_and_never_back(profile):
    x = profile(np.linspace(-0.1, 1.1, 500))
    assert x[0] == 0 and x[-1] == pytest.approx(1)
    assert (np.diff(x) >= -1e-12).all()


def test_profiles_are_fast_where_they_say():
    half_way = {name: float(p(np.array(0.5))) for name, p in PROFILES.items()}
    assert half_way["early"] > 0.7 and half_way["late"] < 0.3
    assert [half_way[n] for n in ("smooth", "steady", "stop")] == pytest.approx([0.5] * 3)
    assert np.ptp(PROFILES["stop"](np.linspace(0.36, 0.64, 9))) < 1e-9


def test_a_schedule_follows_its_plan():
    s = schedule(rng(), SetPlan(reps=3, pace=1, lead=0, pauses={1: 4.0}, variation=0, spread=0), TEMPO)
    assert s.reps[0].start == 0
    assert [r.end - r.start for r in s.reps] == pytest.approx([3.6] * 3)
    assert s.reps[2].start - s.reps[1].end == pytest.approx(0.8 + 4.0)
    assert s.progress.max() == pytest.approx(1)


def test_same_generator_same_schedule():
    a, b = (schedule(rng(), SetPlan(rise="mixed", fall="mixed", rest_drift=0.2), TEMPO) for _ in range(2))
    assert a.reps == b.reps and np.array_equal(a.progress, b.progress)


def test_attempts_are_small_or_quick():
    s = schedule(rng(), SetPlan(reps=4, stunted=(1,), flicks=(3,)), TEMPO)
    assert [r.attempt for r in s.reps] == [None, "short", None, "too-fast"]
    assert s.reps[1].amplitude == pytest.approx(0.3)
    assert s.reps[3].end - s.reps[3].start < 0.5


def test_rest_creeps_up_and_is_where_the_next_rep_begins():
    s = schedule(rng(), SetPlan(reps=4, rest_drift=0.3), TEMPO)
    assert s.reps[0].rest_before == 0 and s.reps[-1].rest_after > 0.1
    assert all(a.rest_after == b.rest_before for a, b in pairwise(s.reps))
    assert s.at(s.duration)[0] == pytest.approx(s.reps[-1].rest_after)


@pytest.mark.parametrize("drift", [0.0, 0.3])
@pytest.mark.parametrize("profile", PROFILES)
def test_edges_are_the_5_and_95_percent_crossings(profile, drift):
    s = schedule(rng(), SetPlan(reps=3, rise=profile, fall=profile, rest_drift=drift), TEMPO)
    for r in s.reps:
        start, top_start, top_end, end = edges(s.times, s.progress, r)
        assert r.start < start < top_start <= top_end < end < r.end
        up, down = r.amplitude - r.rest_before, r.amplitude - r.rest_after
        found = [s.at(t)[0] for t in (start, top_start, top_end, end)]
        wanted = [
            r.rest_before + 0.05 * up,
            r.rest_before + 0.95 * up,
            r.rest_after + 0.95 * down,
            r.rest_after + 0.05 * down,
        ]
        assert found == pytest.approx(wanted, abs=0.004)


def test_a_metronomic_two_second_phase_measures_a_second_and_a_quarter():
    s = schedule(rng(), SetPlan(reps=1, variation=0, spread=0, pace=1), (1, 2, 1, 2))
    start, top_start, *_ = edges(s.times, s.progress, s.reps[0])
    assert top_start - start == pytest.approx(1.25, abs=0.02)


# --- labels


def test_the_tables_cover_every_exercise_view_and_fault():
    for name, exercise in EXERCISES.items():
        assert set(CAN[name]) == set(exercise.views)
        assert set(FAULT_ID[name]) == set(exercise.faults)
        assert {VIEW.get(v, v) for v in exercise.views} <= CONTRACT_VIEWS
        assert exercise.kind == "hold" or RANGE[name][2] in doing(name).measures(doing(name).pose(Moment()))


CASES = {
    "clean": {"exercise": "wall_angel", "view": "front", "set": {"reps": 2}},
    "bench": {"exercise": "prone_y_raise", "view": "side", "variant": "bench", "set": {"reps": 2}},
    "cut": {"exercise": "calf_raise", "view": "side", "begin": 0.5, "end": 0.4, "set": {"reps": 4}},
    "attempts": {"exercise": "clamshell", "view": "front", "set": {"reps": 4, "stunted": [0], "flicks": [2]}},
    "two sides": {"exercise": "single_leg_rdl", "view": "side", "then": "other side", "set": {"reps": 1}},
    "covered": {"exercise": "calf_raise", "view": "front", "film": {"covered": [2.0, 4.0]}, "set": {"reps": 2}},
    "visitor": {
        "exercise": "calf_raise",
        "view": "side",
        "opening": ["walk in", "wave"],
        "ending": ["walk out"],
        "passer_by": True,
        "set": {"reps": 1},
    },
    "halves": {
        "exercise": "clamshell",
        "view": "head",
        "set": {"reps": 3, "faults": {"partial": 1}, "fault_reps": [1]},
    },
    "sweep": {
        "exercise": "calf_raise",
        "view": "side",
        "set": {"reps": 4, "faults": {"bent_knees": [1.0, 0, 0.2, 0.6]}},
    },
    "hurried": {
        "exercise": "calf_raise",
        "view": "side",
        "set": {"reps": 4, "variation": 0, "faults": {"drop": [1.0, 0.1, 0, 1.0]}},
    },
    "not one": {"exercise": "two_leg_rdl", "view": "side", "judged_as": "single_leg_rdl", "set": {"reps": 2}},
}


@cache
def told_of(case: str) -> tuple[Scene, dict]:
    scene, reps = scene_of(**CASES[case])
    return scene, label(scene, reps)


@pytest.mark.parametrize("case", CASES)
def test_every_label_keeps_the_contract(case):
    scene, told = told_of(case)
    assert told["schema"] == "formcheck.labels/1" and told["view"] in CONTRACT_VIEWS
    assert told["exercise"].replace("-", "_") in EXERCISES
    rows = told["rep_times"]
    assert told["reps"] == len(rows) or told["reps"][1] == len(rows)
    assert all(a["end_s"] <= b["start_s"] for a, b in pairwise(rows))
    for row in rows:
        assert 0 <= row["start_s"] < row["top_start_s"] <= row["top_end_s"] < row["end_s"] <= scene.seconds
        assert sum(row["tempo"].values()) == pytest.approx(row["end_s"] - row["start_s"], abs=0.01)
    for attempt in told.get("attempts", []):
        assert attempt["reason"] in REASONS and 0 <= attempt["start_s"] < attempt["end_s"] <= scene.seconds + 1e-3
    assert json.loads(json.dumps(told)) == told


def test_what_the_cases_say():
    def told(case: str) -> dict:
        return told_of(case)[1]

    clean = told("clean")
    assert clean["reps"] == 2 and clean["all_clean"] and clean["suited"] and "side" not in clean
    assert 60 < clean["rep_times"][0]["rom"]["value"] < 95
    bench = told("bench")
    assert bench["variant"] == "bench" and 75 < bench["rep_times"][0]["rom"]["value"] < 100
    cut = told("cut")
    assert cut["reps"] == 2 and [a["reason"] for a in cut["attempts"]] == ["unfinished"] * 2
    assert cut["attempts"][0]["start_s"] == 0
    attempts = told("attempts")
    assert attempts["reps"] == 2 and [a["reason"] for a in attempts["attempts"]] == ["short", "too-fast"]
    assert "all_clean" not in attempts and attempts["side"] == "right"
    both = told("two sides")
    assert [r["side"] for r in both["rep_times"]] == ["right", "left"] and "side" not in both
    assert [a["reason"] for a in told("covered")["attempts"]] == ["tracking-lost"]
    halves = told("halves")
    assert halves["reps"] == [2, 3] and not halves["suited"] and halves["rep_times"][1]["faults"] == ["short"]
    assert "rom" not in halves["rep_times"][0]
    sweep = told("sweep")
    assert [r["faults"] for r in sweep["rep_times"]] == [["knee-bend"], [], [], ["knee-bend"]]
    assert sweep["faults"] == ["knee-bend"] and "all_clean" not in sweep
    hurried = told("hurried")  # two of three are a habit, these are too far apart
    assert hurried["faults"] == []
    assert [r.get("borderline", []) for r in hurried["rep_times"]] == [["drop"], ["drop"], [], ["drop"]]
    negative = told("not one")
    assert negative["reps"] == 0 and [a["reason"] for a in negative["attempts"]] == ["wrong-posture"] * 2


def test_a_hinge_begins_by_lowering():
    scene, reps = scene_of(exercise="single_leg_rdl", view="side", set={"reps": 1, "tempo": [1, 4, 0.5, 2]})
    tempo = label(scene, reps)["rep_times"][0]["tempo"]
    assert tempo["eccentric_s"] > 1.5 * tempo["concentric_s"]


def test_a_label_can_be_overridden_and_a_field_left_out():
    told = label(*scene_of(**CASES["clean"], label={"suited": None, "notes": "said by hand"}))
    assert "suited" not in told and told["notes"] == "said by hand"


# --- specifications and plans


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_plans_can_be_made(path):
    specs = read_plan(path)
    assert len({s.stem for s in specs}) == len({s.seed for s in specs}) == len(specs)
    for s in specs:
        movement = MOVEMENTS[s.exercise]
        assert s.view in movement.views and s.variant in movement.variants and set(s.set.faults) <= set(movement.faults)
        assert s.exercise in EXERCISES or s.judged_as in EXERCISES
        assert s.body is None or 0 <= s.body < subject.count()


def test_misspelt_wishes_are_refused():
    with pytest.raises(ValueError, match="Film has no fsp; it has covered, dim, fps"):
        spec_from({"exercise": "calf_raise", "view": "side", "film": {"fsp": 15}})
    with pytest.raises(ValueError, match="there are smooth, early, late, steady, stop, dropped, thrown, mixed"):
        SetPlan(rise="sudden")
    with pytest.raises(ValueError, match="has no view 'top'; there are side, front"):
        build(ClipSpec("calf_raise", "top"))
    with pytest.raises(ValueError, match="has no fault shrug"):
        build(ClipSpec("calf_raise", "side", set=SetPlan(faults={"shrug": 1.0})))
    with pytest.raises(ValueError, match="`judged_as` must say"):
        label(*scene_of(exercise="squat", view="side"))


def test_same_seed_same_clip(tmp_path):
    spec = ClipSpec("calf_raise", "side", seed=5, set=SetPlan(reps=1, rise="mixed"), film=Film(variable=True))
    for folder in ("a", "b"):
        make(spec, tmp_path / folder, video=False, points=True)
    make(replace(spec, seed=6, name=spec.stem), tmp_path / "c", video=False, points=True)
    for ending in (".labels.json", ".truth.json", ".npz"):
        a, b, c = ((tmp_path / folder / f"{spec.stem}{ending}").read_bytes() for folder in "abc")
        assert a == b != c


def test_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["studio", "list"])
    assert cli.main() == 0 and "single_leg_rdl" in capsys.readouterr().out
    monkeypatch.setattr(
        sys,
        "argv",
        [
            "studio",
            "one",
            "clamshell",
            "front",
            "--reps",
            "1",
            "--seed",
            "3",
            "--fault",
            "fast=0.5",
            "--no-video",
            "--out",
            str(tmp_path),
        ],
    )
    assert cli.main() == 0 and "clamshell-front-fast-3: reps 1" in capsys.readouterr().out
    assert {p.name.partition(".")[2] for p in tmp_path.iterdir()} == {"labels.json", "truth.json"}
    monkeypatch.setattr(sys, "argv", ["studio", "one", "clamshell", "side", "--out", str(tmp_path)])
    assert cli.main() == 1 and "has no view 'side'" in capsys.readouterr().err


# --- bodies and what they touch


@pytest.mark.parametrize("body", [0, 3])
@pytest.mark.parametrize("name", MOVEMENTS)
def test_nothing_sinks_deep_into_the_floor(name, body):
    movement = doing(name, body)
    skin = movement.fig.vertices("")
    for s in (0, 0.5, 1):
        lowest = movement.fig.skinned(skin, movement.pose(Moment(s=s)))[:, 2].min()
        assert lowest > -0.075  # a shoulder lain upon is squashed by a few centimetres


@pytest.mark.parametrize("side", ["L", "R"])
def test_the_stance_foot_of_a_hinge_stays(side):
    movement = doing("single_leg_rdl", side=side)
    at = [movement.joint(movement.pose(Moment(s=s)).p, f"foot.{side}") for s in np.linspace(0, 1, 6)]
    assert np.ptp(at, axis=0).max() < 1e-3


def test_heels_rise_over_toes_that_stay():
    movement = doing("calf_raise")
    poses = [movement.pose(Moment(s=s)) for s in np.linspace(0, 1, 6)]
    rise = [movement.measures(p)["heel_rise_cm"] for p in poses]
    assert np.ptp([movement.joint(p.p, "toe3-1.L") for p in poses], axis=0).max() < 0.012
    assert 5 < rise[-1] < 10 and (np.diff(rise) > 0).all()


@pytest.mark.parametrize("side", ["L", "R"])
def test_clamshell_feet_stay_together_while_the_knee_opens(side):
    movement = doing("clamshell", side=side)
    m = [movement.measures(movement.pose(Moment(s=s))) for s in (0, 0.5, 1)]
    assert all(abs(q["ankle_gap_cm"] - 8.2) < 1 for q in m)
    assert m[0]["knee_opening"] == pytest.approx(0, abs=1) and m[-1]["knee_opening"] > 33


def test_wall_angels_keep_their_back_on_the_wall():
    movement = doing("wall_angel")
    for s in (0, 1):
        back = movement.fig.skinned(movement.fig.torso_ids, movement.pose(Moment(s=s)))[:, 1].max()
        assert 0 < movement.wall_y - back < 0.03


ACTED = {  # fault: exercise, measure, progress where it shows, and how far it is off at strength 1
    "lean": ("wall_angel", "trunk_lean", 1, -13.5),  # to the right
    "back_off": ("wall_angel", "trunk_hinge", 1, 9.5),
    "elbow_closed": ("wall_angel", "elbow_flexion_left", 0, 42),
    "elbow_open": ("wall_angel", "elbow_flexion_left", 0, -54),
}


@pytest.mark.parametrize("fault", ACTED)
def test_a_stronger_fault_is_further_off(fault):
    exercise, measure, s, wanted = ACTED[fault]
    movement = doing(exercise)

    def measured(strength: float) -> float:
        return movement.measures(movement.pose(Moment(s, {fault: strength})))[measure]

    off = [measured(k) - measured(0) for k in (0.7, 1.0, 1.3)]
    assert off[1] == pytest.approx(wanted, abs=2.5)
    assert abs(off[0]) < abs(off[1]) < abs(off[2])
    assert off[2] - off[0] == pytest.approx(0.6 * wanted, rel=0.25)


def test_a_list_of_strengths_has_one_for_each_rep():
    plan = SetPlan(reps=3, faults={"lean": [0, 0.5, 1.2], "fast": 0.7})
    assert [plan.acted_in(k) for k in range(3)] == [
        {"fast": 0.7},
        {"lean": 0.5, "fast": 0.7},
        {"lean": 1.2, "fast": 0.7},
    ]
    made = schedule(rng(), plan, MOVEMENTS["wall_angel"].tempo)
    heights = [made.at((r.top + r.leave) / 2)[1]["lean"] for r in made.reps]
    assert heights == pytest.approx([0, 0.5, 1.2], abs=0.05)
    with pytest.raises(ValueError, match="one for each of the 3 reps"):
        SetPlan(reps=3, faults={"lean": [0.5, 1.0]})


def test_every_limit_of_a_fault_is_reached_and_not_by_a_clean_rep():
    for kind, faults in THERE.items():
        movement = doing(kind)

        def true(strengths: dict[str, float], movement: Movement = movement) -> dict[str, dict[str, float]]:
            whole = 1 - 0.5 * strengths.get("partial", 0)
            way = [movement.measures(movement.pose(Moment(s, strengths))) for s in np.linspace(0, whole, 9)]
            far = {
                n: max((m[n] for m in way), key=lambda x, first=first: abs(x - first)) for n, first in way[0].items()
            }
            return {n: {"start": x, "extreme": far[n], "change": far[n] - x} for n, x in way[0].items()}

        for fault, there in faults.items():
            stands = [there.standing(true(strengths), 175) for strengths in ({fault: 1.05}, {})]
            assert stands == ["there", "no"], (kind, fault)


@pytest.mark.parametrize(
    ("value", "stands"), [(12.9, "borderline"), (13.1, "there"), (11.1, "borderline"), (10.9, "no")]
)
def test_what_is_within_the_interval_of_a_limit_is_borderline(value, stands):
    assert standing(value, 12.0, 1.0, below=False) == stands
    assert standing(24.0 - value, 12.0, 1.0, below=True) == stands


def test_a_drop_hurries_only_the_way_back():
    def seconds(strength: float) -> tuple[float, float]:
        plan = SetPlan(reps=1, pace=1, variation=0, faults={"drop": strength})
        rep = schedule(rng(), plan, MOVEMENTS["calf_raise"].tempo, MOVEMENTS["calf_raise"].falls).reps[0]
        return rep.top - rep.start, rep.end - rep.leave

    assert [seconds(k)[0] for k in (0.25, 1.0, 1.2)] == pytest.approx([1.5] * 3)
    assert [seconds(k)[1] for k in (0, 0.001, 0.25, 1.0)] == pytest.approx([1.8, 1.8, 0.26, 0.13], abs=0.01)


def test_a_dropped_heel_falls_as_a_stone_does():
    plan = SetPlan(reps=1, pace=1, variation=0, spread=0, faults={"drop": 1.0})
    made = schedule(rng(), plan, MOVEMENTS["calf_raise"].tempo, MOVEMENTS["calf_raise"].falls)
    leave = made.reps[0].leave
    fallen = [0.08 * (1 - made.at(leave + t)[0]) for t in (0.05, 0.10)]
    assert fallen == pytest.approx([9.81 * t * t / 2 for t in (0.05, 0.10)], rel=0.1)


def test_what_is_thrown_up_is_a_drop_backwards():
    x = np.linspace(0, 1, 11)
    assert PROFILES["thrown"](x) == pytest.approx(1 - PROFILES["dropped"](1 - x))
    plan = SetPlan(reps=1, pace=1, variation=0, faults={"fast": 1.0})
    for kind, ways in (("wall_angel", ("thrown", "dropped")), ("single_leg_rdl", ("dropped", "thrown"))):
        rep = schedule(rng(), plan, MOVEMENTS[kind].tempo, MOVEMENTS[kind].falls).reps[0]
        assert (rep.rise, rep.fall) == ways


@pytest.mark.parametrize("body", range(0, 8, 3))
def test_a_tap_reaches_the_floor_and_no_deeper(body):
    movement = doing("single_leg_rdl", body)
    free = [v for v in movement.fig.vertices("foot", "toe") if movement.fig.s.main_bone[v].endswith("L")]
    for strength in (0.9, 1.4):
        poses = [movement.pose(Moment(s, {"foot_tap": strength})) for s in np.linspace(0.5, 1, 11)]
        lowest = min(movement.fig.skinned(np.array(free), p)[:, 2].min() for p in poses)
        assert -0.005 < lowest < 0.02


def test_bench_arms_hang_over_the_floor_and_end_level():
    movement = doing("prone_y_raise", variant="bench")
    low, high = (movement.measures(movement.pose(Moment(s=s))) for s in (0, 1))
    assert low["arm_lift"] < -75 and abs(high["arm_lift"]) < 8
    assert low["wrist_height_cm_left"] > 15


def test_walkers_arrive_and_do_not_slide():
    figure = Figure(subject.load(0))
    walker = Walker(figure, stroll(np.array([2.0, 0.0]), np.array([0.0, 0.0])))
    feet = np.array([[walker.pose(t).p[figure.rig.i[f"foot.{s}"]] for s in "LR"] for t in np.arange(0.4, 1.4, 1 / 60)])
    step = np.linalg.norm(np.diff(feet[..., :2], axis=0), axis=-1)
    assert np.median(step.min(axis=1)) < 0.004  # at any time one foot stands
    assert np.hypot(*walker.pose(walker.duration).p[0][:2]) < 0.1


def test_blending_turns_half_way():
    figure = Figure(subject.load(0))
    figure.begin()
    a = figure.solve()
    b = place(a, rot(Z, 90), np.array([1.0, 0.0, 0.0]))
    half = blend(a, b, 0.5, figure.rig.par, figure.rig.h)
    assert isinstance(half, Pose) and np.allclose(half.d, rot(Z, 45), atol=1e-9)
    assert np.allclose(half.p[0], (a.p[0] + b.p[0]) / 2)


def test_landmarks_are_all_there_and_left_is_left():
    for body in range(subject.count()):
        figure = Figure(subject.load(body))
        figure.begin()
        w = Landmarker(figure.s).world(figure.solve())
        assert w.shape == (33, 3) and np.isfinite(w).all()
        assert all(w[n, 0] > 0 for n, name in enumerate(NAMES) if "left" in name)


# --- film and files


def test_frame_times_are_even_or_wander():
    even = film.frame_times(rng(), Film(fps=24), 2.0)
    assert len(even) == 48 and np.allclose(np.diff(even), 1 / 24)
    wandering = np.diff(film.frame_times(rng(), Film(variable=True), 20.0))
    assert wandering.min() >= 1 / 30 - 1e-9 and wandering.std() > 0.003 and wandering.max() < 0.12


def test_a_video_has_true_timestamps_a_turn_and_a_bounded_size(tmp_path):
    path, times = tmp_path / "x.mp4", [0.0, 0.05, 0.20, 0.25]
    encoder = Encoder(path, 30, max_kb=20)
    for t in times:
        encoder.write(rng().integers(0, 255, (96, 128, 3), dtype=np.uint8), t)
    encoder.close()
    set_rotation(path, 90)
    assert path.stat().st_size <= 20_000
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    assert [f.time for f in frames] == pytest.approx(times, abs=1e-4)
    assert {f.rotation for f in frames} == {-90}  # PyAV counts anticlockwise


def test_the_readme_shows_plans_that_work():
    text = (Path(__file__).parent / "README.md").read_text()
    example = text.partition("```json\n")[2].partition("```")[0]
    for wish in json.loads(example):
        scene = build(spec_from(wish))
        assert scene.spec.set.pauses == {0: 4.0} and len(scene.sets) == 2
