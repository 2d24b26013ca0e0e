import dataclasses

from cloud.consents.repository import Consent
from cloud.store import Store
from swingvision.uuid7 import uuid7
from tests.cloud.rows import NOON_MS, ORGANISATION, OTHER_PLAYER, PLAYER

COACH = uuid7()
CONSENT = Consent(PLAYER, COACH, ORGANISATION, NOON_MS)


def test_a_yes_and_a_no_are_seen_at_once(store: Store) -> None:
    assert store.consents.consent(PLAYER, COACH) is None
    assert not store.consents.withdraw(PLAYER, COACH, NOON_MS)
    store.consents.give(CONSENT)
    assert store.consents.consent(PLAYER, COACH) == CONSENT and store.consents.consent(COACH, PLAYER) is None
    assert store.consents.withdraw(PLAYER, COACH, NOON_MS + 1)
    assert store.consents.withdraw(PLAYER, COACH, NOON_MS + 2)
    withdrawn = dataclasses.replace(CONSENT, withdrawn_at_ms=NOON_MS + 1)
    assert store.consents.consent(PLAYER, COACH) == withdrawn
    again = dataclasses.replace(CONSENT, given_at_ms=NOON_MS + 3)
    store.consents.give(again)
    assert store.consents.consent(PLAYER, COACH) == again


def test_a_player_sees_all_and_a_coach_those_that_hold(store: Store) -> None:
    other_coach = uuid7()
    later = Consent(OTHER_PLAYER, COACH, ORGANISATION, NOON_MS + 1)
    gone = Consent(PLAYER, other_coach, ORGANISATION, NOON_MS + 2, NOON_MS + 3)
    for one in (CONSENT, later, gone):
        store.consents.give(one)
    store.refresh()
    assert store.consents.of_player(PLAYER) == [gone, CONSENT]
    assert store.consents.of_coach(COACH) == [later, CONSENT]
    assert store.consents.of_coach(other_coach) == []
