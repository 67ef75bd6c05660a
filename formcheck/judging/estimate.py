"""Numbers with their errors, and the error of a difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import fmean

from formcheck.motion.set_analysis import Z90

# Student's t, two-sided 90 %, for 1, 2, ... degrees of freedom; beyond the last the normal one is within 6 %
T90 = (6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753)
ONE_REP = 0.1  # standard deviation of a single repetition, as a share of it: repetitions differ by about that


@dataclass(frozen=True, slots=True)
class MeanEstimate:
    """A mean over repetitions. sampling and systematic are half-widths of 90 % intervals in its unit.

    sampling    how much repetitions differ; shrinks with more of them
    systematic  body, clothes, camera position; does not shrink
    """

    value: float
    sampling: float
    systematic: float

    @property
    def uncertainty(self) -> float:
        """Half-width of a 90 % interval of the value."""
        return hypot(self.sampling, self.systematic)


def t90(n: int) -> float:
    """Student's t for a two-sided 90 % interval of the mean of n values, n at least 2."""
    return T90[n - 2] if n - 2 < len(T90) else Z90


def _mean_error(xs: Sequence[float]) -> float:
    """Half-width of the 90 % interval of a mean. Not `stdev`: exact fractions make a long history slow."""
    n, mean = len(xs), fmean(xs)
    return t90(n) * sqrt(sum((x - mean) ** 2 for x in xs) / (n - 1) / n)


def mean_of(xs: Sequence[float], systematic: float) -> MeanEstimate:
    """The mean of at least one repetition, with an interval from their spread."""
    if len(xs) == 1:
        return MeanEstimate(xs[0], Z90 * ONE_REP * abs(xs[0]), systematic)
    return MeanEstimate(fmean(xs), _mean_error(xs), systematic)


def share_of(hits: int, n: int, systematic: float) -> MeanEstimate:
    """A share of n repetitions in percent; its interval is Wilson's (1927, J Am Stat Assoc 22:209), longer arm."""
    p, z2 = hits / n, Z90**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    arm = Z90 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return MeanEstimate(100 * p, 100 * max(middle + arm - p, p - middle + arm), systematic)


def pooled(estimates: Sequence[MeanEstimate]) -> MeanEstimate:
    """The mean of the estimates of at least one set.

    The systematic part is not averaged away: sets filmed in one place share most of it. From three sets on, the
    scatter between sets counts too if it is wider than the repetitions explain, because days differ.
    """
    n, values = len(estimates), [e.value for e in estimates]
    sampling = hypot(*(e.sampling for e in estimates)) / n
    if n > 2:
        sampling = max(sampling, _mean_error(values))
    return MeanEstimate(fmean(values), sampling, fmean(e.systematic for e in estimates))


def difference(a: MeanEstimate, b: MeanEstimate) -> MeanEstimate:
    """b minus a, as if the two shared none of their systematic error.

    Two sets of one person in one view share the part that comes from the body, but that is small:
    over 221 rendered clips with known truth the error of a set's mean range scattered among clips of one body (same
    exercise, same view) 0.86 to 1.07 times as much as among all bodies, and 281 of 311 differences of two clips of
    one body (90 %) were within the interval given here. So nothing is subtracted for the shared part.
    """
    return MeanEstimate(b.value - a.value, hypot(a.sampling, b.sampling), hypot(a.systematic, b.systematic))
