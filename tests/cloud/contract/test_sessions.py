import dataclasses

from cloud.sessions.repository import Session
from cloud.store import Store
from tests.cloud.rows import NOON_MS, OTHER_PLAYER, PLAYER, sha256

SESSION = Session("one", sha256("s"), PLAYER, "Firefox", NOON_MS, NOON_MS + 100)


def test_a_session_is_there_at_once_until_it_is_ended(store: Store) -> None:
    assert store.sessions.session("one") is None and not store.sessions.end("one", NOON_MS)
    store.sessions.begin(SESSION)
    store.sessions.begin(dataclasses.replace(SESSION, secret_sha256=sha256("other")))
    assert store.sessions.session("one") == SESSION
    assert store.sessions.end("one", NOON_MS + 5) and store.sessions.end("one", NOON_MS + 6)
    assert store.sessions.session("one") == dataclasses.replace(SESSION, ended_at_ms=NOON_MS + 5)


def test_a_session_in_use_lives_longer(store: Store) -> None:
    store.sessions.extend("one", NOON_MS)
    assert store.sessions.session("one") is None
    store.sessions.begin(SESSION)
    store.sessions.extend("one", NOON_MS + 900)
    assert store.sessions.session("one") == dataclasses.replace(SESSION, expires_at_ms=NOON_MS + 900)


def test_a_persons_sessions_newest_first_and_the_old_are_forgotten(store: Store) -> None:
    later = dataclasses.replace(
        SESSION, session_id="two", made_at_ms=NOON_MS + 1, expires_at_ms=NOON_MS + 200
    )
    foreign = dataclasses.replace(SESSION, session_id="three", person_id=OTHER_PLAYER)
    for one in (SESSION, later, foreign):
        store.sessions.begin(one)
    store.refresh()
    assert store.sessions.sessions_of(PLAYER) == [later, SESSION]
    store.sessions.forget(NOON_MS + 150)
    assert [store.sessions.session(name) for name in ("one", "two", "three")] == [None, later, None]
