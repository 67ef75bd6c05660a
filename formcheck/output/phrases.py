"""Measured values in words, shared by terminal, page, screen and voice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.exercises import EXERCISES
from formcheck.exercises.own_target import guide_target
from formcheck.messages import _, figure
from formcheck.motion.highlight import Shows
from formcheck.motion.set_analysis import SLOWEST_FRAMES_S
from formcheck.motion.spec import CountOf, Exercise
from formcheck.sanitize import shown
from formcheck.wording import NOT_FOUND, NOUNS, in_sentence, numbered, plural, side_of_body, view_of, word_of

if TYPE_CHECKING:
    from formcheck.result import Fault, Result, Rom

REASONS = {
    "short": _("too small to count"),
    "too-fast": _("too quick to count"),
    "tracking-lost": _("tracking lost midway"),
    "wrong-posture": _("not this exercise"),
    "unfinished": _("not seen as a whole"),
}
STOPPED = _("Stopped early: this covers only the part before the stop.")
INTERVAL = _("± is the half-width of a 90 % interval.")
NOT_SEEN = _("not seen")
TOO_FEW_FRAMES = _("The frame rate is too low to time the phases.")
BLURRED_EDGES = _("The phases are not timed: the start and end of the movements were not clear enough.")

DIGITS = {"deg": 0, "cm": 1, "s": 1}
SIGNS = {
    "deg": "°",
    "T": _(" trunk lengths"),
    "leg": _(" leg lengths"),
    "palm": _(" palm lengths"),
    "foot lengths": _(" foot lengths"),
    "points": "",
}


def number(n: int, *, reliable: bool) -> str:
    """A count: "3", or "about 3" if it is unreliable."""
    return f"{n}" if reliable or not n else _("about {n}").format(n=n)


def counted(r: Result) -> str:
    """What was counted: "1 rep", "about 3 reps", "12 steps"; of holds the seconds: "9.4 s held, 6.4 s of it clean"."""
    s = r.summary
    if not s.held_s:
        return plural(s.reps, NOUNS[counts(r)], about=not s.count_reliable)
    held = held_for(r.exercise, s.held_s)
    if s.clean_s is None or s.held_s - s.clean_s < 0.1:
        return held
    return _("{held}, {clean} of it clean").format(held=held, clean=seconds(s.clean_s))


def counts(r: Result) -> CountOf:
    """What is counted, as people call it."""
    return EXERCISES[r.exercise].counts


def phases(e: Exercise) -> list[str]:
    """The three phases in words of the exercise."""
    return [phase_word(e, name) for name in ("lift", "hold", "lower")]


def phase_word(e: Exercise, name: str) -> str:
    return next((word for way, word in e.phases.items() if way == name), word_of(name))


def held_for(exercise: str, held_s: float) -> str:
    """The seconds of a hold: "9.4 s held", or "9.4 s active"."""
    text = _("{held} active") if EXERCISES[exercise].seconds == "active" else _("{held} held")
    return text.format(held=seconds(held_s))


def sides(r: Result) -> str:
    """Which side worked, or how many reps on each; "" if both work together or the sides are unreliable."""
    found = Counter(m.side for m in r.movements if m.side != "both")
    if not found or not r.summary.count_reliable:
        return ""
    return (
        side_of_body(next(iter(found)))
        if len(found) == 1
        else _("{left} left and {right} right").format(left=found["left"], right=found["right"])
    )


def untimed(r: Result) -> str:
    """Why no phase was timed."""
    rate = r.source.frames * r.source.slow_motion / r.source.duration_s if r.source.duration_s else 0.0
    return TOO_FEW_FRAMES if rate * SLOWEST_FRAMES_S < 1 else BLURRED_EDGES


def left_out(r: Result) -> str:
    """How many frames were not looked at; "" if all were."""
    if not r.source.left_out:
        return ""
    return _("Judged {n} of {all} frames, about 30 a second; --every-frame looks at all.").format(
        n=r.source.frames, all=r.source.frames + r.source.left_out
    )


def headline(r: Result) -> str:
    """The exercise and the view: Calf raise · double · side view."""
    return " · ".join(
        [
            EXERCISES[r.exercise].title,
            *([word_of(r.variant)] if r.variant else []),
            view_of(r.view.detected),
        ]
    )


def nothing_found(r: Result) -> str:
    """What to try when nothing was found and no finding says why; "" otherwise."""
    if r.movements or r.attempts or r.findings:
        return ""
    e = EXERCISES[r.exercise]
    return NOT_FOUND[e.counts].format(title=in_sentence(e.title), camera=e.camera)


def sign(unit: str) -> str:
    """A unit as written after a number."""
    return SIGNS.get(unit, f" {unit}")


def quantity(x: float | None, unit: str, more: int = 0) -> str:
    """A rounded value with its unit; a dash if unknown. more: extra digits."""
    return "–" if x is None else figure(x, f".{DIGITS.get(unit, 2) + more}f") + sign(unit)


def beside_bar(value: float | None, target: float, unit: str) -> tuple[str, str]:
    """The target and the range, short enough for the range bar; foot lengths as a percentage, which people can read."""
    if unit not in ("deg", "cm"):
        return _("target"), "" if value is None else figure(value / target, ".0%")
    return quantity(target, unit), "" if value is None else quantity(value, unit)


def beside_name(unit: str) -> str:
    """A unit that is words, after the name of what is measured: "heel rise, foot lengths"; "" for a sign."""
    return f",{sign(unit)}" if unit in SIGNS and unit not in ("deg", "points") else ""


def size(rom: Rom, *, bare: bool = False) -> str:
    """The range of one repetition, with its interval. bare: a unit that is words is named elsewhere."""
    if rom.value is None or rom.uncertainty is None:
        return NOT_SEEN
    form, named = f".{DIGITS.get(rom.unit, 2)}f", rom.unit == "foot lengths" or (bare and beside_name(rom.unit))
    unit = "" if named else sign(rom.unit)
    return f"{figure(rom.value, form)}{unit} ± {figure(rom.uncertainty, form)}"


def reached(rom: Rom, exercise: str) -> str:
    """The same, for an angle with where it ended: "133°, raised by 67° ± 5"."""
    return ended_at(rom.peak, size(rom), rom.unit, exercise)


def ended_at(peak: float | None, change: str, unit: str, exercise: str) -> str:
    """A change with the angle that it ended at, if known."""
    if peak is None:
        return change
    text = _("{peak}, lowered by {change}") if EXERCISES[exercise].lowers_first else _("{peak}, raised by {change}")
    return text.format(peak=quantity(peak, unit), change=change)


def of_target(r: Result) -> str:
    """The mean range, or the seconds held, as a share of the target, and whose target that is; "" without one."""
    target = r.movements[0].rom.target if r.movements else None
    mean = r.summary.held_s if r.kind == "holds" else r.summary.rom.mean
    if not target or mean is None:
        return ""
    text = _("{share:.0f} % of your target, {target}") if r.target_set_by == "person" else _(
        "{share:.0f} % of the target, {target}"
    )  # fmt: skip
    return text.format(share=100 * mean / target, target=quantity(target, r.summary.rom.unit))


def guides_target(r: Result) -> str:
    """The guide's target, where the person has another one; "" otherwise."""
    target = guide_target(r.exercise, r.variant, r.height_cm if r.summary.rom.unit == "cm" else None)
    if r.target_set_by == "guide" or target is None:
        return ""
    return _("the guide's is {target}").format(target=quantity(target, r.summary.rom.unit))


