"""Every text of the live window fits, covers nothing, and is as large as it must be, in every language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import features

pytestmark = pytest.mark.clip
ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ["en", *sorted(p.name for p in (ROOT / "formcheck" / "locale").iterdir() if p.is_dir())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_window_fits_covers_nothing_and_is_large_enough(language: str) -> None:
    env = os.environ | {"LANGUAGE": language, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, str(ROOT / "docs" / "text_heights.py"), "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True)
    assert json.loads(done.stdout) == []


def figures(page: str) -> list[float]:
    return [float(x) for x in re.findall(r"([\d.]+) %", page)]


def test_the_table_is_as_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import text_heights

    written, measured = text_heights.PAGE.read_text("utf-8"), text_heights.page()
    if not features.check("raqm"):  # without FriBiDi, as on a bare Debian, letters are spaced a little differently
        assert figures(written) == pytest.approx(figures(measured), abs=0.3)
        written = measured
    assert written == measured, "python docs/text_heights.py writes it anew"
