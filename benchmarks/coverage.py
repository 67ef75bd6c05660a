"""How many of the pairs of a clip and a cue that its view must judge are judged, and why the others are not.

    python -m benchmarks.coverage FOLDER... --recordings DIR

A cue is judged if the result has a verdict on it (kept, broken, too close to the limit), or says that another cue
explains what it would show. The view is the labelled one, so a view that is not recognised costs its pairs. Clips that
show no repetition of the exercise have none.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.labelled import recorded
from formcheck.api.judging import judge
from formcheck.capture.recording import Recording
from formcheck.errors import FormcheckError
from formcheck.exercises import EXERCISES
from formcheck.motion.view import View
from formcheck.result import Result
from formcheck.scoring.labels import ENDING, Labels


@dataclass(frozen=True)
class Pair:
    """A clip and a cue that its view must judge; why it is not judged, or None if it is."""

    clip: str
    exercise: str
    view: str
    cue: str
    why_not: str | None


def pairs_of(clip: str, labels: Labels, r: Result | FormcheckError) -> list[Pair]:
    """Of one clip, with its result or the error that it ended in."""
    found = r.view.detected if isinstance(r, Result) else None
    view = labels.view if labels.view in set(View) else found
    must = EXERCISES[labels.exercise].sees(View(view)).reliable if view and labels.allowed != (0, 0) else ()
    return [Pair(clip, labels.exercise, str(view), cue, _why_not(cue, r)) for cue in must]


def _why_not(cue: str, r: Result | FormcheckError) -> str | None:
    if isinstance(r, FormcheckError):
        return str(r)
    check = next((c for c in r.checks if c.id == cue), None)
    if check is None:
        return "the result does not name it"
    if check.verdict != "not-assessable" or check.explained_by:
        return None
    return f"{check.reason} (view {r.view.detected}, {len(r.movements)} counted)"


def judged(folders: Sequence[Path], recordings: Path) -> Iterator[Pair]:
    """The pairs of all recorded clips, each once, even where two folders hold it."""
    done: set[tuple[Path, str]] = set()
    for label, labels, recording in recorded(folders, recordings):
        if labels.exercise not in EXERCISES or (recording, labels.exercise) in done:
            continue
        done.add((recording, labels.exercise))
        r: Result | FormcheckError
        try:
            r = judge(Recording(recording), labels.exercise, variant=labels.variant, height_cm=labels.height_cm)
        except FormcheckError as e:
            r = e
        yield from pairs_of(label.name.removesuffix(ENDING), labels, r)


def report(pairs: Sequence[Pair]) -> list[str]:
    """A row of a table for each exercise and view, all of them, and each pair that is not judged."""
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for p in pairs:
        groups[p.exercise, p.view].append(p)
    lines = ["| exercise | view | clips | pairs | judged |", "| --- | --- | --- | --- | --- |"]
    for (exercise, view), some in sorted(groups.items()):
        lines.append(f"| {exercise} | {view} | {_counts(some)} |")
    share = sum(not p.why_not for p in pairs) / len(pairs) if pairs else 0.0
    lines.append(f"| **all** | | {_counts(pairs)} ({100 * share:.1f} %) |")
    return [*lines, "", *(f"- {p.clip}: {p.cue}: {p.why_not}" for p in pairs if p.why_not)]


def _counts(pairs: Sequence[Pair]) -> str:
    return f"{len({p.clip for p in pairs})} | {len(pairs)} | {sum(not p.why_not for p in pairs)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    args = parser.parse_args()
    print("\n".join(report(list(judged(args.folders, args.recordings)))))


if __name__ == "__main__":
    main()
