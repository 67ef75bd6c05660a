"""From what each exercise would count to the sets that were done: the exercises that explain most of the movement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.motion.movement import Movement
from formcheck.motion.set_analysis import conclude
from formcheck.motion.set_evidence import Span
from formcheck.motion.settings import Settings
from formcheck.motion.shot import Shot
from formcheck.motion.spec import Exercise
from formcheck.motion.view import Posture
from formcheck.recognition.strength import strength_of

PAUSE_S, PAUSES = 8.0, 2.0  # between movements, and in lengths of the set's own: longer, and another set begins
AROUND_S = 2.0  # before and after its movements, what was done else speaks against an exercise
JUST_S = 1e-4  # the frame after a cut is of the next set
BESIDE_S = 5.0  # of a pause that are judged with the set beside it
LEAST, ONCE = 0.2, 0.35  # of the strength, of several movements and of one: less is none of the exercises
WAITS_S = 2.0  # between a hold and other movements: nobody gets into another position sooner
OFTEN, HALF = 2, 0.5  # movements, in that share of a hold: they are what is done, and it is the position for them
# (more, up to its end or from its beginning: then the rest of it is waiting)
OVERLAP_S = 1.0  # that two sets may share at their ends
SURE, RIVAL = 0.35, 0.75  # from this strength on, and no other exercise above that share of it

Seen = tuple[Exercise, Sequence[Movement], Sequence[Shot]]
Postures = Sequence[tuple[float, Posture]]  # and from which second on each was seen


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSet:
    """A set that was found.

    start_s, end_s  of its first and last movement
    count           movements that its exercise would count
    strength        0 to 1: how much of the time between them the exercise explains
    rivals          the other exercises it may be, strongest first
    sure            whether it explains much, and none of them nearly as much
    """

    exercise: Exercise
    start_s: float
    end_s: float
    count: int
    strength: float
    rivals: tuple[Exercise, ...] = ()
    sure: bool = False


def sets_of(seen: Sequence[Seen], postures: Postures) -> list[FoundSet]:
    """The sets of a stream, in order of time."""
    runs = [r for exercise, found, shots in seen for r in _runs(exercise, found, shots, postures)]
    able = [r for r in runs if r.strength >= (ONCE if r.count == 1 else LEAST)]
    chosen = _best_in_turn([r for r in able if not any(_goes_on_in(r, x) for x in able)])
    return [among(r, runs) for r in chosen if not any(_waits(r, x) for x in chosen)]


def pause_after(movements: Sequence[Span]) -> float:
    """Seconds without a movement after which a set with these is over."""
    typical = float(np.median([m.end_s - m.start_s for m in movements])) if movements else 0.0
    return max(PAUSE_S, PAUSES * typical)


def _waits(hold: FoundSet, other: FoundSet) -> bool:
    """Whether a hold is only how somebody waits in the start position of other movements, or stays in it after them."""
    if hold.exercise.kind != "holds" or other.exercise.kind == "holds":
        return False
    return max(other.start_s - hold.end_s, hold.start_s - other.end_s) < WAITS_S


def _goes_on_in(hold: FoundSet, other: FoundSet) -> bool:
    """Whether a hold is only the position in which other movements go on, again and again."""
    if hold.exercise.kind != "holds" or other.exercise.kind == "holds" or other.count < OFTEN:
        return False
    both = min(hold.end_s, other.end_s) - max(hold.start_s, other.start_s)
    if both > HALF * (hold.end_s - hold.start_s):
        return True
    at_an_end = min(abs(other.start_s - hold.start_s), abs(hold.end_s - other.end_s)) < WAITS_S  # the rest is waiting
    return at_an_end and other.count > OFTEN and both > HALF * (other.end_s - other.start_s)


def _runs(exercise: Exercise, found: Sequence[Movement], shots: Sequence[Shot], postures: Postures) -> list[FoundSet]:
    """The stretches in which the exercise counts one movement after the other."""
    ours = sorted((m for m in found if m.reason is None), key=lambda m: m.start_s)
    runs: list[list[Movement]] = []
    for m in ours:
        if runs and m.start_s - max(x.end_s for x in runs[-1]) < pause_after(runs[-1]):
            runs[-1].append(m)
        else:
            runs.append([m])
    around = [(run[0].start_s - AROUND_S, max(m.end_s for m in run) + AROUND_S) for run in runs]
    near = [[m for m in found if a <= m.peak_s <= b] for a, b in around]
    return [r for movements in near if (r := _run(exercise, movements, shots, postures))]


def _run(exercise: Exercise, found: Sequence[Movement], shots: Sequence[Shot], postures: Postures) -> FoundSet | None:
    within = {m.shot for m in found}
    done = conclude(exercise, Settings(), found, shots=[s for s in shots if s.number in within], coverage={})
    if not done.reps:
        return None
    start, end = done.reps[0].start_s, max(r.end_s for r in done.reps)
    return FoundSet(
        exercise=exercise,
        start_s=start,
        end_s=end,
        count=len(done.reps),
        strength=strength_of(exercise, done, start, end, [p for t, p in postures if start <= t <= end]),
    )


def _best_in_turn(runs: Sequence[FoundSet]) -> list[FoundSet]:
    """Of runs that overlap, those that explain most together: weighted interval scheduling."""
    runs = sorted(runs, key=lambda r: r.end_s)
    ends = [r.end_s for r in runs]
    best: list[tuple[float, list[FoundSet]]] = [(0.0, [])]
    for i, r in enumerate(runs):
        before = best[bisect_right(ends, r.start_s + OVERLAP_S, hi=i)]
        with_it = before[0] + r.strength * (r.end_s - r.start_s)
        best.append((with_it, [*before[1], r]) if with_it > best[-1][0] else best[-1])
    return best[-1][1]


def among(r: FoundSet, runs: Sequence[FoundSet]) -> FoundSet:
    """The set with what else it may be."""
    rivals: dict[str, FoundSet] = {}
    for x in sorted(runs, key=lambda x: -x.strength):
        meet = min(x.end_s, r.end_s) - max(x.start_s, r.start_s)
        near = x.exercise is not r.exercise and meet > HALF * (r.end_s - r.start_s) and x.strength > 0.5 * r.strength
        if near and not _goes_on_in(x, r):
            rivals.setdefault(x.exercise.name, x)
    alone = r.count == 1 and r.exercise.kind != "holds"  # once is no exercise yet
    sure = r.strength >= SURE and not alone and all(x.strength < RIVAL * r.strength for x in rivals.values())
    return replace(r, rivals=tuple(x.exercise for x in rivals.values()), sure=sure)


def spans_of(sets: Sequence[FoundSet], end_s: float, cuts_s: Sequence[float] = ()) -> list[tuple[float, float]]:
    """From when to when each set is judged: one has the whole stream; several meet in mid-pause, or at its cut."""
    between = []
    for a, b in pairwise(sets):
        cut = next((c for c in cuts_s if a.end_s < c < b.start_s), (a.end_s + b.start_s) / 2)
        between.append((min(cut - JUST_S, a.end_s + BESIDE_S), max(cut, b.start_s - BESIDE_S)))
    starts = [-np.inf, *(after for __, after in between)]
    ends = [*(before for before, __ in between), np.inf]
    return [(max(a, 0.0), min(b, end_s)) for a, b in zip(starts, ends, strict=True)] if sets else []
