"""The words of exercise files: what they measure, and what is said of those that cannot be read."""

from __future__ import annotations

import numpy as np
import pytest
from movements import movement_of
from people import figure, front_support, mirrored, seen

from formcheck.errors import ExerciseError
from formcheck.exercises import FILES, file_of
from formcheck.exercises.read import read
from formcheck.motion.pose import Part, Side, Track
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.view import View
from formcheck.motion.vocabulary import Geometry, geometry, measure

BRIDGE = file_of("glute-bridge")


def value(text: str, person: np.ndarray, side: Side | None = None, *, other_way: bool = False) -> float:
    pose = seen(0.0, person)
    return float(geometry(text).read(Track.of([mirrored(pose) if other_way else pose]), side)[0])


@pytest.mark.parametrize("other_way", [False, True])
def test_off_line_is_positive_above_and_negative_below_whichever_way_the_person_lies(other_way: bool) -> None:
    straight, low, high = (
        value("off_line(shoulder, hip, ankle)", front_support(hips=h), other_way=other_way) for h in (0.0, -0.1, 0.1)
    )
    assert straight == pytest.approx(0, abs=0.01)
    assert low == pytest.approx(-high, abs=1)
    assert low < -15


def test_words_measure_what_they_say() -> None:
    person = figure(elevation=90.0, rise=0.1)
    assert value("angle(hip, shoulder, elbow)", person) == pytest.approx(90, abs=10)  # the shoulders are wider apart
    assert value("lean(hip, shoulder, of=middle)", person) == pytest.approx(0, abs=0.01)
    assert value("height(shoulder, hip, of=middle)", person) == pytest.approx(0.5 / 2.4)
    assert value("gap(hip, shoulder, of=middle)", person) == pytest.approx(0.5 / 2.4)
    assert value("height(shoulder, hip, of=left)", person) == value("height(shoulder, hip, of=right)", person)
    assert value("uneven(ankle)", figure(free_leg=60.0)) > 0.1


def test_a_joint_is_bent_by_what_its_angle_lacks() -> None:
    person = figure()
    person[Part.KNEE.of(Side.RIGHT), 0] -= 0.2
    bent = value("bend(hip, knee, ankle, of=right)", person)
    assert bent == pytest.approx(180 - value("angle(hip, knee, ankle, of=right)", person))
    assert bent > 30 > 5 > value("bend(hip, knee, ankle, of=left)", person)


def test_slant_tells_left_from_right_and_lean_does_not() -> None:
    def tipped(metres: float) -> np.ndarray:
        person = figure()
        person[[Part.SHOULDER.of(s) for s in Side], 0] += metres
        return person

    left, right = (value("slant(hip, shoulder, of=middle)", tipped(x)) for x in (-0.1, 0.1))
    assert left == pytest.approx(-right) and left > 10
    assert value("lean(hip, shoulder, of=middle)", tipped(0.1)) == pytest.approx(left)


def test_above_other_is_positive_for_the_side_that_is_higher() -> None:
    person = figure()
    person[Part.HIP.of(Side.LEFT), 1] += 0.1
    upper, lower = (value("above_other(hip, of=working)", person, side) for side in Side)
    assert upper == pytest.approx(0.1 / 2.4) and lower == pytest.approx(-upper)


@pytest.mark.parametrize("other_way", [False, True])
def test_ahead_is_where_the_nose_points_whichever_way_the_person_stands(other_way: bool) -> None:
    person = figure()
    person[0] = person[[7, 8]].mean(0) + np.array([0.1, 0.0, 0.0])
    hip, knee = Part.HIP.of(Side.LEFT), Part.KNEE.of(Side.LEFT)
    long = person[hip, 1] - person[knee, 1]
    for swing in (60.0, -30.0):
        angle = np.radians(swing)
        person[knee] = person[hip] + (long * np.sin(angle), -long * np.cos(angle), 0.0)
        leg = "right" if other_way else "left"
        assert value(f"ahead(hip, knee, of={leg})", person, other_way=other_way) == pytest.approx(swing, abs=0.1)


def test_a_side_is_the_one_that_works_or_the_other() -> None:
    person = figure(free_leg=60.0)  # the right leg is back
    right = value("height(ankle, hip, of=right)", person)
    assert value("height(ankle, hip, of=working)", person, Side.RIGHT) == right
    assert value("height(ankle, hip, of=other)", person, Side.LEFT) == right
    assert value("height(ankle, hip, of=left)", person) < right


