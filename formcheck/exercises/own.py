"""The user's own exercises, from installed packages and from the files in FORMCHECK_EXERCISES.

A TOML file is only read; Python code runs when a command first needs an exercise. Nothing else runs: no file of the
working directory, and no file with a relative path.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

from formcheck.errors import ExerciseError
from formcheck.exercises.read import read
from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.sanitize import decoded

MOST_BYTES = 1 << 20  # of a TOML file; ours have a hundredth of it
GROUP = "formcheck.exercises"  # of entry points
SETTING = "FORMCHECK_EXERCISES"  # files, separated like PATH


def own_exercises() -> Iterator[tuple[Exercise, str]]:
    """Each exercise with its origin. Raises ExerciseError if one cannot be loaded."""
    for point in entry_points(group=GROUP):
        where = _("{exercise} of the package {package}").format(
            exercise=point.value, package=point.dist.name if point.dist else "?"
        )
        try:
            found = point.load()
        except Exception as e:  # user code can raise anything
            raise ExerciseError(
                _("{where} cannot be loaded: {error}: {why}").format(where=where, error=type(e).__name__, why=e)
            ) from e
        if not isinstance(found, Exercise):
            raise ExerciseError(_("{where} is not an Exercise").format(where=where))
        yield found, where
    for text in filter(None, os.environ.get(SETTING, "").split(os.pathsep)):
        yield from ((e, text) for e in of_file(Path(text)))


def of_file(path: Path) -> list[Exercise]:
    """The exercise of a TOML file, or those that a Python file defines. Raises ExerciseError if there is none."""
    if not path.is_absolute():
        raise ExerciseError(
            _("{setting} contains the relative path {path}; write the absolute path").format(setting=SETTING, path=path)
        )
    try:
        content = path.read_bytes()
    except OSError as e:
        raise ExerciseError(
            _("{setting} contains {path}, which cannot be read ({why})").format(
                setting=SETTING, path=path, why=e.strerror
            )
        ) from e
    if path.suffix.lower() == ".toml":
        if len(content) > MOST_BYTES:
            raise ExerciseError(_("{where} is too large for an exercise").format(where=path))
        try:
            return [read(decoded(content), str(path))]
        except UnicodeDecodeError as e:
            raise ExerciseError(_("{where} is not Unicode text; save it as UTF-8").format(where=path)) from e
    names: dict[str, object] = {"__name__": path.stem, "__file__": str(path)}
    try:
        exec(compile(content, str(path), "exec"), names)
    except Exception as e:  # user code can raise anything
        raise ExerciseError(
            _("{path} cannot be loaded: {error}: {why}").format(path=path, error=type(e).__name__, why=e)
        ) from e
    found = [x for x in names.values() if isinstance(x, Exercise)]
    if not found:
        raise ExerciseError(_("{path} defines no Exercise").format(path=path))
    return found
