"""Write results whole or not at all, and read only from files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from stat import S_ISREG

from formcheck.errors import OutputError, SourceError


class AtomicFile:
    """A file that is written beside its place and moved there when it is complete.

    Made before the work begins, so that a place that cannot be written is refused at once. Its name is its own: where
    several write the same place, each moves a whole file there, and a link that waits under the name is never followed.
    """

    def __init__(self, place: Path) -> None:
        self.target = place
        self.path = place.with_name(f".{place.name}.{token_hex(4)}.partial")
        with self.guarded():
            if place.is_dir():
                raise OutputError(f"{place} is a folder; name a file in it")
            if not place.parent.is_dir():
                raise OutputError(f"{place.parent} is not a folder; make it first, or write somewhere else")
            self.path.open("xb").close()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn failures to write into one sentence, and leave no half of a file."""
        try:
            yield
        except OSError as e:
            self.discard()
            raise OutputError(
                f"{self.target} cannot be written ({e.strerror or e}); free some space or write somewhere else"
            ) from e

    def write(self, text: str) -> None:
        with self.guarded():
            self.path.write_text(text, encoding="utf-8")
            self.commit()

    def commit(self) -> None:
        self.path.replace(self.target)

    def discard(self) -> None:
        with suppress(OSError):  # a name that is too long was never made
            self.path.unlink(missing_ok=True)


def must_be_file(path: Path, name: str) -> None:
    """Whoever opened a pipe would wait for ever. Raises SourceError, which says what to name instead."""
    try:  # not exists() and is_file(): from Python 3.14 on they only say no to what may not be looked at
        if not S_ISREG(path.stat().st_mode):
            raise SourceError(f"{path} is not a file; name {name}")
    except (FileNotFoundError, NotADirectoryError) as e:
        raise SourceError(f"{path} does not exist; check the name") from e
    except OSError as e:
        raise SourceError(f"{path} cannot be read ({e.strerror}); check its name and permissions") from e
