import dataclasses

import numpy as np

from cloud.ingest.repository import NewTelemetry
from cloud.store import Store
from tests.cloud.rows import (
    DEVICE,
    NOON_MS,
    OTHER_DEVICE,
    PLAYER,
    Sequence,
    attachment,
    new_swing,
    sha256,
)


def test_what_was_accepted_is_there_at_once_by_its_key(store: Store) -> None:
    swing = new_swing(metrics={"tempo_ratio": 2.9375, "plane_deg": None}, captured_at_exact=False)
    assert store.ingest.apply([Sequence().arrival(swing)]) == ["accepted"]
    held = store.swings.swing(swing.swing_id)
    assert held is not None and held.measured == swing
    assert (held.player_id, held.note, held.poses_sha256, held.clip_sha256) == (None, None, None, None)


def test_the_same_delivery_again_is_a_duplicate_and_other_content_under_its_number_a_conflict(
    store: Store,
) -> None:
    swing = new_swing()
    first = Sequence().arrival(swing)
    assert store.ingest.apply([first, first]) == ["accepted", "duplicate"]
    assert store.ingest.apply([first]) == ["duplicate"]
    other = new_swing()
    assert store.ingest.apply([Sequence().arrival(other)]) == ["conflict"]
    assert store.swings.swing(other.swing_id) is None


def test_a_swing_under_two_numbers_is_there_once(store: Store) -> None:
    swing, numbers = new_swing(), Sequence()
    assert store.ingest.apply([numbers.arrival(swing), numbers.arrival(swing)]) == ["accepted", "duplicate"]


def test_revisions_never_go_down(store: Store) -> None:
    swing, numbers = new_swing(), Sequence()
    revised = [
        dataclasses.replace(swing, revision=n, metrics={"tempo_ratio": float(n)}) for n in (1, 3, 2, 3)
    ]
    outcomes = [store.ingest.apply([numbers.arrival(one, body=str(i))])[0] for i, one in enumerate(revised)]
    assert outcomes == ["accepted", "accepted", "older", "duplicate"]
    held = store.swings.swing(swing.swing_id)
    assert held is not None and (held.measured.revision, held.measured.metrics) == (3, {"tempo_ratio": 3.0})


def test_a_revision_leaves_what_people_added(store: Store) -> None:
    swing, numbers = new_swing(), Sequence()
    clip = attachment(swing.swing_id, stored_at_ms=NOON_MS)
    store.ingest.apply([numbers.arrival(swing), numbers.arrival(clip, "clip")])
    store.players.claim([swing.swing_id], PLAYER)
    store.swings.note(swing.swing_id, "left arm")
    store.ingest.apply([numbers.arrival(dataclasses.replace(swing, revision=2))])
    held = store.swings.swing(swing.swing_id)
    assert held is not None and held.measured.revision == 2
    assert (held.player_id, held.note, held.clip_sha256) == (PLAYER, "left arm", clip.sha256)


def test_another_devices_swing_cannot_be_touched(store: Store) -> None:
    swing = new_swing()
    store.ingest.apply([Sequence().arrival(swing)])
    thief = Sequence(OTHER_DEVICE)
    taken = dataclasses.replace(swing, device_id=OTHER_DEVICE, revision=9, body="mine now")
    clip = attachment(swing.swing_id, device_id=OTHER_DEVICE, stored_at_ms=NOON_MS)
    assert store.ingest.apply([thief.arrival(taken), thief.arrival(clip, "clip")]) == ["foreign", "foreign"]
    held = store.swings.swing(swing.swing_id)
    assert held is not None and held.measured == swing and held.clip_sha256 is None


