"""Stored sets: one SQLite file on this machine.

Times are UTC in ISO 8601, to the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from formcheck.errors import StoreError
from formcheck.history.database import Database
from formcheck.history.identity import uid_of
from formcheck.messages import _
from formcheck.result import Result
from formcheck.result_read import read
from formcheck.sanitize import printable

MIGRATIONS = (
    """CREATE TABLE sets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        person TEXT,
        exercise TEXT NOT NULL,
        variant TEXT,
        side TEXT NOT NULL,
        view TEXT NOT NULL,
        result TEXT NOT NULL
    )""",
    "CREATE INDEX sets_by_exercise ON sets (exercise, at)",
    "ALTER TABLE sets ADD COLUMN note TEXT",
)  # number n migrates the file to version n; never change a released one, add another
WITH_NOTE = 3  # from this version on there are notes; older files can be read as they are
YEARS = 1900, 9000  # outside, a local time may not be a valid date


@dataclass(frozen=True, slots=True)
class StoredSet:
    """One stored set. at has a time zone."""

    id: int
    at: datetime
    person: str | None
    result: Result
    note: str | None = None


class NewSet(NamedTuple):
    """A set to store."""

    result: Result
    person: str | None
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which sets to select; None means any. Names of persons are case-insensitive."""

    exercise: str | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The number of a stored set; new is False if the same set of the same person was already stored."""

    id: int
    new: bool


def default_place() -> Path:
    """Raises StoreError for a user without a home folder, as in some containers."""
    from platformdirs import user_data_path

    try:
        return user_data_path("formcheck", appauthor=False) / "history.db"
    except RuntimeError as e:
        raise StoreError(_("there is no home folder to keep sets in; name a file with --db, or set HOME")) from e


def keep(
    result: Result,
    *,
    person: str | None = None,
    when: datetime | None = None,
    note: str | None = None,
    db: str | Path | None = None,
) -> Kept:
    """Store one judged set, of `analyze --store` or of `live`. Raises StoreError."""
    with Store(Path(db) if db else default_place()) as store:
        return store.add([NewSet(result, person, when or datetime.now(UTC), note)])[0]


class Store:
    """An open history. Raises StoreError for any SQLite error. Close it, or use it in `with`.

    reads_only  nothing will be written, so the file may be on a read-only disk
    """

    def __init__(self, path: Path, *, reads_only: bool = False) -> None:
        self.path = path
        self.unreadable: list[int] = []  # sets that the last read had to skip
        self._db = Database(path, MIGRATIONS, reads_only=reads_only, readable_from=1)

    def add(self, sets: Iterable[NewSet]) -> list[Kept]:
        """Store sets, all or none."""
        kept = []
        with self._db.transaction():
            for result, person, when, note in sets:
                uid = uid_of(result, person)
                row = (
                    uid, _utc(when), person, result.exercise, result.variant,
                    "+".join(sorted({m.side for m in result.movements})), result.view.detected,
                    result.model_dump_json(), note,
                )  # fmt: skip
                done = self._db.execute(
                    "INSERT OR IGNORE INTO sets (uid, at, person, exercise, variant, side, view, result, note) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
                id_ = self._db.execute("SELECT id FROM sets WHERE uid = ?", (uid,)).fetchone()[0]
                kept.append(Kept(id_, bool(done.rowcount)))
        return kept

    def change(self, new: StoredSet) -> None:
        """Write a set again under its number. Raises StoreError if another one holds the same then."""
        r = new.result
        with self._db.transaction():
            taken = self._db.execute(
                "SELECT id FROM sets WHERE uid = ? AND id != ?", (uid := uid_of(r, new.person), new.id)
            ).fetchone()
            if taken:
                raise StoreError(
                    _("set {id} would be the same as set {other}; delete one of them").format(id=new.id, other=taken[0])
                )
            self._db.execute(
                "UPDATE sets SET uid = ?, at = ?, person = ?, result = ?, note = ? WHERE id = ?",
                (uid, _utc(new.at), new.person, r.model_dump_json(), new.note, new.id),
            )

    def sets(self, which: Filter | None = None) -> list[StoredSet]:
        """The selected sets, sorted by time. `unreadable` lists those that could not be read."""
        where, values = _where(which or Filter())
        self.unreadable, found = [], []
        with self._db.guarded():
            rows = self._db.execute(f"{self._select} {where} ORDER BY at, id", values)
            for row in rows:
                try:
                    found.append(_stored(*row))
                except (ValueError, TypeError):  # from a version with other fields, or damaged
                    self.unreadable.append(row[0])
        return found

    def get(self, id_: int) -> StoredSet:
        """One set by its number. Raises StoreError if there is none."""
        with self._db.guarded():
            row = self._db.execute(f"{self._select} WHERE id = ?", (id_,)).fetchone()
        if row is None:
            raise StoreError(
                _("no set {id} is stored in {path}; formcheck history lists their numbers").format(
                    id=id_, path=self.path
                )
            )
        try:
            return _stored(*row)
        except (ValueError, TypeError) as e:
            raise StoreError(
                _(
                    "set {id} was written by another version of formcheck, or its exercise is not "
                    "loaded; load it, or analyse the clip again"
                ).format(id=id_)
            ) from e

    @property
    def _select(self) -> str:
        return f"SELECT id, at, person, result, {'note' if self._db.version >= WITH_NOTE else 'NULL'} FROM sets"

    def ids(self, which: Filter) -> list[int]:
        """The numbers of the selected sets, readable or not."""
        where, values = _where(which)
        with self._db.guarded():
            return [r[0] for r in self._db.execute(f"SELECT id FROM sets {where} ORDER BY at, id", values)]

    def people(self) -> list[str]:
        """The names that sets are stored under."""
        with self._db.guarded():
            rows = self._db.execute("SELECT DISTINCT person FROM sets WHERE person IS NOT NULL ORDER BY person")
            return [str(r[0]) for r in rows]

    def delete(self, ids: Sequence[int]) -> int:
        """Delete sets permanently; returns how many."""
        with self._db.transaction():
            gone = sum(self._db.execute("DELETE FROM sets WHERE id = ?", (i,)).rowcount for i in ids)
        with self._db.guarded():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the log contains them too
        return gone

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _stored(id_: int, at: str, person: str | None, result: str, note: str | None) -> StoredSet:
    """A row as a set. Raises ValueError or TypeError: SQLite keeps anything in any column."""
    when = datetime.fromisoformat(at)
    if not (known_person(person) and isinstance(note, str | None) and YEARS[0] <= when.year <= YEARS[1]):
        raise TypeError("invalid person, note or date")
    return StoredSet(id_, when, person, read(result), note)


def known_person(person: object) -> bool:
    """Whether it is a valid --person, or None."""
    return person is None or (isinstance(person, str) and printable(person))


def _where(f: Filter) -> tuple[str, list[str]]:
    asked = (
        ("exercise = ?", f.exercise),
        ("folded(person) = ?", None if f.person is None else f.person.casefold()),
        ("at >= ?", None if f.since is None else _utc(f.since)),
        ("at <= ?", None if f.until is None else _utc(f.until)),
    )
    given = [(sql, value) for sql, value in asked if value is not None]
    return ("WHERE " + " AND ".join(sql for sql, __ in given) if given else ""), [value for __, value in given]
