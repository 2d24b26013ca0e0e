"""What can go wrong with the bay's store, named for its cause."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edge.store.sqlite import sqlite3

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_FULL = 13


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
    """Turn what SQLite and the system say while `doing` into StoreFull or StoreFailed."""
    try:
        yield
    except sqlite3.Error as error:
        kind = StoreFull if _is_full(error) else StoreFailed
        raise kind(_sentence(doing, path, kind, error)) from error
    except OSError as error:
        kind = StoreFull if error.errno in NO_ROOM else StoreFailed
        raise kind(_sentence(doing, path, kind, error)) from error


def _is_full(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == SQLITE_FULL


def _sentence(doing: str, path: Path, kind: type[StoreError], error: Exception) -> str:
    why = "there is no room left on its disk" if kind is StoreFull else f"of an error: {error}"
    because = "" if kind is StoreFull else "because "
    return (
        f"{doing} in {path} failed: {why}"
        if kind is StoreFull
        else f"{doing} in {path} failed {because}{why}"
    )
