"""What deserves praise: most repetitions close to the target. The absence of a fault is not enough."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from statistics import fmean

from formcheck.judging.cue_verdict import CueVerdict
from formcheck.motion.rep import Rep
from formcheck.motion.spec import Tempo
from formcheck.motion.thresholds import RushedPhase, ShortRange, Threshold

NEAR_RANGE = 0.9  # of the target: 0.89 in the score, and further from the fault limit than most intervals
NEAR_TEMPO = 0.75  # of the seconds prescribed: 1.5 s of 2


def near(sign: Threshold | RushedPhase | ShortRange, rep: Rep, evidence: float, tempo: Tempo) -> bool:
    """Whether a repetition is close to what a cue asks for. evidence is the measured value, NaN if there is none."""
    match sign:
        case Threshold():
            return sign.near is not None and sign.near[0] <= evidence <= sign.near[1]
        case ShortRange():
            return not rep.size.degraded and (_share(rep) or 0.0) >= max(NEAR_RANGE, sign.share)
        case RushedPhase():
            took = [(rep.lasted(phase), tempo.of(phase)) for phase in sign.shares if tempo.of(phase) > 0]
            return bool(took) and all(s is not None and s >= NEAR_TEMPO * asked for s, asked in took)


def praised(checks: Collection[CueVerdict], nearby: Sequence[Collection[str]], reps: Sequence[Rep]) -> set[str]:
    """The cues whose `good` the set deserves.

    nearby  by repetition, the cues whose target it was close to
    """
    criticised = {c.cue.about for c in checks if c.verdict not in ("pass", "not-assessable")}
    return {
        c.cue.id
        for c in checks
        if c.verdict == "pass"
        and c.cue.good
        and c.cue.about not in criticised
        and 2 * sum(c.cue.id in ids for ids in nearby) > len(reps)
        and (_wide(reps) or not any(isinstance(s, ShortRange) for s in c.cue.signs))
    }


def _share(rep: Rep) -> float | None:
    return rep.size.value / rep.size.target if rep.size.value is not None and rep.size.target else None


def _wide(reps: Sequence[Rep]) -> bool:
    """Whether the mean range is close to the target: a few large reps do not make up for small ones."""
    shares = [s for rep in reps if (s := _share(rep)) is not None]
    return bool(shares) and fmean(shares) >= NEAR_RANGE
