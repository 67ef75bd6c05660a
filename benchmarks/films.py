"""How right formcheck is on films of people, and whether the limits set on films hold for films they were not set on.

    python -m benchmarks.films FOLDER... --recordings DIR

prints exact counts and views by exercise, for real people, mannequins, generated figures (the label's notes say which)
and rendered clips apart, every miss with what the result says of it, and then what happens when each source is left
out: the film-set limits of the gates below are set anew from all other sources, in the widest gap between the values
of the exercise and of other movements, and the source is judged with them.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, isnan
from pathlib import Path

import numpy as np

from benchmarks.labelled import recorded
from formcheck.capture.recording import Recording
from formcheck.exercises import EXERCISES
from formcheck.motion.rep_counter import COUNT
from formcheck.motion.rep_window import RepWindow
from formcheck.motion.session import Session
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.settings import Settings
from formcheck.motion.spec import Exercise, Gate
from formcheck.scoring.labels import ENDING
from formcheck.source import to_pose

FILM_SET = ("body_follows", "reach", "hands_move", "legs_over_arms", "hips_over_knee")  # measures of their gates
OTHERS_AS = {  # other movements that must not count, and as what they are judged
    "shrug": "calf-raise",
    "overhead-lift": "calf-raise",
    "push-up": "prone-y-raise",
    "plank": "prone-y-raise",
    "glute-bridge": "clamshell",
}


@dataclass(frozen=True, slots=True)
class Film:
    """A labelled film with its landmark recording; wanted are the counts that are right."""

    name: str
    exercise: str
    wanted: range
    view: str | None
    source: str
    kind: str
    recording: Path


def films(folders: list[Path], recordings: Path) -> Iterator[Film]:
    """Those that were recorded."""
    for label, labels, recording in recorded(folders, recordings):
        told, name = json.loads(label.read_text("utf-8")), label.name.removesuffix(ENDING)
        own = labels.exercise in EXERCISES
        own = own and EXERCISES[labels.exercise].landmarks.together  # no film of a squeeze was recorded with hands
        exercise = labels.exercise if own else OTHERS_AS.get(labels.exercise)
        if exercise and (labels.reps is not None or not own):
            notes = str(told.get("notes")).lower() + ("generated" if told.get("generated") else "")
            kind = next((k for k in ("mannequin", "generated") if k in notes), "real people")
            kind = kind if told.get("origin") == "filmed" else "rendered"
            source = str(told.get("source") or name).partition(":")[0]
            least, most = (labels.allowed if own else None) or (0, 0)
            wanted = range(least, most + 1)
            yield Film(name, exercise, wanted, labels.view, source, kind, recording)


def judged(film: Film, exercise: Exercise) -> SetAnalysis:
    source = Recording(film.recording)
    aspect = source.info.width / source.info.height
    session = Session(exercise, aspect, Settings())
    for frame in source:
        session.push(to_pose(frame, aspect))
    return session.finish()


def with_gates(exercise: Exercise, change: Callable[[Gate], Gate]) -> Exercise:
    return replace(exercise, gates=tuple(change(g) for g in exercise.gates))


def values(film: Film) -> dict[str, list[float]]:
    """By film-set measure, its value for every movement large enough to count."""
    found: dict[str, list[float]] = defaultdict(list)

    def noting(gate: Gate) -> Gate:
        name = getattr(gate.measure, "__name__", "")
        if name not in FILM_SET:
            return gate

        def measure(w: RepWindow) -> float:
            x = gate.measure(w)
            if w.movement.size >= COUNT and w.movement.reason is None and w.view in gate.views and not isnan(x):
                found[name].append(x)
            return x

        return replace(gate, measure=measure, views=frozenset(gate.views))

    judged(film, with_gates(EXERCISES[film.exercise], noting))
    return found


def limits(known: Mapping[str, tuple[Film, Mapping[str, list[float]]]], without: str) -> dict[str, float]:
    """Between the exercise and other movements, of all sources but one."""
    out: dict[str, float] = {}
    for name in FILM_SET:
        ours, others = [], []
        for film, by in known.values():
            if film.source != without and by.get(name):
                is_other = film.wanted.stop == 1
                (others if is_other else ours).append(float(np.median(by[name])))
        gate = next(g for e in EXERCISES.values() for g in e.gates if getattr(g.measure, "__name__", "") == name)
        least = gate.within[1] == inf
        if ours and others:
            out[name] = split(ours, others, ours_above=least)
    return out


def split(ours: list[float], others: list[float], *, ours_above: bool) -> float:
    """The middle of the widest gap among the limits that mistake fewest of our own, then fewest of the others."""

    def mistakes(x: float) -> tuple[int, int]:
        lost, let_in = (
            sum((v >= x) is above for v in values) for values, above in ((ours, not ours_above), (others, ours_above))
        )
        return lost, let_in

    known = sorted({*ours, *others})
    gaps = [(mistakes((a + b) / 2), a - b, (a + b) / 2) for a, b in pairwise(known)]
    return min(gaps)[2]


def limited(exercise: Exercise, by: Mapping[str, float]) -> Exercise:
    def change(gate: Gate) -> Gate:
        x = by.get(getattr(gate.measure, "__name__", ""))
        return gate if x is None else replace(gate, within=(x, inf) if gate.within[1] == inf else (-inf, x))

    return with_gates(exercise, change)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--recordings", type=Path, required=True)
    args = parser.parse_args()
    every = list(films(args.folders, args.recordings))
    known = {f.name: (f, values(f)) for f in every}
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    views: list[bool] = []
    film_views: list[bool] = []
    left_out: dict[bool, list[bool]] = {True: [], False: []}  # by whether it is a film
    for film in every:
        done = judged(film, EXERCISES[film.exercise])
        n = len(done.reps)
        kind = f"{film.kind}, other movements" if film.wanted.stop == 1 else film.kind
        right[kind, film.exercise].append(n in film.wanted)
        if (film.view and film.exercise in film.name) or (film.view and film.wanted.stop > 1):
            views.append(done.view == film.view)
            film_views += [done.view == film.view] if film.kind != "rendered" else []
        anew = judged(film, limited(EXERCISES[film.exercise], limits(known, film.source)))
        left_out[film.kind != "rendered"].append(len(anew.reps) in film.wanted)
        if n not in film.wanted or len(anew.reps) not in film.wanted:
            told = ", ".join(f"{a.start_s:.0f} s {a.detail}" for a in done.attempts) or "nothing"
            print(f"{film.name}: {n}, left out {len(anew.reps)}, not {_said(film.wanted)}; not counted: {told}")
    print("\n| films of | judged as | clips | exact |\n| --- | --- | --- | --- |")
    for (kind, exercise), ok in sorted(right.items()):
        print(f"| {kind} | {exercise} | {len(ok)} | {sum(ok)}/{len(ok)} |")
    filmed = [x for (kind, __), ok in right.items() for x in ok if not kind.startswith("rendered")]
    print(f"\nfilms exact {sum(filmed)}/{len(filmed)}, with each source left out {sum(left_out[True])}/{len(filmed)}")
    print(f"view as labelled {sum(views)}/{len(views)}, on films {sum(film_views)}/{len(film_views)}")


def _said(wanted: range) -> str:
    return str(wanted.start) if len(wanted) == 1 else f"{wanted.start} to {wanted.stop - 1}"


if __name__ == "__main__":
    main()
