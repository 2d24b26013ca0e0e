from collections.abc import Iterator
from pathlib import Path

import pytest

from edge.store import Store
from tests.edge.sync.road import Road, joined
from tests.helpers.cloud.server import Cloud, running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that runs the tests may reach the world by a proxy; loopback is never behind it."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with running() as made:
        yield made


@pytest.fixture
def device_id(store: Store, data: Path, cloud: Cloud) -> str:
    return joined(data, cloud)


@pytest.fixture
def road(device_id: str, data: Path) -> Iterator[Road]:
    with Road(data) as made:
        yield made
