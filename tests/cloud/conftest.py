from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cloud.bay import Bay
from tests.cloud.running import Running, running


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as started:
        yield started


@pytest.fixture
def http(service: Running) -> Iterator[httpx.Client]:
    """Of somebody who shows nothing yet."""
    with service.http() as client:
        yield client


@pytest.fixture
def bay(service: Running) -> Iterator[Bay]:
    with service.http() as http:
        yield Bay.joined(service, http)


@pytest.fixture
def people(service: Running) -> Iterator[httpx.Client]:
    """A program with every scope of the bay's organisation."""
    with service.http(service.token()) as http:
        yield http
