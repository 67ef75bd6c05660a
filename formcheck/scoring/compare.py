"""One result against its labels."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.result import RepResult, Result
from formcheck.scoring.labels import LabelledRep, Labels

EDGES = ("start_s", "top_start_s", "top_end_s", "end_s")
PHASES = ("concentric_s", "hold_s", "eccentric_s")


@dataclass(frozen=True, slots=True)
class RomError:
    """Measured minus true, the interval's half-width, and the true value; in the label's unit."""

    error: float
    uncertainty: float
    true: float


@dataclass(slots=True)
class ClipScore:
    """What one clip adds to the figures. Errors are measured minus true.

    off     repetitions too many (positive) or too few; None if the label does not say
    spoken  in a view that cannot count: whether that was said
    """

    clip: str
    exercise: str
    origin: str
    suited: bool
    counted: int
    allowed: tuple[int, int] | None
    off: int | None
    spoken: bool
    edges: list[float] = field(default_factory=list)
    phases: list[tuple[float, float]] = field(default_factory=list)  # measured, true
    rom: list[RomError] = field(default_factory=list)
    wrong_view: str | None = None
    wrong_side: str | None = None
    wrong_variant: str | None = None
    missed: list[float] = field(default_factory=list)  # start of labelled reps that nothing matches
    extra: list[float] = field(default_factory=list)  # start of counted reps that no label matches
    seconds: float = 0.0


def compare(clip: str, labels: Labels, r: Result) -> ClipScore:
    """Match repetitions by overlap in time and take the errors of those that match."""
    allowed = labels.allowed
    n = len(r.reps)
    off = None if allowed is None else (n - allowed[1] if n > allowed[1] else min(n - allowed[0], 0))
    s = ClipScore(
        clip, labels.exercise, labels.origin or "unknown", labels.suited, n, allowed, off, spoken=not r.view.suited
    )
    if labels.view and labels.view != r.view.detected:
        s.wrong_view = f"{labels.view}, found {r.view.detected}"
    if labels.variant and r.variant and labels.variant != r.variant:
        s.wrong_variant = f"{labels.variant}, found {r.variant}"
    pairs = _pairs(labels.rep_times, r.reps)
    for true, found in pairs:
        _errors(s, true, found)
        side = true.side or labels.side
        if side and found.side != side:
            s.wrong_side = f"{side}, found {found.side}"
    matched = {id(f) for _, f in pairs}
    if labels.rep_times:
        s.missed = [t.start_s for t in labels.rep_times if not any(t is p for p, _ in pairs)]
        s.extra = [f.start_s for f in r.reps if id(f) not in matched]
    return s


def _errors(s: ClipScore, true: LabelledRep, found: RepResult) -> None:
    for edge in EDGES:
        if (t := getattr(true, edge)) is not None:
            s.edges.append(getattr(found, edge) - t)
    for phase in PHASES:
        t = getattr(true.tempo, phase) if true.tempo else None
        f = getattr(found.tempo, phase)
        if t is not None and f is not None:
            s.phases.append((f, t))
    if (
        true.rom
        and found.rom.value is not None
        and found.rom.uncertainty is not None
        and true.rom.unit == found.rom.unit
    ):
        s.rom.append(RomError(found.rom.value - true.rom.value, found.rom.uncertainty, true.rom.value))


def _pairs(true: list[LabelledRep], found: list[RepResult]) -> list[tuple[LabelledRep, RepResult]]:
    """Each labelled repetition with the found one that overlaps it most, each found one once."""
    overlaps = sorted(
        (
            (min(t.end_s, f.end_s) - max(t.start_s, f.start_s), i, j)
            for i, t in enumerate(true)
            for j, f in enumerate(found)
        ),
        reverse=True,
    )
    left, right = set(range(len(true))), set(range(len(found)))
    pairs = []
    for overlap, i, j in overlaps:
        if overlap > 0 and i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((true[i], found[j]))
    return sorted(pairs, key=lambda p: p[0].start_s)
