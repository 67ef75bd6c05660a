"""Tables of one style, in the form that fits the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich.console import Console, Group, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def table(*columns: str, numbers: bool = False) -> Table:
    """A table in the style of all our tables; a column whose name begins with > is right-aligned.

    numbers  columns between the first and the last hold numbers and are never wrapped
    """
    made = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for i, c in enumerate(columns):
        justify: Literal["left", "right"] = "right" if c.startswith(">") else "left"
        made.add_column(c.lstrip(">"), justify=justify, no_wrap=numbers and 0 < i < len(columns) - 1)
    return made


def fitting(forms: Iterable[Table], console: Console, margin: int = 2) -> RenderableType:
    """The first form of a table that fits the terminal less a margin, or the last one, as paragraphs if it is cut."""
    form, room = first_that_fits(forms, console, margin), console.width - margin
    return stacked(form) if _width(form, console).minimum > room or _cut(form, console, room) else form


def first_that_fits(forms: Iterable[Table], console: Console, margin: int = 2) -> Table:
    """The first form of a table that fits the terminal less a margin, or the last one."""
    for form in forms:
        if _width(form, console).maximum <= console.width - margin:
            break
    return form


def _width(form: Table, console: Console) -> Measurement:
    return console.measure(form, options=console.options.update(max_width=1000))


def _cut(form: Table, console: Console, room: int) -> bool:
    """Whether a word would lose its end."""
    lines = console.render_lines(form, console.options.update(max_width=room))
    shown = "".join(segment.text for line in lines for segment in line)
    return shown.count("…") > sum(str(cell).count("…") for column in form.columns for cell in column.cells)


def stacked(made: Table) -> RenderableType:
    """A table as paragraphs: each row under its first cells, what follows with the names of the columns."""
    heads = [str(c.header).replace("-\n", "-").replace("\n", " ") for c in made.columns]
    named = next((i for i, head in enumerate(heads) if head or (not i and made.columns[0].justify != "right")), 0)
    parts: list[RenderableType] = []
    for row in zip(*(c.cells for c in made.columns), strict=True):
        cells = [cell if isinstance(cell, Text) else Text(str(cell)) for cell in row]
        number = [Text(heads[0])] if not named and cells[0].plain.isdigit() else []
        parts.append(Text(" ").join([*number, *cells[: named + 1]]))
        rest = [Text.assemble((f"{h}: ", "dim"), x) if h else x for h, x in zip(heads, cells, strict=True)][named + 1 :]
        shown = [x for x, cell in zip(rest, cells[named + 1 :], strict=True) if cell.plain]
        parts.append(Padding(Text(" · ").join(shown), (0, 0, 0, 2)))
    return Group(*parts)
