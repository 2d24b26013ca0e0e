"""The audit log over HTTP: everything people see and change, and what programs change."""

import uuid
from typing import Any

import httpx
import pytest

from cloud.audit.sqlite import SqliteAudit
from cloud.errors import StoreUnavailable
from tests.cloud.bay import Bay, swing
from tests.cloud.browser import Browser, joined, member
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running


def log(admin: Browser, **which: str | int) -> list[dict[str, Any]]:
    address = "&".join(f"{name}={value}" for name, value in which.items())
    answer = admin.ask("GET", f"/v1/audit?{address}")
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json()["entries"]
    return entries


def said(entries: list[dict[str, Any]]) -> list[tuple[str, str, str | None, int | None]]:
    return [(one["asker_id"], one["operation"], one["about"], one["status"]) for one in entries]


def test_who_saw_and_changed_what_is_noted(
    service: Running, bay: Bay, people: httpx.Client, http: httpx.Client
) -> None:
    admin, pia = member(service, http, "admin"), member(service, http, "player")
    one = swing()
    bay.deliver(bay.result(one))
    address, me = f"/v1/swings/{one.swing_id}", {"player_id": pia.person_id}
    people.get(address)
    people.put(f"{address}/player", json=me)
    request_id = str(uuid.uuid4())
    pia.ask("GET", address, x_request_id=request_id)
    pia.ask("PUT", f"{address}/note", {"text": "words of my own"})
    pia.ask("GET", "/v1/swings?player_id=" + admin.person_id)
    found = log(admin)
    token_id = found[3]["asker_id"]
    assert said(found) == [
        (pia.person_id, "swings", admin.person_id, 404),
        (pia.person_id, "put_note", one.swing_id, 204),
        (pia.person_id, "swing", one.swing_id, 200),
        (token_id, "assign", one.swing_id, 204),
    ], "a refusal too; a program's reading not"
    assert found[2]["request_id"] == request_id and found[3]["asker_kind"] == "token"
    assert "words of my own" not in str(found)


def test_signing_in_is_noted(service: Running, http: httpx.Client) -> None:
    admin, ana = member(service, http, "admin"), joined(service, http, "ana@a.example")
    ana.sign_in("ana@a.example")
    ana.ask("DELETE", "/v1/session")
    told = [(who, operation) for who, operation, _, _ in said(log(admin))]
    assert told == [(ana.person_id, name) for name in ("sign_out", "sign_in", "use_link")]


def test_it_comes_in_pages_and_each_organisations_is_its_own(service: Running, http: httpx.Client) -> None:
    admin, stranger = member(service, http, "admin"), member(service, http, "admin", organisation="Other")
    for _ in range(5):
        admin.ask("GET", "/v1/people")
    first = admin.ask("GET", "/v1/audit?limit=3").json()
    rest = log(admin, limit=500, before=first["next_before"])
    kept = first["entries"] + rest
    assert [one["operation"] for one in kept] == ["people"] * 5
    assert len({one["entry_id"] for one in kept}) == 5
    assert log(stranger) == []
    coach = member(service, http, "coach")
    assert problem(coach.ask("GET", "/v1/audit"), 403, "role") == ""


def test_what_cannot_be_noted_is_not_done(
    service: Running, bay: Bay, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, one = member(service, http, "admin"), swing()
    bay.deliver(bay.result(one))

    def full(*_: object) -> None:
        raise StoreUnavailable("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(SqliteAudit, "note", full)
        address = f"/v1/swings/{one.swing_id}"
        assert admin.ask("PUT", f"{address}/note", {"text": "unseen"}).status_code == 503
        seen = admin.ask("GET", address)
        assert seen.status_code == 503 and one.swing_id not in seen.text
    assert admin.ask("GET", address).json()["note"] is None


def test_a_change_that_the_service_did_not_outlive_is_noted(
    service: Running, bay: Bay, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, one = member(service, http, "admin"), swing()
    bay.deliver(bay.result(one))

    def dies(*_: object) -> None:
        raise RuntimeError("on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(type(service.parts.swings), "note", dies)
        assert admin.ask("PUT", f"/v1/swings/{one.swing_id}/note", {"text": "x"}).status_code == 500
    assert said(log(admin)) == [(admin.person_id, "put_note", one.swing_id, None)]
