"""Counts and names as they read inside a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from formcheck.messages import LANGUAGE, _, ngettext

CAPITALS = ("de",)  # languages that write every noun with one
COUNTED: dict[str, Callable[[int], str]] = {
    "attempt": lambda n: ngettext("{n} attempt", "{n} attempts", n),
    "bout": lambda n: ngettext("{n} bout", "{n} bouts", n),
    "clip": lambda n: ngettext("{n} clip", "{n} clips", n),
    "cue": lambda n: ngettext("{n} cue", "{n} cues", n),
    "day": lambda n: ngettext("{n} day", "{n} days", n),
    "file": lambda n: ngettext("{n} file", "{n} files", n),
    "hold": lambda n: ngettext("{n} hold", "{n} holds", n),
    "movement": lambda n: ngettext("{n} movement", "{n} movements", n),
    "rep": lambda n: ngettext("{n} rep", "{n} reps", n),
    "second": lambda n: ngettext("{n} second", "{n} seconds", n),
    "set": lambda n: ngettext("{n} set", "{n} sets", n),
    "step": lambda n: ngettext("{n} step", "{n} steps", n),
}
LISTED: dict[str, Callable[[int, str], str]] = {
    "rep": lambda n, which: ngettext("rep {which}", "reps {which}", n, which=which),
    "hold": lambda n, which: ngettext("hold {which}", "holds {which}", n, which=which),
    "bout": lambda n, which: ngettext("bout {which}", "bouts {which}", n, which=which),
    "step": lambda n, which: ngettext("step {which}", "steps {which}", n, which=which),
    "set": lambda n, which: ngettext("set {which}", "sets {which}", n, which=which),
}
OUT_OF: dict[str, Callable[[int, str], str]] = {  # languages inflect the noun after "of"
    "rep": lambda n, done: ngettext("{done} of {n} rep", "{done} of {n} reps", n, done=done),
    "hold": lambda n, done: ngettext("{done} of {n} hold", "{done} of {n} holds", n, done=done),
    "bout": lambda n, done: ngettext("{done} of {n} bout", "{done} of {n} bouts", n, done=done),
    "step": lambda n, done: ngettext("{done} of {n} step", "{done} of {n} steps", n, done=done),
    "set": lambda n, done: ngettext("{done} of {n} set", "{done} of {n} sets", n, done=done),
}
NOUNS = {"repetitions": "rep", "holds": "hold", "activity": "bout", "steps": "step"}  # of COUNTED, by what is counted


def plural(n: int, noun: str, *, about: bool = False) -> str:
    """A count with its noun, one of COUNTED: "1 rep", "3 reps"; about: "about 3 reps"."""
    counted = COUNTED[noun](n)
    return _("about {counted}").format(counted=counted) if about and n else counted


def out_of(done: int | str, n: int, noun: str) -> str:
    """A part of a count, with a noun of OUT_OF: "8 of 10 reps"."""
    return OUT_OF[noun](n, str(done))


def noun_after(n: int, kind: str = "repetitions") -> str:
    """The noun alone, for a count that is set apart, by what is counted: "rep", "reps", "seconds held"."""
    match kind:
        case "holds":
            return ngettext("second held", "seconds held", n)
        case "activity":
            return ngettext("second active", "seconds active", n)
        case "steps":
            return ngettext("step", "steps", n)
    return ngettext("rep", "reps", n)


def numbered(noun: str, numbers: Iterable[int]) -> str:
    """Things by their numbers, a noun of LISTED: "rep 2", "reps 2, 5"."""
    listed = list(numbers)
    return LISTED[noun](len(listed), ", ".join(map(str, listed)))


def noun_of(noun: str) -> str:
    """A noun of LISTED alone, above a column of numbers: "hold"."""
    return LISTED[noun](1, "").strip()


VIEWS = {
    "front": _("front view"),
    "back": _("back view"),
    "side": _("side view"),
    "oblique": _("oblique view"),
    "above": _("view from above"),
    "foot-end": _("foot-end view"),
    "head-end": _("head-end view"),
    "unknown": _("unknown view"),
}
SEEN_FROM = {  # the same in a table or a list of views
    "front": _("front"),
    "back": _("back"),
    "side": _("side"),
    "oblique": _("oblique"),
    "above": _("above"),
    "foot-end": _("foot-end"),
    "head-end": _("head-end"),
    "unknown": _("unknown"),
}
SIDES = {"left": _("left side"), "right": _("right side"), "both": _("both sides")}
TO_THE = {"left": _("to the left"), "right": _("to the right")}  # directions of steps
COUNT_OF = {  # above their number
    "repetitions": _("reps"),
    "holds": _("holds"),
    "activity": _("bouts"),
    "steps": _("steps"),
}
REPS_NOT_FOUND = _("No repetitions found: check that the clip shows a {title}, from rest to rest. {camera}")
NOT_FOUND = {
    "repetitions": REPS_NOT_FOUND,
    "holds": _("No hold found: check that the clip shows a {title}. {camera}"),
    "activity": _("No movement found: check that the clip shows the {title}. {camera}"),
    "steps": REPS_NOT_FOUND,
}
WORDS = {
    "left": _("left"),
    "right": _("right"),
    "both": _("both"),
    "lift": _("lift"),
    "hold": _("hold"),
    "bout": _("bout"),
    "held": _("held"),
    "active": _("active"),
    "lower": _("lower"),
    "rest": _("rest"),
    "range": _("range"),
    "tempo": _("tempo"),
    "form": _("form"),
    "symmetry": _("symmetry"),
    "upright": _("upright"),
    "prone": _("prone"),
    "side-lying": _("side-lying"),
    "supine": _("on the back"),
    "bent-over": _("bent over"),
    "hanging": _("hanging"),
    "seated": _("seated"),
    "all-fours": _("on all fours"),
    "front-support": _("in front support"),
    "lying": _("lying"),
    "unknown": _("unknown"),
    "floor": _("floor"),
    "bench": _("bench"),
    "double": _("double"),
    "single-leg": _("single-leg"),
    "both-arms": _("both arms"),
    "one-arm": _("one arm"),
    "both-hands": _("both hands"),
    "one-hand": _("one hand"),
    "both-feet": _("both feet"),
    "one-foot": _("one foot"),
    "eye": _("eye"),
    "ear": _("ear"),
    "shoulder": _("shoulder"),
    "elbow": _("elbow"),
    "wrist": _("wrist"),
    "hip": _("hip"),
    "knee": _("knee"),
    "ankle": _("ankle"),
    "heel": _("heel"),
    "toe": _("toe"),
    "body": _("body"),
    "hand": _("hand"),
    "palm heel": _("heel of the palm"),
    "thumb tip": _("tip of the thumb"),
    "index knuckle": _("knuckle of the index finger"),
    "index tip": _("tip of the index finger"),
    "middle knuckle": _("knuckle of the middle finger"),
    "middle tip": _("tip of the middle finger"),
    "ring knuckle": _("knuckle of the ring finger"),
    "ring tip": _("tip of the ring finger"),
    "little knuckle": _("knuckle of the little finger"),
    "little tip": _("tip of the little finger"),
    "true": _("true"),
    "found": _("found"),
    "not counted": _("not counted"),
}


def view_of(name: str) -> str:
    """A view by its name in results: "side view"."""
    return VIEWS.get(name, name)


def seen_from(name: str) -> str:
    """The same without the word view: "side"."""
    return SEEN_FROM.get(name, name)


def side_of_body(name: str) -> str:
    """A side by its name in results: "left side"."""
    return SIDES.get(name, name)


def word_of(name: str) -> str:
    """A name that results hold as data, as people read it: of a side, phase, posture, variant, body part or score."""
    return WORDS.get(name, name)


def in_sentence(title: str) -> str:
    """A title after the first word of a sentence; names keep their capitals: "single-leg Romanian deadlift"."""
    return title if LANGUAGE in CAPITALS else title[:1].lower() + title[1:]


def as_sentence(text: str) -> str:
    """The same at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
