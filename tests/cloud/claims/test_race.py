"""Of however many claim a code at once, one has it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from cloud.claims.service import UNKNOWN
from cloud.people.repository import Person
from cloud.problems import Problem
from cloud.sessions.guesses import Visitor
from swingvision.typed_code import make_code
from swingvision.uuid7 import uuid7
from tests.cloud.bay import Bay, swing
from tests.cloud.running import Running


def race(service: Running, bay: Bay, claimers: int) -> None:
    """So many people at once, one winner, and everybody else is refused alike."""
    code, session_id = make_code(), uuid7()
    mine = [swing(session_id=session_id, number=n) for n in range(1, 4)]
    bay.deliver(bay.shown(code, session_id), *(bay.result(one) for one in mine[:2]))
    go, winners, refusals = threading.Event(), [], []

    def show(number: int) -> None:
        person = Person(f"person-{number}", service.organisation_id, "", "", ("player",), "", 0)
        go.wait()
        try:
            view = service.parts.claims.claim(person, code, Visitor(f"address-{number}", "", None))
            winners.append((person.person_id, view.state))
        except Problem as refusal:
            refusals.append((refusal.status, str(refusal)))

    with ThreadPoolExecutor(64) as pool:
        shown = [pool.submit(show, number) for number in range(claimers)]
        go.set()
        for one in shown:
            one.result()
    bay.deliver(bay.result(mine[2]))
    ((winner, state),) = winners
    assert state == "yours" and len(refusals) == claimers - 1 and set(refusals) == {(403, UNKNOWN)}
    held = [service.parts.swings.one(service.organisation_id, one.swing_id) for one in mine]
    assert {one.player_id for one in held} == {winner}


def test_of_many_claims_at_once_one_wins(service: Running, bay: Bay) -> None:
    race(service, bay, 500)


@pytest.mark.slow
def test_of_ten_thousand_claims_at_once_one_wins(service: Running, bay: Bay) -> None:
    race(service, bay, 10_000)


def test_the_race_sees_a_store_that_lets_two_win(
    service: Running, bay: Bay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: a claim that everybody is told to have."""
    repository = type(service.parts.store.claims)
    monkeypatch.setattr(repository, "claim", lambda self, one: one)
    monkeypatch.setattr(repository, "owned", lambda self, *key: None)
    monkeypatch.setattr(repository, "own", lambda self, one: one)
    with pytest.raises((AssertionError, ValueError)):
        race(service, bay, 20)
