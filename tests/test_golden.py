"""What the check of the kept results says, of results made up here; .ci/run compares those of the samples."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from benchmarks.golden import EDGE_S, GOLDEN, cases, report, written

REP = {"side": "left", "start_s": 1.0, "end_s": 3.0, "value": 40.0, "uncertainty": 5.0, "faults": ["short"]}
OLD: dict[str, Any] = {"squat": {"view": "side", "variant": "both", "attempts": [], "reps": [REP, {**REP}]}}


def after(**changed: Any) -> tuple[list[str], bool]:
    """The report, with the second repetition changed."""
    now = copy.deepcopy(OLD)
    now["squat"]["reps"][1].update(changed)
    return report(OLD, now)


def test_the_same_results_say_so() -> None:
    assert after() == (["1 clips: no number differs"], False)


def test_numbers_within_their_uncertainty_are_told_and_pass() -> None:
    lines, beyond = after(value=42.5, end_s=3.0 + EDGE_S / 4)
    assert not beyond
    assert lines[0] == "within the ±: 2 numbers, at most 50% of it: squat: rep 2: value 42.5, was 40.0, ± 5.0"


@pytest.mark.parametrize(
    "changed",
    [{"value": 45.1}, {"value": None}, {"end_s": 3.0 + 1.1 * EDGE_S}, {"side": "right"}, {"faults": []}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_beyond_it_fails(changed: dict[str, Any]) -> None:
    lines, beyond = after(**changed)
    assert beyond
    assert lines[0].startswith("beyond the ±: squat: rep 2: ")


def test_a_count_a_view_and_a_clip_without_kept_results_fail() -> None:
    now = copy.deepcopy(OLD)
    del now["squat"]["reps"][0]
    now["squat"]["view"] = "front"
    now["plank"] = now["squat"]
    assert report(OLD, now) == (
        [
            "beyond the ±: plank: no kept result",
            "beyond the ±: squat: view front, was side",
            "beyond the ±: squat: 1 reps, were 2",
            "2 clips: changed",
        ],
        True,
    )


def test_every_sample_has_kept_results_and_they_are_written_as_made() -> None:
    text = GOLDEN.read_text("utf-8")
    kept = json.loads(text)
    assert sorted(kept["clips"]) == sorted(case.stem for case in cases())
    assert written(kept["made_on"], kept["clips"]) == text
    assert GOLDEN.stat().st_size < 200_000
