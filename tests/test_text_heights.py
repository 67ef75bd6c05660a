"""Every text of the live window fits, covers nothing, and is as large as it must be, in every language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.clip
ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ["en", *sorted(p.name for p in (ROOT / "formcheck" / "locale").iterdir() if p.is_dir())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_window_fits_covers_nothing_and_is_large_enough(language: str) -> None:
    env = os.environ | {"LANGUAGE": language, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, str(ROOT / "docs" / "text_heights.py"), "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True)
    assert json.loads(done.stdout) == []


def test_the_table_is_as_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import text_heights

    assert text_heights.PAGE.read_text("utf-8") == text_heights.page(), "python docs/text_heights.py writes it anew"
