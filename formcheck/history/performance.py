"""The metrics of one side in one set, to follow over weeks, each with its error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import fmean

from formcheck.exercises import EXERCISES
from formcheck.exercises.own_target import guide_target
from formcheck.history.store import StoredSet
from formcheck.judging.estimate import MeanEstimate, mean_of, share_of
from formcheck.judging.score import tempo_kept
from formcheck.messages import _
from formcheck.motion.hold_form import BROKEN_S
from formcheck.motion.spec import CountOf, Kind, Tempo
from formcheck.motion.thresholds import PHASES, Phase
from formcheck.result import Counted, HoldResult, RepResult, Result
from formcheck.wording import view_of

# 90th percentile of the error of a set's mean whole phase, as a share of it: 0.19, 0.48, 0.21 over 99 sets with known
# truth, at even speed and at least jerk; somewhat more for the movements, as old sets have no whole phases
TIMING: dict[Phase, float] = {"concentric": 0.23, "hold": 0.48, "eccentric": 0.28}
TIMING_S = 0.1  # at least: three frames
FALSE_ALARMS = 100 / 33  # percent of clean repetitions with a false alarm, see benchmarks/README.md
SECONDS = ("held", "held_clean", "concentric", "eccentric")  # measures in seconds
OF_CUES = ("held_clean", "clean")  # measures that depend on which cues were judged
SPOILS = 2  # from this severity on, a repetition with the fault is not good


def unit_of(metric: str, unit: str) -> str:
    """The unit of a measure, given that of the range."""
    return {"range": unit, "control": "points", **dict.fromkeys(SECONDS, "s")}.get(metric, "%")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMetrics:
    """What one side (or both limbs together) did in one set.

    set_id    its number in the store; None if it is not stored
    measures  by name: range (in `unit`), concentric and eccentric (s), control (points of 100), symmetry (percent
              between left and right); of holds, held (s) alone; unknown ones are missing
    counted   its repetitions, holds or steps
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
    counted: tuple[Counted, ...]
    judged: frozenset[str]
    kind: Kind = "repetitions"
    peak: float | None = None
    guide: float | None = None
    trouble: str | None = None
    count_reliable: bool = True

    @property
    def counts(self) -> CountOf:
        """What is counted, as people call it."""
        return EXERCISES[self.exercise].counts

    @property
    def extent(self) -> str:
        """The measure that has a target: range, or held for a hold."""
        return "held" if self.kind == "holds" else "range"

    @property
    def good_ranges(self) -> list[float]:
        """Ranges of the repetitions, or seconds of the holds, without a fault of form."""
        good = [x for x in self.counted if not any(f.severity >= SPOILS for f in x.faults)]
        return [x.rom.value for x in good if x.rom.value is not None]

    def measure(self, metric: str, cues: frozenset[str]) -> MeanEstimate | None:
        """A measure over these cues, where it depends on cues; None if it is unknown."""
        if metric not in OF_CUES:
            return self.measures.get(metric)
        if not cues or not self.counted:
            return None
        if self.kind == "holds":  # which cue spoilt which second is not kept: faults of other cues leave it unknown
            spoilt = {f.id for h in self.counted for f in h.faults}
            return self._held_clean(metric) if spoilt <= cues else None
        if metric == "held_clean":
            return None
        kept = sum(not any(f.id in cues for f in x.faults) for x in self.counted)
        return share_of(kept, len(self.counted), FALSE_ALARMS)

    def _held_clean(self, metric: str) -> MeanEstimate | None:
        """Seconds without a fault, or their share of the seconds held. A fault shorter than BROKEN_S is not seen."""
        held = self.measures.get("held")
        if held is None or held.value <= 0:
            return None
        holds = [x for x in self.counted if isinstance(x, HoldResult)]
        clean, error = sum(h.clean_s for h in holds), held.systematic + BROKEN_S * sum(bool(h.faults) for h in holds)
        if metric == "held_clean":
            return MeanEstimate(clean, 0.0, error)
        return MeanEstimate(100 * clean / held.value, 0.0, min(100.0, 100 * error / held.value))


def performances(s: StoredSet) -> list[SetMetrics]:
    """The sides of a set: one, or two if the sides worked in turn."""
    return of_result(s.result, set_id=s.id, at=s.at, person=s.person)


def of_result(
    r: Result, *, set_id: int | None = None, at: datetime | None = None, person: str | None = None
) -> list[SetMetrics]:
    """The same for a result that is not stored."""
    sides = sorted({x.side for x in r.movements})
    tempo = Tempo.parse(r.tempo_prescription)
    judged = frozenset(c.id for c in r.checks if c.verdict != "not-assessable")
    found = []
    for side in sides:
        mine = tuple(x for x in r.movements if x.side == side)
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
                unit=mine[0].rom.unit,
                asked=tempo,
                target=mine[0].rom.target,
                measures=_measures(r, mine, tempo, alone=len(sides) == 1),
                counted=mine,
                judged=judged,
                kind=r.kind,
                peak=_peak(mine),
                guide=_guide(r),
                trouble=_trouble(r),
                count_reliable=r.summary.count_reliable,
            )
        )
    return found


def _measures(r: Result, mine: Sequence[Counted], tempo: Tempo, *, alone: bool) -> dict[str, MeanEstimate]:
    if r.kind == "holds":
        return {"held": _held([h for h in mine if isinstance(h, HoldResult)], r.exercise)}
    out: dict[str, MeanEstimate] = {}
    reps = [x for x in mine if isinstance(x, RepResult)]
    ranges = [(x.rom.value, x.rom.uncertainty) for x in mine if x.rom.value is not None]
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
    if alone and mine[0].side == "both" and y.index_pct is not None and "range" in out and y.left and y.right:
        # each limb's range has the error of the range itself: the model may see one arm better than the other.
        # The interval of the result includes it, except in version 1
        common, whole = sqrt(2) * 100 * out["range"].systematic / ((y.left + y.right) / 2), y.uncertainty_pct or 0.0
        sampling = whole if whole < 0.9 * common else sqrt(max(whole**2 - common**2, 0.0))
        out["symmetry"] = MeanEstimate(y.index_pct, sampling, common)
    return out


def _held(holds: Sequence[HoldResult], exercise: str) -> MeanEstimate:
    """All seconds held. They are timed, not sampled: their error is that of the edges, the same way in every hold."""
    usual = EXERCISES[exercise].ranges[0].uncertainty
    return MeanEstimate(sum(h.held_s for h in holds), 0.0, sum(h.rom.uncertainty or usual for h in holds))


def _guide(r: Result) -> float | None:
    in_cm = r.summary.rom.unit == "cm"
    return guide_target(r.exercise, r.variant, r.height_cm if in_cm else None) if r.target_set_by == "person" else None


def _peak(mine: Sequence[Counted]) -> float | None:
    peaks = [x.rom.peak for x in mine if x.rom.peak is not None]
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
