"""When each rep of a set begins, tops out and ends, and how far along it is at any time.

Everything is sampled at RATE, far above any camera, so that frame times may be whatever the film says.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .body.falls import Falls
from .profiles import MIXED, PROFILES

RATE = 120  # samples a second
HALF, STUNTED = 0.5, 0.3  # of the range: lost in a `partial` rep, all of a mere attempt
FLICK_S = 0.40  # how long a flick takes
SLIDES_S = 0.3  # how gradually a fault comes during a hold
FALLS = Falls()

Tempo = tuple[float, float, float, float]  # seconds of rest, out, hold and back


@dataclass(frozen=True)
class SetPlan:
    """What is asked of one set. Rep numbers count from 0."""

    reps: int = 4
    tempo: Tempo | None = None
    pace: float | None = None  # stretches the tempo; drawn from 0.92 to 1.15 when not given
    rise: str = "smooth"  # a name of PROFILES, or "mixed"
    fall: str = "smooth"
    lead: float = 0.8  # rest before the first rep
    tail: float = 0.8
    pauses: dict[int, float] = field(default_factory=dict)  # extra rest after a rep
    rest_drift: float = 0.0  # share of the range by which the rest creeps up over the set
    fade: float = 0.0  # share of the range lost by the last rep
    variation: float = 0.06  # of phase times
    spread: float = 0.04  # of the range
    faults: dict[str, float | tuple[float, ...]] = field(default_factory=dict)  # strength, or one for each rep
    fault_reps: tuple[int, ...] | None = None
    during: dict[str, tuple[float, float]] = field(default_factory=dict)  # fault -> seconds after the top, of a hold
    stunted: tuple[int, ...] = ()  # reps too small to be one
    flicks: tuple[int, ...] = ()  # reps over in less than half a second

    def __post_init__(self) -> None:
        for name in (self.rise, self.fall):
            if name not in (*PROFILES, "mixed"):
                raise ValueError(f"no speed profile {name!r}; there are {', '.join(PROFILES)}, mixed")
        # JSON knows neither tuples nor numbers as keys
        object.__setattr__(self, "pauses", {int(k): float(v) for k, v in self.pauses.items()})
        each = {f: tuple(s) if isinstance(s, list) else s for f, s in self.faults.items()}
        object.__setattr__(self, "faults", each)
        object.__setattr__(self, "during", {f: (float(a), float(b)) for f, (a, b) in self.during.items()})
        if unknown := sorted(set(self.during) - set(self.faults)):
            raise ValueError(f"{', '.join(unknown)}: no fault of the set, so it has no time")
        if wrong := [f for f, s in each.items() if isinstance(s, tuple) and len(s) != self.reps]:
            raise ValueError(f"{', '.join(wrong)}: a list of strengths has one for each of the {self.reps} reps")

    def acted_in(self, k: int) -> dict[str, float]:
        """The faults of rep k and their strengths."""
        if self.fault_reps is not None and k not in self.fault_reps:
            return {}
        each = {f: s[k] if isinstance(s, tuple) else s for f, s in self.faults.items()}
        return {f: s for f, s in each.items() if s}


@dataclass(frozen=True)
class Rep:
    start: float  # s, the way out begins
    top: float  # it ends
    leave: float  # the way back begins
    end: float  # it ends
    amplitude: float  # progress at the top
    rest_before: float  # progress at rest
    rest_after: float
    rise: str
    fall: str
    faults: dict[str, float]
    attempt: str | None = None  # why it is not a rep


@dataclass(frozen=True, eq=False)
class Schedule:
    reps: list[Rep]
    duration: float
    progress: np.ndarray  # 0 at rest, about 1 at the top
    faults: dict[str, np.ndarray]  # strength of each fault over time

    @property
    def times(self) -> np.ndarray:
        return np.arange(len(self.progress)) / RATE

    def at(self, t: float) -> tuple[float, dict[str, float]]:
        x = t * RATE
        return _sample(self.progress, x), {f: _sample(e, x) for f, e in self.faults.items()}

    def rep_at(self, t: float) -> int:
        """The number of the rep that is done, or comes next."""
        return sum(r.end <= t for r in self.reps[:-1])


def _sample(track: np.ndarray, x: float) -> float:
    x = min(max(x, 0.0), len(track) - 1.0)
    i = min(int(x), len(track) - 2)
    return float(track[i] + (x - i) * (track[i + 1] - track[i]))


def blurred(x: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian smoothing, `sigma` in samples."""
    n = int(4 * sigma) + 1
    k = np.exp(-0.5 * (np.arange(-n, n + 1) / sigma) ** 2)
    return np.convolve(np.pad(x, n, mode="edge"), k / k.sum(), mode="valid")


def wander(rng: np.random.Generator, seconds: float, hz: float) -> np.ndarray:
    """Smooth noise of unit variance with energy below about `hz`, at RATE."""
    n, pad = int(seconds * RATE) + 2, 4 * RATE
    x = blurred(rng.standard_normal(n + 2 * pad), RATE / (2 * np.pi * hz))[pad : pad + n]
    return (x - x.mean()) / (x.std() + 1e-9)


