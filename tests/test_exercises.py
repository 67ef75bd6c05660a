import re
import subprocess
import sys
from pathlib import Path

import pytest

import formcheck
from formcheck.commands.exercises import said_when, show
from formcheck.errors import UsageError
from formcheck.exercises import EXERCISES, find
from formcheck.motion.spec import Cue, Exercise, Tempo
from formcheck.motion.thresholds import RangeDecline, ShortRange
from formcheck.motion.view import View

PACKAGE = Path(formcheck.__file__).parent


def may_fire(e: Exercise, cue: Cue, view: View) -> bool:
    """Whether the view has a sign of the cue and what that sign rests on, or a gate that tells it."""
    if any(g.cue == cue.id and view in g.views for g in e.gates):
        return True
    sign = cue.sign_in(view)
    by_range = isinstance(sign, ShortRange | RangeDecline)
    return sign is not None and (not by_range or any(view in r.views for r in e.ranges))


@pytest.mark.parametrize("e", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_is_whole(e: Exercise) -> None:
    assert len(e.limb) >= 2
    ids = [c.id for c in e.cues]
    assert len(set(ids)) == len(ids)
    assert all(c.say and c.meaning and c.severity in (1, 2, 3) for c in e.cues)
    in_table = {c for s in e.views.values() for c in (*s.reliable, *s.rough)}
    assert in_table == set(ids), "every cue has a view that judges it, and the table names no other"
    assert not in_table & set(e.unseen)
    for view, sees in e.views.items():
        for cue in (c for c in e.cues if c.id in (*sees.reliable, *sees.rough)):
            assert may_fire(e, cue, view), f"nothing tells {cue.id} in the {view} view"
    assert all(not (set(s.reliable) & set(s.rough)) for s in e.views.values())
    for r in e.rep_signals:
        assert r.views <= set(e.views), "counted only where the table says so"
        assert 0 < r.travel <= 180
        assert r.needs
    counted = {v for r in e.rep_signals for v in r.views}
    assert {v for v, s in e.views.items() if s.count} <= counted
    measured = {v for r in e.ranges for v in r.views}
    assert {v for v, s in e.views.items() if s.range} == measured
    assert all(set(r.targets) == set(e.variants or ("",)) for r in e.ranges)
    assert all(0 < r.uncertainty < 30 for r in e.ranges)
    assert all(g.within[0] < g.within[1] and g.say for g in e.gates)


def test_the_engine_knows_no_exercise() -> None:
    words = re.compile(r"calf|clamshell|wall.?angel|prone.?y|\brdl\b|deadlift", re.IGNORECASE)
    for path in (PACKAGE / "motion").glob("*.py"):
        code = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text(), flags=re.DOTALL)
        assert not words.search(code), path.name


def test_the_core_imports_neither_pixels_nor_mediapipe() -> None:
    code = (
        "import sys, formcheck.exercises, formcheck.motion.session as s;"
        "print({'cv2', 'mediapipe', 'pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_names_are_found_generously() -> None:
    assert find("Calf Raise").name == "calf-raise"
    assert find("wall_angel").name == "wall-angel"
    with pytest.raises(UsageError, match="did you mean clamshell"):
        find("clamshel")
    with pytest.raises(UsageError, match="there are: wall-angel, prone-y-raise"):
        find("bench press")


def test_a_tempo_is_three_numbers() -> None:
    assert str(Tempo.parse("3-0.5-2")) == "3-0.5-2"
    for wrong in ("2-1", "a-b-c", "2-1-2-1", "-1-2-3", ""):
        with pytest.raises(ValueError):
            Tempo.parse(wrong)


def test_a_limit_that_another_view_has_differently_names_its_views() -> None:
    e = EXERCISES["wall-angel"]
    said = {c.id: said_when(e, c) for c in e.cues}
    assert "of a tempo that you set (front, oblique); lift under about 0.5 s" in said["fast"]
    assert "(" not in said["short"]


@pytest.mark.parametrize("e", EXERCISES.values(), ids=EXERCISES)
def test_the_guide_names_every_fault_by_its_id(e: Exercise, capsys: pytest.CaptureFixture[str]) -> None:
    """The one that --fail-on and the labels take."""
    show(e.name, as_json=False)
    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    assert {c.id for c in e.cues} <= {line[0] for line in lines if line}
    assert all(f"No view shows {id_}: " in said for id_ in e.unseen)
