"""One writer for many: a part that fails undoes itself only; a commit is told once it is one."""

import threading
from pathlib import Path

import pytest

from cloud.errors import StoreRefused, StoreUnavailable
from cloud.sqlite.database import Connection, Database
from cloud.sqlite.migrations import FIRST_TABLES, LATEST, MIGRATIONS, migrate, refuse_foreign, schema_version
from swingvision import sqlite
from swingvision.sqlite import sqlite3

PUT = "INSERT INTO taken (kind, value, owner) VALUES ('test', ?, 'me')"
COUNT = "SELECT COUNT(*) FROM taken"


def put(database: Database, value: str) -> None:
    database.write(lambda connection: connection.execute(PUT, (value,)))


def count(database: Database) -> int:
    return int(database.read(lambda connection: connection.execute(COUNT).fetchone()[0]))


def test_what_is_written_is_there_for_everybody_when_it_returns(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db")
    put(database, "one")
    assert count(database) == 1
    other = sqlite3.connect(str(tmp_path / "a.db"))
    if not sqlite.exclusive_only(sqlite.version()):
        assert other.execute(COUNT).fetchone() == (1,)
    other.close()
    database.close()


def test_writes_wait_for_the_disk(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db")
    said = database.write(lambda c: [c.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous",)])
    journal = database.read(lambda c: c.execute("PRAGMA journal_mode").fetchone()[0])
    assert (said, journal) == ([2], "wal")
    database.close()


def test_a_part_that_fails_undoes_itself_only(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db")
    held, go = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        held.set()
        assert go.wait(10)
        connection.execute(PUT, ("slow",))

    def bad(connection: Connection) -> None:
        connection.execute(PUT, ("half",))
        raise KeyError("on purpose")

    heard: list[str] = []

    def ask(work: object, name: str) -> None:
        try:
            database.write(work)  # type: ignore[arg-type]
            heard.append(name)
        except KeyError:
            heard.append("KeyError")

    threads = [threading.Thread(target=ask, args=(slow, "slow"))]
    threads[0].start()
    assert held.wait(10)
    # These wait behind the slow one and share the next commit.
    for work, name in ((bad, "bad"), (lambda c: c.execute(PUT, ("good",)), "good")):
        threads.append(threading.Thread(target=ask, args=(work, name)))
        threads[-1].start()
    go.set()
    for thread in threads:
        thread.join()
    assert sorted(heard) == ["KeyError", "good", "slow"]
    assert database.read(lambda c: sorted(row[0] for row in c.execute("SELECT value FROM taken"))) == [
        "good",
        "slow",
    ]
    database.close()


def test_many_writers_share_a_few_commits(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db")
    commits: list[int] = []
    plain = database._commit

    def counting(jobs: list[object]) -> None:
        commits.append(len(jobs))
        plain(jobs)  # type: ignore[arg-type]

    database._commit = counting  # type: ignore[method-assign, assignment]
    threads = [threading.Thread(target=put, args=(database, str(n))) for n in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database) == sum(commits) == 64
    database.close()


def test_what_sqlite_refuses_is_said_and_the_next_write_works(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db")
    with pytest.raises(StoreUnavailable):
        database.write(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(StoreUnavailable):
        database.read(lambda connection: connection.execute("SELECT * FROM nowhere"))
    put(database, "after")
    assert count(database) == 1
    database.close()


def test_a_failed_commit_is_no_success_and_the_database_comes_back(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db")
    put(database, "before")
    database._writer.close()
    with pytest.raises(StoreUnavailable):
        put(database, "lost")
    put(database, "after")
    assert count(database) == 2
    database.close()


def test_an_affected_sqlite_has_one_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "version", lambda: (3, 40, 1))
    database = Database(tmp_path / "a.db")
    put(database, "one")
    assert count(database) == 1
    other = sqlite3.connect(str(tmp_path / "a.db"), timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute(COUNT)
    other.close()
    database.close()


def test_a_newer_and_a_foreign_database_are_refused_untouched(tmp_path: Path) -> None:
    newer, foreign = tmp_path / "newer.db", tmp_path / "foreign.db"
    Database(newer).close()
    for path, statement in ((newer, f"PRAGMA user_version = {LATEST + 1}"), (foreign, "CREATE TABLE x (y)")):
        connection = sqlite3.connect(str(path), isolation_level=None)
        connection.execute(statement)
        connection.close()
        before = path.read_bytes()
        with pytest.raises(StoreRefused, match="newer SwingVision|another program"):
            Database(path)
        assert path.read_bytes() == before


def test_a_migration_that_was_cut_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    connection = sqlite3.connect(str(tmp_path / "a.db"), isolation_level=None)
    second = ("CREATE TABLE more (a)", "CREATE TABLE broken (")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (FIRST_TABLES, second))
    assert schema_version(connection) == 1
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "swing" in tables and "more" not in tables, "a step is whole or not at all"
    migrate(connection, (FIRST_TABLES, ("CREATE TABLE more (a)",)))
    assert schema_version(connection) == 2
    connection.close()


def test_organisations_of_an_older_database_have_a_name(tmp_path: Path) -> None:
    connection = sqlite3.connect(str(tmp_path / "a.db"), isolation_level=None)
    migrate(connection, (FIRST_TABLES,))
    connection.execute("INSERT INTO taken VALUES ('organisation', 'range', 'some-id', NULL)")
    connection.execute("INSERT INTO taken VALUES ('claim', 'code', 'other-id', NULL)")
    connection.close()
    database = Database(tmp_path / "a.db")
    rows = database.read(lambda c: c.execute("SELECT * FROM organisation").fetchall())
    assert rows == [("some-id", "range", 0)]
    database.close()


def test_two_that_start_at_once_make_one_schema(tmp_path: Path) -> None:
    if sqlite.exclusive_only(sqlite.version()):
        pytest.skip("this SQLite allows one connection only")
    failed: list[BaseException] = []

    def start() -> None:
        try:
            Database(tmp_path / "a.db").close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [] and LATEST == len(MIGRATIONS)


def test_one_that_starts_while_another_makes_the_schema_is_not_told_that_it_is_foreign(
    tmp_path: Path,
) -> None:
    if sqlite.exclusive_only(sqlite.version()):
        pytest.skip("this SQLite allows one connection only")
    path = tmp_path / "a.db"
    other = threading.Thread(target=lambda: Database(path).close())

    def meanwhile(statement: str) -> None:
        """The other's start, as far as it comes, between the look at the owner and that at the tables."""
        if "sqlite_master" in statement and not other.ident:
            other.start()
            other.join(1.0)

    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.set_trace_callback(meanwhile)
    refuse_foreign(connection, path)
    other.join()
    assert schema_version(connection) == LATEST
    connection.close()
