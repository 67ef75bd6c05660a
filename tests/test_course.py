"""The mean repetition as a curve, and two of them over each other on a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import clips
import numpy as np
import pytest
from conftest import Done, Judged

from formcheck.commands.analyze import judged as judge_clip
from formcheck.commands.options import AnalyzeOptions
from formcheck.exercises import find
from formcheck.motion.settings import Settings
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.mean_rep import POINTS, course

Judge = Callable[..., Judged]


def test_its_phases_and_its_height_are_those_of_the_repetitions(judged: Judge) -> None:
    recording = judged(clips.sample("single-leg-rdl-side"), "single-leg-rdl").recording
    take = LandmarkLog()
    try:
        r = judge_clip(
            recording, AnalyzeOptions(exercise=find("single-leg-rdl"), settings=Settings(), quiet=True), [take]
        )
        c = course(take, r, "right")
        assert course(take, r, "left") is None
        tops = [f.top - f.rest for f in take.found]
    finally:
        take.close()
    assert c and c.name == "trunk inclination" and c.unit == "degrees"
    down = np.mean([rep.top_start_s - rep.start_s for rep in r.reps])
    far = np.mean([rep.top_end_s - rep.top_start_s for rep in r.reps])
    assert c.t[POINTS - 1] - c.t[0] == pytest.approx(down, abs=1e-3)
    assert c.t[POINTS] == pytest.approx(-far / 2, abs=1e-3)
    assert c.mean.max() == pytest.approx(np.mean(tops), abs=2)
    assert c.mean[[0, -1]] / c.mean.max() == pytest.approx(0.05, abs=0.03)  # a repetition's edges
    assert (c.low <= c.mean).all() and (c.mean <= c.high).all()


def test_arms_that_move_together_have_a_curve_each(
    formcheck: Callable[..., Done], judged: Judge, tmp_path: Path
) -> None:
    """The right arm of this clip stays lower."""
    recording, page = judged(clips.sample("wall-angel-front-uneven"), "wall-angel").recording, tmp_path / "a.html"
    done = formcheck("compare", recording, "-e", "wall-angel", "--html", page)
    assert "angle at the top" not in done.out and "phase by phase" not in done.out
    assert "difference" in done.out and "change" not in done.out.partition("±")[0]
    left, right = _heights(page)
    assert left > 1.2 * right
    assert formcheck("analyze", recording, "-e", "wall-angel", "-q", "--html", page).code == 0
    assert _heights(page) == (left, right)


def _heights(page: Path) -> tuple[float, ...]:
    """How high the curves of a page reach above their first point, in its units."""
    lines = re.findall(r'<polyline class="(?:trend|b)" points="([^"]*)"', page.read_text("utf-8"))
    heights = [[float(point.split(",")[1]) for point in points.split()] for points in lines]
    return tuple(y[0] - min(y) for y in heights)


def test_two_clips_are_drawn_as_curves_and_a_result_by_its_moments(
    formcheck: Callable[..., Done], judged: Judge, tmp_path: Path
) -> None:
    a = judged(clips.sample("calf-raise-side-knee-bend"), "calf-raise").recording
    b = judged(clips.sample("calf-raise-side-drop"), "calf-raise").recording
    page = tmp_path / "page.html"
    assert formcheck("compare", a, b, "-e", "calf-raise", "--html", page, "-q").code == 0
    text = page.read_text("utf-8")
    assert text.count("<polygon") == 2
    drawn = [len(points.split()) for points in re.findall(r'<polyline[^>]*points="([^"]*)"', text)]
    assert drawn == [3 * POINTS] * 2
    result = tmp_path / "a.json"
    assert formcheck("analyze", a, "-e", "calf-raise", "-q", "--json", result).code == 0
    assert formcheck("compare", result, b, "-e", "calf-raise", "--html", page, "-q").code == 0
    text = page.read_text("utf-8")
    assert "<polygon" not in text and "Straight lines join" in text
