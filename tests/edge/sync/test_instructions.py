"""What the cloud asks of a device: done once, acknowledged, asked again without harm."""

from pathlib import Path

import pytest

from edge.keeper import Keeper
from edge.metrics import Metrics
from edge.screen import Screen
from edge.store import Store
from edge.store.removals import wanted_removals
from edge.sync.instructions import begin_revocation
from swingvision.delivery import DeleteSwings, Revoke, SetClockOffset
from tests.edge.bay.recorder import Recorder
from tests.edge.bay.test_screen import status
from tests.edge.samples import record_clip, sample_swing
from tests.edge.sync.road import Road, delivered, joined, save
from tests.edge.waiting import until
from tests.helpers.cloud.server import Cloud, problem

ONE = "0199a000-0000-7000-8000-000000000011"


def the_bay_removes(store: Store) -> int:
    return store.remove_swings(wanted_removals(store.data_dir))


@pytest.mark.slow
def test_deleted_swings_go_with_everything_and_only_then_it_is_acknowledged(
    store: Store, road: Road, cloud: Cloud, data: Path, device_id: str
) -> None:
    gone, kept = save(store, 1), save(store, 2)
    road.settle()
    queued = save(store, 3)
    road.sync.deliverer.learn()
    device = cloud.state.devices[device_id]
    device.instructions[ONE] = DeleteSwings(instruction_id=ONE, swing_ids=[gone, queued, "0" * 8 + ONE[8:]])
    cloud.state.later.update(one.delivery_id for one in road.ledger.in_state("queued", 9))
    road.once()
    road.settle()
    assert device.acknowledged == [], "the bay has not removed them yet"
    assert the_bay_removes(store) == 2
    road.settle()
    road.settle()
    assert device.acknowledged == [ONE] and wanted_removals(data) == []
    assert store.swing(gone) is None and store.swing(queued) is None and store.swing(kept) is not None
    assert len(list((data / "clips").iterdir())) == len(list((data / "poses").iterdir())) == 1
    assert road.balance.synced == 6 and road.balance.evicted == 3
    assert not delivered(cloud, queued)


@pytest.mark.slow
def test_an_instruction_that_is_repeated_is_done_once_and_acknowledged_again(
    store: Store, road: Road, cloud: Cloud, device_id: str
) -> None:
    device = cloud.state.devices[device_id]
    for _ in range(3):
        device.instructions[ONE] = SetClockOffset(instruction_id=ONE, offset_ms=-86_400_000)
        road.once()
        road.settle()
    assert road.ledger.recall("clock_offset_ms") == "-86400000"
    assert device.acknowledged == [ONE] * 3


def test_an_unknown_instruction_is_left_for_a_later_version(
    store: Store, road: Road, cloud: Cloud, device_id: str
) -> None:
    swing_id = save(store, 1, clip=False)
    cloud.more_instructions = [{"kind": "dance", "instruction_id": ONE}]
    road.settle()
    assert delivered(cloud, swing_id, clip=False)


def test_a_revoked_device_says_so_once_forgets_its_key_and_keeps_its_swings(
    store: Store, road: Road, cloud: Cloud, data: Path, device_id: str
) -> None:
    save(store, 1)
    device = cloud.state.devices[device_id]
    device.instructions[ONE] = Revoke(instruction_id=ONE)
    road.settle()
    road.settle()
    assert device.acknowledged == [ONE]
    assert list((data / "identity").iterdir()) == []
    assert "revoked" in str(road.ledger.recall("alarm"))
    assert store.counts().swings == 1


def test_a_revocation_survives_a_crash_and_ends_with_the_next_join(
    store: Store, data: Path, cloud: Cloud, device_id: str
) -> None:
    with Road(data) as road:
        begin_revocation(road.ledger, device_id)
    with Road(data) as road:
        road.settle()
        assert not (data / "identity" / "device.key").exists()
        cloud.state.codes["second-code"] = cloud.state.devices[device_id].organisation_id
        joined(data, cloud, "second-code")
        swing_id = save(store, 1, clip=False)
        road.settle()
        assert delivered(cloud, swing_id, clip=False)


def test_a_cloud_that_refuses_a_revoked_device_at_once_is_believed_by_its_answer_alone(
    store: Store, road: Road, cloud: Cloud, data: Path
) -> None:
    cloud.fault = lambda request: problem(401, "revoked")
    save(store, 1)
    road.once()
    assert (data / "identity" / "device.key").exists(), "a refusal is no instruction to forget"


@pytest.mark.slow
def test_a_running_bay_removes_what_is_to_go(store: Store, road: Road, cloud: Cloud, device_id: str) -> None:
    keeper = Keeper(store, Screen(Recorder(), status), Metrics(status))
    keeper.start()
    try:
        swing_id = save(store, 1)
        cloud.state.devices[device_id].instructions[ONE] = DeleteSwings(
            instruction_id=ONE, swing_ids=[swing_id]
        )
        road.settle()
        until(lambda: store.swing(swing_id) is None, 20.0, "the keeper looks every two seconds")
    finally:
        keeper.close()


def test_a_clip_that_comes_for_a_removed_swing_is_not_kept(store: Store) -> None:
    swing = store.save_swing(sample_swing(1), None)
    store.remove_swings([swing.swing_id])
    with pytest.raises(KeyError, match="no swing"):
        store.attach_clip(swing.swing_id, record_clip(store.incoming / "late.mp4"))
    assert list((store.data_dir / "clips").iterdir()) == []


def test_a_file_that_two_swings_share_stays_until_the_last_of_them_goes(store: Store) -> None:
    first, second = save(store, 5), save(store, 10)
    assert store.clip_path(first) == store.clip_path(second)
    store.remove_swings([first])
    assert store.clip_path(second) is not None and store.poses(second) is not None
    store.remove_swings([second])
    assert list((store.data_dir / "clips").iterdir()) == []
