"""Standard output, which may be full, closed or an unread pipe; and notes on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.errors import OutputError
from formcheck.messages import _
from formcheck.sanitize import shown


@contextmanager
def to_stdout() -> Iterator[None]:
    """Turn a failure to print into one sentence."""
    try:
        yield
        sys.stdout.flush()
    except OSError as e:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or flushing fails again when Python exits
        if isinstance(e, BrokenPipeError):
            raise  # the reader closed the pipe: not an error
        raise OutputError(
            _("standard output cannot be written ({why}); redirect it somewhere else").format(why=e.strerror)
        ) from e


def note(text: str) -> None:
    """A line on standard error."""
    print(_("formcheck: {text}").format(text=shown(text)), file=sys.stderr)
