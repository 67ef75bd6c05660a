import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import formcheck
from formcheck.commands.exercises import said_when, show
from formcheck.errors import UsageError
from formcheck.exercises import EXERCISES, find
from formcheck.exercises.check import check_exercise
from formcheck.motion.spec import Exercise, Tempo

PACKAGE = Path(formcheck.__file__).parent


@pytest.mark.parametrize("e", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_is_whole(e: Exercise) -> None:
    check_exercise(e)


@pytest.mark.parametrize("folder", ["motion", "judging", "output", "live", "history", "routine", "scoring"])
def test_the_engine_knows_no_exercise(folder: str) -> None:
    """Neither by name nor by the name of a variant; comments may say what a limit was tried on."""
    names = {n for e in EXERCISES.values() for n in (e.name, e.name.replace("-", "_"), e.title)}
    quoted = {f'"{v}"' for e in EXERCISES.values() for v in e.variants}
    words = re.compile("calf|deadlift|" + "|".join(map(re.escape, names | quoted)), re.IGNORECASE)
    for path in (PACKAGE / folder).rglob("*.py"):
        assert not (found := words.search(code_of(path))), f"{path.name}: {found}"


def code_of(path: Path) -> str:
    """A module as Python reads it: without comments, which parsing drops, and without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body[0] = ast.Pass()
    return ast.unparse(tree)


@pytest.mark.process
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
    with pytest.raises(UsageError, match=r"formcheck exercises lists all \d+"):
        find("bench press")


def test_a_tempo_is_three_numbers() -> None:
    assert str(Tempo.parse("3-0.5-2")) == "3-0.5-2"
    for wrong in ("2-1", "a-b-c", "2-1-2-1", "-1-2-3", ""):
        with pytest.raises(ValueError):
            Tempo.parse(wrong)


def test_a_limit_that_another_view_has_differently_names_its_views() -> None:
    e = EXERCISES["wall-angel"]
    said = {c.id: said_when(e, c) for c in e.cues}
    assert "of your tempo (front, oblique); lift below about 0.5 s" in said["fast"]
    assert "(" not in said["short"]


@pytest.mark.parametrize("e", EXERCISES.values(), ids=EXERCISES)
def test_the_evidence_names_every_fault_by_its_id(
    e: Exercise, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that --fail-on and the labels take."""
    monkeypatch.setenv("COLUMNS", "140")
    show(e.name, as_json=False, evidence=True)
    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    assert {c.id for c in e.cues} <= {line[0] for line in lines if line}
    assert all(f"No view shows {id_}: " in said for id_ in e.unseen)
