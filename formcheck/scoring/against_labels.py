"""Compare one result with its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from formcheck.exercises import EXERCISES
from formcheck.judging.in_centimetres import OF_HEIGHT
from formcheck.messages import _
from formcheck.motion.view import View
from formcheck.result import RepResult, Result
from formcheck.scoring.faults import FaultCase, Found, Mismatch, Pair, fault_cases, mismatches
from formcheck.scoring.labels import LabelledMovement, LabelledRep, Labels

EDGES = ("start_s", "top_start_s", "top_end_s", "end_s")
PHASES = ("concentric_s", "hold_s", "eccentric_s")
RENDERED_S, FILMED_S = 0.5, 1.5  # of held seconds: what truth from a model, and an eye, can tell
SAME_S = 1.0  # an attempt this close matches the labelled one


@dataclass(frozen=True, slots=True)
class RomError:
    """Measured minus true, the interval's half-width, and the unit of both."""

    error: float
    uncertainty: float
    unit: str


@dataclass(slots=True, kw_only=True)
class ClipScore:
    """What one clip contributes to the figures. Errors are measured minus true.

    off     repetitions too many (positive) or too few; None if not labelled
    spoken  for a view that cannot count: whether the result says so
    """

    clip: str
    exercise: str
    origin: str
    suited: bool
    counted: int
    allowed: tuple[int, int] | None
    off: int | None
    spoken: bool
    all_clean: bool = False
    edges: list[float] = field(default_factory=list)
    phases: list[tuple[float, float]] = field(default_factory=list)  # measured, true
    rom: list[RomError] = field(default_factory=list)
    attempts: list[bool] = field(default_factory=list)  # whether each labelled one was found with the right reason
    faults: list[FaultCase] = field(default_factory=list)
    must: frozenset[str] = frozenset()  # faults that the labelled (or else detected) view must judge
    view_known: bool = False
    side_known: bool = False
    variant_known: bool = False
    wrong_view: str | None = None
    wrong_side: str | None = None
    wrong_variant: str | None = None
    wrong_seconds: str | None = None  # of holds
    named: Literal["right", "wrong", "unknown"] | None = None  # the exercise, where it was recognised
    wrong_name: str | None = None
    missed: list[str] = field(default_factory=list)  # why labelled repetitions were not counted
    extra: list[float] = field(default_factory=list)  # start of counted ones without a label
    seconds: float = 0.0

    @property
    def misses(self) -> list[str]:
        """Expectations that were not met, as text."""
        if self.wrong_name:
            return [self.wrong_name]
        out = []
        if self.suited and self.off:
            low, high = self.allowed or (0, 0)
            want = str(low) if low == high else _("{low} to {high}").format(low=low, high=high)
            why = "; ".join([*self.missed, *(_("one too many at {t:.1f} s").format(t=t) for t in self.extra)])
            out.append(
                _("expected {want}, counted {counted}").format(want=want, counted=self.counted)
                + (f": {why}" if why else "")
            )
        if self.wrong_seconds:
            out.append(self.wrong_seconds)
        if not self.suited and not self.spoken:
            out.append(_("this view cannot count the exercise, but the result does not say so"))
        if self.wrong_side:
            out.append(_("side {wrong_side}").format(wrong_side=self.wrong_side))
        if self.wrong_variant:
            out.append(_("variant {wrong_variant}").format(wrong_variant=self.wrong_variant))
        return out + [str(m) for m in self.mismatches if m.fails]

    @property
    def mismatches(self) -> list[Mismatch]:
        """Missed faults and false alarms."""
        return mismatches(self.faults, self.must)

    @property
    def notes(self) -> list[str]:
        """Deviations from the labels that are not misses, as text."""
        view = [_("view {wrong_view}").format(wrong_view=self.wrong_view)] if self.wrong_view else []
        silent = sorted({f for c in self.faults for f in (c.true & self.must) - c.judged - c.open})
        return (
            view
            + [str(m) for m in self.mismatches if not m.fails]
            + [_("{fault} was not judged").format(fault=f) for f in silent]
        )


