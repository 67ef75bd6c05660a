"""Write results completely or not at all, and read only regular files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from stat import S_ISREG

from formcheck.errors import OutputError, SourceError
from formcheck.messages import _


class AtomicFile:
    """A file written under a temporary name and moved to its target once complete.

    Create it before the work begins, so that an unwritable target fails at once. The temporary name is random:
    concurrent writers each move a complete file into place, and no planted link is followed.
    """

    def __init__(self, place: Path) -> None:
        self.target = place
        self.path = place.with_name(f".{place.name}.{token_hex(4)}.partial")
        with self.guarded():
            if place.is_dir():
                raise OutputError(_("{place} is a folder; name a file in it").format(place=place))
            if not place.parent.is_dir():
                raise OutputError(
                    _("{parent} is not a folder; create it first, or write somewhere else").format(parent=place.parent)
                )
            self.path.open("xb").close()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn a write failure into one sentence, and leave no partial file."""
        try:
            yield
        except OSError as e:
            self.discard()
            raise OutputError(
                _("{target} cannot be written ({why}); free some space or write somewhere else").format(
                    target=self.target, why=e.strerror or e
                )
            ) from e

    def write(self, text: str) -> None:
        with self.guarded():
            self.path.write_text(text, encoding="utf-8")
            self.commit()

    def commit(self) -> None:
        self.path.replace(self.target)

    def discard(self) -> None:
        with suppress(OSError):  # a file with too long a name was never created
            self.path.unlink(missing_ok=True)


def must_be_file(path: Path, name: str) -> None:
    """Raise SourceError, which says what to name instead: opening a FIFO would block forever."""
    try:  # not exists() and is_file(): since Python 3.14 they return False for what may not be read
        if not S_ISREG(path.stat().st_mode):
            raise SourceError(_("{path} is not a file; name {name}").format(path=path, name=name))
    except (FileNotFoundError, NotADirectoryError) as e:
        raise SourceError(_("{path} does not exist; check the name").format(path=path)) from e
    except OSError as e:
        raise SourceError(
            _("{path} cannot be read ({why}); check its name and permissions").format(path=path, why=e.strerror)
        ) from e
