"""A database that rotted on the device: rescued, replaced at once, nothing delivered twice, cloud told."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edge.store import Store
from tests.edge.store.test_opening import (
    UP_LIMIT_S,
    cut_in_the_middle,
    header_overwritten,
    not_a_database,
)
from tests.edge.sync.road import Road, joined, save
from tests.helpers.cloud.history import differences
from tests.helpers.cloud.server import Cloud

pytestmark = pytest.mark.slow

PAGE = 4096


def pages_overwritten(path: Path) -> None:
    rng, content = random.Random(7), bytearray(path.read_bytes())
    for page in rng.sample(range(1, len(content) // PAGE), 5):
        content[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)
    path.write_bytes(content)


def log_missing(path: Path) -> None:
    """As a disk that lost the write-ahead log of a bay that was never stopped."""
    path.with_name(path.name + "-wal").unlink(missing_ok=True)


DAMAGE = [pages_overwritten, cut_in_the_middle, header_overwritten, not_a_database, log_missing]


@pytest.mark.parametrize("hurt", DAMAGE)
def test_what_was_delivered_stays_and_what_is_new_arrives(
    data: Path, cloud: Cloud, hurt: Callable[[Path], None]
) -> None:
    store = Store.open(data)
    joined(data, cloud)
    before = [save(store, number, clip=False) for number in range(1, 31)]
    with Road(data) as road:
        road.settle()
        store.close()
        hurt(data / "swings.db")
        began_s = time.monotonic()
        again = Store.open(data)
        new = save(again, 99, clip=False)
        assert time.monotonic() - began_s < UP_LIMIT_S
        kept = {swing.swing_id for swing in again.swings(None, 100, None).swings}
        road.settle()
        road.settle()
        balance = road.balance
    again.close()
    captured = {swing_id: ["result", "keypoints"] for swing_id in [*before, new]}
    assert differences(captured, cloud.state) == []
    assert balance.queued == balance.evicted == balance.dead_lettered == 0
    assert kept <= {*before, new} and new in kept
    (device,) = cloud.state.devices.values()
    told = [json.loads(item.body)["event"] for item in device.items.values() if item.kind == "telemetry"]
    moved = len(list(data.glob("*.damaged-*.db")))
    assert told == ["database_damaged"] * moved and moved == (hurt is not log_missing)


def test_what_was_not_delivered_and_could_be_rescued_arrives(data: Path, cloud: Cloud) -> None:
    store = Store.open(data)
    joined(data, cloud)
    for number in range(1, 61):
        save(store, number, clip=False)
    store.close()
    pages_overwritten(data / "swings.db")
    again = Store.open(data)
    rescued = [swing.swing_id for swing in again.swings(None, 100, None).swings]
    with Road(data) as road:
        road.settle()
    again.close()
    assert 5 < len(rescued) < 60
    captured = {swing_id: ["result", "keypoints"] for swing_id in rescued}
    assert differences(captured, cloud.state) == []
