"""Which exercise a command is to judge: named, chosen on the terminal, or to be recognised."""

from __future__ import annotations

import sys

from formcheck.errors import UsageError
from formcheck.exercises import AUTO, EXERCISES, find
from formcheck.messages import _
from formcheck.motion.spec import Exercise


def exercise_or_auto(name: str | None) -> Exercise | None:
    """The named exercise; None to recognise it: if asked to, or on a terminal without a name. Raises UsageError."""
    if name == AUTO or (name is None and sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    if name is None:
        raise UsageError(_("name the exercise with --exercise, or recognise it with --exercise auto"))
    return find(name)


def choose_exercise(name: str | None) -> Exercise:
    """The named exercise, or the one chosen on the terminal. Raises UsageError without either."""
    return find(name or _chosen())


def choose_or_recognise(name: str | None) -> Exercise | None:
    """The same; None to recognise it, if that was named or chosen."""
    name = name or _chosen(_("recognise what I do"))
    return None if name == AUTO else find(name)


def _chosen(auto: str = "") -> str:
    """The name chosen on the terminal; auto: what it offers in place of a name, if anything."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(_("name the exercise with --exercise: {names}").format(names=", ".join(EXERCISES)))
    from formcheck.commands.console import Console

    console = Console(stderr=True)
    names = list(EXERCISES)
    if auto:
        console.print(f"  0  {AUTO} – {auto}")
    for i, n in enumerate(names, 1):
        console.print(f"  {i}  {EXERCISES[n].title}")
    while True:
        try:
            answer = console.input(_("Which exercise? ")).strip()
        except EOFError:
            raise UsageError(_("name the exercise with --exercise: {names}").format(names=", ".join(names))) from None
        if auto and answer.lower() in ("0", AUTO):
            return AUTO
        if answer.isdigit() and 1 <= int(answer) <= len(names):
            return names[int(answer) - 1]
        try:
            return find(answer).name
        except UsageError as e:
            console.print(_("{problem}; a number from 1 to {last} is enough").format(problem=e, last=len(names)))
