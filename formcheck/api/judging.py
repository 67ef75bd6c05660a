"""Judge a clip, or any source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck import pipeline
from formcheck.api.judged_result import Footage, JudgedResult
from formcheck.api.said import asked_tempo, settings_of
from formcheck.capture.opening import open_file
from formcheck.commands.own_measure import aimed_from
from formcheck.errors import UsageError
from formcheck.exercises import exercise_of
from formcheck.motion.spec import Exercise, Tempo
from formcheck.output.landmark_log import LandmarkLog
from formcheck.pipeline import Watcher
from formcheck.source import Source


def analyze(
    clip: str | Path,
    *,
    exercise: Exercise | str,
    height_cm: float | None = None,
    variant: str | None = None,
    side: str | None = None,
    view: str | None = None,
    tempo: Tempo | str | None = None,
    target: float | None = None,
    model: str = "full",
    start_s: float = 0.0,
    end_s: float | None = None,
    slow_motion: float = 1.0,
    every_frame: bool = False,
    watchers: Sequence[Watcher] = (),
    progress: Callable[[float], None] = lambda t: None,
) -> JudgedResult:
    """Judge a clip or a landmark recording (.npz), as `formcheck analyze` does.

    height_cm    of the person, for ranges in centimetres
    variant      of the exercise; side ("left", "right") and view ("front", "side", …) are detected too if None
    tempo        replaces the tempo of the guide, such as "2-1-3" or "lower=3"
    target       for the range, in its unit, instead of the guide's; centimetres with the height
    model        "lite", "full", "heavy" or the path of a .task file
    start_s      start of the part to judge, up to end_s
    slow_motion  how many times the clip is slowed down
    every_frame  look at each frame; otherwise at about 30 a real second
    watchers     see every frame, with the session so far
    progress     called with the seconds of the clip done

    Raises the errors of formcheck.errors.
    """
    if not 0 <= start_s < (float("inf") if end_s is None else end_s):
        raise UsageError(f"start_s={start_s:g} must be at least 0 and before end_s")
    exercise = exercise_of(exercise)
    with open_file(
        clip, model=model, start_s=start_s, end_s=end_s, slow_motion=slow_motion, every_frame=every_frame,
        landmarks=exercise.landmarks,
    ) as source:  # fmt: skip
        return judge(
            source, exercise, height_cm=height_cm, variant=variant, side=side, view=view, tempo=tempo,
            target=target, slow_motion=slow_motion, watchers=watchers, progress=progress,
        )  # fmt: skip


def judge(
    source: Source,
    exercise: Exercise | str,
    *,
    height_cm: float | None = None,
    variant: str | None = None,
    side: str | None = None,
    view: str | None = None,
    tempo: Tempo | str | None = None,
    target: float | None = None,
    slow_motion: float = 1.0,
    watchers: Sequence[Watcher] = (),
    progress: Callable[[float], None] = lambda t: None,
) -> JudgedResult:
    """Judge a source to its end; a camera ends when a watcher calls its stop(). Options as for analyze().

    Ctrl-C raises KeyboardInterrupt as usual.
    """
    if not slow_motion > 0:
        raise UsageError(f"slow_motion={slow_motion:g} must be more than 0")
    chosen = aimed_from(exercise_of(exercise), target, height_cm)
    settings, asked = settings_of(chosen, variant, side, view, height_cm), asked_tempo(tempo, chosen)
    footage = Footage(LandmarkLog(slow_motion), source.info.path if source.info.kind == "video" else None)
    result = pipeline.judge(
        source, chosen, settings, tempo=asked, slow_motion=slow_motion, watchers=[*watchers, footage.log],
        progress=progress,
    )  # fmt: skip
    return JudgedResult.of(result, footage)
