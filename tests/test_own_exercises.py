"""User exercises: how they get into the catalogue, what is rejected, and that no other file runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import Done
from people import figure, movement, seen
from test_check_exercise import WHOLE
from test_docs import blocks

from formcheck.errors import ExerciseError
from formcheck.exercises import BUILT_IN
from formcheck.exercises.catalogue import Catalogue
from formcheck.exercises.check import check_exercise
from formcheck.exercises.own import SETTING
from formcheck.motion.session import Session
from formcheck.motion.vocabulary import GEOMETRY, LASTING, NAMED, REDUCTIONS

SQUAT = blocks("add-an-exercise.md", "python")[0]


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Catalogue]:
    """A catalogue after files with these texts were named in the setting."""

    def catalogue(*texts: str) -> Catalogue:
        files = [tmp_path / f"own{i}.py" for i in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, "utf-8")
        monkeypatch.setenv(SETTING, os.pathsep.join(map(str, files)))
        return Catalogue(BUILT_IN)

    return catalogue


def test_a_file_that_is_named_is_in_the_catalogue(named: Callable[..., Catalogue], tmp_path: Path) -> None:
    catalogue = named(SQUAT)
    assert list(catalogue) == [*(e.name for e in BUILT_IN), "squat"]
    assert catalogue["squat"].title == "Squat"
    assert catalogue.origins == {"squat": str(tmp_path / "own0.py")}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["own0.py"], "nothing is left beside it"


def test_a_file_may_import_a_built_in_exercise(named: Callable[..., Catalogue]) -> None:
    catalogue = named("from formcheck.exercises.calf_raise import CALF_RAISE\n" + SQUAT + "\nAGAIN = SQUAT\n")
    assert list(catalogue.origins) == ["squat"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("def", "cannot be loaded: SyntaxError"),
        ("SQUAT = 1", "defines no Exercise"),
        (SQUAT.replace('"Sit lower"', '""'), 'say of the cue "short" is empty'),
        (SQUAT.replace('name="squat"', 'name="calf-raise"'), 'already an exercise "calf-raise" from formcheck'),
    ],
)
def test_what_cannot_be_taken_in_is_refused_each_time(named: Callable[..., Catalogue], text: str, said: str) -> None:
    catalogue = named(text)
    for _ in range(2):
        with pytest.raises(ExerciseError, match=said):
            list(catalogue)
    assert catalogue["calf-raise"] in BUILT_IN, "what is built in needs none of it"


def test_a_name_is_given_once(named: Callable[..., Catalogue]) -> None:
    with pytest.raises(ExerciseError, match=r'already an exercise "squat" from .*own0\.py'):
        list(named(SQUAT, SQUAT))


def test_no_file_is_run_that_is_not_named_whole(
    console: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    for name in ("squat.py", "exercises.py", "conftest.py"):
        (tmp_path / name).write_text(f"open({str(ran)!r}, 'w')\n", "utf-8")
    assert console("exercises", cwd=tmp_path).code == 0
    done = console("exercises", cwd=tmp_path, env={SETTING: "squat.py"})
    assert done.code == 1
    assert "write the absolute path" in done.err
    assert not ran.exists()
    gone = console("exercises", "squat", env={SETTING: str(tmp_path / "gone.py")})
    assert (gone.code, gone.out) == (1, "")
    assert "gone.py, which cannot be read" in gone.err


def installed(folder: Path, value: str) -> dict[str, str]:
    """What an installer leaves of a package with such an entry point; the environment in which it is found."""
    info = folder / "squats-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: squats\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[formcheck.exercises]\nsquat = {value}\n", "utf-8")
    (folder / "squats.py").write_text(SQUAT, "utf-8")
    return {"PYTHONPATH": str(folder)}


def test_an_installed_package_brings_its_exercises(console: Callable[..., Done], tmp_path: Path) -> None:
    done = console("exercises", env=installed(tmp_path, "squats:SQUAT"))
    assert (done.code, done.err) == (0, "")
    assert "squat is from squats:SQUAT of the package squats" in done.out


@pytest.mark.parametrize(
    ("value", "said"), [("squats:SIDE", "is not an Exercise"), ("squat:SQUAT", "cannot be loaded: ModuleNotFoundError")]
)
def test_a_package_that_brings_none_is_named(
    console: Callable[..., Done], tmp_path: Path, value: str, said: str
) -> None:
    done = console("exercises", env=installed(tmp_path, value))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"{value} of the package squats {said}" in done.err


def test_a_program_registers_its_own_and_may_replace_it() -> None:
    catalogue = Catalogue(BUILT_IN)
    catalogue.add(WHOLE, "this program")
    catalogue.add(replace(WHOLE, title="Other"), "this program")
    assert catalogue[WHOLE.name].title == "Other"
    with pytest.raises(ExerciseError, match="already an exercise"):
        catalogue.add(replace(WHOLE, name="clamshell"), "this program")
    with pytest.raises(ExerciseError, match="title is empty"):
        catalogue.add(replace(WHOLE, title=""), "this program")


def test_the_file_of_the_docs_is_whole_and_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "squat.toml"
    file.write_text(blocks("exercise-file.md", "toml")[0], "utf-8")
    monkeypatch.setenv(SETTING, str(file))
    squat = Catalogue(BUILT_IN)["squat"]
    check_exercise(squat)
    at = movement(3)
    session = Session(squat, 16 / 9)
    for t in np.arange(0, 15, 1 / 30):
        session.push(seen(float(t), figure(knee=100 * at(float(t))), yaw=90.0))
    done = session.finish()
    assert [r.size.value is not None for r in done.reps] == [True] * 3


def test_every_word_and_measure_is_in_the_docs() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "exercise-file.md").read_text("utf-8")
    assert [w for w in (*GEOMETRY, *REDUCTIONS, *LASTING) if f"`{w}(" not in page] == []
    assert [n for n in NAMED if f"`{n}`" not in page] == []
