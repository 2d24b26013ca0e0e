"""The one writing connection to a database of the device, shared by every thread behind one lock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database as Tables

from edge.store.errors import StoreFailed, storage_errors
from edge.store.migrations import Schema
from edge.store.opening import open_database


class Database:
    """Opens at the first use, and anew after a failure: what the disk still holds is checked, not assumed."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path, self._schema = path, schema
        self._lock = threading.RLock()
        self._tables: Tables | None = None

    @contextmanager
    def transaction(self, doing: str) -> Iterator[Tables]:
        """All of it is on the disk when the block has ended, or none of it.

        Raises StoreFull or StoreFailed, with `doing` in its sentence.
        """
        with self._lock:
            try:
                with storage_errors(doing, self.path):
                    if self._tables is None:
                        self._tables = open_database(self.path, self._schema)
                    with self._tables.atomic():
                        yield self._tables
            except StoreFailed:
                self.close()
                raise

    def close(self) -> None:
        with self._lock:
            tables, self._tables = self._tables, None
            if tables is not None:
                tables.close()
