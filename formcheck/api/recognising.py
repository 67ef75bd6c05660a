"""Recognise the sets of a clip, and judge each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formcheck.api.judged_result import Footage, JudgedResult
from formcheck.api.said import settings_of
from formcheck.capture.opening import open_file
from formcheck.output.landmark_log import LandmarkLog
from formcheck.several_sets import SeveralSets


def analyze_sets(
    clip: str | Path,
    *,
    height_cm: float | None = None,
    model: str = "full",
    start_s: float = 0.0,
    end_s: float | None = None,
    slow_motion: float = 1.0,
    every_frame: bool = False,
    progress: Callable[[float], None] = lambda t: None,
) -> list[JudgedResult]:
    """Judge every set of a clip or a landmark recording without being told the exercises: a result each, in order.

    `recognised` says how sure the exercise is and what else it may be; `part`, of several sets, from when to when it
    goes. The list is empty if none of the exercises was recognised. Options as for analyze().

    Raises the errors of formcheck.errors.
    """
    results = []
    with (
        open_file(
            clip, model=model, start_s=start_s, end_s=end_s, slow_motion=slow_motion, every_frame=every_frame
        ) as source,
        SeveralSets(source, slow_motion=slow_motion) as sets,
    ):
        for t in sets:
            progress(t)
        for i, found in enumerate(sets.found):
            footage = Footage(LandmarkLog(slow_motion), source.info.path if source.info.kind == "video" else None)
            settings = settings_of(found.exercise, None, None, None, height_cm)
            result = sets.judged(i, found.exercise, settings, None, [footage.log])
            results.append(JudgedResult.of(result, footage))
    return results
