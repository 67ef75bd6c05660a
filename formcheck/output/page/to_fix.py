"""The faults of a set on its page: what was found of each, with its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from formcheck.messages import _
from formcheck.motion.spec import Exercise
from formcheck.motion.thresholds import PHASES
from formcheck.output import phrases
from formcheck.output.page.fault_moments import Broken, PhaseSpan

if TYPE_CHECKING:
    from formcheck.output.page.fault_pictures import Illustrated

SEVERITY = {3: _("the rep is not valid"), 2: _("a form fault"), 1: _("polish")}


def to_fix(b: Broken, pictures: Sequence[Illustrated], exercise: Exercise) -> dict[str, Any]:
    """One broken cue, for the template."""
    worst = b.worst
    return {
        "cue": b.cue,
        "check": b.check,
        "severity": SEVERITY[b.severity],
        "worst": worst,
        "unsure": worst is not None and worst.confidence == "low",
        "evidence": phrases.evidence(worst, b.cue.shows) if worst else "",
        "rep": b.shown.rep.index if b.shown and b.shown.rep else "",
        "pictures": () if b.spans else pictures,
        "strips": [_strip(s, pictures, b, phrases.phases(exercise)) for s in b.spans],
        "dashed": phrases.DASHED[b.cue.shows.against] if b.cue.shows and any(p.still.angle for p in pictures) else "",
    }


def _strip(s: PhaseSpan, pictures: Sequence[Illustrated], b: Broken, names: Sequence[str]) -> dict[str, Any]:
    """A phase over time: its pictures, and its length as a bar beside the limit and what is asked for."""
    took = s.fault.value if s.fault else s.rep.lasted.of(s.phase)
    limit, asked = (b.worst.limit, b.worst.asked) if b.worst else (None, None)
    whole = max(x for x in (took, limit, asked, 1e-9) if x is not None)
    return {
        "kept": s.fault is None,
        "pictures": [p for p in pictures if p.kept is (s.fault is None)],
        "caption": _("Rep {index}, {phase}: {seconds}").format(
            index=s.rep.index, phase=dict(zip(PHASES, names, strict=True))[s.phase], seconds=phrases.seconds(took)
        ),
        "took_pct": 100 * (took or 0.0) / whole,
        "limit_pct": None if limit is None else 100 * limit / whole,
    }