def schedule(rng: np.random.Generator, plan: SetPlan, tempo: Tempo, falls: Falls = FALLS) -> Schedule:
    """The set, with a little human variation. `tempo` is the exercise's own, used when the plan has none."""
    pace = plan.pace
    if pace is None:
        pace = 1.0 if plan.tempo else float(rng.uniform(0.92, 1.15))
    rest, out, hold, back = (pace * x for x in plan.tempo or tempo)
    reps = _reps(rng, plan, (rest, out, hold, back), falls)
    duration = reps[-1].end + plan.tail if reps else plan.lead + plan.tail
    time = np.arange(int(duration * RATE) + 2) / RATE
    return Schedule(reps, duration, _progress(time, reps), _envelopes(time, reps, plan))


def _reps(rng: np.random.Generator, plan: SetPlan, tempo: Tempo, falls: Falls) -> list[Rep]:
    t, rest, reps = plan.lead, 0.0, []
    for k in range(plan.reps):
        on = plan.acted_in(k)
        attempt = "short" if k in plan.stunted else "too-fast" if k in plan.flicks else None
        pause, out, hold, back = _durations(rng, plan, tempo, on, attempt)
        amplitude = _amplitude(rng, plan, k, on, attempt)
        after = 0.0
        if plan.rest_drift:
            after = max(plan.rest_drift * (k + 1) / plan.reps * (1 + 0.3 * rng.standard_normal()), 0.0)
        rise, fall = (str(rng.choice(list(MIXED))) if p == "mixed" else p for p in (plan.rise, plan.fall))
        rise, out, fall, back = _let_go(on, falls, rise, out, fall, back)
        top, leave = t + out, t + out + hold
        reps.append(Rep(t, top, leave, leave + back, amplitude, rest, after, rise, fall, on, attempt))
        t, rest = leave + back + pause + plan.pauses.get(k, 0.0), after
    return reps


def _durations(
    rng: np.random.Generator, plan: SetPlan, tempo: Tempo, on: dict[str, float], attempt: str | None
) -> list[float]:
    """Seconds of rest, out, hold and back of one rep."""
    varied = [x * (1 + plan.variation * rng.standard_normal()) for x in tempo]
    pause, out, hold, back = (max(v, 0.08 if x else 0.0) for v, x in zip(varied, tempo, strict=True))
    if "bounce" in on:
        return [0.02, 0.42 * out, 0.0, 0.35 * back]
    if attempt == "too-fast":
        return [pause, FLICK_S / 2, 0.0, FLICK_S / 2]
    return [pause, out, hold, back]


def _let_go(
    on: dict[str, float], falls: Falls, rise: str, out: float, fall: str, back: float
) -> tuple[str, float, str, float]:
    """Profile and seconds of both ways: `drop` lets go on the way back, `fast` throws one way and lets go the other."""
    fast, drop = on.get("fast", 0.0), max(on.get("fast", 0.0), on.get("drop", 0.0))
    quick_out, quick_back = falls.after(fast, out), falls.after(drop, back)
    up, down = ("dropped", "thrown") if falls.out else ("thrown", "dropped")
    return (
        up if quick_out < out else rise,
        quick_out,
        down if quick_back < back else fall,
        quick_back,
    )


def _amplitude(rng: np.random.Generator, plan: SetPlan, k: int, on: dict[str, float], attempt: str | None) -> float:
    whole = (1 + plan.spread * rng.standard_normal()) * (1 - plan.fade * k / max(plan.reps - 1, 1))
    return STUNTED if attempt == "short" else whole * (1 - HALF * on.get("partial", 0))


def _progress(time: np.ndarray, reps: list[Rep]) -> np.ndarray:
    out = np.zeros_like(time)
    for r in reps:
        up = PROFILES[r.rise]((time - r.start) / max(r.top - r.start, 1e-6))
        down = PROFILES[r.fall]((time - r.leave) / max(r.end - r.leave, 1e-6))
        if jerk := 0.055 * r.faults.get("jerky", 0):
            up = up + jerk * _stutter(time - r.start, r.top - r.start, 3.2)
            down = down + jerk * _stutter(time - r.leave, r.end - r.leave, 2.7)
        out += (r.amplitude - r.rest_before) * up - (r.amplitude - r.rest_after) * down
    return np.maximum(out, 0)


def _stutter(t: np.ndarray, length: float, hz: float) -> np.ndarray:
    """A jerk that lives only in 0..length."""
    return np.sin(2 * np.pi * hz * t) * np.sin(np.pi * np.clip(t / length, 0, 1))


def _envelopes(time: np.ndarray, reps: list[Rep], plan: SetPlan) -> dict[str, np.ndarray]:
    """A fault is on from half-way through the rest before its rep to half-way through the rest after, or as long as
    the plan says."""
    out = {f: np.zeros_like(time) for f in plan.faults}
    for k, r in enumerate(reps):
        begin = (reps[k - 1].end + r.start) / 2 if k else 0.0
        end = (r.end + reps[k + 1].start) / 2 if k + 1 < len(reps) else np.inf
        for f, strength in r.faults.items():
            first, last = (r.top + s for s in plan.during[f]) if f in plan.during else (begin, end)
            out[f][(time >= first) & (time < last)] = strength
    return {f: blurred(e, (SLIDES_S if f in plan.during else 0.12) * RATE) for f, e in out.items()}
