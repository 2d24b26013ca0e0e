import dataclasses
import threading

from cloud.devices.repository import Device, Invitation, Wish
from cloud.store import Store
from swingvision.uuid7 import uuid7
from tests.cloud.rows import DEVICE, NOON_MS, ORGANISATION, OTHER_DEVICE, OTHER_ORGANISATION, sha256


def device(device_id: str = DEVICE, organisation_id: str = ORGANISATION, bay: str = "Bay 1") -> Device:
    return Device(device_id, organisation_id, bay, "k" * 44, NOON_MS)


def test_a_thing_is_taken_once(store: Store) -> None:
    assert store.devices.take("nonce", "n", "first", NOON_MS) == "first"
    assert store.devices.take("nonce", "n", "second", NOON_MS) == "first"
    assert store.devices.take("nonce", "n", "first", NOON_MS) == "first", "said again by its owner"
    assert store.devices.take("claim", "n", "second", None) == "second", "another kind"


def test_of_many_that_ask_at_once_one_has_it(store: Store) -> None:
    heard: list[str] = []
    threads = [
        threading.Thread(
            target=lambda name=str(i): heard.append(store.devices.take("claim", "x", name, None))
        )
        for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 8 and len(set(heard)) == 1


def test_what_was_held_long_enough_is_free_again(store: Store) -> None:
    store.devices.take("nonce", "old", "a", NOON_MS)
    store.devices.take("nonce", "new", "a", NOON_MS + 10)
    store.devices.take("nonce", "kept", "a", None)
    store.refresh()
    store.devices.forget_taken(NOON_MS + 5)
    store.refresh()
    assert [store.devices.take("nonce", v, "b", None) for v in ("old", "new", "kept")] == ["b", "a", "a"]


def test_an_invitation_is_found_by_its_code(store: Store) -> None:
    invitation = Invitation(sha256("code"), DEVICE, ORGANISATION, "Bay 1", NOON_MS)
    assert store.devices.invitation(invitation.code_sha256) is None
    store.devices.invite(invitation)
    assert store.devices.invitation(invitation.code_sha256) == invitation


def test_a_device_joins_once(store: Store) -> None:
    assert store.devices.device(DEVICE) is None
    store.devices.join(device())
    store.devices.join(dataclasses.replace(device(), public_key="z" * 44, bay="Bay 9"))
    assert store.devices.device(DEVICE) == device()


def test_a_revocation_is_seen_at_once_and_keeps_its_time(store: Store) -> None:
    assert not store.devices.revoke(DEVICE, NOON_MS)
    store.devices.join(device())
    assert store.devices.revoke(DEVICE, NOON_MS) and store.devices.revoke(DEVICE, NOON_MS + 1)
    found = store.devices.device(DEVICE)
    assert found is not None and found.revoked_at_ms == NOON_MS


def test_a_sign_of_life_is_noted(store: Store) -> None:
    store.devices.join(device())
    store.devices.seen(DEVICE, NOON_MS + 7, -5000, '{"captured": 3}')
    found = store.devices.device(DEVICE)
    assert found == dataclasses.replace(
        device(), seen_at_ms=NOON_MS + 7, clock_offset_ms=-5000, balance='{"captured": 3}'
    )


def test_devices_are_listed_by_organisation(store: Store) -> None:
    store.devices.join(device(OTHER_DEVICE, OTHER_ORGANISATION))
    store.devices.join(device(uuid7(), bay="Bay 2"))
    store.devices.join(device())
    store.refresh()
    assert [one.bay for one in store.devices.devices(ORGANISATION)] == ["Bay 1", "Bay 2"]
    assert len(store.devices.devices(None)) == 3


def test_wishes_are_repeated_until_acknowledged(store: Store) -> None:
    first, second = Wish(DEVICE, uuid7(), "{}", NOON_MS), Wish(DEVICE, uuid7(), '{"a": 1}', NOON_MS + 1)
    for wish in (second, first, first):
        store.devices.wish(wish)
    store.devices.wish(Wish(OTHER_DEVICE, uuid7(), "{}", NOON_MS))
    store.refresh()
    assert store.devices.wishes(DEVICE, 10) == [first, second]
    assert store.devices.wishes(DEVICE, 1) == [first]
    store.devices.acknowledge(DEVICE, [first.instruction_id, uuid7()], NOON_MS + 9)
    store.devices.acknowledge(DEVICE, [first.instruction_id], NOON_MS + 10)
    store.devices.acknowledge(OTHER_DEVICE, [second.instruction_id], NOON_MS + 9)
    done = store.devices.wish_by_id(DEVICE, first.instruction_id)
    assert done == dataclasses.replace(first, acknowledged_at_ms=NOON_MS + 9)
    store.refresh()
    assert store.devices.wishes(DEVICE, 10) == [second]
