"""Floods of guesses: the guesser waits, and nobody else."""

import asyncio
import threading

import httpx
import pytest
from starlette.concurrency import run_in_threadpool

from cloud.problems import Problem
from cloud.sessions import guesses, turns
from cloud.sessions.guesses import Allowance
from cloud.sessions.turns import Turns
from tests.cloud.browser import Browser, joined
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running
from tests.cloud.sessions.test_signing_in import WRONG, told

pytestmark = pytest.mark.slow

A_HOME = 30


def flood(http: httpx.Client, email: str, address: str, count: int) -> list[int]:
    browser = Browser(http)
    return [browser.sign_in(email, WRONG, x_forwarded_for=address).status_code for _ in range(count)]


def test_an_allowance_is_used_up_and_comes_back() -> None:
    now = 1000.0
    allowance = Allowance(3, 10.0, lambda: now)
    assert [allowance.take("a") for _ in range(4)] == [0, 0, 0, 10.0]
    assert allowance.take("b") == 0, "another's is another's"
    now += 4
    assert allowance.take("a") == pytest.approx(6.0)
    now += 6
    assert (allowance.take("a"), allowance.take("a")) == (0, 10.0)
    allowance.give_back("a")
    assert allowance.take("a") == 0
    now += 1000
    assert [allowance.take("a") for _ in range(4)] == [0, 0, 0, 10.0], "no more than all of it comes back"


def test_of_many_at_once_no_more_get_through() -> None:
    allowance, heard = Allowance(10, 60.0), list[float]()
    threads = [threading.Thread(target=lambda: heard.append(allowance.take("a"))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(wait_s == 0 for wait_s in heard) == 10


def test_a_flood_of_names_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guesses, "MOST_NAMES", 100)
    allowance = Allowance(1, 60.0)
    assert all(allowance.take(str(n)) == 0 for n in range(1000))
    assert len(allowance._whole_at) == 100 and allowance.take("999") > 0


def test_a_flood_from_one_place_stops_that_place_only(service: Running) -> None:
    with service.http() as http:
        joined(service, http, "ana@a.example")
        statuses = flood(http, "ana@a.example", "198.51.100.7", A_HOME + 5)
        assert statuses == [401] * A_HOME + [429] * 5
        known, unknown = (
            Browser(http).sign_in(email, WRONG, x_forwarded_for="198.51.100.7")
            for email in ("ana@a.example", "nobody@a.example")
        )
        assert told(known) == told(unknown) and problem(known, 429, "too_many") == ""
        assert 0 < int(known.headers["retry-after"]) <= 21
        assert Browser(http).sign_in("ana@a.example", x_forwarded_for="198.51.100.8").status_code == 200


def test_one_home_has_one_allowance_however_many_addresses_it_makes_up(service: Running) -> None:
    with service.http() as http:
        statuses = [flood(http, "ana@a.example", f"2001:db8:0:1::{n:x}", 1)[0] for n in range(A_HOME + 1)]
        assert statuses == [401] * A_HOME + [429]
        assert flood(http, "ana@a.example", "2001:db8:0:2::1", 1) == [401]


def test_a_crowd_that_guesses_locks_nobody_out(service: Running) -> None:
    with service.http() as http:
        at_home = joined(service, http, "ana@a.example")
        at_home.ask("DELETE", "/v1/session")
        crowd = [flood(http, "ana@a.example", f"198.51.100.{n}", A_HOME) for n in range(4)]
        assert sum(crowd, []).count(401) == 100, "not from many places either"
        assert at_home.sign_in("ana@a.example", x_forwarded_for="198.51.100.1").status_code == 200
        elsewhere = Browser(http)
        answer = elsewhere.sign_in("ana@a.example", x_forwarded_for="203.0.113.1")
        assert problem(answer, 429, "too_many") == "", "the control: a browser nobody knows waits"
        person = service.parts.people.by_email("ana@a.example")
        assert person is not None
        assert elsewhere.use(service.parts.links.reset(person)).status_code == 200, "a link lets it in"
        assert flood(http, "nobody@a.example", "203.0.113.2", 1) == [401], "another account is another"


def test_a_known_browser_guesses_slowly_too(service: Running) -> None:
    with service.http() as http:
        ana = joined(service, http, "ana@a.example")
        statuses = [ana.sign_in("ana@a.example", WRONG).status_code for _ in range(12)]
        assert statuses == [401] * 10 + [429] * 2
        other = joined(service, http, "ben@a.example")
        assert ana.sign_in("ben@a.example").status_code == 200, "for another account it is not known"
        assert other.sign_in("ben@a.example").status_code == 200


def test_right_passwords_use_nothing_up(service: Running) -> None:
    with service.http() as http:
        joined(service, http, "ana@a.example")
        statuses = [Browser(http).sign_in("ana@a.example").status_code for _ in range(A_HOME + 5)]
        assert set(statuses) == {200}


def test_who_waits_for_a_computation_holds_up_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 60)
    go = threading.Event()

    async def crowd() -> None:
        queue = Turns(1)
        # More than the threads that all other requests share.
        waiting = [asyncio.create_task(queue.take(lambda: go.wait(20))) for _ in range(61)]
        while queue._limiter.statistics().tasks_waiting < 60:
            await asyncio.sleep(0.001)
        assert await asyncio.wait_for(run_in_threadpool(lambda: "answered"), 5) == "answered"
        with pytest.raises(Problem) as refused:
            await queue.take(lambda: True)
        assert refused.value.status == 503
        go.set()
        assert all(await asyncio.gather(*waiting))

    asyncio.run(crowd())
