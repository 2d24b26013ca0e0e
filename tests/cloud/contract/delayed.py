"""A SQLite whose eventual reads see nothing new until it is refreshed, as a search index does.

Code that counts on reading its own writes where the contract does not promise it fails with this one.
"""

import threading
from pathlib import Path
from typing import TypeVar

from cloud.sqlite.database import Database, Work

T = TypeVar("T")


class DelayedDatabase(Database):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._lock = threading.Lock()
        self._old = self._connect(writes=False)
        self.refresh()

    def eventual(self, work: Work[T]) -> T:
        with self._lock:
            return work(self._old)

    def refresh(self) -> None:
        with self._lock:
            if self._old.in_transaction:
                self._old.execute("COMMIT")
            self._old.execute("BEGIN")
            # A transaction sees what was there at its first read.
            self._old.execute("SELECT 1 FROM sqlite_master").fetchone()

    def close(self) -> None:
        with self._lock:
            self._old.close()
        super().close()
