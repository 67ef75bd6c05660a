"""Whether formcheck is as right for everybody: rendered clips by skin, build, clothes and hair.

    python -m benchmarks.groups FOLDER... --recordings DIR

FOLDERs hold clips of the studio with labels and mostly truth, the latter saying who is seen. Landmarks are recorded
once into DIR. Prints a row a group: exact counts, ranges inside their ±, acted faults found that the view must judge,
and repetitions in which a fault is raised that was not acted; then the same by how sure the result is of itself. Last,
of the clips without truth too, how many of the faults raised with high and with low confidence were acted.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.exercises import EXERCISES
from formcheck.result import Result
from formcheck.scoring.against_labels import ClipScore, compare, matches
from formcheck.scoring.faults import fault_cases
from formcheck.scoring.figures import Share, share
from formcheck.scoring.labelled_clips import Case, found
from formcheck.scoring.labels import Labels
from formcheck.scoring.worker import judged
from samples.studio.body import subject
from samples.studio.body.figure import Figure

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
Cut = tuple[str, float]  # a name, and below which value it is
SKIN: tuple[Cut, ...] = (("dark skin", 0.2), ("medium skin", 0.45), ("light skin", np.inf))  # luminance of the albedo
BUILD: tuple[Cut, ...] = (("slender", 21.4), ("middle", 23.0), ("full", np.inf))  # kg/m² at the density of water
SLEEVES: tuple[Cut, ...] = (("short sleeves", 1.0), ("long sleeves", np.inf))  # share of the upper arm
LEGS: tuple[Cut, ...] = (("shorts", 1.0), ("long trousers", np.inf))  # share of the thigh
FIT: tuple[Cut, ...] = (("close-fitting", 0.009), ("loose", np.inf))  # metres of ease
HAIR: tuple[Cut, ...] = (("dark hair", 0.06), ("fair hair", np.inf))
SHIRT: tuple[Cut, ...] = (("dark shirt", 0.08), ("bright shirt", np.inf))
TEMPO = {"quick", "slow-motion"}  # findings that say nothing about how exact the result is


@dataclass(frozen=True, slots=True)
class Judged:
    """A clip, the groups it belongs to, and what came of it; no score if nobody was found."""

    groups: dict[str, str]  # by kind of group; none, if nobody knows who is seen
    sure: str
    score: ClipScore | None
    raised: tuple[tuple[str, bool], ...] = ()  # of each fault, its confidence and whether it was acted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True, help="keep landmark recordings here")
    args = parser.parse_args()
    args.recordings.mkdir(parents=True, exist_ok=True)
    every = [j for c in found(args.folders) if isinstance(c, Case) and (j := _judge(c, args.recordings))]
    done = [j for j in every if j.groups]
    by: dict[str, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for j in done:
        for kind, name in j.groups.items():
            by[kind][name].append(j)
        by["sure"][j.sure].append(j)
    for kind in ("group", "sure"):
        print(f"| {kind} | clips | exact counts | ranges inside | faults found | false alarms |")
        print("| --- " * 6 + "|")
        chosen = {"sure": by["sure"]} if kind == "sure" else {k: g for k, g in by.items() if k != "sure"}
        for groups in chosen.values():
            for name, members in sorted(groups.items()):
                print(row(name, members))
        print(row("**all**", done), end="\n\n")
    print("| confidence of a fault | raised, of these acted |\n| --- | --- |")
    for confidence in ("high", "low"):
        acted = [true for j in every for sure, true in j.raised if sure == confidence]
        print(f"| {confidence} | {_said(share(sum(acted), len(acted)))} |")


def _judge(case: Case, recordings: Path) -> Judged | None:
    """None for a clip of a view that cannot count, or that holds nothing to count."""
    if not case.labels.suited or case.labels.reps is None:
        return None
    truth = Path(case.clip).with_name(Path(case.clip).stem + ".truth.json")
    groups = groups_of(json.loads(truth.read_text("utf-8"))) if truth.exists() else {}
    try:
        result = judged(case.job("full", recordings))
    except FormcheckError as e:
        print(f"{case.stem}: {e}")
        return Judged(groups, "no result", None)
    score = compare(case.stem, case.labels, result)
    if score.misses:
        print(f"{case.stem} ({', '.join(groups.values())}; {sureness(result)}): {'; '.join(score.misses)}")
    return Judged(groups, sureness(result), score, tuple(raised(case.labels, result)))


def raised(labels: Labels, r: Result) -> Iterator[tuple[str, bool]]:
    """Of each fault of a labelled repetition: its confidence, and whether it was acted."""
    exercise = EXERCISES[labels.exercise]
    for pair in matches(labels.movements, r.movements):
        for case in fault_cases(exercise, labels, r, [pair]):
            for f in pair[1].faults if case.rep is not None else ():
                if f.id in case.scored:
                    yield f.confidence, f.id in case.true


def groups_of(truth: dict[str, Any]) -> dict[str, str]:
    worn = truth["outfit"]

    def bright(what: str) -> float:
        return float(LUMINANCE @ worn[what])

    return {
        "skin": _named(SKIN, bright("skin")),
        "build": _named(BUILD, mass_index(truth["person"]["stature_m"])),
        "sleeves": _named(SLEEVES, worn["sleeve"]),
        "legs": _named(LEGS, worn["leg"]),
        "fit": _named(FIT, worn["fit"]),
        "hair": _named(HAIR, bright("hair")),
        "shirt": _named(SHIRT, bright("shirt")),
    }


def _named(cuts: tuple[Cut, ...], x: float) -> str:
    return next(name for name, below in cuts if x < below)


@cache
def mass_index(stature: float) -> float:
    """Litres over square metres, of the body of that stature: no two are equally tall."""
    s = min((subject.load(k) for k in range(subject.count())), key=lambda s: abs(Figure(s).stature - stature))
    a, b, c = (s.verts[s.faces["body"][:, i]] for i in range(3))
    return float(1000 * np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6 / stature**2)


def sureness(r: Result) -> str:
    """What the result says of itself: low if it calls the count approximate, medium with a finding on the measuring."""
    if not r.summary.count_reliable:
        return "3 low: count approximate"
    return "2 medium: a finding" if any(f.id not in TEMPO for f in r.findings) else "1 high: no finding"


def row(name: str, members: list[Judged]) -> str:
    scores = [j.score for j in members if j.score]
    rom = [abs(e.error) <= e.uncertainty for s in scores for e in s.rom]
    acted = [f in c.found for s in scores for c in s.faults for f in (c.true & s.must) - c.open]
    false = [bool((c.found & c.scored) - c.true) for s in scores for c in s.faults if c.rep is not None]
    right = sum(s.off == 0 for s in scores)
    cells = [share(right, len(members)), *(share(sum(x), len(x)) for x in (rom, acted, false))]
    return f"| {name} | {len(members)} | {' | '.join(map(_said, cells))} |"


def _said(s: Share) -> str:
    return "–" if s.value is None else f"{s.hits}/{s.n} ({s.low:.0%} to {s.high:.0%})"


if __name__ == "__main__":
    main()
