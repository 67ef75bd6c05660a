"""--help: options in groups, in the words of people, and readable in a narrow terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from formcheck.messages import N_, _

SET = N_("The set")
PERSON = N_("Person and camera position")
FILES = N_("Files to write")
CAMERA = N_("Camera, window and voice")
HISTORY = N_("History")
LIMITS = N_("When to exit with 3")
CLUSTER = N_("Where and how long it runs")
ORDER = (SET, PERSON, CAMERA, FILES, HISTORY, LIMITS, CLUSTER)
ARGUMENTS, REST = N_("Arguments"), N_("Options")

JUDGE = N_("Judge a set")
LOOK_BACK = N_("Look back and compare")
SET_UP = N_("Exercises and set-up")

NARROW = 64  # columns: in a narrower terminal a text is on the line under its option
WIDE = 100  # columns: no line is longer
FIRST_SENTENCE = 1000  # characters: whole, however long it is

Row = tuple[str, str]
Groups = dict[str, list[Row]]


class _Help:
    """What both kinds of commands have in common."""

    def get_help(self, ctx: Any) -> str:
        ctx.terminal_width = min(shutil.get_terminal_size().columns, WIDE) - 1
        return super().get_help(ctx)  # type: ignore[misc, no-any-return]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        _write(options(self.get_params(ctx)), formatter)  # type: ignore[attr-defined]


class Command(_Help, TyperCommand):
    """A command whose options name their group as rich_help_panel."""


class Commands(_Help, TyperGroup):
    """A command with commands of its own, which name their group in the same way."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        groups: Groups = {}
        for name in self.list_commands(ctx):
            command: Any = self.get_command(ctx, name)
            rows = groups.setdefault(command.rich_help_panel or N_("Commands"), [])
            rows.append((name, command.get_short_help_str(FIRST_SENTENCE)))
        _write(groups, formatter)
        super().format_options(ctx, formatter)


def options(params: Sequence[Any]) -> Groups:
    """Arguments, then every group of options; those without a group come last."""
    groups: Groups = {head: [] for head in (ARGUMENTS, *ORDER, REST)}
    for p in params:
        if p.hidden:
            continue
        if isinstance(p, TyperArgument):
            groups[ARGUMENTS].append((p.metavar or p.name.upper(), _(p.help) if p.help else ""))
        else:
            groups[p.rich_help_panel or REST].append((_names(p), _help(p)))
    return groups


def _write(groups: Groups, formatter: Any) -> None:
    shown = {_(head): rows for head, rows in groups.items() if rows}
    widest = max((len(name) for rows in shown.values() for name, __ in rows), default=0)
    for head, rows in shown.items():
        with formatter.section(head):
            if formatter.width < NARROW:
                _stack(rows, formatter)
            else:  # names as wide in each group, so that all texts are one column
                formatter.write_dl([(name.ljust(min(widest, 28)), text) for name, text in rows])


def _stack(rows: Iterable[Row], formatter: Any) -> None:
    for name, text in rows:
        formatter.write_text(name)
        if text:
            with formatter.indentation():
                formatter.write_text(text)


def _names(o: TyperOption) -> str:
    """-e, --exercise NAME; --window/--no-window."""
    names = ", ".join(sorted(o.opts, key=len))
    if o.secondary_opts:
        names += "/" + "/".join(o.secondary_opts)
    return names if o.is_flag else f"{names} {o.metavar or 'TEXT'}"


def _help(o: TyperOption) -> str:
    text, default = _(o.help) if o.help else "", o.default
    if o.is_flag:
        default = (o.opts if default else o.secondary_opts)[0] if o.secondary_opts and default is not None else None
    if not isinstance(default, str | int | float) or not default:
        return text
    shown = f"{default:g}" if isinstance(default, float) else str(default)
    said = _("default: {default}").format(default=shown)
    return f"{text} [{said}]"
