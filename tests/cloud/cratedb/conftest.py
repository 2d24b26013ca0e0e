from collections.abc import Iterator

import pytest

from cloud.cratedb.store import CratedbStore
from tests.cloud.cratedb import live


@pytest.fixture
def cratedb() -> Iterator[CratedbStore]:
    """The live one, emptied; skipped by name where there is none."""
    with live.empty_store() as store:
        yield store
