"""Routine files: the bundled ones are valid, and errors in others name the line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done
from sets import a_set

from formcheck.errors import RoutineError, UsageError
from formcheck.exercises import EXERCISES
from formcheck.history.balance import balances
from formcheck.history.performance import of_result
from formcheck.messages import languages
from formcheck.routine.model import Step
from formcheck.routine.read import BUILTIN, load, parse, template
from formcheck.routine.sides import order_of

Run = Callable[..., Done]

GOOD = """title = "Mine"
rest_s = 10

[[step]]
exercise = "wall-angel"
reps = 5

[[step]]  # second
exercise = "clamshell"
sets = 2
reps = 5
sides = "weaker-first"
"""


@pytest.mark.parametrize(
    ("name", "shortest", "longest"), [("warm-up", 5, 8), ("recovery", 10, 15), ("between-sets", 2, 3)]
)
def test_those_that_come_along_take_as_long_as_the_guide_says(name: str, shortest: float, longest: float) -> None:
    r = load(name)
    assert shortest <= r.seconds / 60 <= longest
    assert r.guide.endswith(".") and r.source.startswith("G2")


def test_the_list_is_whole() -> None:
    from importlib.resources import files

    there = {p.name for p in (files("formcheck.routine") / "builtin").iterdir()}
    templates = {"template.toml"} | {f"template.{x}.toml" for x in languages() if x != "en"}
    assert there == {f"{n}.toml" for n in BUILTIN} | templates


def test_how_long_it_takes() -> None:
    r = parse(GOOD, "x")
    wall = EXERCISES["wall-angel"].tempo
    one = 5 * (wall.concentric + wall.hold + wall.eccentric + 1)
    clam = 5 * (2 + 0 + 2 + 1)
    assert r.seconds == one + 10 + 4 * clam + 3 * 10


@pytest.mark.parametrize(
    ("was", "now", "line", "says"),
    [
        ("reps = 5\n\n", "reps = 0\n\n", 6, "greater than or equal to 1"),
        ("reps = 5\nsides", "reps = 5\nseconds = 20\nsides", 8, "either reps or seconds"),
        ("sets = 2", 'sets = "2"', 10, "sets should be a valid integer"),
        ("sets = 2", "sets = true", 10, "sets should be a valid integer"),
        ("sets = 2", "set = 2", 10, "did you mean sets"),
        ('"clamshell"', '"clamshel"', 9, "did you mean clamshell"),
        ('exercise = "clamshell"\n', "", 8, "exercise is missing"),
        ('"weaker-first"', '"both"', 8, "one side at a time"),
        ('"clamshell"', '"prone-y-raise"', 8, "both sides work together"),
        ('title = "Mine"\n', "", 1, "title is missing"),
        ("rest_s = 10", "rest_s = -1", 2, "greater than or equal to 0"),
        ("rest_s = 10", "rest_s = ", 2, "invalid value"),
        ("rest_s = 10", "rest_s = 10\nrest_s = 11", 3, "overwrite"),
        ("sets = 2", 'tempo = "slow"', 10, "not a tempo"),
        ("sets = 2", 'variant = "sitting"', 8, "no variant"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(was: str, now: str, line: int, says: str) -> None:
    assert was in GOOD
    with pytest.raises(RoutineError, match=f"mine.toml, line {line}: ") as e:
        parse(GOOD.replace(was, now), "mine.toml")
    assert says in str(e.value)
    assert "\n" not in str(e.value)


@pytest.mark.parametrize(
    "text", ["", "title = 'x'", "[step]\nreps = 5", "step = 3\ntitle = 'x'", "title = 'x'\nstep = []"]
)
def test_a_routine_without_steps(text: str) -> None:
    with pytest.raises(RoutineError, match=r"mine.toml, line [12]: "):
        parse(text, "mine.toml")


def test_a_routine_that_is_far_too_long() -> None:
    with pytest.raises(RoutineError, match=r"line 1: there are more than 50 steps"):
        parse('title = "x"\n' + '[[step]]\nexercise = "wall-angel"\nreps = 3\n' * 3333, "mine.toml")
    with pytest.raises(RoutineError, match=r"line 10010: "):
        parse(GOOD.replace("sets = 2", "\n" * 10_000 + "sets = 0"), "mine.toml")


def test_names_and_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean recovery"):
        load("recover")
    with pytest.raises(RoutineError, match="cannot be read"):
        load(str(tmp_path / "none.toml"))
    odd = tmp_path / "odd.toml"
    odd.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RoutineError, match="UTF-8"):
        load(str(odd))
    windows = tmp_path / "windows.toml"
    windows.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert load(str(windows)).title == "Mine"


def test_which_exercises_are_done_a_side_at_a_time() -> None:
    sided = {(e.name, v) for e in EXERCISES.values() for v in e.variants or (None,) if e.one_sided(v)}
    assert sided == {
        ("clamshell", None),
        ("single-leg-rdl", None),
        ("calf-raise", "single-leg"),
        ("glute-bridge", "single-leg"),
        ("bent-over-row", "one-arm"),
        ("hip-mobility", None),
        ("side-leg-raise", None),
        ("bird-dog", None),
        ("external-rotation", "single"),
        ("lateral-walk", None),
        ("ankle-pump", "one-foot"),
        ("ankle-alphabet", None),
        ("hand-grip", "one-hand"),
    }


def test_the_weaker_side_comes_first_where_the_history_knows_it() -> None:
    step = Step(exercise="single-leg-rdl", reps=5, sides="weaker-first")
    weak = {s: of_result(a_set("single-leg-rdl", sides=(s,), range_=x)) for s, x in (("left", 70), ("right", 40))}  # type: ignore[arg-type]
    known = balances([*weak["left"], *weak["right"]])
    assert order_of(step, known).sides == ("right", "left")
    assert order_of(step, known).because
    assert order_of(step, []).sides == ("left", "right")
    assert order_of(Step(exercise="clamshell", reps=5), known).sides == ("left", "right")
    assert order_of(Step(exercise="clamshell", reps=5, sides="left"), known).sides == ("left",)
    assert order_of(Step(exercise="wall-angel", reps=5), known).sides == ()


def test_show_and_new(formcheck: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    db = tmp_path / "history.db"
    assert formcheck("routine", "new", mine).code == 0
    assert "My routine" in formcheck("routine", "show", mine, "--db", db).out
    kept = mine.read_text("utf-8")
    again = formcheck("routine", "new", mine)
    assert (again.code, mine.read_text("utf-8")) == (1, kept)
    assert formcheck("routine", "new", tmp_path / "mine.txt").code == 1
    assert all(name in formcheck("routine", "show").out for name in BUILTIN)
    assert json.loads(formcheck("routine", "show", "warm-up", "--json").out)["seconds"] > 100
    mine.write_text(kept.replace("reps = 6", "reps = six"), "utf-8")
    broken = formcheck("routine", "show", mine)
    assert (broken.code, "line 21" in broken.err, broken.err.count("\n")) == (1, True, 1)
    assert not db.exists()


def test_the_guides_sentences_are_what_the_template_leaves_out() -> None:
    for language in languages():
        assert parse(template(language), language).guide == ""
