"""How right formcheck is on folders of labelled clips, as the tables of benchmarks/README.md.

    python benchmarks/accuracy.py FOLDER... [--recordings DIR] [--model full]

Landmarks are recorded once into DIR and judged from there again, so that a second run takes seconds.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from formcheck.processes import cores
from formcheck.scoring.against_labels import ClipScore
from formcheck.scoring.batch import run
from formcheck.scoring.figures import Figures, Middle, Share, figures
from formcheck.scoring.labelled_clips import cases, outcome
from formcheck.scoring.score_report import UNITS

TIMEOUT_S = 600.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, help="keep landmark recordings here")
    parser.add_argument("--model", default="full")
    args = parser.parse_args()
    if args.recordings:
        args.recordings.mkdir(parents=True, exist_ok=True)
    todo = cases(args.folders)
    answers = run([c.job(args.model, args.recordings) for c in todo], len(cores()), TIMEOUT_S)
    scores: list[ClipScore] = []
    nobody: list[str] = []
    strays: list[str] = []
    for case, answer in zip(todo, answers, strict=True):
        score, error = outcome(case, answer) if answer else (None, "stopped")
        if score:
            scores.append(score)
            strays += [f"- `{score.clip}`: {'; '.join(score.misses)}"] if score.misses else []
            strays += [f"- `{score.clip}`: {'; '.join(score.notes)} (no miss)"] if score.notes else []
        elif error:
            strays.append(f"- `{case.stem}`: {error}")
        else:
            nobody.append(case.stem)
    print(machine(args.model), end="\n\n")
    for origin in sorted({s.origin for s in scores}):
        print(report(origin, [s for s in scores if s.origin == origin]), end="\n\n")
    if nobody:
        print(f"No person to judge, as labelled: {', '.join(nobody)}.", end="\n\n")
    if strays:
        print("Not as labelled:", *strays, sep="\n")


def machine(model: str) -> str:
    """When and where it was measured."""
    packages = f"MediaPipe {version('mediapipe')}, OpenCV {version('opencv-python')}"
    where = f"{len(cores())} cores ({platform.machine()}), Python {platform.python_version()}"
    return f"Measured on {date.today().isoformat()}, {where}, {packages}, model `{model}`."


def report(origin: str, scores: Sequence[ClipScore]) -> str:
    """The table of the clips whose view can count the exercise, and a sentence about the others."""
    able = [s for s in scores if s.suited]
    lines = [f"### {origin.capitalize()}, views that can count", "", table(able)]
    said = figures(scores).unsuited_said
    if said.n:
        lines += ["", f"Views that cannot count: flagged in {said.hits} of {said.n} clips."]
    return "\n".join(lines)


COLUMNS: dict[str, Callable[[Figures], str]] = {
    "clips": lambda f: str(f.clips),
    "exact counts": lambda f: of(f.exact_count),
    "off by at most one": lambda f: of(f.within_one),
    "edges, median / p95 (s)": lambda f: middle(f.edges_s, "", 3),
    "phases, median": lambda f: "–" if f.phases.median is None else f"{100 * f.phases.median:.1f} % (n {f.phases.n})",
    "range, median / p95": lambda f: "; ".join(middle(m, UNITS.get(u, u), 1) for u, m in f.rom.items()) or "–",
    "covered": lambda f: "–" if f.rom_covered.value is None else f"{100 * f.rom_covered.value:.0f} %",
}


def table(scores: Sequence[ClipScore]) -> str:
    """A row an exercise, and all."""
    rows = {name: [s for s in scores if s.exercise == name] for name in sorted({s.exercise for s in scores})}
    lines = [f"| exercise | {' | '.join(COLUMNS)} |", "| --- " * (len(COLUMNS) + 1) + "|"]
    for name, chosen in {**rows, "**all**": list(scores)}.items():
        f = figures(chosen)
        lines.append(f"| {name} | {' | '.join(cell(f) for cell in COLUMNS.values())} |")
    return "\n".join(lines)


def of(s: Share) -> str:
    return f"{s.hits}/{s.n}" if s.n else "–"


def middle(m: Middle, unit: str, digits: int) -> str:
    return "–" if m.median is None else f"{m.median:.{digits}f}{unit} / {m.p95:.{digits}f}{unit} (n {m.n})"


if __name__ == "__main__":
    main()
