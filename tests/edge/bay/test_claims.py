"""The code that a session's golfer is shown: whose it is, how long, and what of it is kept."""

import hashlib
from pathlib import Path

import pytest

from edge.claims import Claims, NoClaim
from edge.settings import ClaimsSection
from edge.store import Store, StoreFull
from edge.sync.source import Source
from swingvision.delivery import ClaimCode
from swingvision.uuid7 import uuid7

SETTINGS = ClaimsSection(portal_url="https://swings.example.org")
ONE, OTHER = uuid7(), uuid7()


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def claims(store: Store, clock: Clock) -> Claims:
    return Claims(store, SETTINGS, clock)


def posted(store: Store) -> list[ClaimCode]:
    rows = Source(store.data_dir).outbox(None)
    return [ClaimCode.model_validate_json(row["body"]) for row in rows if row["kind"] == "claim"]


def test_a_code_is_delivered_by_its_hash_alone(store: Store, claims: Claims) -> None:
    offer = claims.offer(ONE)
    assert offer.url == f"https://swings.example.org/claim/#{offer.code}" and offer.valid_s == 900
    (said,) = posted(store)
    assert said.session_id == ONE and said.valid_s == 900
    assert said.code_sha256 == hashlib.sha256(offer.code.encode()).hexdigest()
    for path in store.data_dir.rglob("*"):
        assert not path.is_file() or offer.code.encode() not in path.read_bytes(), path


def test_a_session_keeps_its_code_until_it_is_half_spent(store: Store, claims: Claims, clock: Clock) -> None:
    first = claims.offer(ONE)
    clock.now_s += 449
    again = claims.offer(ONE)
    assert (again.code, again.valid_s) == (first.code, 451)
    clock.now_s += 2
    fresh = claims.offer(ONE)
    assert fresh.code != first.code and fresh.valid_s == 900
    assert [one.session_id for one in posted(store)] == [ONE, ONE]


def test_the_next_golfer_gets_another_code(store: Store, claims: Claims) -> None:
    first = claims.offer(ONE)
    other = claims.offer(OTHER)
    assert other.code != first.code and other.session_id == OTHER
    claims.forget()
    assert claims.offer(OTHER).code != other.code


def test_without_a_portal_there_is_no_code_and_the_status_says_why(store: Store) -> None:
    claims = Claims(store, ClaimsSection())
    assert not claims.status().offered and "portal_url" in str(claims.status().detail)
    with pytest.raises(NoClaim, match="portal_url"):
        claims.offer(ONE)
    assert posted(store) == []


def test_with_one_it_says_so(claims: Claims) -> None:
    assert claims.status().offered and claims.status().detail is None


def test_a_code_that_cannot_be_kept_is_not_shown(
    store: Store, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: ClaimCode) -> None:
        raise StoreFull("no room")

    with monkeypatch.context() as patched:
        patched.setattr(store, "post_claim", full)
        with pytest.raises(StoreFull):
            claims.offer(ONE)
    assert claims.offer(ONE).code and len(posted(store)) == 1


def test_the_code_of_a_session_whose_swings_are_removed_goes_with_them(store: Store, claims: Claims) -> None:
    from tests.edge.samples import sample_swing

    swings = [store.save_swing(sample_swing(number, ONE), None).swing_id for number in (1, 2)]
    claims.offer(ONE)
    claims.offer(OTHER)
    store.remove_swings(swings[:1])
    assert [one.session_id for one in posted(store)] == [ONE, OTHER]
    store.remove_swings(swings[1:])
    assert [one.session_id for one in posted(store)] == [OTHER]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path)
