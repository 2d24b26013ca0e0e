import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor

from cloud.claims.repository import Claim, OwnedSession, SessionSwings
from cloud.ingest.repository import NewCode
from cloud.store import Store
from swingvision.uuid7 import uuid7
from tests.cloud.rows import (
    DEVICE,
    NOON_MS,
    ORGANISATION,
    OTHER_DEVICE,
    OTHER_ORGANISATION,
    OTHER_PLAYER,
    PLAYER,
    Sequence,
    new_swing,
    sha256,
)

CODE = sha256("a code")
SESSION = uuid7()
MINE = OwnedSession(DEVICE, SESSION, ORGANISATION, PLAYER, NOON_MS)
NOTHING_HERE = SessionSwings(0, None, None, None)


def shown(code_sha256: str = CODE, device_id: str = DEVICE, session_id: str = SESSION) -> NewCode:
    return NewCode(code_sha256, ORGANISATION, device_id, session_id, NOON_MS + 900_000)


def player_of(store: Store, swing_id: str) -> str | None:
    held = store.swings.swing(swing_id)
    assert held is not None
    return held.player_id


def test_a_code_that_came_is_found_by_its_hash_and_is_its_sessions(store: Store) -> None:
    assert store.claims.code(CODE) is None
    numbers, others = Sequence(), Sequence(OTHER_DEVICE)
    first = numbers.arrival(shown(), "claim")
    assert store.ingest.apply([first, first]) == ["accepted", "duplicate"]
    later = dataclasses.replace(shown(), expires_at_ms=NOON_MS + 1)
    foreign = [shown(device_id=OTHER_DEVICE), shown(session_id=uuid7())]
    arrivals = [numbers.arrival(later, "claim"), others.arrival(foreign[0], "claim")]
    assert store.ingest.apply([*arrivals, numbers.arrival(foreign[1], "claim")]) == [
        "duplicate",
        "foreign",
        "foreign",
    ]
    assert store.claims.code(CODE) == shown()


def test_the_first_claim_of_a_code_counts(store: Store) -> None:
    first, second = (Claim(CODE, ORGANISATION, who, NOON_MS) for who in (PLAYER, OTHER_PLAYER))
    other = Claim(sha256("other"), ORGANISATION, PLAYER, NOON_MS + 1)
    assert store.claims.claim_of(CODE) is None
    assert store.claims.claim(first) == store.claims.claim(second) == store.claims.claim(first) == first
    assert store.claims.claim_of(CODE) == first
    store.claims.claim(other)
    store.refresh()
    assert store.claims.claims(PLAYER, 10) == [other, first] and store.claims.claims(PLAYER, 1) == [other]
    assert store.claims.claims(OTHER_PLAYER, 10) == []


def test_of_many_that_claim_at_once_all_hear_of_the_same_one(store: Store) -> None:
    at_once, count = threading.Barrier(8), 8

    def one(number: int) -> str:
        at_once.wait()
        return store.claims.claim(Claim(CODE, ORGANISATION, f"player-{number}", NOON_MS)).person_id

    with ThreadPoolExecutor(count) as pool:
        assert len(set(pool.map(one, range(count)))) == 1


def test_the_first_owner_of_a_session_counts(store: Store) -> None:
    assert store.claims.owned(DEVICE, SESSION) is None
    other = dataclasses.replace(MINE, person_id=OTHER_PLAYER)
    assert store.claims.own(MINE) == store.claims.own(other) == MINE == store.claims.owned(DEVICE, SESSION)
    next_door = dataclasses.replace(other, device_id=OTHER_DEVICE, owned_at_ms=NOON_MS + 1)
    assert store.claims.own(next_door) == next_door
    assert store.claims.sessions(PLAYER) == [MINE] and store.claims.sessions(OTHER_PLAYER) == [next_door]


def test_what_is_here_of_a_session_is_found(store: Store) -> None:
    numbers = Sequence()
    made = [new_swing(session_id=SESSION, captured_at_ms=NOON_MS + n, received_at_ms=99) for n in range(3)]
    others = [new_swing(), new_swing(session_id=SESSION, device_id=OTHER_DEVICE)]
    store.ingest.apply([numbers.arrival(one) for one in [*made, *others]])
    store.players.claim([made[1].swing_id], PLAYER)
    assert store.claims.of_nobody(DEVICE, SESSION, 10) == [made[0].swing_id, made[2].swing_id]
    assert store.claims.of_nobody(DEVICE, SESSION, 1) == [made[0].swing_id]
    store.refresh()
    assert store.claims.swings(DEVICE, SESSION) == SessionSwings(3, NOON_MS, NOON_MS + 2, 99)
    assert store.claims.swings(DEVICE, uuid7()) == NOTHING_HERE


