"""Each field of a declaration is used by at least two exercises, or explained here."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from formcheck.exercises import EXERCISES, FILES, declaration, file_of
from formcheck.motion import cue, highlight, spec, thresholds

EXPLAINED = {
    # of a file: what five exercises in Python need too, so that a file can say all that they say
    "ExerciseFile.lowers_first": "push-ups; in Python the deadlift",
    "GateFile.cue": "in Python the deadlift on two legs",
    "CueFile.unless": "in Python nine cues of four exercises",
    "CueFile.declines": "in Python the calf raise, whose range fades over a set",
    "LimitFile.needs": "in Python the bent elbow of the prone raise, which some cameras do not see",
    "RangeFile.scale": "in Python clamshell and prone raise, whose measures hold a factor of their own",
    "ShortFile.uncertainty": "in Python all five, whose small ranges are misread less",
    "ExerciseFile.landmarks": "hands are another model than bodies, and one exercise is done with them so far",
    "ExerciseFile.seconds": "a foot that writes letters is active; in every other hold a position is kept",
    # in Python alone
    "Exercise.landmarks": "as in a file",
    "Exercise.seconds": "as in a file",
    "Exercise.alike": "of a wall angel the wall does not show, and pressing a weight looks alike",
    "Gate.cue": "the deadlift on two feet is a habit that has its own cue",
    "RepSignal.edges": "the angles of a wall angel count it, the height of its elbows shows the edges",
    "RepSignal.looks_back_s": "whether a foot moves shows in several frames only",
    "RepSignal.moved": "heels rise by less than a camera in a hand moves",
    "Range.unit_per_height": "heels alone rise by a length that people measure in centimetres",
    "Range.uncertainties": "the bench hides the arms of a prone raise more than the floor",
    "Exercise.both_of": "both arms of a wall angel are measured at once",
    "Exercise.of_side": "and each is a curve of its own",
    "Threshold.needs": "the elbows of a prone raise show from above",
    "RushedPhase.views": "the top of a wall angel reads longer from the side than from the front",
    "ShortRange.shares": "a prone raise on the floor is smaller than on the bench",
    "ShortRange.also": "a prone raise with bent elbows lowers the range, and not the other reading",
    "Exercise.forgiven_s": "arms hang between two squeezes for a second; a plank that was left stays left for longer",
    "ExerciseFile.forgiven_s": "as in the class",
    # where every exercise has the same
    "RangeDecline.share": "one rule for all: nobody has measured another",
    "RangeDecline.least": "one rule for all",
    "RangeDecline.uncertainty": "one rule for all",
}
PARTS = {
    "signals": declaration.SignalFile, "conditions": declaration.Condition, "ranges": declaration.RangeFile,
    "gates": declaration.GateFile, "views": declaration.ViewFile, "cues": declaration.CueFile,
    "limits": declaration.LimitFile, "short": declaration.ShortFile, "rushed": declaration.RushedFile,
    "variants": declaration.VariantFile,
}  # fmt: skip


def of_file(said: Mapping[str, Any], kind: type) -> Iterator[str]:
    """The fields that a table of a file gives, and those of the tables in it."""
    yield from (f"{kind.__name__}.{f.name}" for f in fields(kind) if f.name in said)
    for key, inside in said.items():
        tables = inside if isinstance(inside, list) else [inside]
        if isinstance(inside, dict) and key == "views":
            tables = list(inside.values())
        for table in tables:
            if key in PARTS and isinstance(table, dict):
                yield from of_file(table, PARTS[key])


def of_object(x: object) -> Iterator[str]:
    """The fields that differ from their defaults, and those of the objects in it."""
    if is_dataclass(x) and not isinstance(x, type):
        for f in fields(x):
            usual = f.default if f.default_factory is MISSING else f.default_factory()
            value = getattr(x, f.name)
            if usual is MISSING or value != usual:
                yield f"{type(x).__name__}.{f.name}"
            yield from of_object(value)
    elif isinstance(x, list | tuple):
        for one in x:
            yield from of_object(one)
    elif isinstance(x, Mapping):
        yield from of_object(list(x.values()))


def declared() -> set[str]:
    ours = [declaration.ExerciseFile, *PARTS.values()]
    for module in (spec, cue, thresholds, highlight):
        ours += [
            c
            for c in vars(module).values()
            if isinstance(c, type) and is_dataclass(c) and c.__module__ == module.__name__
        ]
    return {f"{c.__name__}.{f.name}" for c in ours for f in fields(c)}


def test_each_field_is_used_by_two_exercises_or_explained() -> None:
    used: defaultdict[str, set[str]] = defaultdict(set)
    for name in FILES:
        for field in of_file(tomllib.loads(file_of(name)), declaration.ExerciseFile):
            used[field].add(name)
    for name, exercise in EXERCISES.items():
        for field in of_object(exercise):
            used[field].add(name)
    rare = {field for field in declared() if len(used[field]) < 2}
    assert rare - set(EXPLAINED) == set(), "say why one exercise alone needs it, or leave it out"
    assert set(EXPLAINED) - rare == set(), "explained, but used like any other"