def compare(clip: str, labels: Labels, r: Result) -> ClipScore:
    """Match repetitions by overlap in time and measure the errors of the matches."""
    allowed, n = labels.allowed, len(r.movements)
    off = None if allowed is None else n - min(max(n, allowed[0]), allowed[1])
    s = ClipScore(
        clip=clip,
        exercise=labels.exercise,
        origin=labels.origin or "unknown",
        suited=labels.suited,
        counted=n,
        allowed=allowed,
        off=off,
        spoken=not r.view.suited,
    )
    s.named = "right" if r.recognised else None
    if r.part and r.part.of > 1:
        s.wrong_name = _("recognised as {n} sets").format(n=r.part.of)
    s.all_clean = labels.all_clean
    s.view_known = labels.view is not None
    if labels.view and labels.view != r.view.detected:
        s.wrong_view = _("{view}, found {detected}").format(view=labels.view, detected=r.view.detected)
    s.variant_known = bool(labels.variant and r.variant)
    if s.variant_known and labels.variant != r.variant:
        s.wrong_variant = _("{variant}, found {variant2}").format(variant=labels.variant, variant2=r.variant)
    exercise, view = EXERCISES[labels.exercise], labels.view if labels.view in set(View) else r.view.detected
    s.must = frozenset(exercise.sees(View(view)).reliable)
    movements = labels.movements
    pairs = matches(movements, r.movements)
    s.wrong_seconds = _wrong_seconds(labels, r)
    for true, found in pairs:
        if isinstance(true, LabelledRep) and isinstance(found, RepResult):
            _errors(s, true, found, labels.height_cm)
        if labels.suited and (side := true.side or labels.side):  # in other views the result calls it unreliable
            s.side_known = True
            if found.side != side:
                s.wrong_side = _("{side}, found {side2}").format(side=side, side2=found.side)
    where: list[Pair] = [*pairs] if movements else [(None, f) for f in r.movements]
    s.faults = fault_cases(exercise, labels, r, where)
    if not labels.suited:  # such a view judges other faults unreliably
        s.faults = [replace(c, open=c.open | (c.judged - s.must)) for c in s.faults]
    matched = {id(f) for __, f in pairs}
    if movements:
        s.missed = [_why(t, r) for t in movements if not any(t is p for p, __ in pairs)]
        s.extra = [f.start_s for f in r.movements if id(f) not in matched]
    for a in labels.attempts or []:
        s.attempts.append(
            any(
                f.reason == a.reason and f.start_s < a.end_s + SAME_S and f.end_s > a.start_s - SAME_S
                for f in r.attempts
            )
        )
    return s


def named_otherwise(clip: str, labels: Labels, name: str | None) -> ClipScore:
    """A clip that was recognised as another exercise than the label's, or as none: nothing else is compared.

    Of a clip that shows no repetition of the label's exercise, that is right.
    """
    none = labels.allowed == (0, 0)
    said = _("recognised as {name}").format(name=name) if name else _("no exercise was recognised")
    return ClipScore(
        clip=clip,
        exercise=labels.exercise,
        origin=labels.origin or "unknown",
        suited=labels.suited,
        counted=0,
        allowed=labels.allowed,
        off=None,
        spoken=True,
        named=None if none else "wrong" if name else "unknown",
        wrong_name=None if none else said,
    )


def _why(true: LabelledMovement, r: Result) -> str:
    """Why a labelled repetition was not counted."""
    for a in r.attempts:
        if a.start_s < true.end_s and a.end_s > true.start_s:
            return _("the one at {start_s:.1f} s was kept as an attempt ({reason}: {detail})").format(
                start_s=true.start_s, reason=a.reason, detail=a.detail
            )
    return _("nothing was detected at {start_s:.1f} s").format(start_s=true.start_s)


def _errors(s: ClipScore, true: LabelledRep, found: RepResult, height_cm: float | None) -> None:
    for edge in EDGES:
        if (t := getattr(true, edge)) is not None:
            s.edges.append(getattr(found, edge) - t)
    for phase in PHASES:
        t = getattr(true.tempo, phase) if true.tempo else None
        f = getattr(found.tempo, phase)
        if t is not None and f is not None:
            s.phases.append((f, t))
    rom = found.rom
    if true.rom and rom.value is not None and rom.uncertainty is not None:
        in_unit = {true.rom.unit: true.rom.value}
        if height_cm and (share := OF_HEIGHT.get(true.rom.unit)):  # the result is in centimetres then
            in_unit["cm"] = true.rom.value * share * height_cm
        if rom.unit in in_unit:
            s.rom.append(RomError(rom.value - in_unit[rom.unit], rom.uncertainty, rom.unit))


def _wrong_seconds(labels: Labels, r: Result) -> str | None:
    """Where held or clean seconds differ from the labels by more than eyes and landmarks do."""
    tolerance = RENDERED_S if labels.origin == "rendered" else FILMED_S
    held = [h.held_s for h in labels.holds or [] if h.held_s is not None]
    wanted = {
        _("{n:.1f} s held"): (sum(held) if held else labels.held_s, r.summary.held_s),
        _("{n:.1f} clean seconds"): (labels.hold_s, r.summary.clean_s),
    }
    for text, (true, found) in wanted.items():
        if true is not None and found is not None and abs(found - true) > tolerance:
            return _("expected {true}, found {found}").format(true=text.format(n=true), found=text.format(n=found))
    return None


def matches(true: Sequence[LabelledMovement], found: Sequence[Found]) -> list[tuple[LabelledMovement, Found]]:
    """Each labelled repetition or hold with the found one that overlaps it most; each found one is used once."""
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
