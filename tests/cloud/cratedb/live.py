"""The live CrateDB of this test run, with tables of our own in it, emptied for each test."""

import atexit
import functools
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cloud.cratedb.database import Database
from cloud.cratedb.migrations import TABLES
from cloud.cratedb.store import CratedbStore
from tests.helpers import cratedb

POSTGRES_PORT = "SELECT port['psql'] FROM sys.nodes LIMIT 1"
_running = ExitStack()


@functools.cache
def url() -> str | None:
    """Of a server that answers; None where there is none. The one we start ends with `stop`."""
    if cratedb.URL or not cratedb.HOME:
        return cratedb.URL
    folder = Path(_running.enter_context(tempfile.TemporaryDirectory(prefix="cratedb-")))
    (node,) = _running.enter_context(cratedb.nodes(folder, 1))
    return node.url


def postgres_port() -> int:
    """Of the PostgreSQL wire of the same node."""
    ((port,),) = database().select(POSTGRES_PORT)
    return int(port)


@functools.cache
def schema() -> str:
    """Nobody else's tables are touched."""
    return f"swingvision_test_{uuid.uuid4().hex[:12]}"


@functools.cache
def database() -> Database:
    address = url()
    assert address is not None
    atexit.register(stop)
    return Database(address, schema())


@contextmanager
def empty_store() -> Iterator[CratedbStore]:
    """A store with nothing in it, or a skip by name; it stays open until the end of the run."""
    if url() is None:
        pytest.skip(cratedb.NO_SERVER)
    store = CratedbStore(database())
    store.refresh()
    for table in TABLES:
        # Row by row: a partition is dear to make anew.
        database().change(f"DELETE FROM {table} WHERE _id IS NOT NULL")
    store.refresh()
    yield store


def stop() -> None:
    if database.cache_info().currsize:
        for table in (*TABLES, "schema_version"):
            database().change(f"DROP TABLE IF EXISTS {table}")
        database().close()
    _running.close()
