"""The store of sets: committed data survives everything."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import urllib.parse  # noqa: F401  pathlib loads it late, from where another user may not read
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import crashes
import pytest
from conftest import LONGEST_S, Done
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sets import a_set
from test_bad_input import POSIX

from formcheck.errors import StoreError
from formcheck.history import exchange, store
from formcheck.history.identity import uid_of
from formcheck.history.store import Filter, NewSet, Store, keep
from formcheck.result_read import read

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "history.db"


def test_what_is_kept_is_read_back(db: Path) -> None:
    result = a_set(sides=("left", "right"), view="front")
    assert keep(result, person="Ada", when=NOON, db=db).new
    with Store(db) as s:
        (found,) = s.sets()
    assert (found.result, found.person, found.at) == (result, "Ada", NOON)
    assert db.stat().st_mode & 0o077 == 0, "others may read it"


def test_the_same_set_is_kept_once(db: Path) -> None:
    result = a_set()
    first = keep(result, db=db)
    elsewhere = result.source.model_copy(update={"path": "copy of set.mp4"})
    again = keep(result.model_copy(update={"formcheck": "9.9", "source": elsewhere}), when=NOON, db=db)
    assert (again.id, again.new) == (first.id, False)
    assert keep(result, person="Ada", db=db).new
    assert keep(a_set(seed=1), db=db).new


def test_time_is_kept_as_utc(db: Path) -> None:
    east = datetime.fromisoformat("2026-03-01T00:30:00+02:00")
    keep(a_set(), when=east, db=db)
    with Store(db) as s:
        assert s.sets()[0].at.isoformat() == "2026-02-28T22:30:00+00:00"
        assert s.sets(Filter(since=east)) and not s.sets(Filter(since=east + timedelta(seconds=1)))
        assert s.sets(Filter(until=east)) and not s.sets(Filter(until=east - timedelta(seconds=1)))


def test_filters_by_exercise_and_person(db: Path) -> None:
    keep(a_set("calf-raise"), person="Zoë", db=db)
    keep(a_set("wall-angel"), db=db)
    with Store(db) as s:
        assert [x.result.exercise for x in s.sets(Filter(exercise="wall-angel"))] == ["wall-angel"]
        assert [x.person for x in s.sets(Filter(person="ZOË"))] == ["Zoë"]
        assert not s.sets(Filter(person="Zoe"))


def test_what_is_deleted_is_gone_from_the_file(db: Path) -> None:
    keep(a_set(seed=1), db=db)
    id_ = keep(a_set(), person="Ada Lovelace", db=db).id
    keep(a_set(seed=2), db=db)
    with Store(db) as s:
        assert s.delete([id_]) == 1
        for file in db.parent.iterdir():
            assert b"Lovelace" not in file.read_bytes(), file.name
        assert len(s.sets()) == 2


def test_numbers_are_not_given_twice(db: Path) -> None:
    first = keep(a_set(), db=db).id
    with Store(db) as s:
        s.delete([first])
    assert keep(a_set(seed=1), db=db).id != first


@pytest.mark.process
def test_fifty_kills_lose_nothing_that_was_committed(db: Path) -> None:
    run = [sys.executable, crashes.__file__, str(db), "50"]
    committed = json.loads(subprocess.run(run, check=True, capture_output=True, text=True, timeout=LONGEST_S).stdout)
    with Store(db) as s:
        there = {uid_of(x.result, x.person) for x in s.sets()}
        assert not s.unreadable
    assert len(committed) > 20
    assert set(committed) <= there
    connection = sqlite3.connect(db)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@pytest.mark.process
def test_processes_may_store_at_once(db: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sets import a_set; from formcheck.history.store import keep\n"
        "for i in range(10): keep(a_set(seed=int(sys.argv[2]) + i), db=Path(sys.argv[1]))"
    )
    here = str(Path(__file__).parent)
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(db), str(100 * n)], cwd=here, stderr=subprocess.PIPE)
        for n in range(3)
    ]
    for process in running:
        assert process.communicate(timeout=LONGEST_S)[1] == b""
    with Store(db) as s:
        assert len(s.sets()) == 30


def of_version_1(db: Path) -> Path:
    """A history with one set, as the first formcheck wrote it."""
    keep(a_set(), db=db)
    connection = sqlite3.connect(db)
    connection.execute("ALTER TABLE sets DROP COLUMN note")
    connection.execute("DROP INDEX sets_by_exercise")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return db


def test_an_older_history_is_brought_up(db: Path) -> None:
    of_version_1(db)
    with Store(db) as s:
        assert len(s.sets()) == 1
    connection = sqlite3.connect(db)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(store.MIGRATIONS),)
    assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sets_by_exercise'").fetchone()
    connection.close()


def test_a_newer_history_is_refused(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as m:
        m.setattr(store, "MIGRATIONS", (*store.MIGRATIONS, "CREATE TABLE more (x)"))
        keep(a_set(), db=db)
    with pytest.raises(StoreError, match="newer formcheck"):
        Store(db)


def test_a_broken_migration_changes_nothing(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(a_set(), db=db)
    with monkeypatch.context() as m:
        m.setattr(store, "MIGRATIONS", (*store.MIGRATIONS, "CREATE TABLE more (x)", "NOT SQL"))
        with pytest.raises(StoreError):
            Store(db)
    with Store(db) as s:
        assert len(s.sets()) == 1


@contextmanager
def nothing_can_be_written(folder: Path) -> Iterator[None]:
    """The folder and its files as on a read-only disk. The superuser may write all the same, and is somebody else."""
    mine = os.geteuid() == 0
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    if mine:
        os.seteuid(65534)
    try:
        yield
    finally:
        if mine:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def disk() -> Iterator[Path]:
    """A folder that everybody may reach."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@POSIX
