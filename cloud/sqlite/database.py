"""One writer that commits for many, and readers beside it.

Small batches from many bays would each wait for a disk of their own; so writes that arrive while a commit is
under way share the next one. `synchronous=FULL` makes a commit durable before anybody hears of it.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import structlog

from cloud.errors import StoreRefused, StoreUnavailable
from cloud.sqlite.migrations import migrate, refuse_foreign
from swingvision import sqlite
from swingvision.sqlite import sqlite3

log = structlog.get_logger()

READERS = 4
PAUSE_S = 0.01
MOST_TOGETHER = 256
BUSY_LIMIT_S = 10.0
# 16 MiB of log between checkpoints: each writes the changed pages once more, and waits for the disk.
CHECKPOINT_PAGES = 4096

Connection = sqlite3.Connection
T = TypeVar("T")
Work = Callable[[Connection], T]


class Database:
    """Raises StoreRefused when opened, StoreUnavailable later. Every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._shared = sqlite.exclusive_only(sqlite.version())
        try:
            self._writer = self._connect(writes=True)
            self._readers: queue.LifoQueue[Connection] = queue.LifoQueue()
            for _ in range(0 if self._shared else READERS):
                self._readers.put(self._connect(writes=False))
        except sqlite3.Error as error:
            raise StoreRefused(f"the database {path} cannot be used: {error}") from error
        self._thread = threading.Thread(target=self._write, name="sqlite", daemon=True)
        self._thread.start()

    def write(self, work: Work[T]) -> T:
        """Do `work` in a transaction, on the disk when this returns. What it raises undoes its own part."""
        job = _Job(work, changes=True)
        self._jobs.put(job)
        result: T = job.done.result()
        return result

    def read(self, work: Work[T]) -> T:
        """Do `work`, which changes nothing, on what the newest commit left."""
        if self._shared:
            job = _Job(work, changes=False)
            self._jobs.put(job)
            result: T = job.done.result()
            return result
        connection = self._readers.get()
        try:
            return work(connection)
        except sqlite3.Error as error:
            raise StoreUnavailable(f"reading {self._path} failed: {error}") from error
        finally:
            self._readers.put(connection)

    def eventual(self, work: Work[T]) -> T:
        """A read that the contract lets lag. Here it never does."""
        return self.read(work)

    def refresh(self) -> None:
        """Nothing lags."""

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()
        while not self._readers.empty():
            self._readers.get().close()

    def _connect(self, writes: bool) -> Connection:
        connection = sqlite3.connect(
            str(self._path), timeout=BUSY_LIMIT_S, check_same_thread=False, isolation_level=None
        )
        if self._shared:
            # Before the first access: this SQLite can lose rows between two connections.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        if writes:
            refuse_foreign(connection, self._path)
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            # What a player had deleted is overwritten, not only forgotten.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            migrate(connection)
        else:
            connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    def _write(self) -> None:
        while (job := self._jobs.get()) is not None:
            together = [job, *self._waiting()]
            try:
                self._commit(together)
            except Exception as error:  # every caller waits: whatever it was, each must hear of it
                self._give_up(together, error)
        self._writer.close()

    def _waiting(self) -> "list[_Job]":
        jobs: list[_Job] = []
        while len(jobs) < MOST_TOGETHER:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            jobs.append(job)
        return jobs

    def _commit(self, jobs: "list[_Job]") -> None:
        answers: list[tuple[_Job, Any, Exception | None]] = []
        if any(job.changes for job in jobs):
            self._writer.execute("BEGIN IMMEDIATE")
            for job in jobs:
                answers.append((job, *self._one(job)))
            self._writer.execute("COMMIT")
        else:
            for job in jobs:
                answers.append((job, *self._one(job)))
        for job, result, error in answers:
            job.answer(result, error)

    def _one(self, job: "_Job") -> tuple[Any, Exception | None]:
        if not job.changes:
            return _tried(job.work, self._writer)
        self._writer.execute("SAVEPOINT job")
        result, error = _tried(job.work, self._writer)
        if error is not None:
            if not self._writer.in_transaction:
                # SQLite gave up the whole transaction (a full disk): nobody's part stands.
                raise error
            self._writer.execute("ROLLBACK TO job")
        self._writer.execute("RELEASE job")
        return result, error

    def _give_up(self, jobs: "list[_Job]", error: Exception) -> None:
        log.error("writing failed", database=str(self._path), error=repr(error), jobs=len(jobs))
        told = StoreUnavailable(f"writing {self._path} failed: {error}")
        try:
            # What the disk holds is read anew, not assumed.
            self._writer.close()
            self._writer = self._connect(writes=True)
        except (sqlite3.Error, StoreRefused) as again:
            log.error("the database cannot be opened again", error=repr(again))
        for job in jobs:
            job.answer(None, told)


def _write_ahead(connection: Connection) -> None:
    """SQLite itself waits for no other that changes the mode at the same moment: it is locked at once."""
    give_up_s = time.monotonic() + BUSY_LIMIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_s:
                raise
        time.sleep(PAUSE_S)


class _Job:
    def __init__(self, work: Work[Any], changes: bool) -> None:
        self.work, self.changes = work, changes
        self.done: Future[Any] = Future()

    def answer(self, result: Any, error: Exception | None) -> None:
        if self.done.done():
            return
        if error is None:
            self.done.set_result(result)
        elif isinstance(error, sqlite3.Error):
            self.done.set_exception(StoreUnavailable(f"the database failed: {error}"))
        else:
            self.done.set_exception(error)


def _tried(work: Work[Any], connection: Connection) -> tuple[Any, Exception | None]:
    try:
        result = work(connection)
        # A cursor belongs to its connection's thread; elsewhere even its end would wait for the disk.
        return (None if isinstance(result, sqlite3.Cursor) else result), None
    except Exception as error:  # handed to the caller that waits for it
        return None, error