def clock(s: float) -> str:
    return seconds(s) if s < 60 else f"{int(s // 60)}:{figure(s % 60, '04.1f')}"


def seconds(x: float | None) -> str:
    return "–" if x is None else figure(x, ".1f") + " s"


def which(reps: list[int], n: int, noun: str = "rep") -> str:
    """Repetitions of a set of n (or holds, or steps), by their numbers."""
    if not reps:
        return _("across the set")
    if len(reps) == n and noun == "rep":
        return _("every rep") if n > 1 else _("the rep")
    return numbered(noun, reps)


AGAINST = {
    "straight": _(" off straight"),
    "square": _(" off a right angle"),
    "trunk": _(" off the line of the trunk"),
    "mirror": _(" between the two sides"),
    "rest": _(" from the rest position"),
}
DASHED = {against: _("the rest position") if against == "rest" else _("the correct position") for against in AGAINST}


def beyond(f: Fault, x: float) -> float:
    """A value of a fault as people read it: how far below none, of one whose limit is below none too."""
    return -x if f.value is not None and f.limit is not None and f.value < f.limit < 0 else x


def evidence(f: Fault, shows: Shows | None = None) -> str:
    """The measured value, the limit, and the target; with shows, also what the angle is measured from."""
    if f.value is None or f.limit is None:
        return _("not measured")
    found, least = beyond(f, f.value), beyond(f, f.limit)
    under = found < least
    between = AGAINST[shows.against] if shows and f.unit == "deg" and not under else ""
    value, limit = next(
        (a, b)
        for more in (0, 1, 2)
        if (a := quantity(found, f.unit, more)) != (b := quantity(least, f.unit, more)) or more == 2
    )
    asked = "" if f.asked is None else _("; target {asked:g}{unit}").format(asked=f.asked, unit=sign(f.unit))
    text = _("{value}; a fault below {limit}{asked}") if under else _("{value}; a fault above {limit}{asked}")
    return text.format(value=value + between, limit=limit, asked=asked)


def clip_of(r: Result) -> str:
    """The clip's file name, safe to print."""
    return shown(Path(r.source.path).name)


def without_range(r: Result) -> str:
    """Why no range is shown: a view with advice shows none, in another one it could not be measured."""
    name = _(r.movements[0].rom.name)
    if r.view.advice:
        return _("The {name} cannot be measured from this view.").format(name=name)
    return _("The {name} could not be measured in these reps.").format(name=name)
