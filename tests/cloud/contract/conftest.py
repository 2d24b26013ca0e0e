"""Every store that keeps the contract; CrateDB where one can be reached, by name where not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cloud.sqlite import SqliteStore
from cloud.sqlite.database import Database
from cloud.store import Store
from tests.cloud.contract.delayed import DelayedDatabase
from tests.cloud.cratedb import live


@pytest.fixture(params=["sqlite", "sqlite-delayed", "cratedb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "cratedb":
        with live.empty_store() as cratedb:
            yield cratedb
        return
    kind = DelayedDatabase if request.param == "sqlite-delayed" else Database
    opened = SqliteStore(kind(tmp_path / "cloud.db"))
    yield opened
    opened.close()
