"""What is made of landmarks needs numpy and the standard library: the engine runs where nothing else is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LONGEST_S

import formcheck

pytestmark = pytest.mark.process
ROOT = Path(formcheck.__file__).parent
RESULT = {f"formcheck.judging.build_{x}" for x in ("result", "rep", "hold")}  # fill pydantic's models, the result file
BLOCKED = """
import sys, importlib
class Nothing:
    def find_spec(self, name, path=None, target=None):
        root = name.partition(".")[0]
        if root not in sys.stdlib_module_names | {"numpy", "formcheck"}:
            raise ImportError(f"{name} is not numpy")
sys.meta_path.insert(0, Nothing())
"""


def modules(folder: str) -> list[str]:
    return sorted(f"formcheck.{folder}.{p.stem}" for p in (ROOT / folder).glob("*.py") if p.stem != "__init__")


def alone(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python that finds numpy and the standard library."""
    return subprocess.run([sys.executable, "-c", BLOCKED + code], capture_output=True, text=True, timeout=LONGEST_S)


def test_motion_judging_coach_and_phrases_need_numpy_alone() -> None:
    names = [*modules("motion"), *modules("judging"), *modules("exercises")]
    names += ["formcheck.live.coach", "formcheck.output.phrases", "formcheck.source"]
    assert set(names) > RESULT
    done = alone(f"for name in {sorted(set(names) - RESULT)}: importlib.import_module(name)")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", sorted(RESULT))
def test_what_fills_the_result_file_needs_pydantic(name: str) -> None:
    """The exception above is one: once it is none, it goes from the list."""
    assert "pydantic is not numpy" in alone(f"import {name}").stderr
