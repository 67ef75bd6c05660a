"""How far each repetition is from the limit of a cue, and how certain that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot, isnan

import numpy as np

from formcheck.motion.cue import Cue
from formcheck.motion.rep import Rep
from formcheck.motion.set_analysis import SetAnalysis
from formcheck.motion.spec import Exercise, Tempo
from formcheck.motion.thresholds import PHASES, Phase, RushedPhase, ShortRange, Threshold

OWN_REPS = 3  # repetitions needed before one is compared with the others
WITHIN_REPS = 2  # a rushed repetition counts if another one within this many is rushed too
TIMED_S, TIMED = 0.04, 0.12  # half-width of a phase's 90 % interval: the larger of seconds and share of it, and a frame
ROUGHLY = 0.3  # of a phase: the same where noise hides its edges


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """beyond: distance past the limit, negative before it; lone: past it, but too rare to report."""

    value: float
    limit: float
    uncertainty: float
    unit: str
    at_s: float
    beyond: float
    lone: bool = False
    asked: float | None = None

    @property
    def bad(self) -> bool:
        return self.beyond >= self.uncertainty and not self.lone

    @property
    def good(self) -> bool:
        return self.beyond <= -self.uncertainty or self.lone


def read_reps(
    cue: Cue, sign: Threshold | RushedPhase | ShortRange, done: SetAnalysis, tempo: Tempo
) -> list[Margin | None]:
    match sign:
        case RushedPhase():
            return _confirmed([_pace(sign, rep, tempo) for rep in done.reps])
        case ShortRange():
            return _short(cue, sign, done)
        case Threshold():
            out: list[Margin | None] = []
            for rep in done.reps:
                value, at_s = rep.evidence.get(cue.id, (float("nan"), 0.0))
                beyond = sign.limit - value if sign.below else value - sign.limit
                known = Margin(
                    value=value,
                    limit=sign.limit,
                    uncertainty=sign.uncertainty,
                    unit=sign.unit,
                    at_s=at_s,
                    beyond=beyond,
                )
                out.append(None if isnan(value) else known)
            return out


def _pace(sign: RushedPhase, rep: Rep, tempo: Tempo) -> Margin | None:
    """The phase shortest for its limit: a share of the tempo the person set, or the least that can be controlled.

    Judged from 5 % to 95 % of the movement, reported as the whole phase.
    """
    known = []
    for phase, least in _limits(sign, tempo).items():
        took = rep.about(phase)
        if took is not None and least:
            share = TIMED if rep.took(phase) is not None else ROUGHLY
            uncertainty = hypot(max(TIMED_S, share * took), rep.frame_s)
            known.append(
                (
                    Margin(
                        value=took,
                        limit=least,
                        uncertainty=uncertainty,
                        unit="s",
                        at_s=rep.moment(phase),
                        beyond=least - took,
                    ),
                    phase,
                )
            )
    if not known:
        return None
    m, phase = max(known, key=lambda k: k[0].beyond / k[0].uncertainty)
    value, limit = (rep.as_whole(phase, s) for s in (m.value, m.limit))
    stretch = (limit - value) / m.beyond if m.beyond else 1.0  # from 5 % to 95 %, to the whole
    return replace(
        m, value=value, limit=limit, uncertainty=stretch * m.uncertainty, beyond=limit - value, asked=tempo.of(phase)
    )


def _limits(sign: RushedPhase, tempo: Tempo) -> dict[Phase, float]:
    asked: dict[Phase, float] = {phase: sign.shares.get(phase, 0.0) * tempo.of(phase) for phase in PHASES}
    if tempo.set_by == "guide":
        return dict(sign.least)
    return {phase: max(asked[phase], sign.least.get(phase, 0.0)) for phase in PHASES}


def hurried(exercise: Exercise, done: SetAnalysis, tempo: Tempo) -> list[Phase]:
    """Phases much quicker than the guide's tempo in most repetitions: worth knowing, but not a fault."""
    signs = [cue.sign_in(done.view) for cue in exercise.cues]
    shares: dict[Phase, float] = {
        p: share for s in signs if isinstance(s, RushedPhase) for p, share in s.shares.items() if p != "hold"
    }
    out: list[Phase] = []
    for phase in PHASES:
        took = [s for rep in done.reps if (s := rep.took(phase)) is not None]
        if tempo.set_by == "guide" and took and float(np.median(took)) < shares.get(phase, 0.0) * tempo.of(phase):
            out.append(phase)
    return out


def _confirmed(margins: list[Margin | None]) -> list[Margin | None]:
    """A single rushed repetition passes; two of three are a habit."""
    bad = [r is not None and r.bad for r in margins]
    out = list(margins)
    for i, r in enumerate(margins):
        if r is not None and r.bad and sum(bad[max(0, i - WITHIN_REPS) : i + WITHIN_REPS + 1]) < 2:
            out[i] = replace(r, lone=True)
    return out


def _short(cue: Cue, sign: ShortRange, done: SetAnalysis) -> list[Margin | None]:
    """Compare with the target, and with the person's own repetitions in this set."""
    sizes = [r.size.value for r in done.reps if r.size.value is not None and not r.size.degraded]
    share = sign.shares.get(done.variant or "", sign.share)
    own = sign.own * float(np.quantile(sizes, 0.75)) if len(sizes) >= OWN_REPS else 0.0
    out: list[Margin | None] = []
    for r in done.reps:
        if r.size.value is None or r.size.target is None or r.size.uncertainty is None:
            out.append(None)
            continue
        limit = max(share * r.size.target, own)
        at_s = (r.top_start_s + r.top_end_s) / 2
        also, _ = r.evidence.get(cue.id, (float("nan"), at_s))
        larger = max(r.size.value, also) if also >= limit else r.size.value
        share_of_it = 1.0 if r.size.degraded else sign.uncertainty  # what degrades a range degrades small ones too
        near_limit = share_of_it * r.size.uncertainty
        unit, asked = r.size.unit, r.size.target
        out.append(
            Margin(
                value=r.size.value,
                limit=limit,
                uncertainty=near_limit,
                unit=unit,
                at_s=at_s,
                beyond=limit - larger,
                asked=asked,
            )
        )
    return out
