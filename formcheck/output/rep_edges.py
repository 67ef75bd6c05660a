"""When the phases of a repetition begin and end, in seconds of the file."""

from __future__ import annotations

from formcheck.motion.thresholds import PHASES, Phase
from formcheck.result import RepResult

Edges = tuple[float, float, float, float]


def whole_edges(rep: RepResult, slow_motion: float, *, lowers_first: bool) -> Edges:
    """The edges of the whole phases; those between 5 % and 95 % if they were not timed."""
    w = rep.whole
    if w is None or w.concentric_s is None or w.hold_s is None or w.eccentric_s is None:
        return rep.start_s, rep.top_start_s, rep.top_end_s, rep.end_s
    there, back = (w.eccentric_s, w.concentric_s) if lowers_first else (w.concentric_s, w.eccentric_s)
    top = w.start_s + slow_motion * there
    leaves = top + slow_motion * w.hold_s
    return w.start_s, top, leaves, leaves + slow_motion * back


def phase_span(edges: Edges, phase: Phase, *, lowers_first: bool) -> tuple[float, float]:
    """Where a phase begins and ends."""
    if phase == "hold":
        return edges[1:3]
    return edges[:2] if (phase == "concentric") is not lowers_first else edges[2:]


def phase_at(rep: RepResult, at_s: float, *, lowers_first: bool) -> Phase:
    """The phase that a fault of tempo is about, told at the middle of a movement or at the end of a hold."""
    edges = rep.start_s, rep.top_start_s, rep.top_end_s, rep.end_s

    def told(phase: Phase) -> float:
        start, end = phase_span(edges, phase, lowers_first=lowers_first)
        return end if phase == "hold" else (start + end) / 2

    return min(PHASES, key=lambda p: abs(told(p) - at_s))
