"""Signing in and out over HTTP; what is told to whom, and what it costs."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher, extract_parameters

from cloud import janitor
from cloud.clock import now_ms
from cloud.sessions.cookies import BROWSER_COOKIE, SESSION_COOKIE
from cloud.sessions.passwords import Passwords
from cloud.settings import PeopleSection
from tests.cloud.browser import PASSWORD, Browser, joined, member
from tests.cloud.devices.test_devices import problem
from tests.cloud.running import Running, running

pytestmark = pytest.mark.slow

WRONG = "a wrong password"


def later(monkeypatch: pytest.MonkeyPatch, s: float) -> None:
    monkeypatch.setattr("cloud.sessions.service.now_ms", lambda: now_ms() + int(1000 * s))


def told(answer: httpx.Response) -> dict[str, Any]:
    """All of an answer but what is another for every request."""
    return {name: value for name, value in answer.json().items() if name != "instance"}


def test_an_invited_person_is_signed_in_out_and_in_again(service: Running, http: httpx.Client) -> None:
    ana = joined(service, http, "ana@a.example", "player", "coach", name="Ana Ñandú")
    said = ana.ask("GET", "/v1/session").json()
    assert (said["name"], said["email"], said["organisation"]) == ("Ana Ñandú", "ana@a.example", "Range")
    assert said["roles"] == ["player", "coach"] and said["csrf"] == ana.csrf
    assert ana.ask("DELETE", "/v1/session").status_code == 204 and SESSION_COOKIE not in ana.cookies
    assert problem(ana.ask("GET", "/v1/session"), 401, "not_known") == ""
    assert ana.sign_in(" ANA@A.example ").status_code == 200, "an address is written one way"
    assert ana.ask("GET", "/v1/session").json()["person_id"] == said["person_id"]


def test_no_script_and_no_other_site_gets_at_the_cookies(service: Running, http: httpx.Client) -> None:
    ana = joined(service, http, "ana@a.example")
    lines = ana.sign_in("ana@a.example").headers.get_list("set-cookie")
    assert {line.partition("=")[0] for line in lines} == {SESSION_COOKIE, BROWSER_COOKIE}
    for line in lines:
        assert line.startswith("__Host-")
        attributes = {part.strip().lower() for part in line.split(";")[1:]}
        assert {"path=/", "secure", "httponly", "samesite=strict"} <= attributes
        assert not any(one.startswith("domain") for one in attributes)


def test_nothing_tells_who_exists_and_each_costs_one_computation(
    service: Running, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(service, http, "ana@a.example")
    gone = joined(service, http, "gone@a.example")
    service.parts.store.people.remove(gone.person_id, now_ms())
    computed: list[str] = []
    verify, hash_ = PasswordHasher.verify, PasswordHasher.hash

    def verifying(self: Any, *said: Any) -> Any:
        computed.append("verify")
        return verify(self, *said)

    def hashing(self: Any, *said: Any) -> Any:
        computed.append("hash")
        return hash_(self, *said)

    monkeypatch.setattr(PasswordHasher, "verify", verifying)
    monkeypatch.setattr(PasswordHasher, "hash", hashing)
    answers = []
    cases = [("ana@a.example", WRONG), ("nobody@a.example", WRONG), ("gone@a.example", PASSWORD)]
    for email, password in cases:
        computed.clear()
        answers.append(told(Browser(http).sign_in(email, password)))
        assert computed == ["verify"], email
    assert answers[0] == answers[1] == answers[2] and answers[0]["status"] == 401
    computed.clear()
    assert Browser(http).sign_in("ana@a.example").status_code == 200, "the control"
    assert computed == ["verify"]


def test_the_real_parameters_and_the_work_for_nobody() -> None:
    said = PeopleSection()
    passwords = Passwords(said.argon2_memory_kib, said.argon2_passes)
    made = passwords.hash("pässwörd 🏌️")
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert passwords.fit("pässwörd 🏌️", made) and not passwords.fit("passwort", made)
    assert not passwords.fit("pässwörd 🏌️", None)
    assert extract_parameters(passwords._nobodys) == extract_parameters(made)


def test_a_password_of_older_parameters_is_computed_anew(tmp_path: Path) -> None:
    with running(tmp_path) as service, service.http() as http:
        joined(service, http, "ana@a.example")
    dearer = PeopleSection(argon2_memory_kib=16, argon2_passes=2)
    with running(tmp_path, people=dearer) as service, service.http() as http:
        before = service.parts.people.by_email("ana@a.example")
        assert Browser(http).sign_in("ana@a.example").status_code == 200
        after = service.parts.people.by_email("ana@a.example")
        assert before is not None and after is not None
        assert "m=8,t=1" in before.password_hash and "m=16,t=2" in after.password_hash
        assert Browser(http).sign_in("ana@a.example").status_code == 200


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(
    service: Running, http: httpx.Client
) -> None:
    joined(service, http, "ana@a.example")
    mallory = member(service, http, "player", name="Mallory")
    victim = Browser(http)
    victim.cookies[SESSION_COOKIE] = planted = mallory.cookies[SESSION_COOKIE]
    assert victim.sign_in("ana@a.example").status_code == 200
    assert victim.cookies[SESSION_COOKIE] != planted
    assert mallory.ask("GET", "/v1/session").json()["name"] == "Mallory"


def test_a_stolen_cookie_ends_with_its_session(service: Running, http: httpx.Client) -> None:
    ana, thief = joined(service, http, "ana@a.example"), Browser(http)
    thief.cookies = dict(ana.cookies)
    assert thief.ask("GET", "/v1/session").status_code == 200, "the control"
    ana.ask("DELETE", "/v1/session")
    assert problem(thief.ask("GET", "/v1/session"), 401, "signed_out") == ""


@pytest.mark.parametrize("cookie", ["", "x", ".", "é.é", "0" * 36 + "." + "0" * 64, "a" * 5000])
def test_what_is_no_cookie_of_ours_is_nobody(service: Running, http: httpx.Client, cookie: str) -> None:
    shown = {"cookie": f"{SESSION_COOKIE}={cookie}".encode()}
    answer = http.get("/v1/session", headers=shown)  # type: ignore[arg-type]
    assert answer.status_code == 401


def test_the_right_session_with_another_secret_is_nobody(service: Running, http: httpx.Client) -> None:
    ana, ben = member(service, http, "player"), member(service, http, "admin")
    session_id = ben.cookies[SESSION_COOKIE].partition(".")[0]
    ana.cookies[SESSION_COOKIE] = f"{session_id}.{ana.cookies[SESSION_COOKIE].partition('.')[2]}"
    assert problem(ana.ask("GET", "/v1/session"), 401, "signed_out") == ""


def test_a_session_lives_while_it_is_used_and_not_for_ever(
    service: Running, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, left = member(service, http, "player"), member(service, http, "player")
    for hours in range(1, 24):
        later(monkeypatch, 1800 * hours)
        assert used.ask("GET", "/v1/session").status_code == 200, hours
        if hours == 2:
            assert problem(left.ask("GET", "/v1/session"), 401, "signed_out") == ""
    later(monkeypatch, 12 * 3600 + 1)
    assert problem(used.ask("GET", "/v1/session"), 401, "signed_out") == ""


def test_sessions_are_listed_and_ended_by_their_person_only(service: Running, http: httpx.Client) -> None:
    desk = joined(service, http, "ana@a.example")
    phone, other = Browser(http), member(service, http, "admin")
    phone.sign_in("ana@a.example", user_agent="A phone\tof hers")
    listed = phone.ask("GET", "/v1/sessions").json()["sessions"]
    assert len(listed) == 2
    (here,) = [one for one in listed if one["current"]]
    assert here["browser"].startswith("A phone")
    address = f"/v1/sessions/{here['session_id']}"
    assert problem(other.ask("DELETE", address), 404, "not_found") == ""
    assert desk.ask("DELETE", address).status_code == 204
    assert phone.ask("GET", "/v1/session").status_code == 401
    assert len(desk.ask("GET", "/v1/sessions").json()["sessions"]) == 1


def test_a_new_password_ends_every_other_session(service: Running, http: httpx.Client) -> None:
    ana, thief = joined(service, http, "ana@a.example"), Browser(http)
    thief.cookies = dict(ana.cookies)
    change = {"old": WRONG, "new": "another long password"}
    assert problem(ana.ask("PUT", "/v1/password", change), 403, "refused") == "body.old"
    assert thief.ask("GET", "/v1/session").status_code == 200
    answer = ana.ask("PUT", "/v1/password", {**change, "old": PASSWORD})
    assert answer.status_code == 200 and ana.ask("GET", "/v1/session").status_code == 200
    assert problem(thief.ask("GET", "/v1/session"), 401, "signed_out") == ""
    assert Browser(http).sign_in("ana@a.example").status_code == 401
    assert Browser(http).sign_in("ana@a.example", change["new"]).status_code == 200


def test_old_sessions_are_swept_away(
    service: Running, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = member(service, http, "player")
    session_id = ana.cookies[SESSION_COOKIE].partition(".")[0]
    janitor.step(service.parts)
    assert service.parts.store.sessions.session(session_id) is not None
    monkeypatch.setattr("cloud.janitor.now_ms", lambda: now_ms() + 3_601_000)
    janitor.step(service.parts)
    assert service.parts.store.sessions.session(session_id) is None


def test_what_is_too_much_is_refused_and_never_repeated(service: Running, http: httpx.Client) -> None:
    huge = Browser(http).sign_in("ana@a.example", "p" * 70_000)
    assert problem(huge, 413, "too_large") == "body"
    long = Browser(http).sign_in("ana@a.example", "secret" * 50)
    assert problem(long, 422, "does_not_fit") == "body.password" and "secret" not in long.text
    for address in ("ana", "a@b", "a b@c.de", "a@b.c\r\nbcc: x@y.z", "\ud800@a.example", "a@" + "b" * 300):
        text = httpx.Request("POST", "http://x", json={}).headers  # the client would not send a surrogate
        body = b'{"email": "%s", "password": "x"}' % address.encode("unicode_escape").replace(
            b"\\x", b"\\u00"
        )
        sent = http.post("/v1/session", content=body, headers={"content-type": text["content-type"]})
        assert problem(sent, 422, "does_not_fit") == "body.email", address
