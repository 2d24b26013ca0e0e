"""Reading a database that another program writes: never more than reading, and never two files as one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from edge.store.errors import StoreFailed, storage_errors
from edge.store.migrations import Schema, application_id, schema_version
from swingvision.sqlite import sqlite3

BUSY_LIMIT_S = 2.0


@contextmanager
def read_only(path: Path, schema: Schema, doing: str) -> Iterator[Database]:
    """A connection for this block alone; what it reads is of one moment if it reads once.

    It can neither write nor checkpoint (the file is opened for reading), so it may stand beside the owner's
    connection on every version of SQLite. Raises StoreFailed where there is no such database now, it is of
    another version, or it was replaced meanwhile: what was read is then of no worth.
    """
    before = _inode(path)
    with storage_errors(doing, path):
        address = f"file:{quote(str(path))}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_LIMIT_S)
        with closing(Database(connection, execute_plugins=False)) as db:
            found = application_id(db), schema_version(db)
            if found != (schema.application_id, len(schema.migrations)):
                raise StoreFailed(f"{doing}: {path} is not of this version, or not begun yet")
            yield db
    if _inode(path) != before:
        raise StoreFailed(f"{doing}: {path} was replaced meanwhile")


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError as error:
        raise StoreFailed(f"there is no database {path}") from error
