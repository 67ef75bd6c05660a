"""Score labelled clips."""

from __future__ import annotations

from pathlib import Path

from formcheck.api.scored_clips import ScoredClips
from formcheck.commands.score import ScoreOptions, scored


def score(
    *paths: str | Path,
    model: str = "full",
    landmarks_dir: str | Path | None = None,
    jobs: int = 0,
    timeout_s: float = 600.0,
    baseline: str | Path | None = None,
) -> ScoredClips:
    """Score the labelled clips of folders, label files or addresses, like `formcheck score --json`.

    landmarks_dir  folder for landmark recordings, which make the next run fast
    jobs           number of processes; 0 is one per core
    timeout_s      longest time per clip
    baseline       an earlier --json file to compare with

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
    return ScoredClips.of(report)
