"""Labelled clips: finding them, judging them, and what came of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from formcheck.commands.analyze import CLIPS
from formcheck.errors import SourceError, UsageError
from formcheck.exercises import find
from formcheck.result import Result
from formcheck.scoring.batch import Answer, Job
from formcheck.scoring.compare import ClipScore, compare
from formcheck.scoring.labels import ENDING, Labels, labels_of

MISSED = 3  # the exit code when something is not as labelled


@dataclass(frozen=True, slots=True)
class Case:
    """A clip and what is known of it."""

    clip: Path
    labels: Labels

    def job(self, model: str, landmarks_dir: Path | None) -> Job:
        """What a worker is told: of the label only exercise, variant and height."""
        return {
            "clip": str(self.clip),
            "exercise": self.labels.exercise,
            "variant": self.labels.variant,
            "height_cm": self.labels.height_cm,
            "model": model,
            "landmarks_dir": str(landmarks_dir) if landmarks_dir else None,
        }

    @property
    def nobody_is_right(self) -> bool:
        """Whether "nobody was seen" is what the label expects."""
        return self.labels.allowed == (0, 0) or not self.labels.suited


def cases(paths: Sequence[Path]) -> list[Case]:
    """The labelled clips of folders, label files and clips. Raises SourceError for what cannot be one."""
    found: dict[Path, Case] = {}
    for path in paths:
        if path.is_dir():
            labels = sorted(path.glob(f"*{ENDING}"))
            if not labels:
                raise SourceError(f"{path} holds no label files (NAME{ENDING} beside NAME.mp4)")
        elif path.name.endswith(ENDING):
            labels = [path]
        else:
            labels = [labels_of(path)]
            if not labels[0].exists():
                raise SourceError(f"{path.name} has no labels: {labels[0].name} is not beside it")
        for label in labels:
            known = Labels.read(label)
            find(known.exercise)
            found[label] = Case(_clip_of(label), known)
    return list(found.values())


def one_of(paths: Sequence[Path], clip: str) -> Case:
    """The labelled clip of that path, or of that name among the paths. Raises UsageError if there is none."""
    if Path(clip).is_file():
        return cases([Path(clip)])[0]
    known = {c.clip.stem: c for c in cases(paths)}
    stem = clip.removesuffix(ENDING)
    case = known.get(stem) or known.get(Path(stem).stem)
    if case is None:
        near = get_close_matches(clip, known, 1, 0.6)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known) or 'none'}"
        raise UsageError(f"no labelled clip is called {clip}; {hint}")
    return case


def outcome(case: Case, answer: Answer) -> tuple[ClipScore | None, str | None]:
    """The score, or what went wrong; neither where nobody was to be judged, and that was expected."""
    if answer.result is not None:
        return compare(case.clip.stem, case.labels, Result.model_validate(answer.result)), None
    if answer.kind == "NobodySeen" and case.nobody_is_right:
        return None, None
    return None, answer.error


def _clip_of(label: Path) -> Path:
    stem = label.name.removesuffix(ENDING)
    clips = sorted(p for p in label.parent.glob(f"{_literal(stem)}.*") if p.suffix.lower() in CLIPS and p.stem == stem)
    if not clips:
        raise SourceError(f"{label.name} has no clip beside it ({stem}.mp4 or another ending)")
    return clips[0]


def _literal(stem: str) -> str:
    """A name as a glob pattern for itself."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in stem)
