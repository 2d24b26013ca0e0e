"""What can go wrong with the bay's store, named for its cause."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from av.error import FFmpegError

from swingvision.sqlite import sqlite3

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN = 10, 13, 14
# The shared-memory index of the write-ahead log, the least that SQLite needs to open a database.
SQLITE_NEEDS_BYTES = 32 * 1024


class StoreError(Exception):
    """The store could not do what was asked; the message says what and why."""


class StoreFull(StoreError):
    """No room on the disk. Nothing saved before is damaged; the same call works again when room returns."""


class StoreFailed(StoreError):
    """The disk or the database failed. The store is opened and checked anew before its next use."""


class StoreRefused(StoreError):
    """The store cannot be opened as it is: used by another bay, not writable, or of a newer version."""


@contextmanager
def storage_errors(doing: str, path: Path) -> Iterator[None]:
    """Turn what SQLite, the system and FFmpeg say while `doing` into StoreFull or StoreFailed."""
    try:
        yield
    except (sqlite3.Error, OSError, FFmpegError) as error:
        if no_room(error, path):
            raise StoreFull(f"{doing} in {path} failed: there is no room left on its disk") from error
        raise StoreFailed(f"{doing} in {path} failed: {error}") from error


def no_room(error: Exception, path: Path) -> bool:
    """Whether this error about the database or file at `path` comes of a full disk."""
    if not isinstance(error, sqlite3.Error):
        return getattr(error, "errno", None) in NO_ROOM
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    # SQLite says FULL for a write only; its other files fail with IOERR or CANTOPEN for the same reason.
    return code == SQLITE_FULL or (code in (SQLITE_IOERR, SQLITE_CANTOPEN) and is_full(path))


def is_full(path: Path) -> bool:
    """Whether the disk of the database at `path` has no room left to open it in the ordinary way."""
    return shutil.disk_usage(path.parent).free < SQLITE_NEEDS_BYTES
