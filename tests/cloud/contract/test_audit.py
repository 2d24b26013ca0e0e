import dataclasses

from cloud.audit.repository import Entry
from cloud.store import Store
from swingvision.uuid7 import uuid7
from tests.cloud.rows import NOON_MS, ORGANISATION, OTHER_ORGANISATION, PLAYER


def entry(number: int, organisation_id: str = ORGANISATION) -> Entry:
    """They are ordered by their ids alone."""
    entry_id = f"01990a5d-ac96-774b-bcce-{number:012x}"
    return Entry(entry_id, organisation_id, NOON_MS, "person", PLAYER, "swing", uuid7(), None, uuid7())


def test_an_entry_is_kept_and_gets_its_status(store: Store) -> None:
    begun = entry(1)
    done = dataclasses.replace(begun, status=204)
    store.audit.note(begun)
    store.refresh()
    assert store.audit.entries(ORGANISATION, 10, None) == [begun]
    store.audit.note(done)
    store.refresh()
    assert store.audit.entries(ORGANISATION, 10, None) == [done]


def test_an_organisations_log_comes_in_pages_newest_first(store: Store) -> None:
    made = [entry(number) for number in range(5)]
    for one in [*made, entry(9, OTHER_ORGANISATION)]:
        store.audit.note(one)
    store.refresh()
    first = store.audit.entries(ORGANISATION, 3, None)
    assert first == made[:1:-1]
    assert store.audit.entries(ORGANISATION, 3, first[-1].entry_id) == made[1::-1]
