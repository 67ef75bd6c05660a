"""Standard output, which may be full, closed or a pipe that nobody reads; and notes beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.errors import OutputError
from formcheck.sanitize import shown


@contextmanager
def to_stdout() -> Iterator[None]:
    """Failures to print become one sentence."""
    try:
        yield
        sys.stdout.flush()
    except OSError as e:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the rest fails again when Python ends
        if isinstance(e, BrokenPipeError):
            raise  # whoever reads has had enough: no news
        raise OutputError(f"standard output cannot be written ({e.strerror}); send it somewhere else") from e


def note(text: str) -> None:
    """A line on standard error."""
    print(f"formcheck: {shown(text)}", file=sys.stderr)
