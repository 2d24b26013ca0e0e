from cloud.organisations.repository import Organisation
from cloud.store import Store
from tests.cloud.rows import NOON_MS, ORGANISATION


def test_an_organisation_keeps_its_first_name(store: Store) -> None:
    assert store.organisations.organisation(ORGANISATION) is None
    store.organisations.add(Organisation(ORGANISATION, "Club de Golf Ñandú", NOON_MS))
    store.organisations.add(Organisation(ORGANISATION, "other", NOON_MS + 1))
    found = store.organisations.organisation(ORGANISATION)
    assert found == Organisation(ORGANISATION, "Club de Golf Ñandú", NOON_MS)
