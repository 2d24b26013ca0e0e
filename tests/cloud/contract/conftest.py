"""Every store that keeps the contract; CrateDB where one can be reached, by name where not."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloud.sqlite import SqliteStore
from cloud.sqlite.database import Database
from cloud.store import Store
from tests.cloud.contract.delayed import DelayedDatabase

NO_CRATEDB = "CrateDB: set CRATEDB_URL, or CRATE_HOME to a server's folder, to run this"


@pytest.fixture(params=["sqlite", "sqlite-delayed", "cratedb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "cratedb":
        if not (os.environ.get("CRATEDB_URL") or os.environ.get("CRATE_HOME")):
            pytest.skip(NO_CRATEDB)
        raise NotImplementedError
    kind = DelayedDatabase if request.param == "sqlite-delayed" else Database
    opened = SqliteStore(kind(tmp_path / "cloud.db"))
    yield opened
    opened.close()
