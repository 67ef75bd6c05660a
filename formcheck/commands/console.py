"""The terminal, for text that contains names from outside."""

from __future__ import annotations

from collections.abc import Iterable

import rich.console
from rich.console import ConsoleOptions, RenderableType
from rich.segment import Segment

from formcheck.sanitize import steady


class Console(rich.console.Console):
    """Prints text literally: no markup, no emoji names, no control characters."""

    def __init__(self, *, stderr: bool = False, quiet: bool = False) -> None:
        super().__init__(stderr=stderr, quiet=quiet, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for s in super().render(renderable, options):
            yield s if s.control else Segment(steady(s.text), s.style)
