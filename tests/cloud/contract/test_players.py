import dataclasses

from cloud.clips.repository import Upload
from cloud.players.repository import Receipt
from cloud.store import Store
from cloud.swings.repository import Which
from swingvision.uuid7 import uuid7
from tests.cloud.rows import (
    DEVICE,
    FORM,
    NOON_MS,
    ORGANISATION,
    OTHER_ORGANISATION,
    OTHER_PLAYER,
    PLAYER,
    Sequence,
    attachment,
    new_swing,
    sha256,
)


def test_all_that_was_claimed_is_found_without_a_refresh(store: Store) -> None:
    numbers = Sequence()
    made = [new_swing(captured_at_ms=NOON_MS + i) for i in range(5)]
    foreign = new_swing(organisation_id=OTHER_ORGANISATION)
    store.ingest.apply([numbers.arrival(swing) for swing in [*made, foreign]])
    for swing in [*made[:3], foreign]:
        store.players.claim([swing.swing_id], PLAYER)
    store.players.claim([made[3].swing_id], OTHER_PLAYER)
    wanted = [(swing.swing_id, DEVICE) for swing in made[:3]]
    assert store.players.swings_of(ORGANISATION, PLAYER, 100) == wanted
    assert store.players.swings_of(ORGANISATION, PLAYER, 2) == wanted[:2]


def test_an_erased_swing_leaves_nothing_and_never_comes_back(store: Store) -> None:
    numbers, swing, other = Sequence(), new_swing(), new_swing()
    clip = attachment(swing.swing_id)
    store.ingest.apply([numbers.arrival(swing), numbers.arrival(other), numbers.arrival(clip, "clip")])
    store.swings.note(swing.swing_id, "gone soon")
    store.swings.set_form(swing.swing_id, FORM)
    store.players.erase([swing.swing_id, uuid7()], NOON_MS)
    store.players.erase([swing.swing_id], NOON_MS + 1)
    assert store.swings.swing(swing.swing_id) is None and store.swings.form(swing.swing_id) is None
    assert store.clips.attachment(swing.swing_id, "clip") is None
    assert not store.clips.stored(swing.swing_id, "clip", clip.sha256, NOON_MS)
    late = [numbers.arrival(dataclasses.replace(swing, revision=2)), numbers.arrival(clip, "clip", "late")]
    assert store.ingest.apply(late) == ["erased", "erased"]
    store.refresh()
    left = store.swings.page(Which(ORGANISATION), 10, None)
    assert [one.measured.swing_id for one in left] == [other.swing_id]
    assert [one.measured for one in store.swings.swings([swing.swing_id, other.swing_id])] == [other]
    assert store.swings.search(ORGANISATION, None, "gone", 10) == []
    assert store.swings.nearest(Which(ORGANISATION), FORM, 10) == []


def test_an_erased_swings_upload_stays_to_be_collected(store: Store) -> None:
    swing_id = uuid7()
    upload = Upload(uuid7(), swing_id, DEVICE, ORGANISATION, sha256("c"), 9, "tus", NOON_MS)
    store.clips.open(upload)
    store.players.erase([swing_id], NOON_MS)
    assert store.clips.upload(upload.upload_id) == upload


def test_a_receipt_is_kept_until_it_is_finished_and_after(store: Store) -> None:
    receipt = Receipt(uuid7(), ORGANISATION, PLAYER, (), (), NOON_MS)
    full = dataclasses.replace(receipt, swings=((uuid7(), DEVICE),), wishes=((DEVICE, uuid7()),))
    done = dataclasses.replace(full, finished_at_ms=NOON_MS + 9)
    later = Receipt(uuid7(), ORGANISATION, OTHER_PLAYER, (), (), NOON_MS + 1)
    assert store.players.receipt(receipt.receipt_id) is None
    for one in (later, receipt, full):
        store.players.keep(one)
    assert store.players.receipt(receipt.receipt_id) == full
    store.refresh()
    assert store.players.unfinished(10) == [full, later] and store.players.unfinished(1) == [full]
    store.players.keep(done)
    assert store.players.receipt(receipt.receipt_id) == done
    store.refresh()
    assert store.players.unfinished(10) == [later]
