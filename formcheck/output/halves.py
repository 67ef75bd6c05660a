"""Two sets side by side: the repetitions of each half, and the seconds of both clips that show the same phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from formcheck.exercises import EXERCISES
from formcheck.motion.highlight import Bone
from formcheck.motion.pose import Floats, Side
from formcheck.motion.spec import Kind
from formcheck.output.landmark_log import LandmarkLog
from formcheck.output.rep_edges import Edges, whole_edges
from formcheck.result import Counted, RepResult, Result, StepResult

LEAD_S = 0.4  # shown before and after a repetition


@dataclass(frozen=True, slots=True)
class JudgedClip:
    """A judged set with its landmarks; path is None if it has no pictures."""

    result: Result
    take: LandmarkLog
    path: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One half. side is the limb to colour, None for both; mirrored so that a right limb lies on a left one."""

    clip: JudgedClip
    path: Path
    reps: Sequence[Counted]
    side: Side | None
    mirrored: bool = False

    @property
    def kind(self) -> Kind:
        return self.clip.result.kind

    @property
    def limb(self) -> list[Bone]:
        return EXERCISES[self.clip.result.exercise].highlight(self.side)

    def edges(self, x: Counted) -> Edges:
        """Where its phases begin and end, in seconds of the file; a hold is all end position."""
        r = self.clip.result
        if isinstance(x, RepResult):
            return whole_edges(x, r.source.slow_motion, lowers_first=EXERCISES[r.exercise].lowers_first)
        m = self.clip.take.of_rep(x) if isinstance(x, StepResult) else None
        if m is None:
            return x.start_s, x.start_s, x.end_s, x.end_s
        return x.start_s, r.source.slow_motion * m.top_start_s, r.source.slow_motion * m.top_end_s, x.end_s

    @property
    def moments(self) -> tuple[float, float, float, float]:
        """The four phases of the typical one that pictures show, in seconds of the file."""
        start, top, leaves, end = self.edges(self.typical)
        if self.kind == "holds":
            third = (end - start) / 3
            return start, start + third, end - third, end
        return start, (start + top) / 2, (top + leaves) / 2, (leaves + end) / 2

    @property
    def typical(self) -> Counted:
        """The one nearest to the mean range; the longest hold."""
        if self.kind == "holds":
            return max(self.reps, key=lambda x: x.rom.value or 0.0)
        known = [x.rom.value for x in self.reps if x.rom.value is not None]
        mean = sum(known) / len(known) if known else 0.0
        return min(self.reps, key=lambda x: abs((x.rom.value or 0.0) - mean))


def half_of(clip: JudgedClip | None, side: str, limb: str | None = None, *, mirrored: bool = False) -> Half | None:
    """The half of a set with what this side did; None without pictures, or if it did nothing."""
    if clip is None or clip.path is None:
        return None
    reps = [x for x in clip.result.movements if x.side == side]
    shown = limb or side
    return Half(
        clip=clip, path=clip.path, reps=reps, side=None if shown == "both" else Side(shown), mirrored=mirrored
    ) if reps else None  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class InStep:
    """Two repetitions at the same phase. a and b are (n,) seconds of the two clips, for pictures dt apart."""

    reps: tuple[Counted, Counted]
    a: Floats
    b: Floats


def in_step(a: Half, b: Half, dt: float) -> list[InStep]:
    """The repetitions of both in turn, each phase as long as in the slower one, so that nothing is hurried.

    Holds run at their own speed, from their starts on; the shorter one waits at its end.
    """
    out = []
    for x, y in zip(a.reps, b.reps, strict=False):
        if a.kind == "holds":
            out.append(_held(a, b, x, y, dt))
            continue
        knots = [np.array([e[0] - LEAD_S, *e, e[3] + LEAD_S]) for e in (a.edges(x), b.edges(y))]
        lasts = np.maximum(*(np.diff(k) for k in knots))
        ends = np.concatenate([[0.0], np.cumsum(lasts)])
        at = np.arange(0.0, ends[-1], dt)
        out.append(InStep((x, y), *(np.interp(at, ends, k) for k in knots)))
    for before, after in pairwise(out):  # the clips run forwards alone
        np.maximum(after.a, before.a[-1], out=after.a)
        np.maximum(after.b, before.b[-1], out=after.b)
    return out


def _held(a: Half, b: Half, x: Counted, y: Counted, dt: float) -> InStep:
    slow = [h.clip.result.source.slow_motion for h in (a, b)]
    at = np.arange(-LEAD_S, max((z.end_s - z.start_s) / s for z, s in zip((x, y), slow, strict=True)) + LEAD_S, dt)
    times = (np.minimum(z.start_s + s * at, z.end_s + s * LEAD_S) for z, s in zip((x, y), slow, strict=True))
    return InStep((x, y), *times)
