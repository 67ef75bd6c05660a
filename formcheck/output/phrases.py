"""Measured values in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.exercises import EXERCISES
from formcheck.motion.highlight import Shows
from formcheck.motion.set_analysis import SLOWEST_FRAMES_S
from formcheck.sanitize import shown

if TYPE_CHECKING:
    from formcheck.result import Fault, Result, Rom, Symmetry

REASONS = {
    "short": "too small to count",
    "too-fast": "too quick to be one",
    "tracking-lost": "lost half-way",
    "wrong-posture": "not this exercise",
    "unfinished": "only part of it is in the clip",
}
STOPPED = "Stopped early: this is what was measured until then."
INTERVAL = "± is the half-width of a 90 % interval."
TOO_FEW_FRAMES = "The phases cannot be timed at so few frames a second."
BLURRED_EDGES = "The phases are not timed: it was not seen clearly enough where the movements begin and end."

DIGITS = {"deg": 0, "cm": 1, "s": 1}
SIGNS = {"deg": "°", "T": " trunk lengths", "leg": " leg lengths", "points": ""}

TRIES = {  # after a number, for what was not counted
    "short": "too small",
    "too-fast": "too quick",
    "tracking-lost": "lost half-way",
    "wrong-posture": "not counted",
    "unfinished": "unfinished",
}


def not_counted(reasons: Iterable[str]) -> str:
    """What was not counted, as a few words: "2 too small"; "" for nothing."""
    by = Counter(reasons)
    if not by:
        return ""
    reason, n = by.most_common(1)[0]
    return f"{n} {TRIES[reason]}" if len(by) == 1 else f"{by.total()} not counted"


def number(n: int, *, reliable: bool) -> str:
    """A count: "3", or "about 3" where it cannot be relied upon."""
    return f"{n}" if reliable or not n else f"about {n}"


def counted(r: Result) -> str:
    """How many repetitions: "1 rep", "about 3 reps"."""
    n = r.summary.reps
    return f"{number(n, reliable=r.summary.count_reliable)} rep{'' if n == 1 else 's'}"


def sides(r: Result) -> str:
    """Which side, or how many of either; "" where both work together, or where it cannot be relied upon."""
    found = Counter(rep.side for rep in r.reps if rep.side != "both")
    if not found or not r.summary.count_reliable:
        return ""
    return f"{next(iter(found))} side" if len(found) == 1 else f"{found['left']} left and {found['right']} right"


def untimed(r: Result) -> str:
    """Why no phase was timed."""
    rate = r.source.frames * r.source.slow_motion / r.source.duration_s if r.source.duration_s else 0.0
    return TOO_FEW_FRAMES if rate * SLOWEST_FRAMES_S < 1 else BLURRED_EDGES


def headline(r: Result) -> str:
    """What was done and from where it was seen: Calf raise · double · side view."""
    return " · ".join([EXERCISES[r.exercise].title, *([r.variant] if r.variant else []), f"{r.view.detected} view"])


def nothing_found(r: Result) -> str:
    """What to do when there is nothing to tell, not even why; "" otherwise."""
    if r.reps or r.attempts or r.findings:
        return ""
    e = EXERCISES[r.exercise]
    return f"No repetition was found: check that this is a {e.title.lower()}, from rest to rest. {e.camera}"


def sign(unit: str) -> str:
    """A unit as it stands behind a number."""
    return SIGNS.get(unit, f" {unit}")


def quantity(x: float | None, unit: str, more: int = 0) -> str:
    """As a person reads it, with its unit; a dash where it is not known. more: digits beyond the usual ones."""
    return "–" if x is None else f"{x:.{DIGITS.get(unit, 2) + more}f}{sign(unit)}"


def beside_bar(value: float | None, target: float, unit: str) -> tuple[str, str]:
    """The target and the range in few words. Foot lengths say nothing to anybody: a share instead."""
    if unit not in ("deg", "cm"):
        return "target", "" if value is None else f"{value / target:.0%}"
    return quantity(target, unit), "" if value is None else quantity(value, unit)


def size(rom: Rom) -> str:
    """The range of one repetition with its interval."""
    if rom.value is None:
        return "not seen"
    digits, unit = DIGITS.get(rom.unit, 2), "" if rom.unit == "foot lengths" else sign(rom.unit)
    return f"{rom.value:.{digits}f}{unit} ± {rom.uncertainty:.{digits}f}"


def apart(y: Symmetry) -> str:
    """By how much the two sides differ, and whether that can be told from the measurement's own error."""
    if y.index_pct is None or y.uncertainty_pct is None:
        return "" if y.index_pct is None else f"{y.index_pct:.0f} % apart"
    same = ": no more than the measurement itself may be off" if y.index_pct <= y.uncertainty_pct else ""
    return f"{y.index_pct:.0f} ± {y.uncertainty_pct:.0f} % apart{same}"


def clock(s: float) -> str:
    return f"{s:.1f} s" if s < 60 else f"{int(s // 60)}:{s % 60:04.1f}"


def seconds(x: float | None) -> str:
    return "–" if x is None else f"{x:.1f} s"


def which(reps: list[int], n: int) -> str:
    """Repetitions of a set of n, by their numbers."""
    if not reps:
        return "over the set"
    if len(reps) == n:
        return "every rep" if n > 1 else "the rep"
    return f"rep{'' if len(reps) == 1 else 's'} {', '.join(map(str, reps))}"


AGAINST = {
    "straight": " off straight",
    "square": " off a right angle",
    "trunk": " off the line of the trunk",
    "mirror": " between the two sides",
    "rest": " from where it was at rest",
}
DASHED = {against: "where it was at rest" if against == "rest" else "where it should be" for against in AGAINST}


def evidence(f: Fault, shows: Shows | None = None) -> str:
    """What was measured, where a fault begins, and what is asked; with shows, what the angle lies between."""
    if f.value is None or f.limit is None:
        return "not measured"
    under = f.value < f.limit
    between = AGAINST[shows.against] if shows and f.unit == "deg" and not under else ""
    value, limit = next(
        (a, b)
        for more in (0, 1, 2)
        if (a := quantity(f.value, f.unit, more)) != (b := quantity(f.limit, f.unit, more)) or more == 2
    )
    asked = "" if f.asked is None else f"; {f.asked:g}{sign(f.unit)} asked"
    return f"{value}{between}; a fault {'under' if under else 'over'} {limit}{asked}"


def clip_of(r: Result) -> str:
    """The name of the clip, in one line."""
    return shown(Path(r.source.path).name)
