"""Faults that people act in films: what is found of each, repetition by repetition.

    python -m benchmarks.acted FOLDER... --recordings DIR

reads `fault_reps` of the labels (which repetitions show a fault, as a viewer sees it: numbers, `all`, or the seconds
of a hold) and prints how many are found, too close to judge, kept, or not judged and why. A fault raised in such films
that the labels do not name is listed below: look at each.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.labelled import recorded
from formcheck.api.judging import judge
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES
from formcheck.result import Result
from formcheck.scoring.labels import ENDING

CALLED = {"arch": "overarch", "trunk-angle": "too-upright"}  # as the labels of films say it


def outcome(r: Result, id_: str, which: Any) -> Counter[str]:
    """Of one acted fault: how many of its repetitions or holds are which."""
    out: Counter[str] = Counter()
    check = next((c for c in r.checks if c.id == id_), None)
    for m in r.movements:
        if isinstance(which, list) and m.index not in which:
            continue
        if any(f.id == id_ for f in m.faults):
            out["found"] += 1
        elif any(b.id == id_ for b in m.borderline):
            out["too close to judge"] += 1
        elif check is None or check.verdict == "not-assessable":
            out[f"not judged ({check.reason if check else 'no cue'})"] += 1
        else:
            out["kept"] += 1
    if missing := (len(which) if isinstance(which, list) else int(not r.movements)) - out.total():
        out["not counted"] += max(0, missing)
    return +out


def films(folders: list[Path], recordings: Path) -> Iterator[tuple[str, str, dict[str, Any], Result]]:
    """Those with a fault that somebody acts."""
    for label, labels, recording in recorded(folders, recordings):
        acted = json.loads(label.read_text("utf-8")).get("fault_reps")
        if acted and labels.exercise in EXERCISES:
            acted = {CALLED.get(id_, id_): which for id_, which in acted.items()}
            yield label.name.removesuffix(ENDING), labels.exercise, acted, judge(Recording(recording), labels.exercise)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    args = parser.parse_args()
    by_fault: dict[str, Counter[str]] = defaultdict(Counter)
    others: list[str] = []
    for name, exercise, acted, r in films(args.folders, args.recordings):
        for id_, which in acted.items():
            told = outcome(r, id_, which)
            by_fault[f"{exercise}: {id_}"] += told
            print(f"{name} ({r.view.detected}): {id_}: {', '.join(f'{n} {what}' for what, n in told.items())}")
        raised = Counter(f.id for m in r.movements for f in m.faults if f.id not in acted)
        others += [f"    {name}: {id_} in {n}" for id_, n in raised.items()]
    print("\nBy fault:")
    for fault, told in sorted(by_fault.items()):
        print(f"    {fault}: {told['found']} of {told.total()} found; {dict(told)}")
    print("\nRaised, and not named by the labels:", *others, sep="\n")


if __name__ == "__main__":
    main()
