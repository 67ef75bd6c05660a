"""An experimental score of a repetition: range, tempo, symmetry and form, each 0 to 1, weighted per exercise.

We chose the weights; they are not validated. Smoothness is left out because the landmarks cannot tell a jerky
repetition from a smooth one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, sqrt
from statistics import fmean

from formcheck.judging.cue_verdict import CueFault
from formcheck.motion.rep import Rep
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.thresholds import PHASES, Phase

EVEN, UNEVEN = 10, 20  # percent of their mean: difference that costs nothing, and the excess that costs all
PENALTY = {3: 0.5, 2: 0.25, 1: 0.1}  # by severity; unsure faults cost half


@dataclass(frozen=True, slots=True)
class SetScore:
    """total is 0 to 100, or None without a range; parts are 0 to 1, for what could be assessed."""

    total: float | None
    parts: Mapping[str, float]


def grade(exercise: Exercise, rep: Rep, faults: Sequence[CueFault], tempo: Tempo) -> SetScore:
    parts: dict[str, float] = {}
    if rep.size.value is not None and rep.size.target:
        parts["range"] = _clamp((rep.size.value / rep.size.target - 0.5) / 0.45)
    kept = tempo_kept({phase: rep.lasted(phase) for phase in PHASES}, tempo)
    if kept is not None:
        parts["tempo"] = kept
    if rep.both is not None and not isnan(sum(rep.both)):
        left, right = rep.both
        mean = max((right + left) / 2, 1e-9)
        unsure = 100 * sqrt(2) * (rep.size.uncertainty or 0.0) / mean  # of the difference of two ranges
        parts["symmetry"] = 1 - _clamp((100 * abs(right - left) / mean - max(EVEN, unsure)) / UNEVEN)
    parts["form"] = 1 - min(1.0, sum(PENALTY[f.severity] * (1 if f.confident else 0.5) for f in faults))
    if "range" not in parts or exercise.kind != "repetitions":  # seconds and steps speak for themselves
        return SetScore(None, parts)
    weights = {name: exercise.weights.get(name, 0.0) for name in parts}
    return SetScore(100 * sum(weights[n] * x for n, x in parts.items()) / sum(weights.values()), parts)


def tempo_kept(took: Mapping[Phase, float | None], tempo: Tempo) -> float | None:
    """How closely the tempo was followed, 0 to 1; took is in seconds of whole phases. None if none was timed."""
    phases = [_pace(s, tempo.of(phase)) for phase, s in took.items() if s is not None and tempo.of(phase) > 0]
    return fmean(phases) if phases else None


def _pace(took: float, asked: float) -> float:
    """1 from four fifths to twice the prescribed time, falling to 0 at two fifths and to one half at four times."""
    share = took / asked
    if share < 0.8:
        return _clamp((share - 0.4) / 0.4)
    return 1.0 if share <= 2 else max(0.5, 1 - 0.25 * (share - 2))


def _clamp(x: float) -> float:
    return min(1.0, max(0.0, x))
