import dataclasses

from cloud.links.repository import Link
from cloud.store import Store
from tests.cloud.rows import NOON_MS, ORGANISATION, PLAYER, sha256

LINK = Link(
    sha256("l"), "invitation", ORGANISATION, None, "ana@a.example", ("player", "coach"), NOON_MS, NOON_MS + 9
)


def test_a_link_is_found_by_its_hash(store: Store) -> None:
    assert store.links.link(LINK.link_sha256) is None
    store.links.make(LINK)
    store.links.make(dataclasses.replace(LINK, roles=("admin",)))
    assert store.links.link(LINK.link_sha256) == LINK
    first = dataclasses.replace(
        LINK, link_sha256=sha256("f"), kind="first_admin", email=None, roles=("admin",)
    )
    reset = dataclasses.replace(LINK, link_sha256=sha256("r"), kind="reset", person_id=PLAYER, roles=())
    for one in (first, reset):
        store.links.make(one)
        assert store.links.link(one.link_sha256) == one


def test_old_links_are_forgotten(store: Store) -> None:
    kept = dataclasses.replace(LINK, link_sha256=sha256("k"), expires_at_ms=NOON_MS + 20)
    store.links.make(LINK)
    store.links.make(kept)
    store.refresh()
    store.links.forget(NOON_MS + 10)
    assert store.links.link(LINK.link_sha256) is None and store.links.link(kept.link_sha256) == kept
