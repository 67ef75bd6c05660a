"""The program. The language comes first: texts are read from the catalogue as modules are loaded."""

from __future__ import annotations

import os
import sys

OPTION = "--language"


def language_first(arguments: list[str]) -> list[str]:
    """--language stands anywhere on the line; the program's own options come first."""
    for i, argument in enumerate(arguments):
        name, equals, _ = argument.partition("=")
        if argument == "--":
            break
        if name == OPTION:
            end = i + (1 if equals else 2)
            return [*arguments[i:end], *arguments[:i], *arguments[end:]]
    return arguments


def asked(arguments: list[str]) -> str:
    """The language asked for, of arguments in that order; "" without."""
    name, _, value = " ".join(arguments[:2]).replace("=", " ", 1).partition(" ")
    return value.split(" ")[0] if name == OPTION else ""


def main() -> None:
    sys.argv[1:] = language_first(sys.argv[1:])
    if language := asked(sys.argv[1:]):
        os.environ["LANGUAGE"] = language  # of the processes that this one starts, too
    from formcheck.cli import main as run

    run()


if __name__ == "__main__":
    main()
