"""Rescuing what can still be read from a damaged database."""

import time
from contextlib import closing
from pathlib import Path

import structlog
from sqlite_utils import Database

from edge.store.migrations import Schema, migrate, schema_version
from swingvision.sqlite import sqlite3

log = structlog.get_logger()

# The bay is to be up again within 10 seconds; what is not copied by then stays in the damaged file.
LIMIT_S = 5.0


def salvage(damaged: Path, fresh: Path, schema: Schema) -> int:
    """Copy every readable row into a new database of the same schema at `fresh`; returns how many.

    The damaged file is only read. What was at `fresh` is a leftover of an earlier try and is replaced.
    """
    for suffix in ("", "-wal", "-shm"):
        fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
    with closing(Database(sqlite3.connect(str(fresh)), execute_plugins=False)) as new:
        source = sqlite3.connect(f"file:{damaged}?mode=ro", uri=True)
        with closing(Database(source, execute_plugins=False)) as old, new.atomic():
            return _copy(old, new, schema, fresh.parent)


def _copy(old: Database, new: Database, schema: Schema, folder: Path) -> int:
    try:
        version = schema_version(old)
    except sqlite3.DatabaseError:
        return 0
    migrate(new, schema.migrations[:version], schema.application_id)
    new.execute("PRAGMA defer_foreign_keys = ON")
    deadline = time.monotonic() + LIMIT_S
    copied = sum(
        _copy_table(old, new, table, order, deadline) for table in schema.tables for order in ("ASC", "DESC")
    )
    migrate(new, schema.migrations, schema.application_id)
    schema.mend(new, folder)
    return copied


def _copy_table(old: Database, new: Database, table: str, order: str, deadline: float) -> int:
    """Copy rows from one end of a table until the damage; the other order brings those from the other end."""
    copied = 0
    try:
        cursor = old.execute(f"SELECT * FROM {table} ORDER BY rowid {order}")
        marks = ", ".join("?" for _ in cursor.description)
        for row in cursor:
            copied += new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row).rowcount
            if time.monotonic() > deadline:
                log.error("rows left behind in the damaged database", table=table)
                break
    except sqlite3.DatabaseError as error:
        log.warning("damage in the database", table=table, order=order, error=str(error))
    return copied
