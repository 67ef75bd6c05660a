"""Which of all movements found are the exercise: the whole set decides, not one number of one movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Protocol

from formcheck.messages import _
from formcheck.motion.movement import NAN, Movement, Refusal
from formcheck.motion.rep_counter import mostly_seen
from formcheck.motion.settings import Settings
from formcheck.motion.shot import Shot, most
from formcheck.motion.spec import Exercise, RepSignal
from formcheck.motion.view import View

OWN_SHARE = 0.58  # of the set's median: less is not the same movement
OWN_REPS = 3
LIKE_OTHERS = 0.7  # of the set's median: as large as the others, where all are small
SAME = 0.3  # of the shorter of two movements must overlap, because neighbours often touch
ALIKE = 1.8  # times as large or as small: not alike
OUTNUMBERED = 3  # times as many clearly other movements: what looked right among them was none either
MOSTLY_OTHERS = Refusal(_("most movements around it are another exercise"), attempt=False)
DOUBTFUL_REPS = 2  # doubtful movements that are alike make a set where no movement is beyond doubt


class Span(Protocol):
    """Anything with a start and an end, in seconds."""

    @property
    def start_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


def views_of(settings: Settings, found: Sequence[Movement], shots: Sequence[Shot]) -> dict[int, View]:
    """The view of each shot: that of most of its repetitions, or else of most of its pictures."""
    counted: dict[int, Counter[View]] = {s.number: Counter() for s in shots}
    for f in found:
        if f.counts:
            counted[f.shot][f.view] += 1
    return {s.number: settings.view or most(counted[s.number], s.view) for s in shots}


def signals_for(exercise: Exercise, view: View) -> list[RepSignal]:
    """The signals that show the exercise in this view; of a view that shows it in none, the first."""
    return [r for r in exercise.rep_signals if view in r.views] or list(exercise.rep_signals[:1])


def chosen(exercise: Exercise, found: Sequence[Movement], views: Mapping[int, View]) -> list[Movement]:
    """Every movement once, in order of time: repetitions, and what was not counted with the reason."""
    once: list[Movement] = []
    for shot, view in views.items():
        names = [s.name for s in signals_for(exercise, view)]
        shown = [f for f in found if f.shot == shot and f.signal in names]
        once += _merge([f for f in shown if not any(r.of_signal for r in f.refused)])
    once = _weighed(once)
    main = most(Counter(views[f.shot] for f in once), View.UNKNOWN)
    once = _as_large(once)
    once = _own_range(once) if exercise.sees(main).range is not None else once
    return [_with_the_clip(f, once) for f in once]


def _merge(found: Sequence[Movement]) -> list[Movement]:
    """Of two signals that saw the same movement, the one that accepts it."""
    kept: list[Movement] = []
    for f in sorted(found, key=lambda f: (not f.counts, not f.doubtful, bool(f.refused), -f.size)):
        if all(k.signal == f.signal or not meet(f, k) for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.peak_s)


def meet(a: Span, b: Span) -> bool:
    """Whether two spans are the same movement, by their overlap. A shape leaves out the rest in which it began."""
    shorter = min(a.end_s - a.start_s, b.end_s - b.start_s)
    return min(a.end_s, b.end_s) - max(a.start_s, b.start_s) > SAME * shorter


def _weighed(found: list[Movement]) -> list[Movement]:
    """Doubtful movements count if they are like the others, and if most of the set is not clearly something else.

    A hand pushes off a wall, a body leans on a bar, somebody walks round with the camera: one number of one movement
    is then off, and the exercise is done all the same.
    """
    certain = [f for f in found if f.counts]
    doubtful = [f for f in found if f.doubtful]
    others = [f for f in found if f.reason is None and f.other and not f.doubtful]
    if len(others) >= max(OUTNUMBERED * len(certain), OUTNUMBERED):
        return [replace(f, refused=(MOSTLY_OTHERS,)) if f.counts else f for f in found]
    typical = median([f.size for f in certain or doubtful]) if certain or doubtful else 0.0
    alike = [f for f in doubtful if typical / ALIKE <= f.size <= typical * ALIKE]
    enough = certain or len(alike) >= DOUBTFUL_REPS
    if not enough or len(others) > len(certain) + len(alike):
        return found
    return [replace(f, refused=()) if any(f is a for a in alike) else f for f in found]


def _with_the_clip(f: Movement, found: Sequence[Movement]) -> Movement:
    """A movement with which the clip begins counts if most of it was seen and the others of the set are like it.

    What ends with the clip counts from as much of its way back on. Nothing is measured of it but that it happened.
    """
    sizes = [x.size for x in found if x.counts]
    if not mostly_seen(f) or f.refused or not f.signal or len(sizes) < OWN_REPS or f.size < OWN_SHARE * median(sizes):
        return f
    ranges = (NAN,) * len(f.ranges)
    return replace(f, reason=None, clipped=True, hidden=(True,) * 4, ranges=ranges, both=None)


def _as_large(found: list[Movement]) -> list[Movement]:
    """After three repetitions, one that falls a little short of counting counts if it is about as large as they are.

    Where all are small, the limit would divide one set into repetitions and attempts.
    """
    sizes = [f.size for f in found if f.counts]
    if len(sizes) < OWN_REPS:
        return found
    least = LIKE_OTHERS * median(sizes)
    return [
        replace(f, reason=None, refused=())
        if f.reason == "short" and f.size >= least and all(r.doubtful for r in f.refused)
        else f
        for f in found
    ]


def _own_range(found: list[Movement]) -> list[Movement]:
    """After three repetitions, one that is much smaller than the others is an attempt."""
    sizes = [f.size for f in found if f.counts]
    if len(sizes) < OWN_REPS:
        return found
    least = OWN_SHARE * median(sizes)
    return [replace(f, reason="short") if f.counts and f.size < least else f for f in found]
