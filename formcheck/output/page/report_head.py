"""The head of the report: what, whose, when, and the figures of the whole set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from formcheck.messages import _, figure, ngettext
from formcheck.motion.spec import Exercise
from formcheck.output import phrases
from formcheck.result import Result
from formcheck.wording import plural

NOTHING = {"repetitions": _("No reps"), "holds": _("Not held"), "activity": _("No movement"), "steps": _("No steps")}


@dataclass(frozen=True, slots=True)
class SetNotes:
    """What the set does not show. It stands in the page alone: its title and other metadata name nobody."""

    day: str = ""
    person: str | None = None
    note: str | None = None


def head_of(r: Result, exercise: Exercise, notes: SetNotes) -> dict[str, Any]:
    """The head, for the template."""
    asked = [figure(float(x), "g") for x in r.tempo_prescription.split("-")]
    keys = zip(phrases.phases(exercise), ("concentric_s", "hold_s", "eccentric_s"), strict=True)
    good = {c.id: c.good for c in exercise.cues}
    return {
        "headline": phrases.headline(r),
        "whose": " · ".join(x for x in (notes.person, notes.day, phrases.clip_of(r)) if x),
        "note": notes.note,
        "count": phrases.counted(r) if r.movements else NOTHING[exercise.counts],
        "uncounted": _uncounted(r),
        "sides": phrases.sides(r),
        "why_not": ", ".join(dict.fromkeys(phrases.REASONS[a.reason] for a in r.attempts)),
        "lowers_first": exercise.lowers_first,
        "of_target": phrases.of_target(r),
        "guides_target": phrases.guides_target(r),
        "phases": [
            {"name": name, "key": key, "asked": seconds, "mean": getattr(r.summary.lasted, key)}
            for (name, key), seconds in zip(keys, asked, strict=True)
        ],
        "judged": plural(passed, "cue") if (passed := sum(c.verdict == "pass" for c in r.checks)) else "",
        "kept": [good[c.id] for c in r.checks if c.praised],
    }


def _uncounted(r: Result) -> str:
    """How many movements were not counted, after their number: "1 movement was not counted"."""
    n = r.summary.attempts
    if r.movements:
        return ngettext("more was not counted", "more were not counted", n)
    return ngettext("movement was not counted", "movements were not counted", n)
