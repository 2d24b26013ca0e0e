"""Watching: new swings arrive while the stream is open, and only those that were asked for."""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from cloud.live import hub
from tests.cloud.bay import Bay, swing
from tests.cloud.running import Running


class Stream:
    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def next(self) -> tuple[str, dict[str, object]]:
        event, data = "", ""
        for line in self._lines:
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: "):
                data = line.removeprefix("data: ")
            elif not line and event:
                return event, json.loads(data)
        raise AssertionError("the stream ended")


@contextmanager
def watching(people: httpx.Client, **which: str) -> Iterator[Stream]:
    with people.stream("GET", "/v1/live", params=which) as answer:
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/event-stream")
        stream = Stream(answer.iter_lines())
        assert stream.next() == ("ready", {})
        yield stream


def test_a_new_swing_is_seen_by_its_bays_watchers(service: Running, bay: Bay, people: httpx.Client) -> None:
    with service.http() as http, service.http(service.token()) as second:
        other = Bay.joined(service, http, "Bay 2")
        with watching(people) as everything, watching(second, bay="Bay 2") as one_bay:
            first, later = swing(), swing()
            bay.deliver(bay.result(first))
            other.deliver(other.result(later))
            kinds = [everything.next() for _ in range(2)]
            assert [(event, said["swing_id"]) for event, said in kinds] == [
                ("swing", first.swing_id),
                ("swing", later.swing_id),
            ]
            assert one_bay.next()[1]["swing_id"] == later.swing_id


def test_a_player_is_seen_when_a_swing_becomes_theirs(
    service: Running, bay: Bay, people: httpx.Client
) -> None:
    player_id, one = str(uuid.uuid4()), swing()
    with service.http(service.token()) as watcher, watching(watcher, player_id=player_id) as stream:
        bay.deliver(bay.result(one), bay.result(swing()))
        people.put(f"/v1/swings/{one.swing_id}/player", json={"player_id": player_id})
        event, said = stream.next()
        assert (event, said["swing_id"], said["player_id"]) == ("swing", one.swing_id, player_id)


def test_another_organisations_swings_are_never_seen(service: Running, bay: Bay) -> None:
    with service.http() as http, service.http(service.token(organisation="Other")) as watcher:
        theirs = Bay.joined(service, http, "Bay 1", "Other")
        with watching(watcher) as stream:
            bay.deliver(bay.result(swing()))
            own = swing()
            theirs.deliver(theirs.result(own))
            assert stream.next()[1]["swing_id"] == own.swing_id


def test_a_repeat_is_not_shown_again(service: Running, bay: Bay, people: httpx.Client) -> None:
    with watching(people) as stream:
        item, last = bay.result(swing()), swing()
        for _ in range(3):
            bay.deliver(item)
        bay.deliver(bay.result(last))
        assert [stream.next()[1]["swing_id"] for _ in range(2)] == [item["swing_id"], last.swing_id]


def test_too_many_watchers_are_told_so(service: Running, people: httpx.Client, monkeypatch: object) -> None:
    import pytest

    assert isinstance(monkeypatch, pytest.MonkeyPatch)
    monkeypatch.setattr(hub, "MOST_WATCHERS", 1)
    with watching(people), service.http(service.token()) as second:
        answer = second.get("/v1/live")
        assert answer.status_code == 503 and answer.json()["type"].endswith("not_ready")
    assert threading.active_count() < 100