def test_an_attachment_may_come_before_its_swing(store: Store) -> None:
    swing, numbers = new_swing(), Sequence()
    poses = attachment(swing.swing_id, "keypoints", stored_at_ms=NOON_MS)
    assert store.ingest.apply([numbers.arrival(poses, "keypoints")]) == ["accepted"]
    thief = dataclasses.replace(swing, device_id=OTHER_DEVICE)
    assert store.ingest.apply([Sequence(OTHER_DEVICE).arrival(thief)]) == ["foreign"]
    assert store.ingest.apply([numbers.arrival(swing)]) == ["accepted"]
    held = store.swings.swing(swing.swing_id)
    assert held is not None and held.poses_sha256 == poses.sha256


def test_an_announced_clip_counts_once_it_is_stored(store: Store) -> None:
    swing, numbers = new_swing(), Sequence()
    clip = attachment(swing.swing_id)
    again = numbers.arrival(clip, "clip", "again")
    assert store.ingest.apply([numbers.arrival(swing), numbers.arrival(clip, "clip"), again]) == [
        "accepted",
        "accepted",
        "duplicate",
    ]
    found = store.clips.attachment(swing.swing_id, "clip")
    assert found is not None and (found.sha256, found.stored_at_ms) == (clip.sha256, None)
    held = store.swings.swing(swing.swing_id)
    assert held is not None and held.clip_sha256 is None
    assert not store.clips.stored(swing.swing_id, "clip", sha256("other bytes"), NOON_MS)
    assert store.clips.stored(swing.swing_id, "clip", clip.sha256, NOON_MS)
    assert store.clips.stored(swing.swing_id, "clip", clip.sha256, NOON_MS + 1), "said again"
    held = store.swings.swing(swing.swing_id)
    assert held is not None and held.clip_sha256 == clip.sha256
    found = store.clips.attachment(swing.swing_id, "clip")
    assert found is not None and found.stored_at_ms == NOON_MS


def test_a_row_that_the_store_refuses_stops_no_other(store: Store) -> None:
    numbers = Sequence()
    good, poison, late = new_swing(), new_swing(session_id=None), new_swing()
    outcomes = store.ingest.apply([numbers.arrival(one) for one in (good, poison, late)])
    assert outcomes == ["accepted", "failed", "accepted"]
    assert store.swings.swing(poison.swing_id) is None
    assert store.swings.swing(good.swing_id) is not None and store.swings.swing(late.swing_id) is not None


def test_a_large_mixed_batch_answers_each_in_its_place(store: Store) -> None:
    numbers = Sequence()
    arrivals = [numbers.arrival(new_swing(bay=f"Bay {i % 7}")) for i in range(120)]
    arrivals[40:40] = [numbers.arrival(NewTelemetry('{"free_bytes": 1}'), "telemetry")]
    arrivals[90:90] = [arrivals[3]]
    outcomes = store.ingest.apply(arrivals)
    assert outcomes == ["accepted"] * 90 + ["duplicate"] + ["accepted"] * 31
    assert store.ingest.apply(arrivals) == ["duplicate"] * 122
    assert store.ingest.apply([]) == []


def test_numbers_of_different_devices_and_boots_do_not_meet(store: Store) -> None:
    for numbers in (Sequence(), Sequence(boot_epoch=2), Sequence(OTHER_DEVICE)):
        assert store.ingest.apply([numbers.arrival(new_swing(device_id=numbers.device_id))]) == ["accepted"]


def test_a_minting_time_of_any_age_is_taken(store: Store) -> None:
    numbers = Sequence()
    ids = ["00000000-0001-7000-8000-000000000001", "ffffffff-ffff-7fff-bfff-ffffffffffff"]
    for swing_id in ids:
        swing = new_swing(swing_id=swing_id)
        assert store.ingest.apply([numbers.arrival(swing)]) == ["accepted"]
        held = store.swings.swing(swing_id)
        assert held is not None and held.measured == swing
        store.swings.set_form(swing_id, np.array([1, 0], np.float32))
        assert store.players.claim([swing_id], PLAYER) and store.swings.note(swing_id, "old")
    assert [one.measured.device_id for one in store.swings.swings([*ids, DEVICE])] == [DEVICE, DEVICE]
