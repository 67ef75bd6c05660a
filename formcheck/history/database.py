"""The file of the history: opened, brought up to date, and its troubles told in a sentence.

It is in SQLite's write-ahead mode: a process that is killed leaves every committed set readable, and two processes may
store at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import StoreError

WAIT_S = 30.0  # for another process to finish its transaction
NOT_OURS = "is not a history of formcheck, or is damaged; name another with --db"


class _NotWritable(StoreError):
    """Its place can be read at best."""


class Database:
    """An open SQLite file. Raises StoreError for whatever SQLite cannot do.

    migrations  statements; number n brings the file to version n
    reads_only  nothing will be written: then the file may lie where that is not possible, such as a read-only disk
    """

    def __init__(self, path: Path, migrations: Sequence[str], *, reads_only: bool = False) -> None:
        self.path, self._migrations = path, migrations
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
            self._db.text_factory = lambda b: b.decode("utf-8", "replace")  # a damaged set is not the end of the others
            self._db.create_function("folded", 1, lambda s: s and s.casefold(), deterministic=True)

    def _bring_up(self) -> None:
        with self.guarded():
            self.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file
            self.execute("PRAGMA synchronous = FULL")  # what is committed outlives a power cut
            if self._version() == len(self._migrations):
                return
        with self.transaction():  # whoever comes first migrates, the others wait and find it done
            version = self._version()
            if not version and self.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise StoreError(f"{self.path} {NOT_OURS}")
            for number, statement in enumerate(self._migrations[version:], version + 1):
                self.execute(statement)
                self.execute(f"PRAGMA user_version = {number}")
        with self.guarded():
            self.execute("PRAGMA journal_mode = WAL")

    def _open_as_it_is(self) -> None:
        """Where not even the log can be made that readers share: nobody else writes there either."""
        log = self.path.with_name(f"{self.path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise StoreError(f"{self.path} has sets in its log that cannot be read here; copy both elsewhere")
        self._open(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            with self.guarded():
                version = self._version()
            if version < len(self._migrations):
                raise StoreError(f"{self.path} is of an older formcheck; copy it elsewhere and name that")
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
        except (sqlite3.DatabaseError, UnicodeDecodeError) as e:  # SQLite quotes a damaged schema as it is
            text = "malformed" if isinstance(e, UnicodeDecodeError) else str(e)
            if "not a database" in text or "malformed" in text:
                raise StoreError(f"{self.path} {NOT_OURS}") from e
            if "readonly" in text or "unable to open" in text:
                raise _NotWritable(
                    f"{self.path} cannot be written; check its permissions, or name another place with --db"
                ) from e
            if "locked" in text:
                why = f"is held by another program for more than {WAIT_S:.0f} s; close that and try again"
            else:
                why = f"cannot be used ({text}); free some space, or name another place with --db"
            raise StoreError(f"{self.path} {why}") from e

    def close(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # nobody else's business
    except OSError as e:
        raise StoreError(f"{path} cannot be made ({e.strerror}); name another place with --db") from e
