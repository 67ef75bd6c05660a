"""What a shell completes: names of exercises, and what belongs to the exercise that was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.motion.spec import Exercise

Hints = list[tuple[str, str]]  # what can be typed, and what it is


def exercises() -> Hints:
    return [(e.name, e.title) for e in _known()]


def variants(ctx: typer.Context) -> Hints:
    return [(v, e.title) for e in _typed(ctx) for v in e.variants]


def views(ctx: typer.Context) -> Hints:
    return [("auto", ""), *((v, "") for v in dict.fromkeys(v.value for e in _typed(ctx) for v in e.views))]


def faults(ctx: typer.Context) -> Hints:
    return [("any", ""), *((c.id, c.say) for e in _typed(ctx) for c in e.cues)]


def sides() -> Hints:
    return [(s, "") for s in ("auto", "left", "right")]


def models() -> Hints:
    return [(m, "") for m in ("full", "lite", "heavy")]


def routines() -> Hints:
    from formcheck.routine.read import BUILTIN

    return [(name, "") for name in BUILTIN]


def csv_styles() -> Hints:
    return [("comma", "1.5,2"), ("semicolon", "1,5;2")]


def _typed(ctx: typer.Context) -> Iterable[Exercise]:
    """The exercise of the line as it stands, or all of them."""
    known = list(_known())
    return [e for e in known if e.name == ctx.params.get("exercise")] or known


def _known() -> Iterable[Exercise]:
    from formcheck.exercises import BUILT_IN, EXERCISES

    try:
        return list(EXERCISES.values())
    except FormcheckError:  # an exercise of one's own cannot be loaded: the command itself will say so
        return BUILT_IN
