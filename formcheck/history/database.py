"""The history file: open it, migrate it, and turn SQLite errors into sentences.

SQLite's write-ahead mode keeps every committed set readable if a process is killed, and lets two processes store at
once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import StoreError

WAIT_S = 30.0  # for another process to finish its transaction
NOT_OURS = "is not a formcheck history, or is damaged; name another file with --db"


class _NotWritable(StoreError):
    """The file is read-only at best."""


class Database:
    """An open SQLite file. Raises StoreError for any SQLite error.

    migrations     statements; number n migrates the file to version n
    reads_only     nothing will be written, so the file may be on a read-only disk
    readable_from  the oldest version that can be read there as it is
    version        of the open file
    """

    def __init__(
        self, path: Path, migrations: Sequence[str], *, reads_only: bool = False, readable_from: int | None = None
    ) -> None:
        self.path, self._migrations = path, migrations
        self._readable_from = len(migrations) if readable_from is None else readable_from
        self.version = len(migrations)
        try:
            if not reads_only:
                _make(path)
            self._open(str(path))
            self._bring_up()
        except _NotWritable:
            self.close()
            if not reads_only:
                raise
            self._open_as_it_is()
        except BaseException:
            self.close()
            raise

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._db.execute(sql, values)

    def _open(self, place: str, *, uri: bool = False) -> None:
        with self.guarded():
            self._db = sqlite3.connect(place, timeout=WAIT_S, isolation_level=None, uri=uri)
            self._db.text_factory = lambda b: b.decode("utf-8", "replace")  # one damaged set must not hide the others
            self._db.create_function("folded", 1, lambda s: s and s.casefold(), deterministic=True)

    def _bring_up(self) -> None:
        with self.guarded():
            self.execute("PRAGMA secure_delete = ON")  # overwrite deleted data
            self.execute("PRAGMA synchronous = FULL")  # committed data survives a power cut
            if self._version() == len(self._migrations):
                return
        with self.transaction():  # the first process migrates, the others wait
            version = self._version()
            if not version and self.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise StoreError(f"{self.path} {NOT_OURS}")
            for number, statement in enumerate(self._migrations[version:], version + 1):
                self.execute(statement)
                self.execute(f"PRAGMA user_version = {number}")
        with self.guarded():
            self.execute("PRAGMA journal_mode = WAL")

    def _open_as_it_is(self) -> None:
        """Open without the shared log, which cannot be created here; nobody else can write here either."""
        log = self.path.with_name(f"{self.path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise StoreError(
                f"{self.path} has sets in its -wal file that cannot be read here; copy both files elsewhere"
            )
        self._open(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            with self.guarded():
                self.version = self._version()
            if self.version < self._readable_from:
                raise StoreError(
                    f"{self.path} is from an older formcheck and cannot be updated here; use a copy elsewhere"
                )
        except BaseException:
            self.close()
            raise

    def _version(self) -> int:
        version = int(self.execute("PRAGMA user_version").fetchone()[0])
        if version > len(self._migrations):
            raise StoreError(f"{self.path} was written by a newer formcheck; update formcheck to read it")
        return version

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self.guarded():
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self.execute("ROLLBACK")
                raise

    @contextmanager
    def guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as e:  # SQLite quotes a damaged schema verbatim
            text = "malformed" if isinstance(e, UnicodeDecodeError) else str(e)
            if "not a database" in text or "malformed" in text:
                raise StoreError(f"{self.path} {NOT_OURS}") from e
            if "readonly" in text or "unable to open" in text:
                raise _NotWritable(
                    f"{self.path} cannot be written; check its permissions, or name another file with --db"
                ) from e
            if "locked" in text:
                why = f"has been locked by another program for more than {WAIT_S:.0f} s; close it and try again"
            else:
                why = f"cannot be used ({text}); free some space, or name another file with --db"
            raise StoreError(f"{self.path} {why}") from e

    def close(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # private
    except OSError as e:
        raise StoreError(f"{path} cannot be created ({e.strerror}); name another file with --db") from e
