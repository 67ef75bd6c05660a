"""The metrics of one side in one set, to follow over weeks, each with its error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import fmean

from formcheck.exercises.own_target import guide_target
from formcheck.history.store import StoredSet
from formcheck.judging.estimate import MeanEstimate, mean_of, share_of
from formcheck.judging.score import tempo_kept
from formcheck.messages import _
from formcheck.motion.spec import Tempo
from formcheck.motion.thresholds import PHASES, Phase
from formcheck.result import RepResult, Result
from formcheck.wording import view_of

# 90th percentile of the error of a set's mean whole phase, as a share of it: 0.19, 0.48, 0.21 over 99 sets with known
# truth, at even speed and at least jerk; somewhat more for the movements, as old sets have no whole phases
TIMING: dict[Phase, float] = {"concentric": 0.23, "hold": 0.48, "eccentric": 0.28}
TIMING_S = 0.1  # at least: three frames
FALSE_ALARMS = 100 / 33  # percent of clean repetitions with a false alarm, see benchmarks/README.md
SPOILS = 2  # from this severity on, a repetition with the fault is not good


def unit_of(metric: str, unit: str) -> str:
    """The unit of a measure, given that of the range."""
    return {"range": unit, "control": "points", "concentric": "s", "eccentric": "s"}.get(metric, "%")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMetrics:
    """The repetitions of one side (or of both limbs together) in one set.

    set_id    its number in the store; None if it is not stored
    measures  by name: range (in `unit`), concentric and eccentric (s), control (points of 100), symmetry (percent
              between left and right); unknown ones are missing
    reps      every repetition of this side
    judged    cues that could be judged in this set
    peak      mean of the angles that the range ended at, if it is a change of one
    guide     the guide's target, where the person has another one
    trouble   why its numbers cannot be compared with others, if so
    """

    set_id: int | None
    at: datetime | None
    person: str | None
    exercise: str
    variant: str | None
    side: str
    view: str
    model: str
    unit: str
    asked: Tempo
    target: float | None
    measures: Mapping[str, MeanEstimate]
    reps: tuple[RepResult, ...]
    judged: frozenset[str]
    peak: float | None = None
    guide: float | None = None
    trouble: str | None = None
    count_reliable: bool = True

    @property
    def good_ranges(self) -> list[float]:
        """Ranges of the repetitions without a fault of form."""
        good = [r for r in self.reps if not any(f.severity >= SPOILS for f in r.faults)]
        return [r.rom.value for r in good if r.rom.value is not None]

    def clean(self, cues: frozenset[str]) -> MeanEstimate | None:
        """Percent of the repetitions that kept these cues; None without cues or repetitions."""
        if not cues or not self.reps:
            return None
        kept = sum(not any(f.id in cues for f in rep.faults) for rep in self.reps)
        return share_of(kept, len(self.reps), FALSE_ALARMS)


def performances(s: StoredSet) -> list[SetMetrics]:
    """The sides of a set: one, or two if the sides worked in turn."""
    return of_result(s.result, set_id=s.id, at=s.at, person=s.person)


def of_result(
    r: Result, *, set_id: int | None = None, at: datetime | None = None, person: str | None = None
) -> list[SetMetrics]:
    """The same for a result that is not stored."""
    sides = sorted({rep.side for rep in r.reps})
    tempo = Tempo.parse(r.tempo_prescription)
    judged = frozenset(c.id for c in r.checks if c.verdict != "not-assessable")
    found = []
    for side in sides:
        reps = tuple(rep for rep in r.reps if rep.side == side)
        found.append(
            SetMetrics(
                set_id=set_id,
                at=at,
                person=person,
                exercise=r.exercise,
                variant=r.variant,
                side=side,
                view=r.view.detected,
                model=r.model.variant,
                unit=reps[0].rom.unit,
                asked=tempo,
                target=reps[0].rom.target,
                measures=_measures(r, reps, tempo, alone=len(sides) == 1),
                reps=reps,
                judged=judged,
                peak=_peak(reps),
                guide=_guide(r),
                trouble=_trouble(r),
                count_reliable=r.summary.count_reliable,
            )
        )
    return found


def _measures(r: Result, reps: tuple[RepResult, ...], tempo: Tempo, *, alone: bool) -> dict[str, MeanEstimate]:
    out: dict[str, MeanEstimate] = {}
    ranges = [(rep.rom.value, rep.rom.uncertainty) for rep in reps if rep.rom.value is not None]
    if ranges:
        # a repetition's interval includes the common error of the set and its noise: treat all of it as common
        out["range"] = mean_of([v for v, __ in ranges], fmean(u or 0.0 for __, u in ranges))
    for name in ("concentric", "eccentric"):
        times = [t for rep in reps if (t := _took(rep)[name]) is not None]
        if times:
            out[name] = mean_of(times, _timing(name, fmean(times)))
    took = [_took(rep) for rep in reps]
    kept = [k for t in took if (k := tempo_kept(t, tempo)) is not None]
    if kept:
        out["control"] = mean_of([100 * k for k in kept], 100 * _mistimed(took, tempo))
    y = r.summary.symmetry
    if alone and reps[0].side == "both" and y.index_pct is not None and "range" in out and y.left and y.right:
        # each limb's range has the error of the range itself: the model may see one arm better than the other.
        # The interval of the result includes it, except in version 1
        common, whole = sqrt(2) * 100 * out["range"].systematic / ((y.left + y.right) / 2), y.uncertainty_pct or 0.0
        sampling = whole if whole < 0.9 * common else sqrt(max(whole**2 - common**2, 0.0))
        out["symmetry"] = MeanEstimate(y.index_pct, sampling, common)
    return out


def _guide(r: Result) -> float | None:
    in_cm = r.summary.rom.unit == "cm"
    return guide_target(r.exercise, r.variant, r.height_cm if in_cm else None) if r.target_set_by == "person" else None


def _peak(reps: Sequence[RepResult]) -> float | None:
    peaks = [rep.rom.peak for rep in reps if rep.rom.peak is not None]
    return fmean(peaks) if peaks else None


def _took(rep: RepResult) -> dict[Phase, float | None]:
    return {phase: rep.lasted.of(phase) for phase in PHASES}


def _timing(phase: Phase, seconds: float) -> float:
    return max(TIMING_S, TIMING[phase] * seconds)


def _mistimed(took: Sequence[Mapping[Phase, float | None]], tempo: Tempo) -> float:
    """The largest error of the mean tempo, if every phase is wrong by its error in the same direction."""
    known = {p: [s for t in took if (s := t[p]) is not None] for p in TIMING}
    mean: dict[Phase, float | None] = {p: fmean(s) if s else None for p, s in known.items()}
    there = tempo_kept(mean, tempo) or 0.0
    off = ({p: None if s is None else s + sign * _timing(p, s) for p, s in mean.items()} for sign in (-1, 1))
    return max(abs((tempo_kept(t, tempo) or 0.0) - there) for t in off)


def _trouble(r: Result) -> str | None:
    if not r.view.suited:
        return _("the {view} does not show this exercise well enough").format(view=view_of(r.view.detected))
    if any(f.id == "second-person" for f in r.findings):
        return _("a second person was in the picture")
    if not r.summary.count_reliable:
        return _("too much of it was out of sight")
    return None
