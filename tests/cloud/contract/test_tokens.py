import dataclasses

from cloud.store import Store
from cloud.tokens.repository import ServiceToken
from tests.cloud.rows import NOON_MS, ORGANISATION, OTHER_ORGANISATION, sha256

TOKEN = ServiceToken("one", sha256("s"), ORGANISATION, ("swings:read", "swings:write"), "coach", NOON_MS)


def test_a_token_is_there_at_once_with_its_scopes(store: Store) -> None:
    assert store.tokens.token("one") is None
    store.tokens.add(TOKEN)
    store.tokens.add(dataclasses.replace(TOKEN, secret_sha256=sha256("other")))
    assert store.tokens.token("one") == TOKEN


def test_a_revocation_is_seen_at_once(store: Store) -> None:
    assert not store.tokens.revoke("one", NOON_MS)
    store.tokens.add(TOKEN)
    assert store.tokens.revoke("one", NOON_MS) and store.tokens.revoke("one", NOON_MS + 5)
    assert store.tokens.token("one") == dataclasses.replace(TOKEN, revoked_at_ms=NOON_MS)


def test_tokens_are_listed_by_organisation(store: Store) -> None:
    other = dataclasses.replace(TOKEN, token_id="two", organisation_id=OTHER_ORGANISATION, expires_at_ms=1)
    later = dataclasses.replace(TOKEN, token_id="three", made_at_ms=NOON_MS + 1)
    for token in (later, other, TOKEN):
        store.tokens.add(token)
    store.refresh()
    assert store.tokens.tokens(ORGANISATION) == [TOKEN, later]
    assert len(store.tokens.tokens(None)) == 3
