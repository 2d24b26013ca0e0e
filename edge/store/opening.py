"""Opening the bay's database: checked first, moved aside when it is not one, never overwritten."""

import time
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlite_utils import Database

from swingvision import sqlite
from edge.store.errors import StoreRefused, is_full, no_room
from edge.store.files import fsync_folder
from edge.store.migrations import Schema, application_id, migrate, schema_version
from edge.store.salvage import salvage
from swingvision.sqlite import sqlite3

log = structlog.get_logger()

# The check reads the whole file; a big one on a slow card must not keep the bay from starting.
CHECK_LIMIT_S = 5.0
BUSY_LIMIT_S = 5.0
SQLITE_PERM, SQLITE_BUSY, SQLITE_READONLY, SQLITE_INTERRUPT = 3, 5, 8, 9
SQLITE_CORRUPT, SQLITE_CANTOPEN, SQLITE_NOTADB = 11, 14, 26


class _NotADatabase(Exception):
    """The file is no SQLite database, or a damaged one."""


def open_database(path: Path, schema: Schema) -> Database:
    """The migrated database at `path`, in WAL with synchronous=FULL and foreign keys.

    The one connection that writes and checkpoints: a lock of its program sees to that. Others only read
    (reading.py), because SQLite 3.7.0 to 3.51.2 can lose committed rows between two that do more.

    A file that is no database, or a damaged one, is moved aside (its new name has the time), another begun.
    Raises StoreRefused for a newer schema, another program's database, one in use and one without permission;
    sqlite3.Error for the rest.
    """
    try:
        return _open_checked(path, schema)
    except _NotADatabase as reason:
        log.error("the database is damaged", database=str(path), why=str(reason))
        _replace(path, schema)
        return _open_checked(path, schema)


def _open_checked(path: Path, schema: Schema) -> Database:
    try:
        connection = sqlite3.connect(str(path), timeout=BUSY_LIMIT_S, check_same_thread=False)
    except sqlite3.Error as error:
        raise _explained(error, path) from error
    db = Database(connection, execute_plugins=False)
    try:
        _own_where_needed(db, path)
        _refuse_foreign(db, path, schema)
        _check(db)
        _configure(db, path)
        migrate(db, schema.migrations, schema.application_id)
    except sqlite3.Error as error:
        db.close()
        raise _explained(error, path) from error
    except BaseException:
        db.close()
        raise
    return db


def _explained(error: sqlite3.Error, path: Path) -> Exception:
    """The error to raise for what SQLite said while opening."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (SQLITE_CORRUPT, SQLITE_NOTADB):
        return _NotADatabase(str(error))
    if code in (SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN) and not no_room(error, path):
        return StoreRefused(
            f"The database {path} cannot be opened for writing: {error}. Give the bay the right to."
        )
    if code == SQLITE_BUSY:
        return StoreRefused(f"The database {path} is in use by another program. Stop that one first.")
    return error


def _refuse_foreign(db: Database, path: Path, schema: Schema) -> None:
    """Raise StoreRefused before anything is written to a database that is not this version's to write to."""
    found = schema_version(db)
    if application_id(db) != schema.application_id and (found or db.table_names()):
        raise StoreRefused(
            f"{path} is another program's database. Move it away or choose another data folder."
        )
    if found > (latest := len(schema.migrations)):
        raise StoreRefused(
            f"{path} has schema version {found}, this SwingVision knows versions up to {latest}. "
            "Install the newer SwingVision again, or choose another data folder."
        )


def _check(db: Database) -> None:
    """Read the whole file for damage, as far as CHECK_LIMIT_S allows."""
    deadline = time.monotonic() + CHECK_LIMIT_S
    db.conn.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    try:
        findings = [str(row[0]) for row in db.execute("PRAGMA quick_check(3)")]
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != SQLITE_INTERRUPT:
            raise
        log.warning("database checked in part only", seconds=CHECK_LIMIT_S)
        return
    finally:
        db.conn.set_progress_handler(None, 0)
    if findings != ["ok"]:
        raise _NotADatabase("; ".join(findings))


def _own_where_needed(db: Database, path: Path) -> None:
    """Keep every reader out where what two connections share finds no room on the disk."""
    if is_full(path):
        # Before the first access in WAL mode: then it holds for writing, checkpointing and reading.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        log.warning("one connection owns the database", why="there is no room on the disk for two")


def _configure(db: Database, path: Path) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    log.info("database open", database=str(path), sqlite=sqlite.description())
    if sqlite.exclusive_only(sqlite.version()):
        log.warning("this SQLite bears one writing connection; others must only read")


def _replace(path: Path, schema: Schema) -> None:
    """Put a new database with every readable row in the damaged one's place; the damaged one is kept."""
    fresh = path.with_name(f"{path.stem}.salvaged{path.suffix}")
    rows = salvage(path, fresh, schema)
    aside = _move_aside(path)
    fresh.rename(path)
    fsync_folder(path.parent)
    log.error("database moved aside, a new one is begun", to=str(aside), rows_salvaged=rows)


def _move_aside(path: Path) -> Path:
    """Rename a database with its WAL to a name with the time, which nothing else has."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside
