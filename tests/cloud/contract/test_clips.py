from cloud.clips.repository import Upload
from cloud.store import Store
from swingvision.uuid7 import uuid7
from tests.cloud.rows import DEVICE, NOON_MS, ORGANISATION, sha256


def upload(expires_at_ms: int = NOON_MS) -> Upload:
    return Upload(uuid7(), uuid7(), DEVICE, ORGANISATION, sha256("clip"), 3_000_000, "tus", expires_at_ms)


def test_an_upload_is_open_until_it_is_closed(store: Store) -> None:
    one = upload()
    assert store.clips.upload(one.upload_id) is None
    store.clips.open(one)
    store.clips.open(one)
    assert store.clips.upload(one.upload_id) == one
    store.clips.close(one.upload_id)
    store.clips.close(one.upload_id)
    assert store.clips.upload(one.upload_id) is None


def test_abandoned_uploads_are_found_oldest_first(store: Store) -> None:
    late, early, alive = upload(NOON_MS + 5), upload(NOON_MS), upload(NOON_MS + 100)
    for one in (late, early, alive):
        store.clips.open(one)
    store.refresh()
    assert store.clips.expired(NOON_MS + 50, 10) == [early, late]
    assert store.clips.expired(NOON_MS + 50, 1) == [early]


def test_what_was_never_announced_has_no_attachment(store: Store) -> None:
    assert store.clips.attachment(uuid7(), "clip") is None
    assert not store.clips.stored(uuid7(), "clip", sha256("x"), NOON_MS)
