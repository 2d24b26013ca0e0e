"""Room on the disk: the least missed goes first, everything stays accounted for."""

import json
from pathlib import Path

import pytest

from edge.store import Store
from edge.sync import retention
from edge.sync.retention import Retention
from tests.edge.sync.road import Road, save
from tests.helpers.cloud.server import Cloud

pytestmark = pytest.mark.slow

HUGE = 1 << 40


class Disk:
    """Its free room is what the files of a data folder leave of `size`."""

    def __init__(self, data: Path, room: int) -> None:
        self._data = data
        self._size = self.used() + room

    def used(self) -> int:
        folders = (self._data / "clips", self._data / "poses")
        return sum(path.stat().st_size for folder in folders for path in folder.iterdir())

    def free(self) -> int:
        return self._size - self.used()


def names(data: Path, folder: str) -> set[str]:
    return {path.stem for path in (data / folder).iterdir()}


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(retention, "KEPT_SWINGS", 2)
    return 2


def test_clips_that_the_cloud_has_go_first_oldest_first(
    store: Store, road: Road, cloud: Cloud, data: Path, kept: int
) -> None:
    synced = [save(store, number) for number in range(1, 5)]
    road.settle()
    queued = save(store, 5)
    road.sync.deliverer.learn()
    disk = Disk(data, room=0)
    room = Retention(road.ledger, road.sync.source, floor_bytes=1, free_bytes=disk.free)
    assert room.make_room() == 1
    assert store.clip_path(synced[0]) is None and store.clip_path(synced[1]) is not None
    assert store.poses(synced[0]) is not None, "poses go after clips"
    swing = store.swing(synced[0])
    assert swing is not None and swing.clip_url is None and swing.poses_url is not None
    assert store.clip_path(queued) is not None
    assert (road.balance.synced, road.balance.evicted) == (12, 0), "nothing was lost by it"


def test_what_was_not_delivered_goes_last_with_a_tombstone_and_the_cloud_is_told(
    store: Store, road: Road, cloud: Cloud, data: Path, kept: int
) -> None:
    swings = [save(store, number) for number in range(1, 6)]
    road.sync.deliverer.learn()
    room = Retention(road.ledger, road.sync.source, floor_bytes=HUGE)
    assert room.make_room() == 6, "clips and poses of all but the two newest"
    assert store.clip_path(swings[-1]) is not None and store.clip_path(swings[-2]) is not None
    assert len(names(data, "clips")) == len(names(data, "poses")) == 2
    assert store.counts().swings == 5, "results stay"
    assert (road.balance.evicted, road.balance.queued) == (6, 10)
    assert room.make_room() == 0, "and nothing more goes, however full the disk is"
    road.settle()
    (device,) = cloud.state.devices.values()
    (told,) = [json.loads(one.body) for one in device.items.values() if one.kind == "telemetry"]
    assert told["event"] == "evicted" and len(told["deliveries"]) == 6
    assert {one["swing_id"] for one in told["deliveries"]} == set(swings[:3])
    assert road.balance.synced == 10 and device.balances[-1].evicted == 6


def test_a_crash_between_the_file_and_its_row_leaves_the_account_whole(
    store: Store, road: Road, cloud: Cloud
) -> None:
    swing_id = save(store, 1)
    clip = store.clip_path(swing_id)
    assert clip is not None
    clip.unlink()
    road.settle()
    (gone,) = road.ledger.in_state("evicted", 10)
    assert gone.reason == "its file is no longer on the device"
    assert (road.balance.synced, road.balance.evicted) == (2, 1)


def test_room_is_made_only_below_the_floor(store: Store, road: Road, kept: int) -> None:
    for number in range(1, 6):
        save(store, number)
    road.sync.deliverer.learn()
    assert Retention(road.ledger, road.sync.source, floor_bytes=1).make_room() == 0


def test_a_file_that_another_delivery_names_stays(store: Store, road: Road, kept: int) -> None:
    for number in (5, 10, 15, 20, 25):
        save(store, number)
    road.sync.deliverer.learn()
    Retention(road.ledger, road.sync.source, floor_bytes=HUGE).make_room()
    assert len(list((store.data_dir / "clips").iterdir())) == 1, "the newest swings' clip is the oldest's too"


def test_telemetry_that_nobody_fetches_is_bounded(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.sync.ledger.MOST_TELEMETRY", 3)
    for number in range(5):
        road.ledger.report(json.dumps({"number": number}))
    assert [json.loads(str(one.body))["number"] for one in road.ledger.in_state("queued", 9)] == [2, 3, 4]
    assert (road.balance.captured, road.balance.evicted) == (5, 2)
