"""Write results whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from formcheck.errors import OutputError


class Draft:
    """A file that is written beside its place and moved there when it is complete.

    Made before the work begins, so that a place that cannot be written is refused at once. Its name is its own: where
    several write the same place, each moves a whole file there, and a link that waits under the name is never followed.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
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
                f"{self.place} cannot be written ({e.strerror or e}); free some space or write somewhere else"
            ) from e

    def write(self, text: str) -> None:
        with self.guarded():
            self.path.write_text(text, encoding="utf-8")
            self.commit()

    def commit(self) -> None:
        self.path.replace(self.place)

    def discard(self) -> None:
        with suppress(OSError):  # a name that is too long was never made
            self.path.unlink(missing_ok=True)
