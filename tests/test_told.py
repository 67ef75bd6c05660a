"""A repetition with a fault is a repetition that keeps its fault: no gate takes it for another exercise.

The landmarks are the studio's, of acted faults: the true ones with noise; of the bird-dogs, the leg raise, the falls
from a bar, the dips of a lift and most ankle pumps what the pose model saw in the film.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import formcheck
from formcheck.exercises import EXERCISES, FILES, file_of
from formcheck.exercises.read import read
from formcheck.result import Result

pytestmark = pytest.mark.clip

TOLD = Path(__file__).parent / "data" / "told"
FAULTS: dict[str, tuple[str, list[list[str]]]] = {  # recording: exercise, and the faults of each repetition in order
    "pull-up-fast": ("pull-up", [["fast"]] * 3),
    "pull-up-low": ("pull-up", [[], ["low"], ["low"]]),
    "leg-swing-trunk": ("hip-mobility", [[], ["trunk"], ["trunk"]]),
    "shrug-bent-elbow": ("shrug", [[], ["bent-elbow"], ["bent-elbow"]]),
    "ankle-pump-knee": ("ankle-pump", [[], ["knee"], ["knee"]]),
    "ankle-pump-floor-foot": (
        "ankle-pump",
        [[], ["knee"], ["knee"]],
    ),  # the landmarks of the foot on the floor move too
    "ankle-pump-beside": ("ankle-pump", [[], []]),
    "ankle-pump-both": ("ankle-pump", [[], []]),
    "ankle-pump-hidden": ("ankle-pump", []),
    "overhead-lift-legs": ("overhead-lift", [["legs"], ["legs"], []]),
    "row-torso-swing": ("bent-over-row", [[], ["torso-swing"], ["torso-swing"]]),
    "lateral-walk-sway": ("lateral-walk", [[], ["sway"], ["sway"], [], [], []]),
    "doorway-elbow-high": ("doorway-stretch", [["elbow-high"]]),
    "two-squeezes": ("blade-squeeze", [[], []]),
    "bird-dog-low": ("bird-dog", [["leg-low"], []]),
    "bird-dog-arm-low": ("bird-dog", [["arm-low"], ["arm-low"]]),
    "leg-raise-back": ("side-leg-raise", [[], []]),
}


@cache
def judged(name: str) -> Result:
    return formcheck.analyze(TOLD / f"{name}.npz", exercise=FAULTS[name][0])


@pytest.mark.parametrize("name", FAULTS)
def test_each_counts_with_the_fault_it_has_and_no_other(name: str) -> None:
    assert [[f.id for f in m.faults] for m in judged(name).movements] == FAULTS[name][1]


def test_the_leg_that_reaches_back_is_named_even_if_it_stays_low() -> None:
    assert [r.side for r in judged("bird-dog-low").reps] == ["left", "right"]


def test_one_foot_is_told_from_both() -> None:
    """The landmarks of a still far foot follow the near one by a third to a half."""
    sides = {name: [r.side for r in judged(f"ankle-pump-{name}").reps] for name in ("floor-foot", "beside", "both")}
    assert sides == {"floor-foot": ["right"] * 3, "beside": ["left"] * 2, "both": ["both"] * 2}


def test_a_range_that_landmarks_read_too_small_is_made_up_for() -> None:
    assert judged("ankle-pump-floor-foot").reps[0].rom.value == pytest.approx(52.1, abs=9)  # the landmarks read 34


def test_of_two_feet_beside_each_other_no_range_is_told() -> None:
    assert {r.rom.value for name in ("beside", "both") for r in judged(f"ankle-pump-{name}").reps} == {None}


def test_two_feet_that_point_up_show_the_side() -> None:
    assert judged("ankle-pump-both").view.detected == "side"
    assert "view-unsure" not in {f.id for f in judged("ankle-pump-both").findings}


def test_a_foot_behind_the_near_one_is_not_counted_and_told_where_to_film() -> None:
    text = {f.id: f.text for f in judged("ankle-pump-hidden").findings}["hidden-side"]
    assert "hidden" in text and EXERCISES["ankle-pump"].camera in text


def test_a_limit_on_the_trunk_that_forgets_the_side_misses_a_sway() -> None:
    assert "slant(hip, shoulder, of=middle)" in file_of("lateral-walk")
    unsigned = read(file_of("lateral-walk").replace("slant(hip", "lean(hip"), "walk.toml")
    path = TOLD / "lateral-walk-sway.npz"
    assert not any(f.id == "sway" for m in formcheck.analyze(path, exercise=unsigned).movements for f in m.faults)


def test_every_recording_is_told_of() -> None:
    assert {p.stem for p in TOLD.glob("*.npz")} == set(FAULTS)
    assert {ex for ex, _ in FAULTS.values()} <= set(FILES) <= set(EXERCISES)
