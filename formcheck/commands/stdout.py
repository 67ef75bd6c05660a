"""Standard output, which may be full, closed or an unread pipe; and notes on standard error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.errors import OutputError
from formcheck.messages import _
from formcheck.sanitize import shown


def open_missing() -> None:
    """Open the null device in place of standard streams that are closed: a daemon, cron, pythonw.

    Otherwise the next files that are opened get their numbers, and native libraries print into them.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number, which is this one
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, mode), "utf-8"))


def data_to_stdout(text: str) -> None:
    """Data for a program, UTF-8 wherever it runs. Raises OutputError if it would go nowhere."""
    if sys.__stdout__ is None:
        raise OutputError(_("standard output is closed; name a file instead of -"))
    with to_stdout():
        sys.stdout.buffer.write(text.encode())


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
