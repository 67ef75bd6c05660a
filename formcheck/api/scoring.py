"""Labelled clips judged, and how right that was."""

from __future__ import annotations

from pathlib import Path

from formcheck.commands.score import ScoreOptions, scored
from formcheck.scoring.figures import Score


def score(
    *paths: str | Path,
    model: str = "full",
    landmarks_dir: str | Path | None = None,
    jobs: int = 0,
    timeout_s: float = 600.0,
    baseline: str | Path | None = None,
) -> Score:
    """Judge the labelled clips of folders, label files or addresses, as `formcheck score` does: what --json writes.

    landmarks_dir  keeps landmarks there, so that the next time takes seconds
    jobs           processes; 0 is one per core
    timeout_s      a clip that takes longer is given up
    baseline       what --json wrote earlier, to be compared with

    Raises the errors of formcheck.errors, and KeyboardInterrupt after Ctrl-C.
    """
    report, complete = scored(
        paths,
        ScoreOptions(
            model=model, landmarks_dir=Path(landmarks_dir) if landmarks_dir else None, jobs=jobs, timeout_s=timeout_s,
            baseline=Path(baseline) if baseline else None, quiet=True,
        ),
    )  # fmt: skip
    if not complete:
        raise KeyboardInterrupt
    return report