def test_a_history_is_read_where_nothing_can_be_written(disk: Path, formcheck: Callable[..., Done]) -> None:
    db = disk / "h.db"
    keep(a_set(), db=db)
    keep(a_set(seed=1), db=db)
    runs = (["history"], ["history", "export", "-"], ["compare", 1, 2])
    before = [formcheck(*words, "--db", db) for words in runs]
    with nothing_can_be_written(disk):
        assert [formcheck(*words, "--db", db) for words in runs] == before
        assert "cannot be written" in formcheck("history", "delete", 1, "--yes", "--db", db).err
    assert [done.code for done in before] == [0, 0, 0]
    assert [p.name for p in disk.iterdir()] == ["h.db"]


@POSIX
def test_an_older_history_can_be_read_where_nothing_can_be_written(disk: Path) -> None:
    older = of_version_1(disk / "older.db")
    with nothing_can_be_written(disk), Store(older, reads_only=True) as s:
        assert [x.note for x in s.sets()] == [None]
        assert s.get(1).note is None


@POSIX
def test_what_cannot_be_read_without_writing_is_said(disk: Path) -> None:
    keep(a_set(), db=disk / "h.db")
    (disk / "h.db-wal").write_bytes(b"a log of sets")
    with nothing_can_be_written(disk), pytest.raises(StoreError, match="-wal file"):
        Store(disk / "h.db", reads_only=True)


def test_files_that_are_no_history_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to look at " * 50)
    with pytest.raises(StoreError, match="not a formcheck history"):
        Store(text)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE songs (name)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="not a formcheck history"):
        Store(other)
    with pytest.raises(StoreError, match="cannot be created"):
        Store(text / "history.db")


def test_a_set_of_another_version_is_left_out_and_named(db: Path) -> None:
    id_ = keep(a_set(), db=db).id
    keep(a_set(seed=1), db=db)
    connection = sqlite3.connect(db)
    connection.execute("UPDATE sets SET result = '{}' WHERE id = ?", (id_,))
    connection.commit()
    connection.close()
    with Store(db) as s:
        assert len(s.sets()) == 1
        assert s.unreadable == [id_]
        with pytest.raises(StoreError, match="another version"):
            s.get(id_)


def test_a_full_transaction_or_none(db: Path) -> None:
    def sets():
        yield NewSet(a_set(), None, NOON)
        raise RuntimeError

    with Store(db) as s:
        with pytest.raises(RuntimeError):
            s.add(sets())
        assert not s.sets()


@given(
    person=st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1),
    when=st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()),
    seed=st.integers(0, 1000),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_export_and_import_give_back_the_same(tmp_path: Path, person: str | None, when: datetime, seed: int) -> None:
    place, other = tmp_path / "a.db", tmp_path / "b.db"
    for file in tmp_path.glob("*.db*"):
        file.unlink()
    keep(a_set(seed=seed), person=person, when=when, note=person and f"{person}\nsore", db=place)
    with Store(place) as a, Store(other) as b:
        lines = list(exchange.written(a.sets()))
        b.add(exchange.read(lines, "x"))
        assert [replace(s, id=0) for s in b.sets()] == [replace(s, id=0) for s in a.sets()]
        assert not b.add(exchange.read(lines, "x"))[0].new


OF_VERSION_1 = Path(__file__).parent / "data" / "result-1.json"  # calf-raise-side-knee-bend, written by 0.1.0
UID_OF_VERSION_1 = "17442e08cd6fe50efd1622ad762a934f0626101c403c2479aa02b5d53426a2d1"  # computed by 0.1.0


def test_a_result_of_version_1_is_read_and_is_still_the_same_set(db: Path) -> None:
    old = read(OF_VERSION_1.read_text("utf-8"))
    assert uid_of(old, "Ada") == UID_OF_VERSION_1
    assert [[f.id for f in rep.faults] for rep in old.reps] == [[], ["knee-bend"], ["knee-bend"]]
    with Store(db) as s:
        s.add([NewSet(old, "Ada", NOON)])
        (again,) = s.sets()
    assert again.result == old
    assert again.result.schema_ == "formcheck.result/2"
    assert uid_of(again.result, "Ada") == UID_OF_VERSION_1
