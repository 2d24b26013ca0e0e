"""A golfer takes a session home: a real bay's store and sync, a real cloud, and a phone between them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from edge.claims import Claims
from edge.settings import ClaimsSection
from edge.store import Store
from swingvision.uuid7 import uuid7
from tests.cloud.browser import Browser, member
from tests.cloud.running import Running, running
from tests.edge.samples import sample_poses, sample_swing
from tests.edge.sync.road import Road, joined_at

pytestmark = pytest.mark.slow


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "cloud") as started:
        yield started


@pytest.fixture
def http(service: Running) -> Iterator[httpx.Client]:
    with service.http() as client:
        yield client


def mine(phone: Browser) -> set[str]:
    return {one["swing_id"] for one in phone.ask("GET", "/v1/swings").json()["swings"]}


def test_a_session_is_taken_home_before_its_bay_has_network(
    service: Running, http: httpx.Client, tmp_path: Path
) -> None:
    data, session_id = tmp_path / "bay", uuid7()
    phone = member(service, http, "player")
    with closing(Store.open(data)) as store:
        claims = Claims(store, ClaimsSection(portal_url=service.url))
        first = store.save_swing(sample_swing(1, session_id), sample_poses())
        others = store.save_swing(sample_swing(1, uuid7()), None)
        code = claims.offer(session_id).url.partition("#")[2]
        answer = phone.ask("POST", "/v1/claims", {"code": code})
        assert answer.json()["state"] == "waiting" and mine(phone) == set()
        joined_at(data, service.url, service.parts.devices.invite("Range", "Bay 7", 600))
        with Road(data) as road:
            road.settle()
            assert mine(phone) == {first.swing_id}
            second = store.save_swing(sample_swing(2, session_id), sample_poses())
            road.settle()
            assert mine(phone) == {first.swing_id, second.swing_id} and others.swing_id not in mine(phone)
            assert road.balance.synced == road.balance.captured == 6
        (claim,) = phone.ask("GET", "/v1/claims").json()["claims"]
        assert (claim["state"], claim["session"]["bay"], claim["session"]["swings"]) == ("yours", "Bay 7", 2)