def test_swings_of_an_owned_session_are_the_owners_as_they_come(store: Store) -> None:
    numbers = Sequence()
    early, late, other = new_swing(session_id=SESSION), new_swing(session_id=SESSION), new_swing()
    store.ingest.apply([numbers.arrival(early)])
    store.claims.own(MINE)
    assert store.ingest.apply([numbers.arrival(late), numbers.arrival(other)]) == ["accepted"] * 2
    assert [player_of(store, one.swing_id) for one in (early, late, other)] == [None, PLAYER, None]
    store.players.claim([late.swing_id], OTHER_PLAYER)
    revised = dataclasses.replace(late, revision=2)
    assert store.ingest.apply([numbers.arrival(revised, body="revised")]) == ["accepted"]
    assert player_of(store, late.swing_id) == OTHER_PLAYER, "what an admin said stays"


def test_an_erased_persons_claims_go_and_their_sessions_take_nothing_more(store: Store) -> None:
    numbers, elsewhere = Sequence(), dataclasses.replace(MINE, session_id=uuid7(), person_id=OTHER_PLAYER)
    mine, theirs = Claim(CODE, ORGANISATION, PLAYER, 1), Claim(sha256("x"), ORGANISATION, OTHER_PLAYER, 1)
    foreign = dataclasses.replace(MINE, session_id=uuid7(), organisation_id=OTHER_ORGANISATION)
    for claim in (mine, theirs):
        store.claims.claim(claim)
    for session in (MINE, elsewhere, foreign):
        store.claims.own(session)
    store.claims.erase(ORGANISATION, PLAYER)
    store.claims.erase(ORGANISATION, PLAYER)
    assert store.claims.claim_of(CODE) is None and store.claims.claim_of(theirs.code_sha256) == theirs
    buried = dataclasses.replace(MINE, person_id=None)
    assert store.claims.owned(DEVICE, SESSION) == buried == store.claims.own(MINE)
    assert store.claims.sessions(PLAYER) == [foreign] and store.claims.sessions(OTHER_PLAYER) == [elsewhere]
    late = new_swing(session_id=SESSION)
    assert store.ingest.apply([numbers.arrival(late)]) == ["buried"]
    assert store.swings.swing(late.swing_id) is None


def test_swings_of_nobody_that_had_a_code_are_found_when_they_are_old(store: Store) -> None:
    numbers = Sequence()
    old, older, young = (new_swing(session_id=SESSION, received_at_ms=NOON_MS + n) for n in (2, 1, 9))
    taken = new_swing(session_id=SESSION, received_at_ms=NOON_MS)
    without_code = new_swing(received_at_ms=NOON_MS)
    store.ingest.apply([numbers.arrival(one) for one in (old, older, young, taken, without_code)])
    codes = [shown(), shown(sha256("a second code")), shown(sha256("another bay's"), session_id=uuid7())]
    store.ingest.apply([numbers.arrival(one, "claim") for one in codes])
    store.players.claim([taken.swing_id], PLAYER)
    store.refresh()
    wanted = [(ORGANISATION, one.swing_id, DEVICE) for one in (older, old)]
    assert store.claims.unclaimed(NOON_MS + 9, 10) == wanted
    assert store.claims.unclaimed(NOON_MS + 9, 1) == wanted[:1]


def test_old_codes_and_claims_are_forgotten(store: Store) -> None:
    young = Claim(sha256("young"), ORGANISATION, PLAYER, NOON_MS + 900_001)
    store.ingest.apply([Sequence().arrival(shown(), "claim")])
    for claim in (Claim(CODE, ORGANISATION, PLAYER, NOON_MS), young):
        store.claims.claim(claim)
    store.refresh()
    store.claims.forget(NOON_MS + 900_000)
    assert store.claims.code(CODE) is not None and store.claims.claim_of(CODE) is None
    store.claims.forget(NOON_MS + 900_001)
    assert store.claims.code(CODE) is None and store.claims.claim_of(young.code_sha256) == young