def test_what_is_not_seen_is_no_number() -> None:
    pose = seen(0.0, figure())
    pose.xy[[Part.KNEE, Part.KNEE + 1]] = np.nan
    track = Track.of([pose])
    assert np.isnan(geometry("angle(hip, knee, ankle)").read(track)).all()
    pose = seen(0.0, figure())
    pose.xy[Part.KNEE] = np.nan  # one side is enough
    assert not np.isnan(geometry("angle(hip, knee, ankle)").read(Track.of([pose]))).any()


@pytest.mark.parametrize(("seen_frames", "says"), [(1, False), (3, True)])
def test_a_rest_that_was_hardly_seen_says_nothing(seen_frames: int, says: bool) -> None:
    """Of twelve frames; the last ones may already be the movement."""
    track = Track.of([seen(i / 30, figure()) for i in range(60)])
    track.xy[18 : 30 - seen_frames, Part.WRIST : Part.WRIST + 2] = np.nan + 1j * np.nan
    window = RepWindow.cut(track, movement_of(1.0, 1.4, 1.5, 1.9), 0.2, View.FRONT, None)
    for text in ("at_rest(height(wrist, shoulder))", "change(height(wrist, shoulder))"):
        assert np.isnan(measure(text)(window)) != says
    assert not np.isnan(measure("at_top(height(wrist, shoulder))")(window))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("angle(hip, knee)", "takes 3 landmarks"),
        ("angle(hip, knee, spine)", '"spine"'),
        ("angle(hip, knee, ankle, of=top)", "of="),
        ("angel(hip, knee, ankle)", "needs one of angle"),
        ("angle(hip, knee, ankle", "cannot be read"),
        ("__import__('os')", "needs one of"),
        ("height(hip, knee).real", "needs one of"),
        ("angle(*x)", "takes 3 landmarks"),
        ("(" * 5000, "cannot be read"),
        ("\0", "cannot be read"),
    ],
)
def test_a_geometry_that_cannot_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        geometry(text)


@pytest.mark.parametrize(
    "text", ["at_top(hip)", "at_top()", "tops(angle(hip, knee, ankle))", "range", "at_top(gap(hip, knee), 2)"]
)
def test_a_measure_that_cannot_be_read_says_why(text: str) -> None:
    with pytest.raises(ValueError, match=r"measures no movement|needs one of"):
        measure(text)


def test_a_measure_is_read_as_it_is_written() -> None:
    m = measure("lasting(off_line(shoulder, hip, knee), 1.5)")
    assert m.geometry == Geometry("off_line", (Part.SHOULDER, Part.HIP, Part.KNEE))
    assert m.seconds == 1.5
    assert measure("hips_move").geometry is None


@pytest.mark.parametrize("name", FILES)
def test_every_built_in_file_reads(name: str) -> None:
    assert read(file_of(name), name).name == name


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "glute-bridge"', 'name = "glute-bridge"\ncolour = "red"', 'no field "colour"'),
        ("tempo =", "temp =", "did you mean tempo"),
        ('title = "Glute bridge"', "", '"title" is missing'),
        ("travel = 0.25", 'travel = "far"', "travel must be a number"),
        ('posture = "supine"', 'posture = "lying flat"', "it may be upright"),
        ("severity = 2", "severity = 7", "it may be 1, 2, 3"),
        ('views = ["side", "oblique"]', 'views = "side"', "must be a list"),
        ("within = [60, inf]", "within = [60]", "must have 2 entries"),
        ("off_line(shoulder, hip, knee)", "off_line(shoulder, hip)", "takes 3 landmarks"),
        ('sources = ["GB2"]', 'sources = ["GB9"]', "GB9"),
        ('side = "standing_side"', 'side = "upper_side"', "upper_side"),
        ("[sources]", "[sources", "not TOML"),
        ('schema = "formcheck.exercise/1"', 'schema = "formcheck.exercise/9"', "it may be formcheck.exercise/1"),
    ],
)
def test_a_file_that_is_wrong_says_where(old: str, new: str, said: str) -> None:
    assert old in BRIDGE
    with pytest.raises(ExerciseError, match=r"mine\.toml") as e:
        read(BRIDGE.replace(old, new), "mine.toml")
    assert said in str(e.value)
